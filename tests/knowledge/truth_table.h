#pragma once

// Truth tables that a clinician can read: tables/red_flags.csv for the gates,
// tables/contraindications.csv for what stands against an action. A row is one case of one rule or
// action, with the answer that the source asks for.
//
//   for (const TableCase& row : read_cases("red_flags.csv", "rule")) {
//     gate(row.subject).rule.evaluate(...);    // must be row.expected
//   }

#include <cstddef>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"

namespace paraspinal::tests {

struct TableCase {
  std::size_t line = 0;
  std::string subject;  // of the gate or action
  std::string name;
  std::string source;
  std::vector<std::pair<std::string, std::string>> facts;  // finding and state, as `set` takes them
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const TableCase& row);

// A table of the columns `subject`, case, source, facts and expected. Throws std::logic_error when
// the file cannot be read, has other columns, or a fact is not "finding=state".
std::vector<TableCase> read_cases(const std::string& file, const std::string& subject);

// "rf_aaa_Collapse_with_back_pain_line12", of the letters and digits googletest allows.
std::string case_name(const ::testing::TestParamInfo<TableCase>& info);

// The gate of the embedded knowledge. Throws std::logic_error when none has this id.
const knowledge::RedFlag& gate(const std::string& id);

// The facts of a row with all that they imply.
triage::Closed closed_facts(const TableCase& row);

}  // namespace paraspinal::tests
