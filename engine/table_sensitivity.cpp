#include "engine/table_sensitivity.h"

#include <cmath>
#include <optional>
#include <utility>

#include "engine/changed_network.h"
#include "engine/joint_posterior.h"

namespace paraspinal::engine {
namespace {

// The evidence with the target in its state too; nothing when they contradict each other.
std::optional<Evidence> with_target(Evidence evidence, VariableState target) {
  const auto found = evidence.items().find(target.variable);
  if (found == evidence.items().end()) {
    evidence.observe(target.variable, target.state);
    return evidence;
  }
  if (const auto* state = std::get_if<StateIndex>(&found->second)) {
    return *state == target.state ? std::optional(std::move(evidence)) : std::nullopt;
  }
  const double scale = std::get<Likelihood>(found->second)[target.state];
  if (scale == 0) {
    return std::nullopt;
  }
  Likelihood only(std::get<Likelihood>(found->second).size(), 0.0);
  only[target.state] = scale;
  evidence.observe(target.variable, std::move(only));
  return evidence;
}

// The network with every row of the variable uniform.
Result<Network> with_uniform_rows(const Network& network, VariableId variable,
                                  TableDistribution table) {
  const auto states = static_cast<double>(network.variable(variable).states.size());
  table.values.assign(table.values.size(), 1 / states);
  return with_distributions(network, {{variable, std::move(table)}});
}

// dP(evidence) / d entry for each entry of the family, divided by exp(log_scale): P(family,
// evidence) in the network in which every row of the variable is uniform, times its states.
Result<std::vector<double>> derivatives(const Inference& uniform, const Evidence& evidence,
                                        std::span<const VariableId> family, double log_scale) {
  const auto joint = joint_posterior(uniform, evidence, family);
  if (!joint && joint.error().kind == ErrorKind::impossible) {
    std::size_t entries = 1;
    for (const VariableId id : family) {
      entries *= uniform.network().variable(id).states.size();
    }
    return std::vector<double>(entries, 0.0);
  }
  if (!joint) {
    return fail(joint.error());
  }
  const auto states = static_cast<double>(uniform.network().variable(family.back()).states.size());
  const double scale = states * std::exp(joint->log_evidence - log_scale);
  std::vector<double> result = joint->values;
  for (double& value : result) {
    value *= scale;
  }
  return result;
}

// A linear function at 0 and at 1.
struct Line {
  double at_0 = 0;
  double at_1 = 0;
};

// For each entry the sum of entry * derivative over all entries, as a function of that one, the
// others of its row sharing what it leaves. Sums of non-negative numbers only: a zero is exact.
std::vector<Line> lines(const std::vector<double>& values, const std::vector<double>& derivative,
                        std::size_t states) {
  const std::size_t rows = values.size() / states;
  std::vector<double> before(rows + 1, 0.0);  // the sum over the rows before each
  std::vector<double> after(rows + 1, 0.0);   // the sum over each row and those after it
  const auto row_sum = [&](std::size_t row) {
    double sum = 0;
    for (std::size_t i = row * states; i < (row + 1) * states; ++i) {
      sum += values[i] * derivative[i];
    }
    return sum;
  };
  for (std::size_t row = 0; row < rows; ++row) {
    before[row + 1] = before[row] + row_sum(row);
    after[rows - 1 - row] = after[rows - row] + row_sum(rows - 1 - row);
  }
  std::vector<Line> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t row = i / states;
    double others = 0;
    double left = 0;
    double plain = 0;
    for (std::size_t j = row * states; j < (row + 1) * states; ++j) {
      if (j != i) {
        others += values[j] * derivative[j];
        left += values[j];
        plain += derivative[j];
      }
    }
    const double rest = before[row] + after[row + 1];
    const double shared = left > 0 ? others / left : plain / static_cast<double>(states - 1);
    result.push_back({rest + shared, rest + derivative[i]});
  }
  return result;
}

}  // namespace

Result<std::vector<SensitivityCurve>> table_sensitivity(const Inference& inference,
                                                        const Evidence& evidence,
                                                        VariableState target, VariableId variable) {
  const Network& network = inference.network();
  if (target.variable.index >= network.size() ||
      target.state >= network.variable(target.variable).states.size()) {
    return fail(ErrorKind::invalid_argument, "sensitivity: the target is not one of the network's");
  }
  const auto* table = variable.index < network.size()
                          ? std::get_if<TableDistribution>(&network.distribution(variable))
                          : nullptr;
  if (table == nullptr) {
    return fail(ErrorKind::invalid_argument,
                "sensitivity: variable '" +
                    (variable.index < network.size() ? network.variable(variable).name
                                                     : std::to_string(variable.index)) +
                    "' has no table");
  }
  const auto now = inference.posterior(evidence, {});
  if (!now) {
    return fail(now.error());
  }
  const auto changed = with_uniform_rows(network, variable, *table);
  if (!changed) {
    return fail(changed.error());
  }
  const Inference uniform(*changed);
  std::vector<VariableId> family = table->parents;
  family.push_back(variable);
  const auto of_evidence = derivatives(uniform, evidence, family, now->log_evidence());
  const auto both = with_target(evidence, target);
  const auto of_both = both ? derivatives(uniform, *both, family, now->log_evidence())
                            : std::vector<double>(table->values.size(), 0.0);
  if (!of_evidence || !of_both) {
    return fail(of_evidence ? of_both.error() : of_evidence.error());
  }
  const std::size_t states = network.variable(variable).states.size();
  const std::vector<Line> bottom = lines(table->values, *of_evidence, states);
  const std::vector<Line> top = lines(table->values, *of_both, states);
  std::vector<SensitivityCurve> curves;
  for (std::size_t i = 0; i < table->values.size(); ++i) {
    curves.push_back({table->values[i], top[i].at_1 - top[i].at_0, top[i].at_0,
                      bottom[i].at_1 - bottom[i].at_0, bottom[i].at_0});
  }
  return curves;
}

}  // namespace paraspinal::engine
