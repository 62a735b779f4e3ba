#pragma once

// What is known of one finding in one person. Unknown is not absent: only present, absent, a number
// or a state are evidence; unknown and refused say that it was asked in vain; a finding that is not
// in a presentation was not asked.

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

namespace paraspinal::knowledge {

// The position of a finding in its knowledge base.
struct FindingId {
  std::size_t index = 0;
  auto operator<=>(const FindingId&) const = default;
};

enum class Presence { absent, present };

struct Unknown {  // asked; could not be answered
  bool operator==(const Unknown&) const = default;
};
struct Refused {  // asked; the person did not want to answer
  bool operator==(const Refused&) const = default;
};
struct Quantity {  // in the unit of the finding
  double value = 0;
  bool operator==(const Quantity&) const = default;
};
struct State {  // position among the finding's ordered states
  std::size_t index = 0;
  auto operator<=>(const State&) const = default;
};
struct Day {  // a calendar date, ISO "2026-01-31", checked
  std::string iso;
  bool operator==(const Day&) const = default;
};

using AnswerValue = std::variant<Presence, Unknown, Refused, Quantity, State, Day>;

enum class SaidBy { caller, proxy, record, clinician, device, derived };

struct Answer {
  AnswerValue value;
  SaidBy by = SaidBy::caller;
  std::optional<std::string> at;  // when it was observed, ISO time
  std::string origin;             // where it came from: "answers", "Observation/7", "from temp_c"

  bool operator==(const Answer&) const = default;
};

}  // namespace paraspinal::knowledge
