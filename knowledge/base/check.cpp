// Entry point: check, at the end.

#include "knowledge/base/check.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "knowledge/base/check_rows.h"
#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

// A rule of the content and where it stands.
struct PlacedRule {
  std::string place;
  Rule rule;
};

class ContentChecks {
 public:
  ContentChecks(const Connection& database, const Places& places, const FindingTable& findings)
      : database_(database), places_(places), findings_(findings) {}

  // The rules of one column that can be read; a problem for each that cannot.
  std::vector<PlacedRule> rules(const std::string& table, const std::string& column) {
    std::vector<PlacedRule> read;
    Rows rows(database_, table, {"rowid", column});
    while (rows.next()) {
      const int row = rows.integer();
      const std::string text = rows.optional_text();
      if (text.empty()) {
        continue;
      }
      auto rule = Rule::parse(text, findings_);
      if (rule) {
        read.push_back({places_.of(table, row), std::move(*rule)});
      } else {
        problem(places_.of(table, row), "column " + column + ": " + rule.error().message);
      }
    }
    keep(rows.result());
    return read;
  }

  // More present findings must never fire fewer red flags.
  void no_sought_finding_is_negated(const std::vector<PlacedRule>& red_flags) {
    std::set<FindingId> sought;
    for (const PlacedRule& flag : red_flags) {
      sought.insert(flag.rule.affirmed().begin(), flag.rule.affirmed().end());
    }
    for (const PlacedRule& flag : red_flags) {
      for (const FindingId finding : flag.rule.negated()) {
        if (sought.contains(finding)) {
          problem(flag.place, "column rule: NOT " + findings_[finding].id +
                                  ": expected no NOT, for a red flag seeks this finding");
        }
      }
    }
  }

  // Free text is heard for what a red flag seeks, and for nothing else.
  void phrases_tell_of_red_flags(const std::vector<PlacedRule>& red_flags) {
    std::set<FindingId> sought;
    for (const PlacedRule& flag : red_flags) {
      sought.insert(flag.rule.mentions().begin(), flag.rule.mentions().end());
    }
    for (const std::string table : {"phrase", "phrase_excuse"}) {
      Rows rows(database_, table, {"rowid", "finding"});
      while (rows.next()) {
        const int row = rows.integer();
        const std::string id = rows.text();
        const auto finding = findings_.find(id);
        if (!finding || !sought.contains(*finding)) {
          problem(places_.of(table, row),
                  "column finding: '" + id + "': expected one that stands in a red flag");
        }
      }
      keep(rows.result());
    }
  }

  void implied_findings_exist() {
    Rows rows(database_, "implication", {"rowid", "then_finding"});
    while (rows.next()) {
      const int row = rows.integer();
      const std::string text = rows.text();
      const bool is_negated = text.starts_with("NOT ");
      const auto finding = findings_.find(is_negated ? text.substr(4) : text);
      if (!finding || findings_[*finding].value_type != ValueType::boolean) {
        problem(
            places_.of("implication", row),
            "column then_finding: '" + text + "': expected a two-state finding, or NOT and one");
      }
    }
    keep(rows.result());
  }

  void ordinals_have_states() {
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const Finding& finding = findings_.all()[i];
      if (finding.value_type != ValueType::ordinal) {
        continue;
      }
      const std::set<std::string> states(finding.states.begin(), finding.states.end());
      if (states.size() < 2 || states.size() < finding.states.size() || states.contains("")) {
        problem(places_.of("finding", static_cast<std::int64_t>(i) + 1),
                "column states: expected two or more different states of '" + finding.id +
                    "', with | between them");
      }
    }
  }

  // A code states a state that its finding has.
  void coded_states_exist() {
    Rows rows(database_, "coding", {"rowid", "target", "state", "resource"});
    while (rows.next()) {
      const int row = rows.integer();
      const auto target = findings_.find(rows.text());
      const std::string state = rows.optional_text();
      if (rows.text() == "export" || !target || state.empty()) {
        continue;
      }
      const Finding& finding = findings_[*target];
      const std::vector<std::string> presences = {"present", "absent"};
      const auto& states = finding.value_type == ValueType::boolean ? presences : finding.states;
      if (std::find(states.begin(), states.end(), state) == states.end()) {
        problem(places_.of("coding", row),
                "column state: '" + state + "': expected a state of '" + finding.id + "'");
      }
    }
    keep(rows.result());
  }

  std::vector<std::string> problems() && { return std::move(problems_); }

 private:
  void problem(const std::string& place, const std::string& words) {
    problems_.push_back(place + ": " + words);
  }
  void keep(const engine::Result<void>& result) {
    if (!result) {
      problems_.push_back(result.error().message);
    }
  }

  const Connection& database_;
  const Places& places_;
  const FindingTable& findings_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check(const Connection& database, const Places& places) {
  Reading reading{.database = database};
  if (const auto read = read_findings(reading); !read) {
    return {read.error().message};
  }
  ContentChecks checks(database, places, reading.knowledge.findings);
  checks.ordinals_have_states();
  checks.implied_findings_exist();
  checks.rules("implication", "when_true");
  checks.rules("safety_question", "applies_when");
  checks.rules("bundle_item", "applies_when");
  checks.rules("person_safety_net", "applies_when");
  checks.rules("contraindication", "rule");
  const std::vector<PlacedRule> red_flags = checks.rules("red_flag", "rule");
  checks.no_sought_finding_is_negated(red_flags);
  checks.phrases_tell_of_red_flags(red_flags);
  checks.coded_states_exist();
  std::vector<std::string> problems = std::move(checks).problems();
  const auto of_rows = check_rows(database, places);
  problems.insert(problems.end(), of_rows.begin(), of_rows.end());
  return problems;
}

}  // namespace paraspinal::knowledge
