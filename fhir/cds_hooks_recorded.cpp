// Entry point: recorded_dangers. FHIR R4, Condition; STU3 writes its statuses as plain codes.

#include "fhir/cds_hooks_recorded.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;

namespace {

template <std::size_t Size>
bool is_any_of(const Json& condition, std::string_view name,
               const std::array<std::string_view, Size>& codes) {
  const auto is_one = [&codes](std::string_view code) {
    return std::ranges::find(codes, code) != codes.end();
  };
  const Json* const status = condition.member(name);
  const Json* const codings = status == nullptr ? nullptr : status->member("coding");
  return is_one(text_member(condition, name)) ||
         (codings != nullptr && std::ranges::any_of(codings->items(), [&](const Json& coding) {
            return is_one(text_member(coding, "code"));
          }));
}

std::optional<Moment> moment_of(const Json* value) {
  return value == nullptr ? std::nullopt : moment_from(value->text());
}

// From the end of `then`, which may be a month, to now.
double days_since(const Moment& then, const Moment& now) {
  return std::chrono::duration<double, std::ratio<86400>>(now.first - then.end).count();
}

bool has_abated(const Json& condition, const Moment& now) {
  const Json* const period = condition.member("abatementPeriod");
  for (const Json* const end : {condition.member("abatementDateTime"),
                                period == nullptr ? nullptr : period->member("end")}) {
    const std::optional<Moment> moment = moment_of(end);
    if (moment && moment->first <= now.first) {
      return true;
    }
  }
  return false;
}

bool is_active(const Json& condition, const Moment& now) {
  constexpr std::array<std::string_view, 3> over = {"inactive", "remission", "resolved"};
  constexpr std::array<std::string_view, 2> untrue = {"refuted", "entered-in-error"};
  const Json* const modifiers = condition.member("modifierExtension");
  return !is_any_of(condition, "clinicalStatus", over) &&
         !is_any_of(condition, "verificationStatus", untrue) && !has_abated(condition, now) &&
         (modifiers == nullptr || modifiers->items().empty());
}

// The newest of its dates decides; without a date it may be of today.
bool is_recent(const Json& condition, const Moment& now) {
  const Json* const period = condition.member("onsetPeriod");
  bool dated = false;
  for (const Json* const date :
       {condition.member("recordedDate"), condition.member("assertedDate"),
        condition.member("onsetDateTime"), period == nullptr ? nullptr : period->member("start")}) {
    if (const std::optional<Moment> moment = moment_of(date)) {
      dated = true;
      if (days_since(*moment, now) <= danger_recent_days) {
        return true;
      }
    }
  }
  return !dated;
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
        if (row.resource == knowledge::CodedResource::exported && names(row, coding) &&
            named(row.target).must_not_miss) {
          return &row;
        }
      }
    }
    return nullptr;
  }

  const knowledge::Condition& named(const std::string& id) const {
    return *std::ranges::find(knowledge_.conditions, id, &knowledge::Condition::id);
  }

 private:
  const KnowledgeBase& knowledge_;
};

}  // namespace

std::vector<RecordedDanger> recorded_dangers(const std::vector<const Json*>& resources,
                                             const KnowledgeBase& knowledge,
                                             const std::string& now) {
  constexpr std::array<std::string_view, 3> unsure = {"provisional", "differential", "unconfirmed"};
  const Search search(knowledge);
  const std::optional<Moment> today = moment_from(now);
  std::vector<RecordedDanger> found;
  for (const Json* const resource : resources) {
    if (!today || text_member(*resource, "resourceType") != "Condition" ||
        !is_active(*resource, *today) || !is_recent(*resource, *today)) {
      continue;
    }
    const knowledge::Coding* const row = search.row_of(*resource);
    if (row == nullptr) {
      continue;
    }
    const RecordedDanger one = {&search.named(row->target), without_tag(row->display),
                                "Condition/" + std::string(text_member(*resource, "id")),
                                is_any_of(*resource, "verificationStatus", unsure)};
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
