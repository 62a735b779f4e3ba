// Entry point: solve_bases, at the end.

#include "knowledge/base/base_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/figures.h"
#include "knowledge/base/prior_checks.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

constexpr int most_sweeps_of_bases = 60;

// One context being solved. Contexts do not depend on each other: each has its own bases.
struct Cell {
  Group group;
  std::size_t position = 0;
  std::vector<double> missing;  // [condition] log-odds that the last sweep found missing
  double residual = 1;          // largest relative one of the last sweep
  bool is_near = false;         // so that the conditions of drugs are asked, too
};

std::vector<Cell> all_cells(const KnowledgeBase& knowledge, const std::vector<Group>& groups) {
  std::vector<Cell> cells;
  cells.reserve(groups.size());
  for (const Group& group : groups) {
    cells.push_back({group, position(group.context, knowledge.age_bands.size()), {}, 1, false});
  }
  return cells;
}

// The mean effect of unobserved risk factors, to begin near the solution:
// log E[exp(sum of terms)], each factor independent.
double expected_terms(const KnowledgeBase& knowledge, const Parameters& parameters, std::size_t c,
                      const Cell& cell) {
  const std::size_t column =
      static_cast<std::size_t>(cell.group.context.setting) * all_sexes.size() +
      static_cast<std::size_t>(cell.group.context.sex);
  double sum = 0;
  for (const RiskParameter& risk : parameters.risks[c]) {
    if (!risk.link) {
      sum += risk.log_odds_ratio;  // the drug, present where the condition is solved
      continue;
    }
    const double p = parameters.prevalence[risk.finding.index][column];
    sum += std::log1p(p * std::expm1(risk.log_odds_ratio));
  }
  for (const Contribution& contribution : knowledge.contributions) {
    if (contribution.condition.index == c) {
      const double p = cell.group.targets[contribution.contributor.index];
      sum += std::log1p(p * (contribution.odds_ratio - 1));
    }
  }
  return sum;
}

std::vector<std::vector<double>> first_bases(const KnowledgeBase& knowledge,
                                             const Parameters& parameters,
                                             const std::vector<Cell>& cells) {
  const std::size_t contexts = all_settings.size() * knowledge.age_bands.size() * all_sexes.size() *
                               all_pregnancy_stages.size();
  std::vector<std::vector<double>> base(
      knowledge.conditions.size(),
      std::vector<double>(contexts, -std::numeric_limits<double>::infinity()));
  for (const Cell& cell : cells) {
    for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
      const bool rival = knowledge.conditions[c].role != ConditionRole::contributor;
      const double marginal = cell.group.targets[c] * (rival ? cell.group.complaint : 1);
      if (marginal > 0) {
        base[c][cell.position] =
            log_odds(marginal) - expected_terms(knowledge, parameters, c, cell);
      }
    }
  }
  return base;
}

// Shares that sum to one; all on the first entry where there is nothing to share.
std::vector<double> normalised(std::vector<double> row) {
  const double sum = std::accumulate(row.begin(), row.end(), 0.0);
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = sum > 0 ? row[i] / sum : (i == 0 ? 1 : 0);
  }
  return row;
}

// P(context) before the complaint, not normalised: the share under the complaint, divided by how
// likely the complaint is in that context.
std::vector<double> joint_shares(std::size_t bands, const std::vector<Cell>& cells) {
  std::vector<double> joint(all_settings.size() * bands * all_sexes.size() *
                            all_pregnancy_stages.size());
  for (const Cell& cell : cells) {
    joint[cell.position] = cell.group.share / cell.group.complaint;
  }
  return joint;
}

// The joint shares as P(sex | setting), P(age | setting, sex) and P(stage | setting, age, sex).
void solve_context(const std::vector<Cell>& cells, std::size_t bands, Solved& solved) {
  const std::size_t stages = all_pregnancy_stages.size();
  const std::vector<double> joint = joint_shares(bands, cells);
  solved.pregnancy.assign(joint.size(), 0);
  solved.age.clear();
  solved.female.clear();
  for (const Setting setting : all_settings) {
    std::vector<double> by_sex;
    for (const Sex sex : all_sexes) {
      std::vector<double> by_age(bands);
      for (std::size_t band = 0; band < bands; ++band) {
        const auto first = static_cast<std::ptrdiff_t>(
            position({setting, band, sex, PregnancyStage::not_pregnant}, bands));
        const std::vector<double> row(joint.begin() + first,
                                      joint.begin() + first + static_cast<std::ptrdiff_t>(stages));
        by_age[band] = std::accumulate(row.begin(), row.end(), 0.0);
        const std::vector<double> shares = normalised(row);
        std::copy(shares.begin(), shares.end(), solved.pregnancy.begin() + first);
      }
      by_sex.push_back(std::accumulate(by_age.begin(), by_age.end(), 0.0));
      const std::vector<double> shares = normalised(by_age);
      solved.age.insert(solved.age.end(), shares.begin(), shares.end());
    }
    solved.female.push_back(normalised(by_sex).front());
  }
}

