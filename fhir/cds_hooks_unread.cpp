// Entry points: unread_resources and unread_values.

#include "fhir/cds_hooks_unread.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include "fhir/cds_hooks_card.h"
#include "fhir/cds_hooks_drugs.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/coding.h"
#include "fhir/element.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;

namespace {

std::string type_and_id_of(const Json& resource) {
  return std::string(text_member(resource, "resourceType")) + "/" +
         std::string(text_member(resource, "id"));
}

const LedgerEntry* ledger_entry(const Imported& imported, const std::string& name) {
  const auto found = std::ranges::find(imported.ledger.entries, name, &LedgerEntry::resource);
  return found == imported.ledger.entries.end() ? nullptr : &*found;
}

// What is told of a resource that could have counted; empty of any other.
std::string_view why_unread(const LedgerEntry& entry) {
  if (entry.fate == Fate::unreadable) {
    return "unreadable";
  }
  switch (entry.cause) {
    case Cause::none:
      return {};
    case Cause::of_another:
      return "whose it is could not be told";
    case Cause::not_understood:
      return "with a modifier that is not understood";
    case Cause::ahead_of_now:
      return "dated ahead of now";
    case Cause::without_code:
      return "no code";
    case Cause::without_meaning:
      return {};
    case Cause::in_part:
      return "read in part only";
  }
  return {};
}

// How a medicine or a substance without a code is called.
std::string called_in(const Json& resource) {
  for (const auto& [member, text] : std::array<std::pair<std::string_view, std::string_view>, 3>{
           {{"medicationCodeableConcept", "text"},
            {"medicationReference", "display"},
            {"code", "text"}}}) {
    const Json* const found = resource.member(member);
    const std::string_view words =
        found == nullptr ? std::string_view() : text_member(*found, text);
    if (!words.empty()) {
      return clipped(words, 60);
    }
  }
  return {};
}

// "<15 mL/min/{1.73_m2}".
std::string shown_quantity(const Json& quantity) {
  const Json* const value = quantity.member("value");
  const std::string_view code = text_member(quantity, "code");
  const std::string_view unit = code.empty() ? text_member(quantity, "unit") : code;
  return std::string(text_member(quantity, "comparator")) +
         (value == nullptr ? "" : std::string(value->text())) +
         (unit.empty() ? "" : " " + std::string(unit));
}

class Values {
 public:
  Values(const Imported& imported, const KnowledgeBase& knowledge, const std::string& now)
      : imported_(imported), knowledge_(knowledge), now_(moment_from(now)) {}

  void add(const Json& observation, std::vector<UnreadValue>& to) const {
    constexpr std::array<std::string_view, 3> untrue = {"entered-in-error", "cancelled",
                                                        "registered"};
    const Json* const code = observation.member("code");
    const Json* const quantity = observation.member("valueQuantity");
    if (code == nullptr || !code->is_object() || quantity == nullptr || !quantity->is_object() ||
        std::ranges::find(untrue, text_member(observation, "status")) != untrue.end() ||
        !is_unread(observation, *quantity)) {
      return;
    }
    ElementReader reader(*code, "code");
    for (const CodedValue& coding : codings_of(reader, code)) {
      for (const knowledge::Coding& row : knowledge_.codings) {
        const auto finding = knowledge_.findings.find(row.target);
        if (row.resource == knowledge::CodedResource::observation && finding &&
            names(row, coding) && counts(observation, row, *finding)) {
          const std::string name = type_and_id_of(observation);
          to.push_back({*finding, name, shown_quantity(*quantity) + " (" + name + ")"});
        }
      }
    }
  }

 private:
  bool is_unread(const Json& observation, const Json& quantity) const {
    const LedgerEntry* const entry = ledger_entry(imported_, type_and_id_of(observation));
    return text_member(quantity, "comparator").find_first_of("<>") != std::string_view::npos ||
           (entry != nullptr && entry->fate == Fate::unreadable);
  }

  // Recent enough, and no number of the finding is newer.
  bool counts(const Json& observation, const knowledge::Coding& row,
              knowledge::FindingId finding) const {
    const auto then = moment_from(text_member(observation, "effectiveDateTime"));
    if (row.within_days && then && now_ && days_between(*then, *now_) > *row.within_days) {
      return false;
    }
    const auto known = imported_.presentation.findings.find(finding);
    if (known == imported_.presentation.findings.end() ||
        !std::holds_alternative<knowledge::Quantity>(known->second.value)) {
      return true;
    }
    const auto at = known->second.at ? moment_from(*known->second.at) : std::nullopt;
    return then && at && order(*then, *at) == Order::after;
  }

  const Imported& imported_;
  const KnowledgeBase& knowledge_;
  std::optional<Moment> now_;
};

}  // namespace

std::vector<std::string> unread_resources(const Imported& imported,
                                          const std::vector<const Json*>& resources) {
  std::vector<std::string> unread;
  for (const Json* const resource : resources) {
    const std::string name = type_and_id_of(*resource);
    const LedgerEntry* const entry = ledger_entry(imported, name);
    const std::string why(entry == nullptr ? std::string_view() : why_unread(*entry));
    if (why.empty()) {
      continue;
    }
    const std::string called = called_in(*resource);
    const std::string words =
        called.empty() ? name + " (" + why + ")" : called + " (" + name + ", " + why + ")";
    if (std::ranges::find(unread, words) == unread.end()) {
      unread.push_back(words);
    }
  }
  return unread;
}

std::vector<UnreadValue> unread_values(const Imported& imported,
                                       const std::vector<const Json*>& resources,
                                       const KnowledgeBase& knowledge, const std::string& now) {
  const Values values(imported, knowledge, now);
  std::vector<UnreadValue> unread;
  for (const Json* const resource : resources) {
    if (text_member(*resource, "resourceType") == "Observation") {
      values.add(*resource, unread);
    }
  }
  return unread;
}

}  // namespace paraspinal::fhir
