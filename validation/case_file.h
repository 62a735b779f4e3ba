#pragma once

// The cases of validation/cases: a presentation, and what a clinician would say to it. The file's
// format stands in cases/README.md.
//
//   const Result<std::vector<ValidationCase>> cases = read_cases(text, knowledge);

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::validation {

// Five tiers in which urgencies are labelled, slowest first.
enum class Tier { self_care, routine, within_2_weeks, same_day, emergency_now };
inline constexpr std::array<Tier, 5> all_tiers = {
    Tier::self_care, Tier::routine, Tier::within_2_weeks, Tier::same_day, Tier::emergency_now};
// As the files write them: "self-care", "emergency-now".
std::string_view name(Tier tier);

enum class DangerSeen { no_danger, not_yet, weakly, plainly };

struct ValidationCase {
  std::string id;
  std::string kind;                                 // "published", "constructed"
  std::string source;                               // citation
  std::string detail;                               // A detailed, B sparse or constructed
  DangerSeen danger = DangerSeen::no_danger;        // could it be seen at first contact
  std::string presentation;                         // JSON, as the program takes it
  std::optional<knowledge::ConditionId> condition;  // expected; none in the knowledge base
  std::set<std::string> right;  // ids that count as right: the expected one and alternatives
  Tier tier = Tier::self_care;  // expected
  knowledge::Urgency slowest = knowledge::Urgency::self_care;  // acceptable
  knowledge::Urgency fastest = knowledge::Urgency::self_care;  // acceptable
  std::set<std::string> groups;  // "not_unseen", ...: of case_groups.txt

  // Somebody may be sent to an appointment within two weeks, or to none.
  bool is_benign() const;
  // An emergency that could be seen.
  bool is_visible_emergency() const;
};

// The program's urgencies that a tier allows.
std::vector<knowledge::Urgency> urgencies_of(Tier tier);

// One case a line. Errors (`malformed`, `invalid_argument`) name the line and what was expected.
engine::Result<std::vector<ValidationCase>> read_cases(std::string_view text,
                                                       const knowledge::KnowledgeBase& knowledge);

// Lines "id group"; those that begin with '#' are comments. Errors (`malformed`) name the line.
engine::Result<std::map<std::string, std::set<std::string>>> read_groups(std::string_view text);

}  // namespace paraspinal::validation