// Asks the network for a context's posteriors: what is missing of each target on the log-odds
// scale.
Result<std::vector<double>> ask(const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                                const engine::Inference& inference, Cell& cell) {
  constexpr double near = 0.01;  // residual
  const auto posteriors =
      context_posteriors(knowledge, network, inference, cell.group.context, cell.is_near);
  if (!posteriors) {
    return fail(posteriors.error());
  }
  std::vector<double> missing(knowledge.conditions.size());
  cell.residual = 0;
  for (std::size_t c = 0; c < missing.size(); ++c) {
    const double target = cell.group.targets[c];
    if (target > 0 && (cell.is_near || !knowledge.conditions[c].scope_finding)) {
      const double got = (*posteriors)[c];
      cell.residual = std::max(cell.residual, std::abs(got - target) / target);
      missing[c] = log_odds(target) - log_odds(got);
    }
  }
  if (!cell.is_near) {
    cell.is_near = cell.residual < near;
    cell.residual = std::max(cell.residual, near);
  }
  return missing;
}

// How far to go for what is missing. The error of the common scale of all causes shrinks by a
// constant factor a sweep, near 1 where the causes are nearly exclusive; every third sweep takes
// the sum of that series at once (Aitken 1926).
double step_length(const std::vector<double>& before, const std::vector<double>& now, int sweep) {
  constexpr int period = 3;
  constexpr double largest_factor = 0.99;
  if (before.empty() || sweep % period != period - 1) {
    return 1;
  }
  const double power = std::inner_product(before.begin(), before.end(), before.begin(), 0.0);
  const double factor =
      power > 0 ? std::inner_product(before.begin(), before.end(), now.begin(), 0.0) / power : 0;
  return 1 / (1 - std::clamp(factor, 0.0, largest_factor));
}

// One sweep over the contexts that are not solved yet; moves their bases by what is missing.
Result<void> sweep(const KnowledgeBase& knowledge, const ClinicalNetwork& network, int number,
                   std::vector<Cell>& cells, Solved& solved) {
  const engine::Inference inference(network.network);
  for (Cell& cell : cells) {
    if (cell.residual <= base_tolerance) {
      continue;
    }
    auto missing = ask(knowledge, network, inference, cell);
    if (!missing) {
      return fail(missing.error());
    }
    if (cell.residual <= base_tolerance) {
      continue;
    }
    const double step = step_length(cell.missing, *missing, number);
    for (std::size_t c = 0; c < missing->size(); ++c) {
      solved.base[c][cell.position] += step * (*missing)[c];
    }
    cell.missing = std::move(*missing);
  }
  return {};
}

}  // namespace

Result<BaseSolution> solve_bases(const KnowledgeBase& knowledge, const std::vector<Group>& groups) {
  KnowledgeBase trial = knowledge;
  auto cells = all_cells(knowledge, groups);
  if (trial.solved.base.empty()) {
    const auto parameters = local_parameters(knowledge);
    if (!parameters) {
      return fail(parameters.error());
    }
    trial.solved.base = first_bases(knowledge, *parameters, cells);
  }
  solve_context(cells, knowledge.age_bands.size(), trial.solved);
  BaseSolution solution;
  while (solution.largest_residual > base_tolerance && solution.sweeps < most_sweeps_of_bases) {
    const auto network = compile(trial);
    if (!network) {
      return fail(network.error());
    }
    const auto swept = sweep(knowledge, *network, solution.sweeps, cells, trial.solved);
    if (!swept) {
      return fail(swept.error());
    }
    ++solution.sweeps;
    solution.largest_residual = 0;
    for (const Cell& cell : cells) {
      solution.largest_residual = std::max(solution.largest_residual, cell.residual);
    }
  }
  solution.solved = std::move(trial.solved);
  return solution;
}

}  // namespace paraspinal::knowledge
