#include "fhir/import_family_history.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

namespace {

struct Inherited {
  std::string_view of_relative;
  std::string_view of_person;
};

constexpr std::array inherited = {
    Inherited{"known_aaa", "family_aaa"},
    Inherited{"ankylosing_spondylitis_known", "spa_features"},
};

// HL7 v3, RoleCode: relatives of the first degree, by blood where the code says so.
bool is_close(std::string_view code) {
  constexpr std::array<std::string_view, 23> close = {
      "PRN",   "NPRN",  "MTH",    "NMTH", "FTH",  "NFTH",    "SIB",     "NSIB",
      "BRO",   "NBRO",  "SIS",    "NSIS", "TWIN", "TWINBRO", "TWINSIS", "FTWIN",
      "ITWIN", "CHILD", "NCHILD", "SON",  "SONC", "DAU",     "DAUC"};
  return std::find(close.begin(), close.end(), code) != close.end();
}

bool is_close_relative(ElementReader& reader, const Json& history) {
  const auto codings = codings_of(reader, reader.object(history, "relationship"));
  return std::any_of(codings.begin(), codings.end(), [](const CodedValue& coding) {
    return coding.system.ends_with("/v3-RoleCode") && is_close(coding.code);
  });
}

void state_inherited(const ConceptMatch& match, const Statement& model,
                     const RecordContext& context, ResourceReading& reading) {
  for (const Meaning& meaning : match.meanings) {
    const std::string& id = context.knowledge.findings[meaning.finding].id;
    const auto* const row =
        std::find_if(inherited.begin(), inherited.end(),
                     [&](const Inherited& each) { return each.of_relative == id; });
    const auto finding = row == inherited.end()
                             ? std::nullopt
                             : context.knowledge.findings.find(std::string(row->of_person));
    if (finding) {
      Statement statement = model;
      statement.finding = *finding;
      statement.reading = AnswerValue(Presence::present);
      statement.topic = meaning.coding->code;
      reading.statements.push_back(std::move(statement));
    }
  }
}

}  // namespace

ResourceReading import_family_history(const ResourcePlace& place, const RecordContext& context) {
  const Json& history = *place.entry.resource;
  ElementReader reader(history, place.entry.where);
  const std::string_view status = reader.text(history, "status");
  if (status != "completed" && status != "partial") {
    return checked(
        ignored(status.empty() ? "it has no status" : "its status is " + std::string(status)),
        reader);
  }
  if (!is_close_relative(reader, history)) {
    return checked(ignored("family history, of no parent, child, brother or sister"), reader);
  }
  const Dated when = dated(reader, history, "date");
  Statement model = statement_of(place);
  model.where += ".condition";
  model.at = when.text;
  model.when = when.moment;
  ResourceReading reading;
  for (const Json& condition : reader.objects(history, "condition")) {
    const auto codings = codings_of(reader, reader.object(condition, "code"));
    state_inherited(context.codes.match(knowledge::CodedResource::condition, codings), model,
                    context, reading);
  }
  if (reading.statements.empty()) {
    reading.ignored_because = "family history, not the person's own";
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
