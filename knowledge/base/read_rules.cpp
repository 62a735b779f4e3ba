#include <algorithm>
#include <string>
#include <utility>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<bool>, 2> implication_kinds = {{{"implies", false}, {"defines", true}}};
constexpr std::array<Word<bool>, 2> phases = {{{"life_threat", true}, {"mandatory", false}}};
constexpr std::string_view negation = "NOT ";

// The rule of the next column; none when the column is empty.
std::optional<Rule> optional_rule_in(Rows& rows, const FindingTable& findings) {
  const std::string text = rows.optional_text();
  if (text.empty()) {
    return std::nullopt;
  }
  auto rule = Rule::parse(text, findings);
  if (!rule) {
    rows.reject(text, "a rule: " + rule.error().message);
    return std::nullopt;
  }
  return std::move(*rule);
}

// What a no answers: absent, or the state of the next column.
AnswerValue no_in(Rows& rows, const Finding& finding) {
  const std::string state = rows.optional_text();
  if (finding.value_type == ValueType::boolean) {
    return Presence::absent;
  }
  const auto place = std::ranges::find(finding.states, state);
  if (place == finding.states.end()) {
    rows.reject(state, "a state of '" + finding.id + "'");
    return Unknown{};
  }
  return State{static_cast<std::size_t>(place - finding.states.begin())};
}

}  // namespace

engine::Result<void> read_implications(Reading& reading) {
  const FindingTable& findings = reading.knowledge.findings;
  Rows rows(reading.database, "implication", {"when_true", "then_finding", "kind", "basis"});
  while (rows.next()) {
    Implication implication;
    implication.when_true = rule_in(rows, findings);
    std::string then = rows.text();
    implication.then_absent = then.starts_with(negation);
    if (implication.then_absent) {
      then.erase(0, negation.size());
    }
    const auto finding = findings.find(then);
    if (!finding || findings[*finding].value_type != ValueType::boolean) {
      rows.reject(then, "the id of a two-state finding, or NOT and one");
    }
    implication.then = finding.value_or(FindingId{});
    implication.defines = one_of(rows, implication_kinds);
    implication.basis = rows.text();
    reading.knowledge.implications.push_back(std::move(implication));
  }
  return rows.result();
}

engine::Result<void> read_red_flags(Reading& reading) {
  auto& flags = reading.knowledge.red_flags;
  Rows rows(reading.database, "red_flag",
            {"id", "name", "rule", "urgency", "disposition", "action", "note", "source", "locator",
             "verified", "NULL", "sign_off"});
  while (rows.next()) {
    flags.push_back({.id = rows.text(),
                     .name = rows.text(),
                     .rule = rule_in(rows, reading.knowledge.findings),
                     .suspects = {},
                     .suspect_ids = {},
                     .urgency = urgency_in(rows),
                     .disposition = rows.text(),
                     .action = rows.text(),
                     .note = rows.optional_text(),
                     .citation = citation_in(rows)});
  }
  if (!rows.result()) {
    return rows.result();
  }
  Rows suspects(reading.database, "red_flag_suspect", {"red_flag", "condition"});
  while (suspects.next()) {
    const std::string id = suspects.text();
    const auto flag = std::find_if(flags.begin(), flags.end(),
                                   [&id](const RedFlag& row) { return row.id == id; });
    if (flag == flags.end()) {
      suspects.reject(id, "the id of a red flag");
      continue;
    }
    flag->suspects.push_back(condition_in(suspects, reading.conditions));
  }
  if (!suspects.result()) {
    return suspects.result();
  }
  for (RedFlag& flag : flags) {
    for (const ConditionId suspect : flag.suspects) {
      flag.suspect_ids.push_back(reading.knowledge.conditions[suspect.index].id);
    }
  }
  return {};
}

engine::Result<void> read_safety_questions(Reading& reading) {
  Rows rows(
      reading.database, "safety_question",
      {"finding", "phase", "applies_when", "basis", "source", "NULL", "NULL", "NULL", "sign_off"},
      "phase = 'mandatory', position, rowid");
  while (rows.next()) {
    SafetyQuestion question;
    question.finding = finding_in(rows, reading.knowledge.findings);
    question.life_threat = one_of(rows, phases);
    question.applies_when = optional_rule_in(rows, reading.knowledge.findings);
    question.basis = rows.text();
    question.citation = citation_in(rows);
    reading.knowledge.safety_questions.push_back(std::move(question));
  }
  return rows.result();
}

engine::Result<void> read_person_safety_nets(Reading& reading) {
  Rows rows(reading.database, "person_safety_net", {"applies_when", "disposition"},
            "position, rowid");
  while (rows.next()) {
    PersonSafetyNet net;
    net.applies_when = rule_in(rows, reading.knowledge.findings);
    net.disposition = rows.text();
    reading.knowledge.person_safety_nets.push_back(std::move(net));
  }
  return rows.result();
}

engine::Result<void> read_bundles(Reading& reading) {
  const FindingTable& findings = reading.knowledge.findings;
  auto& bundles = reading.knowledge.bundles;
  Rows rows(
      reading.database, "bundle",
      {"id", "lead_in", "seconds", "basis", "source", "NULL", "verified", "grade", "sign_off"});
  while (rows.next()) {
    bundles.push_back({.id = rows.text(),
                       .lead_in = rows.text(),
                       .seconds = rows.real(),
                       .items = {},
                       .basis = rows.text(),
                       .citation = citation_in(rows)});
  }
  if (!rows.result()) {
    return rows.result();
  }
  Rows items(reading.database, "bundle_item",
             {"bundle", "words", "seconds", "applies_when", "finding", "no_means"},
             "position, rowid");
  while (items.next()) {
    const std::string id = items.text();
    const auto bundle = std::ranges::find(bundles, id, &Bundle::id);
    if (bundle == bundles.end()) {
      items.reject(id, "the id of a bundle");
      continue;
    }
    BundleItem item;
    item.words = items.text();
    item.seconds = items.real();
    item.applies_when = optional_rule_in(items, findings);
    item.finding = finding_in(items, findings);
    item.no = no_in(items, findings[item.finding]);
    bundle->items.push_back(std::move(item));
  }
  return items.result();
}

}  // namespace paraspinal::knowledge
