#include "engine/term_rows.h"

#include <cmath>

namespace paraspinal::engine {

TermRows::TermRows(const CompiledNetwork& renumbered, const ParameterTerm& term,
                   std::span<const VariableId> targets, TermMemory memory)
    : term_(term),
      targets_(targets),
      workspace_(memory.one),
      numbers_(renumbered, term.plan, memory.one),
      table_(targets.size()) {
  if (ParameterLanes::serves(numbers_.plan())) {
    lanes_.emplace(numbers_.plan(), memory.lanes);
  }
}

// `present`: P(state 1) of a local variable.
template <typename Present>
void TermRows::append(double log_evidence, Present present) {
  row_.assign(targets_.size(), 0.0);
  for (std::size_t t = 0; t < row_.size() && !std::isinf(log_evidence); ++t) {
    const std::size_t target = targets_[t].index;
    const auto& state = term_.observation.state[target];
    row_[t] = state ? static_cast<double>(*state) : present(numbers_.plan().place[target]);
  }
  table_.append(log_evidence, row_);
}

void TermRows::add() {
  const double log_scale = term_.observation.log_scale;
  if (lanes_) {
    const double log_constant = numbers_.slice(term_.observation);
    lanes_->add(workspace_, log_constant + log_scale);
    return;
  }
  const PropagationResult result = numbers_.propagate(term_.observation);
  append(result.log_total + log_scale, [&](std::size_t local) {
    return result.marginals[numbers_.plan().unary_begin[local] + 1];
  });
}

void TermRows::run() {
  if (!lanes_) {
    return;
  }
  lanes_->run();
  for (std::size_t lane = 0; lane < lanes_->size(); ++lane) {
    append(lanes_->log_evidence(lane),
           [&](std::size_t local) { return lanes_->present(local, lane); });
  }
}

void TermRows::clear() {
  table_ = VariationTable(targets_.size());
  if (lanes_) {
    lanes_->clear();
  }
}

}  // namespace paraspinal::engine
