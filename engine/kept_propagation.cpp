#include "engine/kept_propagation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/message_passing.h"

namespace paraspinal::engine {
KeptPropagation::KeptPropagation(const CompiledNetwork& compiled, const QueryPlan& plan,
                                 const Observation& observation, Workspace& workspace)
    : compiled_(compiled),
      plan_(plan),
      workspace_(workspace),
      clique_of_(plan.states.size(), QueryPlan::none),
      holds_(plan.cliques.size(), false),
      logs_(plan.cliques.size(), 0),
      sent_(plan.cliques.size(), false) {
  log_families_ = slice_families(compiled, plan, observation, workspace_);
  family_unary_ = workspace_.unary;
  entered_ = workspace_.unary;
  for (std::size_t c = 0; c < plan.cliques.size(); ++c) {
    for (const BuildStep& step : part(plan.build_steps, plan.cliques[c].steps)) {
      if (step.source == InputSource::unary) {
        clique_of_[step.index] = c;
      }
    }
  }
}

double KeptPropagation::log_total(const Observation& observation) {
  std::swap(workspace_.unary, entered_);
  workspace_.unary = family_unary_;
  log_total_ = log_families_ + enter_evidence(compiled_, plan_, observation, workspace_);
  mark_changes();
  collect_marked();
  for (const double log_scale : logs_) {
    log_total_ += log_scale;
  }
  return log_total_;
}

// The cliques whose own inputs are not what their messages were made with.
void KeptPropagation::mark_changes() {
  for (std::size_t v = 0; v < plan_.states.size(); ++v) {
    const std::size_t begin = plan_.unary_begin[v];
    if (clique_of_[v] != QueryPlan::none &&
        !std::equal(entered_.begin() + static_cast<std::ptrdiff_t>(begin),
                    entered_.begin() + static_cast<std::ptrdiff_t>(begin + plan_.states[v]),
                    workspace_.unary.begin() + static_cast<std::ptrdiff_t>(begin))) {
      holds_[clique_of_[v]] = false;
    }
  }
}

void KeptPropagation::collect_marked() {
  MessagePassing passing(plan_, workspace_);
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    if (holds_[c]) {
      continue;
    }
    logs_[c] = passing.collect(c);
    holds_[c] = true;
    distributed_ = false;
    if (plan_.cliques[c].parent != PlanClique::none) {
      holds_[plan_.cliques[c].parent] = false;
    }
  }
}

double KeptPropagation::expectation(const Observation& observation,
                                    std::span<const NoisyTerm> terms) {
  own_unary_ = workspace_.unary;
  double log_ratio = 0;
  for (const NoisyTerm& term : terms) {
    log_ratio += enter_term(compiled_, plan_, observation, term, workspace_);
  }
  mark_terms(terms);
  log_ratio += send_up_marked();
  restore();
  return std::exp(log_ratio);
}

void KeptPropagation::mark_terms(std::span<const NoisyTerm> terms) {
  for (const NoisyTerm& term : terms) {
    for (const std::size_t parent : compiled_.family(term.variable).parents()) {
      const std::size_t local = plan_.place[parent];
      if (local != QueryPlan::none) {
        sent_[clique_of_[local]] = true;
      }
    }
  }
}

// Gives the log of what the total was multiplied by.
double KeptPropagation::send_up_marked() {
  MessagePassing passing(plan_, workspace_);
  const double* arena = workspace_.arena(plan_.arena_size);
  messages_.clear();
  double log_ratio = 0;
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    if (!sent_[c]) {
      continue;
    }
    const PlanClique& clique = plan_.cliques[c];
    const double* message = arena + clique.message;
    messages_.push_back(workspace_.message_scales[c]);
    messages_.insert(messages_.end(), message, message + clique.separator_states);
    log_ratio += passing.send_up(c) - logs_[c];
    if (clique.parent != PlanClique::none) {
      sent_[clique.parent] = true;
    }
  }
  return log_ratio;
}

void KeptPropagation::restore() {
  double* arena = workspace_.arena(plan_.arena_size);
  const double* saved = messages_.data();
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    if (!sent_[c]) {
      continue;
    }
    const PlanClique& clique = plan_.cliques[c];
    workspace_.message_scales[c] = *saved++;
    std::copy_n(saved, clique.separator_states, arena + clique.message);
    saved += clique.separator_states;
    sent_[c] = false;
  }
  std::swap(workspace_.unary, own_unary_);
}

std::span<const double> KeptPropagation::marginals() {
  if (std::isinf(log_total_)) {
    return {};
  }
  if (!distributed_) {
    MessagePassing passing(plan_, workspace_);
    marginals_.assign(plan_.unary_size, 0.0);
    for (std::size_t c = 0; c < plan_.cliques.size(); ++c) {
      if (plan_.cliques[c].distributes) {
        passing.distribute(c, marginals_);
      }
    }
    distributed_ = true;
  }
  return marginals_;
}

}  // namespace paraspinal::engine
