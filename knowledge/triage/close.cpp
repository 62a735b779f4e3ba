// Entry point: close, at the end.

#include "knowledge/triage/close.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "knowledge/scores/gestation.h"
#include "knowledge/triage/closing.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;

bool is_denied(const Answer* answer) {
  return answer != nullptr && answer->value == knowledge::AnswerValue(Presence::absent);
}

void derive_person(const Presentation& presentation, const KnowledgeBase& knowledge,
                   Closing& closing) {
  if (const auto age = knowledge.findings.find("age_years"); age && presentation.age_years) {
    closing.derive_age(*age, *presentation.age_years);
  }
  // An assessment is of someone whose back hurts: rules may rely on it, unless it was denied.
  if (const auto complaint = knowledge.findings.find("back_complaint");
      complaint && !is_denied(closing.find(*complaint))) {
    closing.derive(*complaint, Presence::present, "the complaint");
  }
  if (!presentation.sex) {
    return;
  }
  const bool female = *presentation.sex == knowledge::Sex::female;
  if (const auto finding = knowledge.findings.find("sex_female")) {
    closing.derive(*finding, female ? Presence::present : Presence::absent, "sex");
  }
  if (const auto finding = knowledge.findings.find("sex_male")) {
    closing.derive(*finding, female ? Presence::absent : Presence::present, "sex");
  }
}

void derive_gestation(const Presentation& presentation, const KnowledgeBase& knowledge,
                      Closing& closing) {
  const auto gestation = knowledge.findings.find("gestational_age");
  if (!gestation || !presentation.as_of) {
    return;
  }
  // The due date first: it is dated by scan where the period is not.
  for (const std::string_view id : {"edd", "lmp"}) {
    const auto finding = knowledge.findings.find(id);
    const Answer* answer = finding ? closing.find(*finding) : nullptr;
    const auto* day = answer == nullptr ? nullptr : std::get_if<knowledge::Day>(&answer->value);
    if (day == nullptr) {
      continue;
    }
    const auto weeks =
        id == "edd" ? scores::gestational_weeks_from_due_date(day->iso, *presentation.as_of)
                    : scores::gestational_weeks_from_last_period(day->iso, *presentation.as_of);
    // A last period alone does not say that there is a pregnancy.
    const auto pregnant = knowledge.findings.find("pregnant");
    const Answer* known = pregnant ? closing.find(*pregnant) : nullptr;
    const bool is_pregnant =
        known != nullptr && known->value == knowledge::AnswerValue(Presence::present);
    if (weeks && (id == "edd" || is_pregnant)) {
      closing.derive(*gestation, *weeks, std::string(id));
    }
  }
}

}  // namespace

const Answer* Closed::find(FindingId finding) const {
  const auto place = answers.find(finding);
  return place == answers.end() ? nullptr : &place->second;
}

Closed close(Presentation presentation, const KnowledgeBase& knowledge) {
  Closed closed{std::move(presentation.findings), {}};
  Closing closing(knowledge, closed);
  derive_person(presentation, knowledge, closing);
  derive_gestation(presentation, knowledge, closing);
  close_under(all_implications(knowledge), closing);
  return closed;
}

}  // namespace paraspinal::triage
