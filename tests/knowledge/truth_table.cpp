#include "tests/knowledge/truth_table.h"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <stdexcept>

#include "knowledge/base/csv.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

// "a=present; temp_c=38.4"
std::vector<std::pair<std::string, std::string>> facts_of(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> facts;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(';', at), text.size());
    const std::string fact = text.substr(at, end - at);
    const std::size_t begin = fact.find_first_not_of(' ');
    const std::size_t equals = fact.find('=');
    if (begin == std::string::npos || equals == std::string::npos) {
      throw std::logic_error("'" + fact + "' is not finding=state");
    }
    facts.emplace_back(fact.substr(begin, equals - begin), fact.substr(equals + 1));
    at = end + 1;
  }
  return facts;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const TableCase& row) {
  return out << "line " << row.line << ", " << row.subject << ": " << row.name;
}

std::vector<TableCase> read_cases(const std::string& file, const std::string& subject) {
  const auto table = knowledge::read_csv(PARASPINAL_SOURCE_DIR "/tests/knowledge/tables/" + file);
  if (!table) {
    throw std::logic_error(table.error().message);
  }
  if (table->header != std::vector<std::string>{subject, "case", "source", "facts", "expected"}) {
    throw std::logic_error(file + ": expected columns " + subject +
                           ", case, source, facts, expected");
  }
  std::vector<TableCase> cases;
  for (const auto& row : table->rows) {
    const auto& fields = row.fields;
    cases.push_back({row.line, fields[0], fields[1], fields[2], facts_of(fields[3]), fields[4]});
  }
  return cases;
}

std::string case_name(const ::testing::TestParamInfo<TableCase>& info) {
  std::string name = info.param.subject + "_" + info.param.name;
  for (char& letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) {
      letter = '_';
    }
  }
  return name + "_line" + std::to_string(info.param.line);
}

const knowledge::RedFlag& gate(const std::string& id) {
  const auto& flags = embedded_knowledge().red_flags;
  const auto found =
      std::find_if(flags.begin(), flags.end(), [&id](const auto& flag) { return flag.id == id; });
  if (found == flags.end()) {
    throw std::logic_error("no red flag has the id " + id);
  }
  return *found;
}

triage::Closed closed_facts(const TableCase& row) {
  triage::Presentation presentation;
  for (const auto& [finding, state] : row.facts) {
    set(presentation, finding, state);
  }
  return triage::close(presentation, embedded_knowledge());
}

}  // namespace paraspinal::tests
