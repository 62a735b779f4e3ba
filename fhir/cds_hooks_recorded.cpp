// Entry point: recorded_dangers.

#include "fhir/cds_hooks_recorded.h"

#include <algorithm>
#include <string_view>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/clock.h"
#include "fhir/coding.h"
#include "fhir/condition_standing.h"
#include "fhir/element.h"

namespace paraspinal::fhir {

using engine::Result;
using knowledge::KnowledgeBase;

namespace {

bool has_modifier(const Json& condition) {
  const Json* const modifiers = condition.member("modifierExtension");
  return modifiers != nullptr && !modifiers->items().empty();
}

// Of the person, active or suspected. Without a date it may be of today.
bool is_news(const Json& condition, const ConditionStanding& standing, const Clock& now) {
  return !has_modifier(condition) && standing.silent_because.empty() && !standing.denied &&
         standing.past_because.empty() &&
         days_since_news(standing, now).value_or(0) <= danger_recent_days;
}

// "Ectopic pregnancy" of "Ectopic pregnancy (disorder)", "Sepsis" of "Sepsis, unspecified".
std::string without_tag(std::string_view display) {
  for (const std::string_view tag : {" (disorder)", ", unspecified"}) {
    if (display.ends_with(tag)) {
      display.remove_suffix(tag.size());
    }
  }
  return std::string(display);
}

class Search {
 public:
  explicit Search(const KnowledgeBase& knowledge) : knowledge_(knowledge) {}

  // The row that names a condition not to be missed; null when none does.
  const knowledge::Coding* row_of(const Json& condition) const {
    const Json* const code = condition.member("code");
    if (code == nullptr || !code->is_object()) {
      return nullptr;
    }
    ElementReader reader(*code, "code");
    for (const CodedValue& coding : codings_of(reader, code)) {
      for (const knowledge::Coding& row : knowledge_.codings) {
        if (names(row, coding) && condition_of(row) != nullptr &&
            condition_of(row)->must_not_miss) {
          return &row;
        }
      }
    }
    return nullptr;
  }

  // Null where the row names none. An ectopic pregnancy has more codes than the one it is sent by:
  // those that end a pregnancy so.
  const knowledge::Condition* condition_of(const knowledge::Coding& row) const {
    const bool is_ectopic =
        row.resource == knowledge::CodedResource::pregnancy_end && row.target == "ectopic";
    if (row.resource != knowledge::CodedResource::exported && !is_ectopic) {
      return nullptr;
    }
    const auto found =
        std::ranges::find(knowledge_.conditions, is_ectopic ? "ectopic_pregnancy" : row.target,
                          &knowledge::Condition::id);
    return found == knowledge_.conditions.end() ? nullptr : &*found;
  }

 private:
  const KnowledgeBase& knowledge_;
};

}  // namespace

std::vector<RecordedDanger> recorded_dangers(const std::vector<const Json*>& resources,
                                             const KnowledgeBase& knowledge,
                                             const std::string& now) {
  const Search search(knowledge);
  const Result<Clock> clock = clock_from(now);
  std::vector<RecordedDanger> found;
  for (const Json* const resource : resources) {
    if (!clock || text_member(*resource, "resourceType") != "Condition") {
      continue;
    }
    ElementReader reader(*resource, "Condition");
    const ConditionStanding standing = condition_standing(reader, *resource, *clock);
    const knowledge::Coding* const row =
        is_news(*resource, standing, *clock) ? search.row_of(*resource) : nullptr;
    if (row == nullptr) {
      continue;
    }
    const RecordedDanger one = {search.condition_of(*row), without_tag(row->display),
                                "Condition/" + std::string(text_member(*resource, "id")),
                                standing.suspected};
    const auto same = std::ranges::find(found, one.condition, &RecordedDanger::condition);
    if (same == found.end()) {
      found.push_back(one);
    } else if (same->suspected && !one.suspected) {
      *same = one;
    }
  }
  std::ranges::stable_sort(found, [](const RecordedDanger& a, const RecordedDanger& b) {
    return a.condition->needs_urgency > b.condition->needs_urgency;
  });
  return found;
}

}  // namespace paraspinal::fhir
