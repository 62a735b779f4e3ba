#include "fhir/resource_reading.h"

#include <utility>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

ResourceReading ignored(std::string why) {
  ResourceReading reading;
  reading.ignored_because = std::move(why);
  return reading;
}

ResourceReading checked(ResourceReading reading, const ElementReader& reader) {
  if (!reader.fault()) {
    return reading;
  }
  ResourceReading unreadable;
  unreadable.unreadable = reader.fault();
  return unreadable;
}

Dated dated(ElementReader& reader, const Json& object, std::string_view name) {
  const std::string_view text = reader.text(object, name);
  if (text.empty()) {
    return {};
  }
  const std::optional<Moment> moment = moment_from(text);
  if (!moment) {
    reader.note(*object.member(name), "a FHIR date or time");
  }
  return {std::string(text), moment};
}

Dated first_dated(ElementReader& reader, const Json& object,
                  const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    if (Dated found = dated(reader, object, name); found.moment) {
      return found;
    }
  }
  return {};
}

Dated dated_period(ElementReader& reader, const Json* period) {
  return period == nullptr ? Dated{} : first_dated(reader, *period, {"end", "start"});
}

Reading reading_of_meaning(const Meaning& meaning, bool denied,
                           const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& finding = knowledge.findings[meaning.finding];
  const std::string& state = meaning.coding->state;
  if (!denied) {
    return reading_of_state(state.empty() ? "present" : std::string_view(state), finding);
  }
  const bool opposite_known = finding.value_type == knowledge::ValueType::boolean;
  if (meaning.coding->prefix || !opposite_known) {
    return Silent{"denied, and other codes may still state " + finding.id};
  }
  return AnswerValue(state == "absent" ? Presence::present : Presence::absent);
}

std::vector<Statement> statements_of(const ConceptMatch& match, bool denied, const Statement& model,
                                     const knowledge::KnowledgeBase& knowledge) {
  std::vector<Statement> statements;
  for (const Meaning& meaning : match.meanings) {
    Statement statement = model;
    statement.finding = meaning.finding;
    statement.within_days = meaning.coding->within_days;
    statement.topic = meaning.coding->code;
    statement.reading = match.contradiction.empty() ? reading_of_meaning(meaning, denied, knowledge)
                                                    : Reading(Unusable{match.contradiction});
    statements.push_back(std::move(statement));
  }
  return statements;
}

Statement statement_of(const ResourcePlace& place) {
  Statement statement;
  statement.reading = Silent{"nothing said"};
  statement.origin = place.entry.name;
  statement.where = place.entry.where;
  statement.entry = place.position;
  return statement;
}

}  // namespace paraspinal::fhir
