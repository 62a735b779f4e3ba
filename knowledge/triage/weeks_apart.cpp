#include "knowledge/triage/weeks_apart.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "knowledge/scores/gestation.h"
#include "knowledge/triage/score_inputs.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;

const knowledge::Day* day_of(std::string_view id, const Presentation& presentation,
                             const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  const auto answer = finding ? presentation.findings.find(*finding) : presentation.findings.end();
  return answer == presentation.findings.end() ? nullptr
                                               : std::get_if<knowledge::Day>(&answer->second.value);
}

}  // namespace

double WeeksApart::graver() const {
  constexpr double early = 14;
  constexpr double withheld_from = 20;
  constexpr double at_term = 37;
  const double less = std::min(stated, dated);
  const double more = std::max(stated, dated);
  const bool labour_too_early = less >= withheld_from && less < at_term && more >= at_term;
  const bool maybe_ectopic = less < early && more >= early && more < withheld_from;
  return labour_too_early || maybe_ectopic ? less : more;
}

double WeeksApart::other() const {
  return graver() == stated ? dated : stated;
}

std::optional<WeeksApart> weeks_apart(const Presentation& presentation,
                                      const KnowledgeBase& knowledge) {
  constexpr double tolerated_weeks = 1;  // source: expert judgement; weeks are told in whole ones
  const auto stated = stated_quantity(presentation, knowledge, "gestational_age");
  const bool pregnant = stated_presence(presentation, knowledge, "pregnant").value_or(true);
  if (!stated || !pregnant || !presentation.as_of) {
    return std::nullopt;
  }
  const knowledge::Day* const due = day_of("edd", presentation, knowledge);
  const knowledge::Day* const period = day_of("lmp", presentation, knowledge);
  std::optional<double> dated;
  if (due != nullptr) {
    dated = scores::gestational_weeks_from_due_date(due->iso, *presentation.as_of);
  } else if (period != nullptr) {
    dated = scores::gestational_weeks_from_last_period(period->iso, *presentation.as_of);
  }
  if (!dated || std::abs(*stated - *dated) <= tolerated_weeks) {
    return std::nullopt;
  }
  return WeeksApart{*stated, *dated, due != nullptr ? "edd" : "lmp"};
}

knowledge::Answer weeks_of_date(const WeeksApart& apart) {
  return {knowledge::Quantity{apart.dated}, knowledge::SaidBy::derived, std::nullopt,
          "gestation of " + std::string(apart.date)};
}

Presentation with_other_weeks(const Presentation& presentation, const WeeksApart& apart,
                              const KnowledgeBase& knowledge) {
  Presentation other = presentation;
  for (const std::string_view id : {"edd", "lmp"}) {
    if (const auto finding = knowledge.findings.find(id)) {
      other.findings.erase(*finding);
    }
  }
  if (const auto finding = knowledge.findings.find("gestational_age")) {
    knowledge::Answer& answer = other.findings[*finding];
    if (apart.other() != apart.stated) {
      answer = weeks_of_date(apart);
    }
  }
  return other;
}

}  // namespace paraspinal::triage
