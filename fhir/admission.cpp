#include "fhir/admission.h"

#include <chrono>
#include <string_view>
#include <variant>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

namespace {

constexpr int youngest_pregnant = 10;
constexpr int oldest_pregnant = 55;

std::string whole_days(double days) {
  return std::to_string(static_cast<long>(days));
}

Admission refused(const Statement& statement, const std::string& why,
                  std::optional<Severity> severity) {
  const bool is_fault = std::holds_alternative<Fault>(statement.reading);
  Admission admission;
  admission.outcome = {statement.entry, is_fault ? Fate::unreadable : Fate::ignored, why};
  if (is_fault) {
    admission.issue = Issue{severity.value_or(Severity::warning), statement.where,
                            std::get<Fault>(statement.reading).why + "; not used: " + why};
  } else if (severity) {
    admission.issue = Issue{*severity, statement.where, why};
  }
  return admission;
}

// A day without a zone may be a day ahead of ours, and the clocks of two systems are apart.
// source: expert judgement; an hour, which is also a daylight saving that one of them missed
bool lies_ahead(const Moment& moment, const Moment& now) {
  const bool exact = moment.zone_known && moment.end - moment.first < std::chrono::hours(24);
  const std::chrono::hours slack(exact ? 1 : 14);
  return moment.first - slack >= now.end;
}

std::optional<Admission> impossible_date(const Statement& statement,
                                         const ResolutionContext& context) {
  if (!statement.when) {
    return std::nullopt;
  }
  if (context.clock && lies_ahead(*statement.when, context.clock->moment)) {
    Admission admission = refused(statement,
                                  "dated " + statement.at + ", after " + context.clock->text +
                                      ": a date to come is a data error",
                                  Severity::error);
    admission.outcome.cause = Cause::ahead_of_now;
    return admission;
  }
  if (context.subject.born && order(*statement.when, *context.subject.born) == Order::before) {
    return refused(statement, "dated " + statement.at + ", before the person's birth",
                   Severity::error);
  }
  return std::nullopt;
}

bool states_pregnancy(const Statement& statement, const knowledge::KnowledgeBase& knowledge) {
  const std::string& id = knowledge.findings[statement.finding].id;
  const auto* value = std::get_if<AnswerValue>(&statement.reading);
  if (value == nullptr || statement.by != knowledge::SaidBy::record) {
    return false;
  }
  const bool dating = std::holds_alternative<knowledge::Quantity>(*value) ||
                      std::holds_alternative<knowledge::Day>(*value);
  return (id == "pregnant" && *value == AnswerValue(Presence::present)) ||
         ((id == "gestational_age" || id == "edd") && dating);
}

// source: design rule; a pregnancy is believed of a woman of about 10 to 55, for 45 weeks
std::optional<Admission> impossible_pregnancy(const Statement& statement, const Subject& subject) {
  if (subject.sex == knowledge::Sex::male) {
    return refused(statement, "a pregnancy, and the person is male", Severity::warning);
  }
  const bool too_young = subject.highest_age && *subject.highest_age < youngest_pregnant;
  const bool too_old = subject.lowest_age && *subject.lowest_age > oldest_pregnant;
  if (too_young || too_old) {
    return refused(statement,
                   "a pregnancy, and the person is " + whole_days(*subject.age_years) +
                       ", expected about 10 to 55",
                   Severity::warning);
  }
  return std::nullopt;
}

std::optional<Admission> outside_window(const Statement& statement,
                                        const std::optional<Clock>& clock, double within_days,
                                        const std::optional<Moment>& from) {
  const std::string window = "used within " + whole_days(within_days) + " days";
  if (!clock || !from) {
    return refused(statement,
                   std::string(clock ? "no date" : "no time is known at which to judge it") +
                       ", and it is " + window,
                   Severity::warning);
  }
  const double age = days_between(*from, clock->moment);
  if (age > within_days) {
    return refused(statement, "it is " + whole_days(age) + " days old, and is " + window,
                   std::nullopt);
  }
  return std::nullopt;
}

}  // namespace

Admission admit(const Statement& statement, const ResolutionContext& context) {
  if (const auto* silent = std::get_if<Silent>(&statement.reading)) {
    return refused(statement, silent->why, std::nullopt);
  }
  if (const auto refusal = impossible_date(statement, context)) {
    return *refusal;
  }
  std::optional<double> within_days = statement.within_days;
  std::optional<Moment> from = statement.when;
  if (states_pregnancy(statement, context.knowledge)) {
    if (const auto refusal = impossible_pregnancy(statement, context.subject)) {
      return *refusal;
    }
    within_days = within_days.value_or(longest_pregnancy_days);
    from = statement.began ? statement.began : statement.when;
  }
  if (within_days) {
    if (const auto refusal = outside_window(statement, context.clock, *within_days, from)) {
      return *refusal;
    }
  }
  Admission admission;
  admission.admitted = true;
  return admission;
}

}  // namespace paraspinal::fhir
