#include "validation/rule_way_report.h"

#include <string>
#include <utility>

#include "validation/tables.h"

namespace paraspinal::validation {
namespace {

// How a call ended.
std::string ended(const RuleWayCall& call) {
  if (!call.error.empty()) {
    return "failed: " + call.error;
  }
  switch (call.call.state) {
    case triage::InquiryState::ask:
      return "nothing left to ask";
    case triage::InquiryState::emergency:
      return "emergency";
    case triage::InquiryState::closed:
      return "closed";
    case triage::InquiryState::hand_over:
      return "handed over";
  }
  return "";
}

std::string findings_of(const RuleWay& way) {
  std::string text;
  for (const std::string& finding : way.findings) {
    text += (text.empty() ? "" : " ") + finding;
  }
  return text.empty() ? "none" : text;
}

}  // namespace

Table rule_ways_table(const RuleWayCalls& made) {
  Table table{"Calls by each way into each red-flag rule",
              {"the rule asks for", "rules with a way", "rules without", "ways", "found",
               "one level below", "two levels or more below"},
              {}};
  for (const WaySummary& one : summary(made)) {
    table.rows.push_back({std::string(name(one.urgency)), std::to_string(one.rules),
                          std::to_string(one.rules_without), std::to_string(one.found.of),
                          std::to_string(one.found.hits), std::to_string(one.below_by_one),
                          std::to_string(one.below_by_two)});
  }
  return table;
}

Table missed_ways_table(const RuleWayCalls& made) {
  Table table{"Each way that was not found",
              {"rule", "asks for", "reached", "the call", "questions", "present", "caller"},
              {}};
  for (const RuleWayCall& one : made.calls) {
    if (levels_below(one) > 0) {
      table.rows.push_back({one.way.rule, std::string(name(one.way.urgency)),
                            std::string(name(one.call.on_evidence)), ended(one),
                            std::to_string(one.call.questions), findings_of(one.way),
                            words(one.way.caller)});
    }
  }
  return table;
}

Table rules_without_way_table(const RuleWayCalls& made) {
  Table table{
      "Rules without such a way: they need an examination, a measurement, a number or more "
      "than three findings",
      {"rule", "asks for"},
      {}};
  for (const RuleWithoutWay& one : made.without) {
    table.rows.push_back({one.rule, std::string(name(one.urgency))});
  }
  return table;
}

Section rule_ways_section(const RuleWayCalls& made) {
  Section section{"Does a call find what makes a red flag?", {}, {}, {}};
  section.paragraphs.push_back(
      "For every red-flag rule that asks for the same day or faster, every smallest set of at most "
      "three present findings that a caller can tell and that fires it is put to the program as a "
      "call of someone with nothing else: a man of 45, a woman of 30, a man and a woman of 70, a "
      "woman of 30 who is 9, 18, 26, 30 or 38 weeks pregnant or has given birth, a man of 17, the "
      "pain 3 "
      "or "
      "100 days or less than a day old. Found is a way whose call ends, on evidence, at least as "
      "fast as the rule asks: the program asked for what the rule waits for. It tells which "
      "questions are asked, not how often such callers are.");
  section.tables.push_back(rule_ways_table(made));
  Table missed = missed_ways_table(made);
  if (missed.rows.empty()) {
    section.paragraphs.push_back("Every way was found.");
  } else {
    section.tables.push_back(std::move(missed));
  }
  if (!made.without.empty()) {
    section.tables.push_back(rules_without_way_table(made));
  }
  return section;
}

}  // namespace paraspinal::validation
