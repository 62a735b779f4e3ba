#include "fhir/pregnancy_end.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Presence;

namespace {

std::optional<PregnancyOutcome> outcome_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, PregnancyOutcome>, 4> outcomes = {
      {{"birth", PregnancyOutcome::birth},
       {"termination", PregnancyOutcome::termination},
       {"loss", PregnancyOutcome::loss},
       {"ectopic", PregnancyOutcome::ectopic}}};
  for (const auto& [name, outcome] : outcomes) {
    if (name == word) {
      return outcome;
    }
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> of_a_pregnancy = {"pregnant", "multiple_pregnancy",
                                                            "gestational_age", "edd", "lmp"};

// Of those that have a date.
const PregnancyEnd* last_of(const std::vector<PregnancyEnd>& ends,
                            const std::optional<Clock>& clock) {
  const PregnancyEnd* last = nullptr;
  for (const PregnancyEnd& end : ends) {
    const bool to_come = end.when && clock && order(*end.when, clock->moment) == Order::after;
    if (end.when && !to_come && (last == nullptr || end.when->first > last->when->first)) {
      last = &end;
    }
  }
  return last;
}

const PregnancyEnd* undated_of(const std::vector<PregnancyEnd>& ends) {
  const auto place =
      std::find_if(ends.begin(), ends.end(), [](const PregnancyEnd& end) { return !end.when; });
  return place == ends.end() ? nullptr : &*place;
}

// What is said of a pregnancy; null when nothing is, or that there is none.
const Answer* said_of(std::string_view id, const Answers& answers,
                      const knowledge::KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  const auto place = finding ? answers.find(*finding) : answers.end();
  const bool says = place != answers.end() && place->second.value != AnswerValue(Presence::absent);
  return says ? &place->second : nullptr;
}

// Days from the end to the last period that this answer tells; nothing when it tells none.
std::optional<double> begun_after(std::string_view id, const Answer& answer,
                                  const PregnancyEnd& end) {
  constexpr double days_to_term = 280;
  const auto* const date = std::get_if<knowledge::Day>(&answer.value);
  const auto* const weeks = std::get_if<knowledge::Quantity>(&answer.value);
  const std::optional<std::string> text = date == nullptr ? answer.at : std::optional(date->iso);
  const auto day = text ? day_from(*text) : std::nullopt;
  const auto ended = day_from(end.at);
  if (!day || !ended || (date == nullptr && weeks == nullptr)) {
    return std::nullopt;
  }
  const double before = weeks != nullptr ? weeks->value * days_in_week
                        : id == "edd"    ? days_to_term
                                         : 0;
  return days_from_to(*ended, *day) - before;
}

// Whether this answer, or of one that tells no date another, lets the pregnancy begin after the
// end. A last period lies two weeks before a pregnancy begins, and a date is easily a week off: one
// that is so little before the end may be of the next pregnancy.
bool began_after(std::string_view id, const Answer& answer, const Answers& answers,
                 const PregnancyEnd& end, const knowledge::KnowledgeBase& knowledge) {
  constexpr double tolerated_days = 21;  // source: expert judgement
  const auto after = [&](std::string_view of, const Answer& one) {
    return begun_after(of, one, end).value_or(-tolerated_days) > -tolerated_days;
  };
  constexpr std::array<std::string_view, 3> dating = {"gestational_age", "edd", "lmp"};
  if (std::find(dating.begin(), dating.end(), id) != dating.end()) {
    return after(id, answer);
  }
  return std::any_of(dating.begin(), dating.end(), [&](std::string_view other) {
    const Answer* const told = said_of(other, answers, knowledge);
    return told != nullptr && after(other, *told);
  });
}

// An end without a date voids nothing: told at the first thing that the record says of a pregnancy.
void tell_undated(const PregnancyEnd& end, const knowledge::KnowledgeBase& knowledge,
                  PregnancyToday& lasting) {
  for (const std::string_view id : of_a_pregnancy) {
    if (const Answer* const answer = said_of(id, lasting.answers, knowledge)) {
      lasting.issues.push_back(
          {Severity::warning, answer->origin,
           std::string(id) + " may be from before a pregnancy ended (" + end.origin +
               "), of which no date is told but that it was written down: used all the same; find "
               "out which holds"});
      return;
    }
  }
}

bool outlasts(const Answer& answer, const PregnancyEnd& end) {
  const bool of_record = answer.by == knowledge::SaidBy::record;
  const std::optional<Moment> said = answer.at ? moment_from(*answer.at) : std::nullopt;
  if (!said) {
    return !of_record;
  }
  const Order which = order(*said, *end.when);
  return of_record && end.when->to_the_day ? which == Order::after : which != Order::before;
}

// What stays though it may be from before an end of which only the year or month is known.
std::optional<Issue> doubt(std::string_view id, const Answer& answer, const PregnancyEnd& end) {
  const std::optional<Moment> said = answer.at ? moment_from(*answer.at) : std::nullopt;
  if (end.when->to_the_day || !said || order(*said, *end.when) != Order::unclear) {
    return std::nullopt;
  }
  return Issue{Severity::warning, answer.origin,
               std::string(id) + " may be from before a pregnancy ended (" + end.origin + ", " +
                   end.at + "), whose day is not known: used all the same"};
}

void void_older(const PregnancyEnd& end, const knowledge::KnowledgeBase& knowledge,
                PregnancyToday& lasting) {
  const Answers all = lasting.answers;
  for (const std::string_view id : of_a_pregnancy) {
    const Answer* const answer = said_of(id, all, knowledge);
    if (answer == nullptr || began_after(id, *answer, all, end, knowledge)) {
      continue;
    }
    if (outlasts(*answer, end)) {
      if (auto issue = doubt(id, *answer, end)) {
        lasting.issues.push_back(std::move(*issue));
      }
      continue;
    }
    lasting.issues.push_back({Severity::warning, answer->origin,
                              std::string(id) + " is from before the pregnancy ended (" +
                                  end.origin + ", " + end.at + "): not used"});
    lasting.answers.erase(*knowledge.findings.find(id));
  }
}

}  // namespace

std::optional<PregnancyOutcome> pregnancy_outcome(const std::vector<CodedValue>& codings,
                                                  const CodeIndex& codes) {
  for (const CodedValue& coding : codings) {
    for (const knowledge::Coding* const row :
         codes.rows(knowledge::CodedResource::pregnancy_end, coding)) {
      if (const auto outcome = outcome_named(row->target)) {
        return outcome;
      }
    }
  }
  return std::nullopt;
}

PregnancyToday without_ended(Answers answers, const std::vector<PregnancyEnd>& ends,
                             const std::optional<Clock>& clock,
                             const knowledge::KnowledgeBase& knowledge) {
  PregnancyToday lasting{std::move(answers), {}};
  const PregnancyEnd* const end = last_of(ends, clock);
  if (end != nullptr) {
    void_older(*end, knowledge, lasting);
  }
  if (const PregnancyEnd* const undated = undated_of(ends)) {
    tell_undated(*undated, knowledge, lasting);
  }
  return lasting;
}

}  // namespace paraspinal::fhir
