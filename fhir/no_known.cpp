#include "fhir/no_known.h"

#include <utility>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::CodedResource;
using knowledge::Presence;

namespace {

std::optional<NoKnown> first_no_known(CodedResource resource,
                                      const std::vector<CodedValue>& codings,
                                      const CodeIndex& codes) {
  for (const CodedValue& coding : codings) {
    const auto rows = codes.rows(resource, coding);
    if (rows.empty()) {
      continue;
    }
    NoKnown none{rows.front()->display, {}};
    for (const knowledge::Coding* const row : rows) {
      if (const auto finding = codes.knowledge().findings.find(row->target)) {
        none.meanings.push_back({*finding, row});
      }
    }
    return none;
  }
  return std::nullopt;
}

std::vector<Statement> denials_of(const NoKnown& none, const Statement& model,
                                  const RecordContext& context) {
  std::vector<Statement> statements;
  for (const Meaning& meaning : none.meanings) {
    Statement statement = model;
    statement.finding = meaning.finding;
    statement.reading = AnswerValue(Presence::absent);
    statement.topic = none.words;
    statement.of_none_known = true;
    statement.within_days = meaning.coding->within_days;
    if (!statement.when) {
      statement.at = context.written.text;
      statement.when = context.written.moment;
    }
    statements.push_back(std::move(statement));
  }
  return statements;
}

}  // namespace

std::optional<NoKnown> no_known(const std::vector<CodedValue>& codings, const CodeIndex& codes) {
  return first_no_known(CodedResource::none_known, codings, codes);
}

NoKnown none_in_section(const std::vector<CodedValue>& section, const CodeIndex& codes) {
  return first_no_known(CodedResource::empty_section, section, codes)
      .value_or(NoKnown{"nothing known in a section of another kind", {}});
}

ResourceReading reading_of(const NoKnown& none, const Statement& model,
                           const RecordContext& context) {
  ResourceReading reading;
  reading.statements = denials_of(none, model, context);
  if (reading.statements.empty()) {
    reading.ignored_because = "says \"" + none.words + "\", which denies no finding here";
    return reading;
  }
  return reading;
}

}  // namespace paraspinal::fhir
