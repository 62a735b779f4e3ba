#include <string>

#include "knowledge/base/read_content.h"
#include "knowledge/base/uncertainty.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<bool>, 2> spread_bases = {{{"interval", true}, {"grade", false}}};

}  // namespace

engine::Result<void> read_grade_spreads(Reading& reading) {
  Rows rows(reading.database, "grade_spread", {"grade", "spread"});
  while (rows.next()) {
    const Grade grade = rows.text();
    reading.knowledge.grade_spread[grade] = rows.real();
  }
  return rows.result();
}

engine::Result<void> read_spreads(const Connection& database, const KnowledgeBase& knowledge,
                                  Solved& solved) {
  const auto parameters = uncertain_parameters(knowledge);
  Rows rows(database, "solved_spread",
            {"parameter", "subject", "centre", "below", "above", "basis"});
  while (rows.next()) {
    const std::string kind = rows.text();
    const std::string about = rows.text();
    const std::size_t next = solved.spreads.size();
    if (next == parameters.size() || kind != name(parameters[next].kind) ||
        about != subject(knowledge, parameters[next])) {
      rows.fail(std::string(kind).append(" '").append(about).append(
          "' is not the parameter expected at this place"));
    }
    solved.spreads.push_back({.centre = rows.real(),
                              .below = rows.real(),
                              .above = rows.real(),
                              .from_interval = one_of(rows, spread_bases)});
  }
  if (solved.spreads.size() < parameters.size()) {
    const UncertainParameter& missing = parameters[solved.spreads.size()];
    rows.fail("no row for " + std::string(name(missing.kind)) + " '" + subject(knowledge, missing) +
              "'");
  }
  return rows.result();
}

}  // namespace paraspinal::knowledge
