// Entry point: calibrate, at the end.

#include "knowledge/base/calibrate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "engine/inference.h"
#include "engine/probability.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/targets.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

constexpr double tolerance = 1e-7;  // relative residual; the law asks for 1e-6
constexpr int most_sweeps = 60;
constexpr double least_sum = 1.05;  // of the targets in a context; see scale_of

double log_odds(double p) {
  return engine::log_odds({p}).value;
}

// The probability that at least one cause acts, before the complaint is known: the S in
// S = 1 - prod (1 - target S), whose solution makes independent causes with P = target * S have
// posterior = target once the complaint is observed. Needs sum(targets) > 1.
double scale_of(const std::vector<double>& targets) {
  const auto excess = [&](double scale) {
    double none = 1;
    for (const double value : targets) {
      none *= 1 - value * scale;
    }
    return none - (1 - scale);
  };
  double low = 0;
  double high = 1;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (excess(middle) < 0 ? low : high) = middle;
  }
  return high;
}

// One context being solved. Contexts do not depend on each other: each has its own bases.
struct Cell {
  Context context;
  std::size_t position = 0;
  std::vector<double> targets;  // [condition]
  double scale = 1;
  std::vector<double> missing;  // [condition] log-odds that the last sweep found missing
  double residual = 1;          // largest relative one of the last sweep
};

// Targets of one context; `other` is raised where the named causes leave it more than its share.
Cell cell_of(const KnowledgeBase& knowledge, const Targets& targets, const Context& context,
             std::vector<UnattainablePrior>& unattainable) {
  Cell cell;
  cell.context = context;
  cell.position = position(context, knowledge.age_bands.size());
  double primaries = 0;
  std::optional<std::size_t> other;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    cell.targets.push_back(targets.of(ConditionId{c}, context));
    if (knowledge.conditions[c].role == ConditionRole::other) {
      other = c;
    }
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      primaries += cell.targets[c];
    }
  }
  if (other && primaries < least_sum) {
    const double raised = cell.targets[*other] + least_sum - primaries;
    unattainable.push_back({knowledge.conditions[*other].id, describe(context, knowledge.age_bands),
                            "the named causes leave " + std::to_string(raised) +
                                " to it, more than " + std::to_string(cell.targets[*other])});
    cell.targets[*other] = raised;
  }
  std::vector<double> rivals;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      rivals.push_back(cell.targets[c]);
    }
  }
  cell.scale = scale_of(rivals);
  return cell;
}

std::vector<Cell> all_cells(const KnowledgeBase& knowledge, const Targets& targets,
                            std::vector<UnattainablePrior>& unattainable) {
  std::vector<Cell> cells;
  for (const Setting setting : all_settings) {
    for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
      for (const Sex sex : all_sexes) {
        for (const PregnancyStage stage : all_pregnancy_stages) {
          const Context context{setting, band, sex, stage};
          if (exists(knowledge, context)) {
            cells.push_back(cell_of(knowledge, targets, context, unattainable));
          }
        }
      }
    }
  }
  return cells;
}

