#include "knowledge/triage/weeks_apart.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "knowledge/scores/gestation.h"

namespace paraspinal::triage {

using knowledge::KnowledgeBase;

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
  std::vector<bool> read;
  return weeks_apart(Stated(presentation, knowledge, read));
}

std::optional<WeeksApart> weeks_apart(const Stated& said) {
  constexpr double tolerated_weeks = 1;  // source: expert judgement; weeks are told in whole ones
  const auto stated = said.quantity("gestational_age");
  const bool pregnant = said.presence("pregnant").value_or(true);
  const auto& as_of = said.presentation().as_of;
  if (!stated || !pregnant || !as_of) {
    return std::nullopt;
  }
  const knowledge::Day* const due = said.day("edd");
  const knowledge::Day* const period = said.day("lmp");
  std::optional<double> dated;
  if (due != nullptr) {
    dated = scores::gestational_weeks_from_due_date(due->iso, *as_of);
  } else if (period != nullptr) {
    dated = scores::gestational_weeks_from_last_period(period->iso, *as_of);
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
