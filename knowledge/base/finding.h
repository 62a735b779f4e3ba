#pragma once

// A clinical fact that can be asked or observed, and the table of all of them.
//
//   const FindingTable findings(rows);
//   const std::optional<FindingId> id = findings.find("saddle_anaesthesia");
//   findings[*id].name;

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "knowledge/base/answer.h"

namespace paraspinal::knowledge {

enum class FindingKind { history, risk_factor, symptom, sign, vital, laboratory };
enum class ValueType { boolean, quantity, ordinal, date };
enum class ObtainableBy { caller, examiner, device, laboratory, derived };

struct Question {
  std::string read_aloud;  // worded so that yes means present
  std::string plainer;     // said when the first wording was not understood
  std::string meaning;     // what it means clinically, for the nurse
  std::string yes_means;   // the statement that "yes" affirms
  double seconds = 0;      // to ask and answer

  bool operator==(const Question&) const = default;
};

struct Finding {
  std::string id;
  std::string name;
  FindingKind kind = FindingKind::symptom;
  ValueType value_type = ValueType::boolean;
  std::string unit;   // UCUM; empty unless a quantity
  double lowest = 0;  // possible range of a quantity, in `unit`; outside is an error
  double highest = 0;
  std::vector<std::string> states;  // of an ordinal, in increasing order
  ObtainableBy obtainable_by = ObtainableBy::caller;
  std::string weightless_because;  // why no link moves a probability; empty when links do
  std::optional<Question> question;

  bool operator==(const Finding&) const = default;
};

class FindingTable {
 public:
  FindingTable() = default;
  // Ids are unique (the content's primary key).
  explicit FindingTable(std::vector<Finding> findings);

  std::optional<FindingId> find(std::string_view id) const;
  const Finding& operator[](FindingId id) const { return findings_[id.index]; }
  // The same of its row, for what is looked up again and again.
  ObtainableBy obtainable_by(FindingId id) const { return obtainable_by_[id.index]; }
  ValueType value_type(FindingId id) const { return value_types_[id.index]; }
  std::size_t size() const { return findings_.size(); }
  const std::vector<Finding>& all() const { return findings_; }

 private:
  // Of text that is no std::string yet.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<Finding> findings_;
  std::vector<ObtainableBy> obtainable_by_;  // [finding]
  std::vector<ValueType> value_types_;       // [finding]
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_id_;
};

}  // namespace paraspinal::knowledge
