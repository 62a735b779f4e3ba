// Entry point: read_knowledge, at the end.

#include "knowledge/base/read_content.h"

#include <map>
#include <string>
#include <utility>

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<FindingKind>, 6> finding_kinds = {
    {{"history", FindingKind::history},
     {"risk_factor", FindingKind::risk_factor},
     {"symptom", FindingKind::symptom},
     {"sign", FindingKind::sign},
     {"vital", FindingKind::vital},
     {"laboratory", FindingKind::laboratory}}};
constexpr std::array<Word<ValueType>, 4> value_types = {{{"boolean", ValueType::boolean},
                                                         {"quantity", ValueType::quantity},
                                                         {"ordinal", ValueType::ordinal},
                                                         {"date", ValueType::date}}};
constexpr std::array<Word<ObtainableBy>, 5> obtainable_from = {
    {{"caller", ObtainableBy::caller},
     {"examiner", ObtainableBy::examiner},
     {"device", ObtainableBy::device},
     {"laboratory", ObtainableBy::laboratory},
     {"derived", ObtainableBy::derived}}};
constexpr std::array<Word<CodeSystem>, 7> code_systems = {{{"snomed", CodeSystem::snomed},
                                                           {"loinc", CodeSystem::loinc},
                                                           {"icd10cm", CodeSystem::icd10cm},
                                                           {"icd10pcs", CodeSystem::icd10pcs},
                                                           {"rxnorm", CodeSystem::rxnorm},
                                                           {"atc", CodeSystem::atc},
                                                           {"ips", CodeSystem::ips}}};
constexpr std::array<Word<CodedResource>, 12> coded_resources = {
    {{"condition", CodedResource::condition},
     {"procedure", CodedResource::procedure},
     {"observation", CodedResource::observation},
     {"medication", CodedResource::medication},
     {"value", CodedResource::value},
     {"export", CodedResource::exported},
     {"order", CodedResource::ordered},
     {"allergen", CodedResource::allergen},
     {"complaint", CodedResource::complaint},
     {"pregnancy_end", CodedResource::pregnancy_end},
     {"none_known", CodedResource::none_known},
     {"empty_section", CodedResource::empty_section}}};
constexpr std::array<Word<bool>, 2> matches = {{{"exact", false}, {"prefix", true}}};
using FindingList = std::vector<FindingId> KnowledgeBase::*;
constexpr std::array<Word<FindingList>, 2> record_readings = {
    {{"lasting", &KnowledgeBase::lasting}, {"wider_than_code", &KnowledgeBase::wider_than_code}}};

// "none|light|heavy" is three states.
std::vector<std::string> states_of(std::string_view text) {
  std::vector<std::string> states;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('|'), text.size());
    states.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return states;
}

std::map<std::string, Question> read_questions(Rows& rows) {
  std::map<std::string, Question> questions;
  while (rows.next()) {
    const std::string finding = rows.text();
    questions[finding] = {.read_aloud = rows.text(),
                          .plainer = rows.text(),
                          .meaning = rows.text(),
                          .yes_means = rows.text(),
                          .seconds = rows.real()};
  }
  return questions;
}

}  // namespace

engine::Result<void> read_meta(Reading& reading) {
  std::map<std::string, std::string> values;
  Rows rows(reading.database, "meta", {"key", "value"});
  while (rows.next()) {
    const std::string key = rows.text();
    values[key] = rows.text();
  }
  if (rows.result() && values["schema_version"] != schema_version) {
    return engine::fail(engine::ErrorKind::corrupt, reading.database.name() + ": schema version '" +
                                                        values["schema_version"] + "'; expected '" +
                                                        std::string(schema_version) + "'");
  }
  reading.knowledge.version = values["version"];
  reading.knowledge.hash = values["hash"];
  return rows.result();
}

engine::Result<void> read_sources(Reading& reading) {
  Rows rows(reading.database, "source",
            {"id", "citation", "year", "kind", "doi", "pmid", "url", "verified", "what_was_seen"});
  while (rows.next()) {
    Source source{.id = rows.text(),
                  .citation = rows.text(),
                  .year = rows.optional_text(),
                  .kind = rows.text(),
                  .doi = rows.optional_text(),
                  .pmid = rows.optional_text(),
                  .url = rows.optional_text(),
                  .verified = rows.text(),
                  .what_was_seen = rows.optional_text()};
    reading.knowledge.sources[source.id] = source;
  }
  return rows.result();
}

