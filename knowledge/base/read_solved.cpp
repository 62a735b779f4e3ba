// Entry point: read_solved, at the end.

#include <map>
#include <string>
#include <utility>

#include "knowledge/base/read_content.h"
#include "knowledge/base/solved_links.h"

namespace paraspinal::knowledge {

namespace {

engine::Result<void> read_solved_bases(const Connection& database, const KnowledgeBase& knowledge,
                                       std::size_t contexts, Solved& solved) {
  Rows rows(database, "solved_base", {"condition", "base"});
  while (rows.next()) {
    const std::string condition = rows.text();
    const std::size_t next = solved.base.size();
    if (next == knowledge.conditions.size() || knowledge.conditions[next].id != condition) {
      rows.fail("condition '" + condition + "' is not the one at this place in table condition");
    }
    solved.base.push_back(rows.reals());
    if (solved.base.back().size() != contexts) {
      rows.fail(std::to_string(solved.base.back().size()) + " numbers; expected " +
                std::to_string(contexts) + ", one a context");
    }
  }
  if (solved.base.size() < knowledge.conditions.size()) {
    rows.fail("no row for condition '" + knowledge.conditions[solved.base.size()].id + "'");
  }
  return rows.result();
}

engine::Result<void> read_solved_context(const Connection& database, const KnowledgeBase& knowledge,
                                         Solved& solved) {
  const std::size_t bands = knowledge.age_bands.size();
  const std::size_t settings_sexes = all_settings.size() * all_sexes.size();
  struct Variable {
    std::vector<double>* shares;
    std::size_t size;
  };
  const std::map<std::string, Variable> variables = {
      {"female", {&solved.female, all_settings.size()}},
      {"age", {&solved.age, settings_sexes * bands}},
      {"pregnancy", {&solved.pregnancy, settings_sexes * bands * all_pregnancy_stages.size()}}};
  Rows rows(database, "solved_context", {"variable", "shares"});
  while (rows.next()) {
    const std::string name = rows.text();
    const auto variable = variables.find(name);
    if (variable == variables.end()) {
      rows.reject(name, "female, age or pregnancy");
      continue;
    }
    *variable->second.shares = rows.reals();
  }
  for (const auto& [name, variable] : variables) {
    if (variable.shares->size() != variable.size) {
      rows.fail(name + " has " + std::to_string(variable.shares->size()) + " shares; expected " +
                std::to_string(variable.size));
    }
  }
  return rows.result();
}

}  // namespace

engine::Result<Solved> read_solved(const Connection& database, const KnowledgeBase& knowledge) {
  const std::size_t bands = knowledge.age_bands.size();
  const std::size_t contexts =
      all_settings.size() * bands * all_sexes.size() * all_pregnancy_stages.size();
  Solved solved;
  if (const auto result = read_solved_bases(database, knowledge, contexts, solved); !result) {
    return engine::fail(result.error());
  }
  if (const auto result = read_solved_context(database, knowledge, solved); !result) {
    return engine::fail(result.error());
  }
  if (const auto result = read_solved_links(database, knowledge, solved); !result) {
    return engine::fail(result.error());
  }
  if (const auto result = read_spreads(database, knowledge, solved); !result) {
    return engine::fail(result.error());
  }
  return solved;
}

}  // namespace paraspinal::knowledge
