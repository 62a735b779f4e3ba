#include "tests/support/networks.h"

#include <string>
#include <vector>

namespace paraspinal::tests {
namespace {

using engine::Network;
using engine::TableDistribution;
using engine::two_state;
using engine::VariableId;

// A two-state table from P(present) for each joint state of the parents.
TableDistribution table(std::vector<VariableId> parents, const std::vector<double>& present) {
  TableDistribution result{std::move(parents), {}};
  for (const double p : present) {
    result.values.push_back(1 - p);
    result.values.push_back(p);
  }
  return result;
}

}  // namespace

std::string numbered(const char* prefix, std::size_t number) {
  return std::string(prefix).append(std::to_string(number));
}

Network asia() {
  Network::Builder builder;
  const auto asia = builder.add(two_state("asia"), table({}, {0.01}));
  const auto tub = builder.add(two_state("tub"), table({asia}, {0.01, 0.05}));
  const auto smoke = builder.add(two_state("smoke"), table({}, {0.5}));
  const auto lung = builder.add(two_state("lung"), table({smoke}, {0.01, 0.1}));
  const auto bronc = builder.add(two_state("bronc"), table({smoke}, {0.3, 0.6}));
  const auto either = builder.add(two_state("either"), table({lung, tub}, {0, 1, 1, 1}));
  builder.add(two_state("xray"), table({either}, {0.05, 0.98}));
  builder.add(two_state("dysp"), table({bronc, either}, {0.1, 0.7, 0.8, 0.9}));
  return builder.build().value();
}

Network sprinkler() {
  Network::Builder builder;
  const auto cloudy = builder.add(two_state("cloudy"), table({}, {0.5}));
  const auto sprinkler = builder.add(two_state("sprinkler"), table({cloudy}, {0.5, 0.1}));
  const auto rain = builder.add(two_state("rain"), table({cloudy}, {0.2, 0.8}));
  builder.add(two_state("wet_grass"), table({sprinkler, rain}, {0, 0.9, 0.9, 0.99}));
  return builder.build().value();
}

Network burglary() {
  Network::Builder builder;
  const auto burglary = builder.add(two_state("burglary"), table({}, {0.001}));
  const auto earthquake = builder.add(two_state("earthquake"), table({}, {0.002}));
  const auto alarm =
      builder.add(two_state("alarm"), table({burglary, earthquake}, {0.001, 0.29, 0.94, 0.95}));
  builder.add(two_state("john_calls"), table({alarm}, {0.05, 0.90}));
  builder.add(two_state("mary_calls"), table({alarm}, {0.01, 0.70}));
  return builder.build().value();
}

Network naive_bayes(std::size_t findings) {
  Network::Builder builder;
  const auto disease = builder.add(two_state("disease"), table({}, {0.3}));
  for (std::size_t i = 0; i < findings; ++i) {
    builder.add(two_state(numbered("f", i)), table({disease}, {0.4, 0.7}));
  }
  return builder.build().value();
}

}  // namespace paraspinal::tests