engine::Result<void> read_findings(Reading& reading) {
  Rows question_rows(reading.database, "question",
                     {"finding", "read_aloud", "plainer", "meaning", "yes_means", "seconds"});
  const auto questions = read_questions(question_rows);
  if (!question_rows.result()) {
    return question_rows.result();
  }
  std::vector<Finding> findings;
  Rows rows(reading.database, "finding",
            {"id", "name", "kind", "value_type", "unit", "lowest", "highest", "states",
             "obtainable_by", "weightless_because"});
  while (rows.next()) {
    Finding finding{.id = rows.text(),
                    .name = rows.text(),
                    .kind = one_of(rows, finding_kinds),
                    .value_type = one_of(rows, value_types),
                    .unit = rows.optional_text(),
                    .lowest = rows.optional_real().value_or(0),
                    .highest = rows.optional_real().value_or(0),
                    .states = states_of(rows.optional_text()),
                    .obtainable_by = one_of(rows, obtainable_from),
                    .weightless_because = rows.optional_text(),
                    .question = std::nullopt};
    if (const auto question = questions.find(finding.id); question != questions.end()) {
      finding.question = question->second;
    }
    findings.push_back(std::move(finding));
  }
  reading.knowledge.findings = FindingTable(std::move(findings));
  return rows.result();
}

engine::Result<void> read_urgencies(Reading& reading) {
  Rows losses(reading.database, "loss", {"levels_too_slow", "multiplier"});
  while (losses.next()) {
    const int levels = losses.integer();
    reading.knowledge.loss_multiplier[levels] = losses.real();
  }
  Rows dispositions(reading.database, "disposition", {"id", "name", "contact", "safety_net"});
  while (dispositions.next()) {
    Disposition disposition{.id = dispositions.text(),
                            .name = dispositions.text(),
                            .contact = dispositions.text(),
                            .safety_net = dispositions.optional_text()};
    reading.knowledge.dispositions[disposition.id] = disposition;
  }
  Rows advice(reading.database, "urgency_disposition",
              {"urgency", "disposition", "what_to_do", "safety_net"});
  while (advice.next()) {
    const Urgency urgency = urgency_in(advice);
    reading.knowledge.urgency_advice[urgency] = {
        .disposition = advice.text(), .what_to_do = advice.text(), .safety_net = advice.text()};
  }
  for (const Rows* rows : {&losses, &dispositions}) {
    if (!rows->result()) {
      return rows->result();
    }
  }
  return advice.result();
}

engine::Result<void> read_codings(Reading& reading) {
  Rows rows(reading.database, "coding",
            {"system", "code", "display", "match", "resource", "target", "state", "within_days",
             "verified"});
  while (rows.next()) {
    reading.knowledge.codings.push_back({.system = one_of(rows, code_systems),
                                         .code = rows.text(),
                                         .display = rows.text(),
                                         .prefix = one_of(rows, matches),
                                         .resource = one_of(rows, coded_resources),
                                         .target = rows.text(),
                                         .state = rows.optional_text(),
                                         .within_days = rows.optional_real(),
                                         .verified = rows.text()});
  }
  if (!rows.result()) {
    return rows.result();
  }
  Rows units(reading.database, "unit_conversion", {"finding", "unit", "factor", "add_after"});
  while (units.next()) {
    reading.knowledge.unit_conversions.push_back(
        {.finding = finding_in(units, reading.knowledge.findings),
         .unit = units.text(),
         .factor = units.real(),
         .add_after = units.real()});
  }
  if (!units.result()) {
    return units.result();
  }
  Rows readings(reading.database, "record_reading", {"finding", "reading"});
  while (readings.next()) {
    const FindingId finding = finding_in(readings, reading.knowledge.findings);
    (reading.knowledge.*one_of(readings, record_readings)).push_back(finding);
  }
  return readings.result();
}

// Those that every answer is read by.
void keep_rules_together(KnowledgeBase& knowledge) {
  std::vector<Rule*> rules;
  for (Implication& implication : knowledge.implications) {
    rules.push_back(&implication.when_true);
  }
  for (SafetyQuestion& question : knowledge.safety_questions) {
    if (question.applies_when) {
      rules.push_back(&*question.applies_when);
    }
  }
  for (RedFlag& flag : knowledge.red_flags) {
    rules.push_back(&flag.rule);
  }
  for (Action& action : knowledge.actions) {
    for (Contraindication& row : action.contraindications) {
      rules.push_back(&row.rule);
    }
  }
  Rule::keep_together(rules);
}

engine::Result<KnowledgeBase> read_content(const Connection& database) {
  Reading reading{.database = database};
  for (const auto read :
       {read_meta, read_sources, read_findings, read_people, read_conditions, read_mechanisms,
        read_links, read_link_excuses, read_benign_pattern, read_implications, read_red_flags,
        read_safety_questions, read_bundles, read_phrases, read_urgencies, read_person_safety_nets,
        read_actions, read_codings, read_grade_spreads}) {
    if (const auto result = read(reading); !result) {
      return engine::fail(result.error());
    }
  }
  keep_rules_together(reading.knowledge);
  return std::move(reading.knowledge);
}

engine::Result<KnowledgeBase> read_knowledge(const Connection& database) {
  auto knowledge = read_content(database);
  if (!knowledge) {
    return knowledge;
  }
  auto solved = read_solved(database, *knowledge);
  if (!solved) {
    return engine::fail(solved.error());
  }
  knowledge->solved = std::move(*solved);
  return knowledge;
}

}  // namespace paraspinal::knowledge
