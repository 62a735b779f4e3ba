#include "engine/joint_posterior.h"

#include <algorithm>
#include <string>

namespace paraspinal::engine {
namespace {

constexpr std::size_t most_joint_states = std::size_t{1} << 16;

// Fills the entries from `begin` on for the variables from `depth` on, given what is observed so
// far, each times `weight`.
std::optional<Error> fill(const Inference& inference, const Evidence& evidence, double weight,
                          std::size_t depth, std::size_t begin, std::size_t size,
                          JointPosterior& joint) {
  const VariableId variable = joint.variables[depth];
  const auto posterior = inference.posterior(evidence, std::span(&variable, 1));
  if (!posterior) {
    return posterior.error();
  }
  if (depth == 0) {
    joint.log_evidence = posterior->log_evidence();
  }
  const auto marginal = posterior->marginal(variable);
  const std::size_t rest = size / marginal.size();
  for (StateIndex state = 0; state < marginal.size(); ++state) {
    const double product = weight * marginal[state];
    if (depth + 1 == joint.variables.size()) {
      joint.values[begin + state] = product;
    } else if (product > 0) {
      Evidence more = evidence;
      more.observe(variable, state);
      if (auto error =
              fill(inference, more, product, depth + 1, begin + state * rest, rest, joint)) {
        return error;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Result<JointPosterior> joint_posterior(const Inference& inference, const Evidence& evidence,
                                       std::span<const VariableId> variables) {
  const Network& network = inference.network();
  JointPosterior joint{{variables.begin(), variables.end()}, {}, 0};
  std::size_t size = 1;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Variable& variable = network.variable(variables[i]);
    if (std::ranges::count(variables, variables[i]) > 1) {
      return fail(ErrorKind::invalid_argument,
                  "joint posterior: variable '" + variable.name + "' is asked twice");
    }
    size *= variable.states.size();
    if (size > most_joint_states) {
      return fail(ErrorKind::too_large, "joint posterior: more than 65536 joint states");
    }
  }
  joint.values.assign(size, 0.0);
  if (variables.empty()) {
    const auto posterior = inference.posterior(evidence, {});
    if (!posterior) {
      return fail(posterior.error());
    }
    joint.log_evidence = posterior->log_evidence();
    joint.values[0] = 1;
    return joint;
  }
  // Evidence on an asked variable goes on holding: its states of probability zero are not asked,
  // and a state that is observed is replaced by itself. Soft evidence is not, as its scale is its
  // own.
  if (auto error = fill(inference, evidence, 1, 0, 0, size, joint)) {
    return fail(*std::move(error));
  }
  return joint;
}

}  // namespace paraspinal::engine
