#include "fhir/import_condition.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fhir/add_pregnancy_end.h"
#include "fhir/condition_standing.h"
#include "fhir/no_known.h"

namespace paraspinal::fhir {

namespace {

void keep_what_asks_of_the_past(const std::string& where, const std::string& why,
                                const RecordContext& context, ResourceReading& reading) {
  std::erase_if(reading.statements, [&](const Statement& statement) {
    const auto& lasting = context.knowledge.lasting;
    return std::find(lasting.begin(), lasting.end(), statement.finding) == lasting.end();
  });
  for (const Statement& statement : reading.statements) {
    reading.issues.push_back({Severity::information, where + ".clinicalStatus",
                              why + ": used for " +
                                  context.knowledge.findings[statement.finding].id +
                                  ", which asks of the past"});
  }
}

// Why it says nothing of the person for sure; empty when it does.
std::string condition_silence(const ConditionStanding& standing) {
  return standing.suspected ? "only suspected (verificationStatus " + standing.verification + ")"
                            : standing.silent_because;
}

// What was ruled out long ago may be there by now. Without a date it is taken as of the record.
// source: expert judgement
void hold_denials_for_a_time(std::vector<Statement>& statements) {
  constexpr double denial_holds_days = 365;
  for (Statement& statement : statements) {
    if (statement.when) {
      statement.within_days =
          std::min(statement.within_days.value_or(denial_holds_days), denial_holds_days);
    }
  }
}

Statement model_of(const ResourcePlace& place, const ConditionStanding& standing) {
  Statement model = statement_of(place);
  model.where += ".code";
  const Dated& when = standing.recorded.moment ? standing.recorded : standing.onset;
  model.at = when.text;
  model.when = when.moment;
  model.began = standing.onset.moment;
  return model;
}

// A loss and a birth end a pregnancy when they begin; an ectopic one ends when it is over. The day
// at which it was written down says of none when that was: an old one is often recorded late.
Dated end_from_condition(ElementReader& reader, const Json& condition, bool ectopic,
                         const ConditionStanding& standing, const std::optional<Clock>& clock) {
  const Dated ended =
      standing.abated.moment
          ? standing.abated
          : dated_period(reader, reader.object(condition, "abatementPeriod"), clock);
  const Dated begun = standing.onset.moment
                          ? standing.onset
                          : dated_period(reader, reader.object(condition, "onsetPeriod"), clock);
  const Dated& first = ectopic ? ended : begun;
  return first.moment ? first : ectopic ? begun : ended;
}

void add_end(ElementReader& reader, const Json& condition, const std::vector<CodedValue>& codings,
             const ConditionStanding& standing, const Statement& model,
             const RecordContext& context, ResourceReading& reading) {
  const auto outcome = pregnancy_outcome(codings, context.codes);
  const bool ectopic = outcome == PregnancyOutcome::ectopic;
  if (!outcome || standing.denied || (ectopic && standing.past_because.empty())) {
    return;
  }
  const Dated when = end_from_condition(reader, condition, ectopic, standing, context.clock);
  Statement end = model;
  end.at = when.text;
  end.when = when.moment;
  add_pregnancy_end(*outcome, end, context, reading);
}

}  // namespace

ResourceReading import_condition(const ResourcePlace& place, const RecordContext& context) {
  const Json& condition = *place.entry.resource;
  ElementReader reader(condition, place.entry.where);
  const ConditionStanding standing = condition_standing(reader, condition, context.clock);
  if (std::string why = condition_silence(standing); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const std::string& past = standing.past_because;
  const std::vector<CodedValue> codings = codings_of(reader, reader.object(condition, "code"));
  const Statement model = model_of(place, standing);
  if (const auto none = no_known(codings, context.codes)) {
    if (standing.denied || !past.empty()) {
      return checked(ignored("no longer says that none is known"), reader);
    }
    return checked(reading_of(*none, model, context), reader);
  }
  ConceptMatch match = context.codes.match(knowledge::CodedResource::condition, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, standing.denied, model, context.knowledge);
  if (standing.denied) {
    hold_denials_for_a_time(reading.statements);
  }
  if (match.meanings.empty()) {
    if (past.empty()) {
      reading.unmapped_codes = std::move(match.unmapped);
    }
    reading.ignored_because = !past.empty()     ? past
                              : codings.empty() ? "it has no code"
                                                : "its code has no meaning here";
    reading.ignored_because += as_called(reader, reader.object(condition, "code"));
  } else if (!past.empty()) {
    keep_what_asks_of_the_past(place.entry.where, past, context, reading);
    reading.ignored_because = past;
  } else if (standing.without_status && !standing.denied) {
    reading.issues.push_back({Severity::information, place.entry.where + ".clinicalStatus",
                              "is missing: the condition is taken as active"});
  }
  add_end(reader, condition, codings, standing, model, context, reading);
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
