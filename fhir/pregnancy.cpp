#include "fhir/pregnancy.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "fhir/json.h"
#include "fhir/primitives.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::Quantity;

namespace {

constexpr double term_weeks = 40;
constexpr double longest_weeks = 45;

// Weeks are told in whole ones. source: expert judgement; triage calls the same a conflict
// (knowledge/triage/weeks_apart.cpp)
constexpr double tolerated_weeks = 1;

std::string tenths(double value) {
  return Json::number(std::round(value * 10) / 10).text();
}

// Weeks at the clock by the due date (`edd`) or last period (`lmp`), as far as they go either way.
std::optional<double> weeks_of(std::string_view id, std::string_view date, const Clock& clock) {
  const auto day = day_from(date);
  if (!day) {
    return std::nullopt;
  }
  return id == "edd" ? term_weeks - days_from_to(clock.day, *day) / days_in_week
                     : days_from_to(*day, clock.day) / days_in_week;
}

class Today {
 public:
  Today(Answers answers, const Clock& clock, const knowledge::KnowledgeBase& knowledge)
      : today_{std::move(answers), {}}, clock_(clock), knowledge_(knowledge) {}

  PregnancyToday gestation() {
    advance_gestation();
    check_date("edd");
    check_date("lmp");
    weigh_dates();
    return std::move(today_);
  }

  PregnancyToday all() {
    advance_gestation();
    check_date("edd");
    check_date("lmp");
    weigh_against_pregnant("gestational_age");
    weigh_against_pregnant("edd");
    weigh_dates();
    return std::move(today_);
  }

 private:
  Answer* find(std::string_view id) {
    const std::optional<FindingId> finding = knowledge_.findings.find(id);
    const auto place = finding ? today_.answers.find(*finding) : today_.answers.end();
    return place == today_.answers.end() ? nullptr : &place->second;
  }

  void drop(std::string_view id, const std::string& why) {
    const FindingId finding = *knowledge_.findings.find(id);
    today_.issues.push_back({Severity::warning, today_.answers.at(finding).origin, why});
    today_.answers.erase(finding);
  }

  void advance_gestation() {
    Answer* const answer = find("gestational_age");
    auto* const weeks = answer == nullptr ? nullptr : std::get_if<Quantity>(&answer->value);
    if (weeks == nullptr || !answer->at) {
      return;
    }
    const auto measured = day_from(*answer->at);
    if (!measured) {
      drop("gestational_age", "gestational_age at " + *answer->at +
                                  " cannot be brought to today: expected a whole date; not used");
      return;
    }
    const double since = days_from_to(*measured, clock_.day) / days_in_week;
    const double now = weeks->value + since;
    if (now > longest_weeks) {
      drop("gestational_age",
           "gestational_age " + digits_of(weeks->value) + " weeks at " + *answer->at +
               " would be over 45 weeks by now: that pregnancy is over; not used");
      return;
    }
    if (since > 0) {
      today_.issues.push_back({Severity::information, answer->origin,
                               "gestational_age " + digits_of(weeks->value) + " weeks at " +
                                   *answer->at + " is brought forward by the days since"});
      weeks->value = now;
    }
  }

  void check_date(std::string_view id) {
    const Answer* const answer = find(id);
    const auto* const date =
        answer == nullptr ? nullptr : std::get_if<knowledge::Day>(&answer->value);
    const std::string why = date == nullptr ? "" : no_day_of_pregnancy(id, date->iso, clock_);
    if (!why.empty()) {
      drop(id, why + "; " + std::string(id) + " is not used");
    }
  }

  // The newer of "not pregnant" and a date of a pregnancy holds; of the same moment neither.
  void weigh_against_pregnant(std::string_view id) {
    Answer* const pregnant = find("pregnant");
    const Answer* const dating = find(id);
    if (pregnant == nullptr || dating == nullptr ||
        pregnant->value != AnswerValue(Presence::absent)) {
      return;
    }
    const auto said = pregnant->at ? moment_from(*pregnant->at) : std::nullopt;
    const auto dated = dating->at ? moment_from(*dating->at) : std::nullopt;
    const Order which = said && dated ? order(*said, *dated) : Order::unclear;
    const std::string both = "not pregnant (" + pregnant->origin + ") and " + std::string(id) +
                             " (" + dating->origin + ") contradict each other";
    switch (which) {
      case Order::before:
        drop("pregnant", both + ": the newer, " + std::string(id) + ", is used");
        return;
      case Order::after:
        drop(id, both + ": the newer, not pregnant, is used");
        return;
      case Order::unclear:
        pregnant->value = knowledge::Unknown{};
        drop(id, both + ": neither is used");
        return;
    }
  }

  // Weeks today by a date; nothing without one.
  std::optional<double> weeks_by(std::string_view id) {
    const Answer* const answer = find(id);
    const auto* const date =
        answer == nullptr ? nullptr : std::get_if<knowledge::Day>(&answer->value);
    return date == nullptr ? std::nullopt : weeks_of(id, date->iso, clock_);
  }

  // Neither the weeks that were told nor those of the due date, or without one of the last period,
  // are taken in silence when they are apart; both go on to triage.
  void weigh_dates() {
    const Answer* const told = find("gestational_age");
    const auto* const weeks = told == nullptr ? nullptr : std::get_if<Quantity>(&told->value);
    const std::string_view id = weeks_by("edd") ? "edd" : "lmp";
    const std::optional<double> dated = weeks_by(id);
    if (weeks == nullptr || !dated || std::abs(weeks->value - *dated) <= tolerated_weeks) {
      return;
    }
    today_.issues.push_back({Severity::warning, told->origin,
                             "gestational_age " + tenths(weeks->value) + " weeks and " +
                                 std::string(id) + " (" + find(id)->origin + "), which gives " +
                                 tenths(*dated) +
                                 " weeks, disagree by more than a week: judged by both, the "
                                 "graver is told; find out which holds"});
  }

  PregnancyToday today_;
  const Clock& clock_;
  const knowledge::KnowledgeBase& knowledge_;
};

}  // namespace

std::string no_day_of_pregnancy(std::string_view finding, std::string_view day,
                                const Clock& clock) {
  const bool is_due_date = finding == "edd";
  if (!is_due_date && finding != "lmp") {
    return "";
  }
  const auto weeks = weeks_of(finding, day, clock);
  if (!weeks || (*weeks >= 0 && *weeks <= longest_weeks)) {
    return "";
  }
  const std::string date = (is_due_date ? "the due date " : "the last period ") + std::string(day);
  const std::string now = iso(clock.day);
  if (*weeks < 0) {
    return is_due_date ? date + " lies over 40 weeks after " + now + ", expected at most 40"
                       : date + " lies after " + now + ", expected a day no later";
  }
  return is_due_date ? date + " lies over 5 weeks before " + now +
                           ", expected at most 5: that pregnancy is over"
                     : date + " lies over 45 weeks before " + now +
                           ", expected at most 45: no pregnancy is as old";
}

PregnancyToday gestation_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge) {
  if (!clock) {
    return {std::move(answers), {}};
  }
  return Today(std::move(answers), *clock, knowledge).gestation();
}

PregnancyToday pregnancy_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge) {
  if (!clock) {
    return {std::move(answers), {}};
  }
  return Today(std::move(answers), *clock, knowledge).all();
}

}  // namespace paraspinal::fhir
