#include "engine/propagation.h"

#include "engine/message_passing.h"
#include "engine/probability.h"
#include "engine/slicing.h"

namespace paraspinal::engine {

double* Workspace::grown(Buffer& buffer, std::size_t size) {
  if (buffer.size < size) {
    // Half as much again: memory that is new to the process costs as much as the work in it.
    buffer.size = size + size / 2;
    buffer.values = std::make_unique_for_overwrite<double[]>(buffer.size);
  }
  return buffer.values.get();
}

PropagationResult propagate(const CompiledNetwork& compiled, const QueryPlan& plan,
                            const Observation& observation, Workspace& workspace) {
  MessagePassing passing(plan, workspace);
  PropagationResult result;
  result.log_total = slice_families(compiled, plan, observation, workspace);
  result.log_total += enter_evidence(compiled, plan, observation, workspace);
  for (std::size_t c = plan.cliques.size(); c-- > 0 && result.log_total != log_of_zero;) {
    result.log_total += passing.collect(c);
  }
  if (result.log_total == log_of_zero) {
    return result;
  }
  result.marginals.assign(plan.unary_size, 0.0);
  for (std::size_t c = 0; c < plan.cliques.size(); ++c) {
    if (plan.cliques[c].distributes) {
      passing.distribute_in_place(c, result.marginals);
    }
  }
  return result;
}

}  // namespace paraspinal::engine
