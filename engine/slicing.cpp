#include "engine/slicing.h"

#include <algorithm>

#include "engine/slice_logistic.h"
#include "engine/slice_noisy.h"
#include "engine/slice_output.h"

namespace paraspinal::engine {
namespace {

// Slices tables and evidence; slice_families() and enter_evidence() are the entry points.
class Slicer {
 public:
  Slicer(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation,
         SliceOutput& output)
      : compiled_(compiled), plan_(plan), observation_(observation), output_(output) {}

  void slice(const TableSlice& table);
  void dissolve(std::size_t variable, StateIndex state);
  void take_in(NoisyTerm term);
  void enter(std::size_t variable);

 private:
  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  SliceOutput& output_;
};

// Evidence that is a product of functions of one parent each.
void Slicer::dissolve(std::size_t variable, StateIndex state) {
  const SumOfProducts& sum = compiled_.family(variable).noisy;
  const std::size_t term = compiled_.dissolving_term(variable, state);
  output_.multiply_constant(sum.weights[term * sum.effect_states + state]);
  take_in({variable, term});
}

// Of an observed parent a number, of an open one a factor of its values.
void Slicer::take_in(NoisyTerm term) {
  double constant = 1;
  for (const TermLink& link : compiled_.family(term.variable).noisy.links) {
    const double* values = link.values.data() + term.term * link.parent.states;
    if (const auto& parent = observation_.state[link.parent.variable]) {
      constant *= values[*parent];
    } else if (plan_.place[link.parent.variable] != QueryPlan::none) {
      output_.multiply_unary(plan_.place[link.parent.variable], values, 1);
    }
  }
  output_.multiply_constant(constant);
}

// Evidence on a variable that the plan keeps: a likelihood, or a state that rules out all others.
void Slicer::enter(std::size_t variable) {
  const std::size_t local = plan_.place[variable];
  if (local == QueryPlan::none) {
    return;
  }
  if (const auto& state = observation_.state[variable]) {
    double* unary = output_.unary(local);
    const double kept = unary[*state];
    std::fill_n(unary, plan_.states[local], 0.0);
    unary[*state] = kept;
  } else {
    output_.multiply_unary(local, observation_.likelihood[variable].data(), 1);
  }
}

void Slicer::slice(const TableSlice& table) {
  const double* values = compiled_.family(table.variable).values.data();
  for (const ObservedMember& member : part(plan_.observed_members, table.observed)) {
    values += *observation_.state[member.variable] * member.stride;
  }
  switch (table.form) {
    case SliceForm::constant:
      output_.multiply_constant(*values);
      return;
    case SliceForm::unary:
      output_.multiply_unary(table.target, values, table.stride);
      return;
    case SliceForm::factor:
      output_.set_factor(table.target, values);
      return;
  }
}

}  // namespace

double slice_families(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace) {
  SliceOutput output(plan, workspace);
  Slicer slicer(compiled, plan, observation, output);
  NoisySlicer noisy_slicer(compiled, plan, observation, output);
  LogisticSlicer logistic_slicer(compiled, plan, observation, workspace, output);
  output.clear();
  for (const TableSlice& table : plan.tables) {
    slicer.slice(table);
  }
  for (const NoisyPart& noisy : plan.noisy) {
    noisy_slicer.slice(noisy);
  }
  for (const LogisticPart& logistic : plan.logistics) {
    logistic_slicer.slice(logistic);
  }
  return output.log_constant();
}

double enter_evidence(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace) {
  SliceOutput output(plan, workspace);
  Slicer slicer(compiled, plan, observation, output);
  for (const VariableId variable : observation.observed) {
    const auto& state = observation.state[variable.index];
    if (state && compiled.dissolves(variable.index, *state)) {
      slicer.dissolve(variable.index, *state);
    } else {
      slicer.enter(variable.index);
    }
  }
  return output.log_constant();
}

double enter_term(const CompiledNetwork& compiled, const QueryPlan& plan,
                  const Observation& observation, NoisyTerm term, Workspace& workspace) {
  SliceOutput output(plan, workspace);
  Slicer slicer(compiled, plan, observation, output);
  slicer.take_in(term);
  return output.log_constant();
}

}  // namespace paraspinal::engine
