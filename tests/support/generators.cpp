#include "tests/support/generators.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "tests/support/networks.h"

namespace paraspinal::tests {
namespace {

using engine::Distribution;
using engine::Network;
using engine::StateIndex;
using engine::Variable;
using engine::VariableId;

std::vector<double> random_row(Random& random, std::size_t states, double zeros) {
  std::vector<double> row(states);
  for (double& value : row) {
    value = random.chance(zeros) ? 0.0 : 0.05 + random.uniform();
  }
  row[random.below(states)] += 0.3;
  const double sum = std::accumulate(row.begin(), row.end(), 0.0);
  for (double& value : row) {
    value /= sum;
  }
  return row;
}

double random_probability(Random& random, double zeros) {
  if (random.chance(zeros)) {
    return random.chance(0.5) ? 0.0 : 1.0;
  }
  return 0.02 + 0.96 * random.uniform();
}

std::vector<double> random_rows(Random& random, std::size_t rows, std::size_t states,
                                double zeros) {
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto next = random_row(random, states, zeros);
    values.insert(values.end(), next.begin(), next.end());
  }
  return values;
}

// The variables made so far, and how to draw a distribution of each kind over them.
struct Drawing {
  Random& random;
  const RandomNetworkShape& shape;
  std::vector<Variable> variables;

  std::vector<VariableId> parents(bool two_state_only) {
    std::vector<VariableId> candidates;
    for (std::size_t i = 0; i < variables.size(); ++i) {
      if (!two_state_only || variables[i].states.size() == 2) {
        candidates.push_back(VariableId{i});
      }
    }
    const std::size_t count = std::min(candidates.size(), random.below(shape.most_parents + 1));
    for (std::size_t i = 0; i < count; ++i) {
      std::swap(candidates[i], candidates[i + random.below(candidates.size() - i)]);
    }
    candidates.resize(count);
    return candidates;
  }

  std::size_t rows(const std::vector<VariableId>& axes) const {
    std::size_t product = 1;
    for (const VariableId axis : axes) {
      product *= variables[axis.index].states.size();
    }
    return product;
  }

  Distribution table(std::size_t states) {
    auto axes = parents(false);
    auto values = random_rows(random, rows(axes), states, shape.zeros);
    return engine::TableDistribution{std::move(axes), std::move(values)};
  }

  Distribution noisy_or() {
    engine::NoisyOr result{random.chance(0.3) ? 0.0 : 0.2 * random.uniform(), {}, {}};
    for (const VariableId parent : parents(true)) {
      auto& links = random.chance(0.3) ? result.lowering : result.raising;
      links.push_back({parent, random_probability(random, shape.zeros)});
    }
    return result;
  }

  Distribution log_odds() {
    const auto all = parents(false);
    engine::LogOddsDistribution result;
    for (const VariableId parent : all) {
      if (variables[parent.index].states.size() == 2 && random.chance(0.6)) {
        result.terms.push_back({parent, 6 * random.uniform() - 3});
      } else {
        result.context.push_back(parent);
      }
    }
    for (std::size_t i = 0; i < rows(result.context); ++i) {
      const double infinity = std::numeric_limits<double>::infinity();
      result.base.push_back(random.chance(shape.zeros) ? (random.chance(0.7) ? -infinity : infinity)
                                                       : 6 * random.uniform() - 3);
    }
    return result;
  }

  Distribution noisy_max(std::size_t states) {
    engine::NoisyMax result{random_row(random, states, shape.zeros), {}};
    for (const VariableId parent : parents(false)) {
      const std::size_t count = variables[parent.index].states.size();
      result.links.push_back({parent, random_rows(random, count, states, shape.zeros)});
    }
    return result;
  }
};

}  // namespace

Network random_network(Random& random, const RandomNetworkShape& shape) {
  Network::Builder builder;
  Drawing drawing{random, shape, {}};
  for (std::size_t i = 0; i < shape.variables; ++i) {
    const std::size_t kind = random.below(5);
    const std::size_t states = kind == 1 || kind == 2 ? 2 : 2 + random.below(3);
    Variable variable{numbered("v", i), {}};
    for (std::size_t s = 0; s < states; ++s) {
      variable.states.push_back(numbered("s", s));
    }
    Distribution distribution = kind == 1   ? drawing.noisy_or()
                                : kind == 2 ? drawing.log_odds()
                                : kind == 3 ? drawing.noisy_max(states)
                                            : drawing.table(states);
    builder.add(variable, std::move(distribution));
    drawing.variables.push_back(std::move(variable));
  }
  return builder.build().value();
}

engine::Evidence random_evidence(Random& random, const Network& network, double share) {
  engine::Evidence evidence;
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (!random.chance(share)) {
      continue;
    }
    const std::size_t states = network.variable(VariableId{i}).states.size();
    if (random.chance(0.75)) {
      evidence.observe(VariableId{i}, random.below(states));
      continue;
    }
    engine::Likelihood likelihood(states);
    for (double& value : likelihood) {
      value = random.chance(0.15) ? 0.0 : 2 * random.uniform();
    }
    likelihood[random.below(states)] += 0.1;
    evidence.observe(VariableId{i}, std::move(likelihood));
  }
  return evidence;
}

std::vector<StateIndex> forward_sample(const Network& network, const engine::Evidence& fixed,
                                       Random& random) {
  std::vector<StateIndex> states(network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (const auto given = fixed.items().find(VariableId{i}); given != fixed.items().end()) {
      states[i] = std::get<StateIndex>(given->second);
      continue;
    }
    std::vector<StateIndex> parents;
    for (const VariableId parent : network.parents(VariableId{i})) {
      parents.push_back(states[parent.index]);
    }
    double u = random.uniform();
    const std::size_t count = network.variable(VariableId{i}).states.size();
    while (states[i] + 1 < count) {
      u -= network.conditional(VariableId{i}, states[i], parents);
      if (u < 0) {
        break;
      }
      ++states[i];
    }
  }
  return states;
}

}  // namespace paraspinal::tests
