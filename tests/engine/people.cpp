#include "tests/engine/people.h"

#include <string>
#include <utility>

#include "tests/support/networks.h"

namespace paraspinal::tests {
namespace {

using engine::LogOddsDistribution;
using engine::Network;
using engine::two_state;
using engine::VariableId;

// So many that a log-odds distribution of two terms is kept as terms, and one of one as a table.
constexpr std::size_t settings = 130;

LogOddsDistribution cause_of(Random& random, VariableId setting,
                             const std::vector<VariableId>& terms) {
  LogOddsDistribution cause{.context = {setting}, .base = {}, .terms = {}};
  for (std::size_t s = 0; s < settings; ++s) {
    cause.base.push_back(-2 + random.uniform());
  }
  for (const VariableId term : terms) {
    cause.terms.push_back({term, 2 * random.uniform() - 0.5});
  }
  return cause;
}

}  // namespace

People random_people(Random& random) {
  Network::Builder builder;
  std::vector<std::string> names;
  for (std::size_t s = 0; s < settings; ++s) {
    names.push_back(numbered("setting", s));
  }
  const VariableId setting =
      builder.add({"setting", names},
                  engine::TableDistribution{{}, std::vector<double>(settings, 1.0 / settings)});
  std::vector<VariableId> risks;
  for (std::size_t r = 0; r < 5; ++r) {
    std::vector<double> rows;
    for (std::size_t s = 0; s < settings; ++s) {
      const double present = 0.05 + 0.4 * random.uniform();
      rows.insert(rows.end(), {1 - present, present});
    }
    risks.push_back(
        builder.add(two_state(numbered("risk", r)), engine::TableDistribution{{setting}, rows}));
  }
  std::vector<VariableId> causes;
  for (std::size_t c = 0; c < 2; ++c) {
    causes.push_back(builder.add(two_state(numbered("contributor", c)),
                                 cause_of(random, setting, {risks[c], risks[c + 1]})));
  }
  for (std::size_t c = 0; c < 3; ++c) {
    std::vector<VariableId> terms{risks[0]};
    if (random.chance(0.6)) {
      terms.push_back(risks[2 + random.below(3)]);
    }
    if (random.chance(0.6)) {
      terms.push_back(causes[random.below(2)]);
    }
    causes.push_back(
        builder.add(two_state(numbered("cause", c)), cause_of(random, setting, terms)));
  }
  std::vector<VariableId> findings;
  for (std::size_t f = 0; f < 2; ++f) {
    findings.push_back(builder.add(
        two_state(numbered("finding", f)),
        engine::NoisyOr{0.05, {{causes[f], 0.4}, {causes[2 + random.below(3)], 0.7}}, {}}));
  }
  return {builder.build().value(), setting, risks, causes, findings};
}

}  // namespace paraspinal::tests