// The mean effect of unobserved risk factors, to begin near the solution:
// log E[exp(sum of terms)], each factor independent.
double expected_terms(const KnowledgeBase& knowledge, const Parameters& parameters, std::size_t c,
                      const Cell& cell) {
  const std::size_t column = static_cast<std::size_t>(cell.context.setting) * all_sexes.size() +
                             static_cast<std::size_t>(cell.context.sex);
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
      const double p = cell.targets[contribution.contributor.index];
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
      const double marginal = cell.targets[c] * (rival ? cell.scale : 1);
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
std::vector<double> joint_shares(const KnowledgeBase& knowledge, const std::vector<Cell>& cells) {
  const Demographics& people = knowledge.demographics;
  std::vector<double> joint(all_settings.size() * knowledge.age_bands.size() * all_sexes.size() *
                            all_pregnancy_stages.size());
  for (const Cell& cell : cells) {
    const auto setting = static_cast<std::size_t>(cell.context.setting);
    const std::size_t band = cell.context.age_band;
    const auto stage = static_cast<std::size_t>(cell.context.pregnancy);
    const double share = cell.context.sex == Sex::female
                             ? people.female[setting][band] * people.pregnancy[band][stage]
                             : people.male[setting][band];
    joint[cell.position] = share / cell.scale;
  }
  return joint;
}

// The joint shares as P(sex | setting), P(age | setting, sex) and P(stage | setting, age, sex).
void solve_context(const KnowledgeBase& knowledge, const std::vector<Cell>& cells, Solved& solved) {
  const std::size_t bands = knowledge.age_bands.size();
  const std::size_t stages = all_pregnancy_stages.size();
  const std::vector<double> joint = joint_shares(knowledge, cells);
  solved.pregnancy.assign(joint.size(), 0);
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

engine::Evidence evidence_of(const ClinicalNetwork& network, const Context& context) {
  engine::Evidence evidence;
  evidence.observe(network.setting, static_cast<std::size_t>(context.setting));
  evidence.observe(network.age_band, context.age_band);
  evidence.observe(network.sex, static_cast<std::size_t>(context.sex));
  evidence.observe(network.pregnancy, static_cast<std::size_t>(context.pregnancy));
  evidence.observe(network.complaint, 1);
  return evidence;
}

// Conditions by the drug that must be taken for them to apply; no drug for the rest.
std::map<std::optional<FindingId>, std::vector<std::size_t>> by_drug(
    const KnowledgeBase& knowledge) {
  std::map<std::optional<FindingId>, std::vector<std::size_t>> groups;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const Condition& condition = knowledge.conditions[c];
    const bool drug = condition.scope == PriorScope::takes_drug;
    groups[drug ? condition.scope_finding : std::nullopt].push_back(c);
  }
  return groups;
}

// Asks the network for a context's posteriors: what is missing of each target on the log-odds
// scale.
Result<std::vector<double>> ask(const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                                const engine::Inference& inference, Cell& cell) {
  std::vector<double> missing(knowledge.conditions.size());
  cell.residual = 0;
  for (const auto& [drug, conditions] : by_drug(knowledge)) {
    engine::Evidence evidence = evidence_of(network, cell.context);
    if (drug) {
      evidence.observe(*network.findings[drug->index], 1);
    }
    const auto posterior = inference.posterior(evidence, network.conditions);
    if (!posterior) {
      return fail(posterior.error());
    }
    for (const std::size_t c : conditions) {
      if (cell.targets[c] > 0) {
        const double got = posterior->present(network.conditions[c]);
        cell.residual = std::max(cell.residual, std::abs(got - cell.targets[c]) / cell.targets[c]);
        missing[c] = log_odds(cell.targets[c]) - log_odds(got);
      }
    }
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
    if (cell.residual <= tolerance) {
      continue;
    }
    auto missing = ask(knowledge, network, inference, cell);
    if (!missing) {
      return fail(missing.error());
    }
    if (cell.residual <= tolerance) {
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

Result<Calibration> calibrate(const KnowledgeBase& knowledge) {
  const Targets targets(knowledge);
  KnowledgeBase trial = knowledge;
  trial.solved.company = targets.company(Setting::primary_care);
  const auto parameters = local_parameters(trial);
  if (!parameters) {
    return fail(parameters.error());
  }
  Calibration calibration{trial.solved, {}, 1, 0};
  auto cells = all_cells(knowledge, targets, calibration.unattainable);
  calibration.solved.base = first_bases(knowledge, *parameters, cells);
  solve_context(knowledge, cells, calibration.solved);
  while (calibration.largest_residual > tolerance && calibration.sweeps < most_sweeps) {
    trial.solved = calibration.solved;
    const auto network = compile(trial);
    if (!network) {
      return fail(network.error());
    }
    const auto swept = sweep(knowledge, *network, calibration.sweeps, cells, calibration.solved);
    if (!swept) {
      return fail(swept.error());
    }
    ++calibration.sweeps;
    calibration.largest_residual = 0;
    for (const Cell& cell : cells) {
      calibration.largest_residual = std::max(calibration.largest_residual, cell.residual);
    }
  }
  if (calibration.largest_residual > tolerance) {
    return fail(engine::ErrorKind::corrupt,
                "calibration left a residual of " + std::to_string(calibration.largest_residual) +
                    " after " + std::to_string(most_sweeps) + " sweeps");
  }
  return calibration;
}

}  // namespace paraspinal::knowledge
