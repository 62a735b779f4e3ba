#include "knowledge/base/link_solver.h"

#include <map>
#include <utility>

#include "knowledge/base/effect_solver.h"
#include "knowledge/base/risk_solver.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

// Rows of each risk factor; a drug of a scope has an entry though it has no row.
std::map<std::size_t, std::vector<std::size_t>> risk_factors(const KnowledgeBase& knowledge,
                                                             const ParameterRows& rows) {
  std::map<std::size_t, std::vector<std::size_t>> factors;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    for (const std::size_t row : rows.risks[c]) {
      factors[knowledge.links[row].finding.index].push_back(row);
    }
    if (const auto drug = knowledge.conditions[c].scope_finding) {
      factors[drug->index];
    }
  }
  return factors;
}

}  // namespace

Result<LinkSolution> solve_links(const KnowledgeBase& knowledge, const Targets& targets) {
  const auto rows = parameter_rows(knowledge);
  if (!rows) {
    return fail(rows.error());
  }
  LinkSolution solution;
  solution.leak.assign(knowledge.findings.size(), 0);
  solution.strength.assign(knowledge.links.size(), 0);
  solution.prevalence.resize(knowledge.findings.size());
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    solution.route.emplace_back(mechanism.findings.size());
  }
  const auto factors = risk_factors(knowledge, *rows);
  for (const auto& [finding, unused] : factors) {
    auto published = published_prevalence(knowledge, FindingId{finding});
    if (!published) {
      return fail(published.error());
    }
    solution.prevalence[finding] = std::move(*published);
  }
  std::vector<Expectation> people;
  people.reserve(all_settings.size());
  for (const Setting setting : all_settings) {
    people.emplace_back(knowledge, groups_of(knowledge, targets, setting), solution.prevalence);
  }
  for (const auto& [finding, links] : factors) {
    SolvedRisk solved = solve_risk(knowledge, people, solution.prevalence[finding], links);
    solution.prevalence[finding] = std::move(solved.prevalence);
    for (std::size_t i = 0; i < links.size(); ++i) {
      solution.strength[links[i]] = solved.log_odds_ratio[i];
    }
  }
  const Expectation& callers = people[static_cast<std::size_t>(solved_setting)];
  for (std::size_t f = 0; f < rows->effects.size(); ++f) {
    const auto& links = rows->effects[f];
    if (links.empty()) {
      continue;
    }
    const SolvedEffect solved = solve_effect(knowledge, callers, FindingId{f}, links);
    solution.leak[f] = solved.leak;
    for (std::size_t i = 0; i < links.size(); ++i) {
      solution.strength[links[i]] = solved.strength[i];
    }
    for (const auto& [mechanism, strength] : solved.routes) {
      const auto& views = knowledge.mechanisms[mechanism].findings;
      for (std::size_t view = 0; view < views.size(); ++view) {
        if (views[view].index == f) {
          solution.route[mechanism][view] = strength;
        }
      }
    }
  }
  return solution;
}

}  // namespace paraspinal::knowledge
