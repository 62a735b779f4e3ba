#include "engine/slicing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;
constexpr double smallest_before_scaling = 1e-100;
constexpr double smallest_exact = 1e-4;

// Each term doubles the block before it: the odds with the term absent, then with it present.
void fill_odds(std::span<const double> ratios, double* odds) {
  std::size_t block = 1;
  for (std::size_t i = ratios.size(); i-- > 0; block *= 2) {
    for (std::size_t row = 0; row < block; ++row) {
      odds[block + row] = odds[row] * ratios[i];
    }
  }
}

// The mean over the slowest term, which is present with probability p.
void average_slowest(const TableKernels& kernels, std::vector<double>& values, double p) {
  const std::size_t half = values.size() / 2;
  kernels.average(values.data(), half, p);
  values.resize(half);
}

// Slices one query; slice_families() and enter_evidence() are the entry points.
class Slicer {
 public:
  Slicer(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation,
         Workspace& workspace)
      : compiled_(compiled),
        plan_(plan),
        observation_(observation),
        workspace_(workspace),
        kernels_(*workspace.kernels),
        arena_(workspace.arena(plan.arena_size)) {}

  void clear();
  void slice(const TableSlice& table);
  void slice(const NoisyPart& noisy);
  void slice(const LogisticPart& logistic);
  void dissolve(std::size_t variable, StateIndex state);
  void take_in(NoisyTerm term);
  void enter(std::size_t variable);

  double log_constant() const { return log_scale_ + std::log(constant_); }

 private:
  void multiply_constant(double value) {
    constant_ *= std::max(value, 0.0);  // below zero by rounding only
    if (constant_ < smallest_before_scaling && constant_ > 0) {
      log_scale_ += std::log(constant_);
      constant_ = 1;
    }
  }

  void multiply_unary(std::size_t local, const double* values, std::size_t stride);
  double weight(const NoisyPart& noisy, const TermGroup& group, std::size_t effect) const;
  void weigh_single(const NoisyPart& noisy, const TermGroup& group);
  double exact_weight(const NoisyPart& noisy, const TermGroup& group, std::size_t effect) const;
  void weigh_star(const NoisyPart& noisy);
  void begin_and_end_chain(const NoisyPart& noisy);
  void fill_table(const NoisyPart& noisy, double* values) const;
  double present_alone(std::size_t variable) const;
  double mean_present(const LogOddsDistribution& logistic, const CompiledFamily& family) const;
  void tabulate(const LogisticPart& logistic, double log_odds);
  void list_ratios(const LogisticPart& logistic);
  double observed_log_odds(const LogisticPart& logistic) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  Workspace& workspace_;
  const TableKernels& kernels_;
  double* arena_;
  std::vector<StateIndex> states_;  // of the context of the log-odds distribution at hand
  std::vector<double> ratios_;      // odds ratios of the terms of the log-odds distribution at hand
  double constant_ = 1;
  double log_scale_ = 0;
};

void Slicer::clear() {
  workspace_.unary.assign(plan_.unary_size, 1.0);
  workspace_.factors.resize(plan_.factors.size());
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    workspace_.factors[f] = plan_.factors[f].constant == none
                                ? nullptr
                                : plan_.constants.data() + plan_.factors[f].constant;
  }
}

void Slicer::multiply_unary(std::size_t local, const double* values, std::size_t stride) {
  const std::size_t states = plan_.states[local];
  double* unary = workspace_.unary.data() + plan_.unary_begin[local];
  double largest = 0;
  for (std::size_t s = 0; s < states; ++s) {
    unary[s] *= values[s * stride];
    largest = std::max(largest, std::abs(unary[s]));
  }
  if (largest < smallest_before_scaling && largest > 0) {
    for (std::size_t s = 0; s < states; ++s) {
      unary[s] /= largest;
    }
    log_scale_ += std::log(largest);
  }
}

// Evidence that is a product of functions of one parent each.
void Slicer::dissolve(std::size_t variable, StateIndex state) {
  const SumOfProducts& sum = compiled_.family(variable).noisy;
  const std::size_t term = compiled_.dissolving_term(variable, state);
  multiply_constant(sum.weights[term * sum.effect_states + state]);
  take_in({variable, term});
}

// Of an observed parent a number, of an open one a factor of its values.
void Slicer::take_in(NoisyTerm term) {
  double constant = 1;
  for (const TermLink& link : compiled_.family(term.variable).noisy.links) {
    const double* values = link.values.data() + term.term * link.parent.states;
    if (const auto& parent = observation_.state[link.parent.variable]) {
      constant *= values[*parent];
    } else if (plan_.place[link.parent.variable] != none) {
      multiply_unary(plan_.place[link.parent.variable], values, 1);
    }
  }
  multiply_constant(constant);
}

// Evidence on a variable that the plan keeps: a likelihood, or a state that rules out all others.
void Slicer::enter(std::size_t variable) {
  const std::size_t local = plan_.place[variable];
  if (local == none) {
    return;
  }
  if (const auto& state = observation_.state[variable]) {
    double* unary = workspace_.unary.data() + plan_.unary_begin[local];
    const double kept = unary[*state];
    std::fill_n(unary, plan_.states[local], 0.0);
    unary[*state] = kept;
  } else {
    multiply_unary(local, observation_.likelihood[variable].data(), 1);
  }
}

void Slicer::slice(const TableSlice& table) {
  const double* values = compiled_.family(table.variable).values.data();
  for (const ObservedMember& member : part(plan_.observed_members, table.observed)) {
    values += *observation_.state[member.variable] * member.stride;
  }
  switch (table.form) {
    case SliceForm::constant:
      multiply_constant(*values);
      return;
    case SliceForm::unary:
      multiply_unary(table.target, values, table.stride);
      return;
    case SliceForm::factor:
      workspace_.factors[table.target] = values;
      return;
  }
}

// Of a group of terms, with the observed parents taken in.
double Slicer::weight(const NoisyPart& noisy, const TermGroup& group, std::size_t effect) const {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  double total = 0;
  for (const std::size_t term : part(plan_.group_terms, group.terms)) {
    double product = sum.weights[term * sum.effect_states + effect];
    for (const NoisyLink& link : part(plan_.noisy_links, noisy.observed)) {
      const TermLink& values = sum.links[link.link];
      product *= values.values[term * values.parent.states + *observation_.state[link.local]];
    }
    total += product;
  }
  return total;
}

void Slicer::slice(const NoisyPart& noisy) {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  const auto groups = part(plan_.term_groups, noisy.groups);
  if (groups.empty()) {
    multiply_constant(0);
    return;
  }
  const std::size_t first_term = plan_.group_terms[groups[0].terms.begin];
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.common)) {
    const TermLink& values = sum.links[link.link];
    multiply_unary(link.local, values.values.data() + first_term * values.parent.states, 1);
  }
  if (groups.size() == 1) {
    weigh_single(noisy, groups[0]);
  } else if (noisy.hub == none) {
    fill_table(noisy, arena_ + noisy.values);
    workspace_.factors[noisy.weights] = arena_ + noisy.values;
  } else if (noisy.chain != none) {
    begin_and_end_chain(noisy);
  } else {
    weigh_star(noisy);
  }
}

// No open link tells the terms apart: a number, or one for each state of the effect.
void Slicer::weigh_single(const NoisyPart& noisy, const TermGroup& group) {
  if (noisy.effect == none) {
    multiply_constant(exact_weight(noisy, group, *observation_.state[noisy.variable]));
    return;
  }
  double* unary = workspace_.unary.data() + plan_.unary_begin[noisy.effect];
  for (std::size_t x = 0; x < compiled_.states(noisy.variable); ++x) {
    unary[x] *= std::max(exact_weight(noisy, group, x), 0.0);  // below zero by rounding only
  }
}

// A sum of terms that nearly cancel has few digits left; with every parent observed it is the plain
// conditional probability.
double Slicer::exact_weight(const NoisyPart& noisy, const TermGroup& group,
                            std::size_t effect) const {
  const double sum = weight(noisy, group, effect);
  if (group.terms.count < 2 || sum > smallest_exact || noisy.common.count > 0) {
    return sum;
  }
  std::vector<StateIndex> parents;
  for (const std::size_t parent : compiled_.family(noisy.variable).parents()) {
    parents.push_back(*observation_.state[parent]);
  }
  return compiled_.conditional(noisy.variable, effect, parents);
}

// The weights of the terms over the effect, when it is open, and the hidden variable.
void Slicer::weigh_star(const NoisyPart& noisy) {
  const auto groups = part(plan_.term_groups, noisy.groups);
  const bool effect_open = noisy.effect != none;
  double* values =
      effect_open ? arena_ + noisy.values : workspace_.unary.data() + plan_.unary_begin[noisy.hub];
  for (std::size_t x = 0; x < (effect_open ? compiled_.states(noisy.variable) : 1); ++x) {
    for (const TermGroup& group : groups) {
      *values++ = weight(noisy, group, effect_open ? x : *observation_.state[noisy.variable]);
    }
  }
  if (effect_open) {
    workspace_.factors[noisy.weights] = arena_ + noisy.values;
  }
}

// The chance that the leak or an observed raising parent has raised the effect, where the chain
// begins, and what is left of it after the observed lowering parents, where it ends.
void Slicer::begin_and_end_chain(const NoisyPart& noisy) {
  const auto& noisy_or = std::get<NoisyOr>(compiled_.distribution(noisy.variable));
  double raised = noisy_or.leak;
  double kept = 1;
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.observed)) {
    if (*observation_.state[link.local] == 0) {
      continue;
    }
    if (link.link < noisy_or.raising.size()) {
      raised += noisy_or.raising[link.link].strength * (1 - raised);
    } else {
      kept *= 1 - noisy_or.lowering[link.link - noisy_or.raising.size()].strength;
    }
  }
  double* begin = workspace_.unary.data() + plan_.unary_begin[noisy.chain];
  begin[0] *= 1 - raised;
  begin[1] *= raised;
  if (noisy.effect == none) {
    const bool present = *observation_.state[noisy.variable] == 1;
    double* end = workspace_.unary.data() + plan_.unary_begin[noisy.hub];
    end[0] *= present ? 0 : 1;
    end[1] *= present ? kept : 1 - kept;
    return;
  }
  double* end = arena_ + noisy.values;  // over the effect and the last step
  workspace_.factors[noisy.weights] = end;
  end[0] = 1;
  end[1] = 1 - kept;
  end[2] = 0;
  end[3] = kept;
}

// Over the effect, when it is open, and the varying links, the last fastest.
void Slicer::fill_table(const NoisyPart& noisy, double* values) const {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  const auto links = part(plan_.noisy_links, noisy.varying);
  const bool effect_open = noisy.effect != none;
  const std::size_t effects = effect_open ? sum.effect_states : 1;
  std::size_t rows = 1;
  for (const NoisyLink& link : links) {
    rows *= plan_.states[link.local];
  }
  std::fill_n(values, effects * rows, 0.0);
  for (const TermGroup& group : part(plan_.term_groups, noisy.groups)) {
    const std::size_t term = plan_.group_terms[group.terms.begin];
    for (std::size_t x = 0; x < effects; ++x) {
      const double first =
          weight(noisy, group, effect_open ? x : *observation_.state[noisy.variable]);
      for (std::size_t row = 0; row < rows; ++row) {
        double product = first;
        std::size_t rest = row;
        for (std::size_t l = links.size(); l-- > 0;) {
          const TermLink& link = sum.links[links[l].link];
          product *= link.values[term * link.parent.states + rest % link.parent.states];
          rest /= link.parent.states;
        }
        values[x * rows + row] += product;
      }
    }
  }
  // Below zero by rounding only.
  std::transform(values, values + effects * rows, values,
                 [](double value) { return std::max(value, 0.0); });
}

// P(present) of a summed term, from its own family: its parents are observed or summed themselves.
double Slicer::present_alone(std::size_t variable) const {
  const CompiledFamily& family = compiled_.family(variable);
  if (family.form == FamilyForm::logistic) {
    return mean_present(*family.logistic, family);
  }
  const double* values = family.values.data();
  for (std::size_t i = 0; i + 1 < family.members.size(); ++i) {
    values += *observation_.state[family.members[i]] * family.strides[i];
  }
  return values[1];
}

double Slicer::mean_present(const LogOddsDistribution& logistic,
                            const CompiledFamily& family) const {
  std::size_t row = 0;
  for (const VariableId context : logistic.context) {
    row = row * compiled_.states(context.index) + *observation_.state[context.index];
  }
  double log_odds = logistic.base[row];
  std::vector<double> ratios;
  std::vector<double> shares;
  for (std::size_t i = 0; i < logistic.terms.size(); ++i) {
    const std::size_t parent = logistic.terms[i].parent.index;
    if (const auto& state = observation_.state[parent]) {
      log_odds += *state == 1 ? logistic.terms[i].weight : 0;
    } else {
      ratios.push_back(family.odds_ratios[i]);
      shares.push_back(present_alone(parent));
    }
  }
  std::vector<double> present(std::size_t{1} << ratios.size());
  std::vector<double> absent(present.size());
  present[0] = std::exp(log_odds);
  fill_odds(ratios, present.data());
  kernels_.from_odds(present.data(), absent.data(), present.size());
  for (const double share : shares) {
    average_slowest(kernels_, present, share);
  }
  return present[0];
}

// P(absent) and P(present) for each joint state of the open terms, the last fastest, given one row
// of the context.
void Slicer::tabulate(const LogisticPart& logistic, double log_odds) {
  const CompiledFamily& family = compiled_.family(logistic.variable);
  const auto summed = part(plan_.logistic_members, logistic.summed);
  std::vector<double>& present = workspace_.present;
  std::vector<double>& absent = workspace_.absent;
  present.resize(std::size_t{1} << ratios_.size());
  absent.resize(present.size());
  present[0] = std::exp(log_odds);
  fill_odds(ratios_, present.data());
  kernels_.from_odds(present.data(), absent.data(), present.size());
  for (const std::size_t member : summed) {
    const double p = present_alone(family.members[member]);
    average_slowest(kernels_, present, p);
    average_slowest(kernels_, absent, p);
  }
}

// The odds ratios of the terms that are not observed: those summed out first.
void Slicer::list_ratios(const LogisticPart& logistic) {
  const CompiledFamily& family = compiled_.family(logistic.variable);
  const std::size_t contexts = family.logistic->context.size();
  ratios_.clear();
  for (const Stretch members : {logistic.summed, logistic.open}) {
    for (const std::size_t member : part(plan_.logistic_members, members)) {
      if (member >= contexts && member < contexts + family.odds_ratios.size()) {
        ratios_.push_back(family.odds_ratios[member - contexts]);
      }
    }
  }
}

// The sum of the weights of the observed terms that are present.
double Slicer::observed_log_odds(const LogisticPart& logistic) const {
  const CompiledFamily& family = compiled_.family(logistic.variable);
  const auto& terms = family.logistic->terms;
  double sum = 0;
  for (const LogOddsTerm& term : terms) {
    sum += observation_.state[term.parent.index].value_or(0) == 1 ? term.weight : 0;
  }
  return sum;
}

// Over the open context, the open terms and the variable itself, when it is open; the last fastest.
void Slicer::slice(const LogisticPart& logistic) {
  const CompiledFamily& family = compiled_.family(logistic.variable);
  const std::size_t contexts = family.logistic->context.size();
  const auto open = part(plan_.logistic_members, logistic.open);
  const auto effect = observation_.state[logistic.variable];
  const auto first_term = std::lower_bound(open.begin(), open.end(), contexts);
  const auto open_context = open.first(static_cast<std::size_t>(first_term - open.begin()));
  list_ratios(logistic);
  const double observed = observed_log_odds(logistic);
  states_.resize(contexts);
  std::vector<StateIndex>& states = states_;
  for (std::size_t i = 0; i < contexts; ++i) {
    states[i] = observation_.state[family.members[i]].value_or(0);
  }
  double* values = arena_ + logistic.values;
  for (bool more = true; more;) {
    std::size_t row = 0;
    for (std::size_t i = 0; i < contexts; ++i) {
      row = row * compiled_.states(family.members[i]) + states[i];
    }
    tabulate(logistic, family.logistic->base[row] + observed);
    const std::vector<double>& present = workspace_.present;
    if (effect) {
      values = std::ranges::copy(*effect == 1 ? present : workspace_.absent, values).out;
    }
    for (std::size_t i = 0; i < present.size() && !effect; ++i) {
      *values++ = workspace_.absent[i];
      *values++ = present[i];
    }
    std::size_t at = open_context.size();
    while (at > 0 && ++states[open_context[at - 1]] ==
                         compiled_.states(family.members[open_context[at - 1]])) {
      states[open_context[--at]] = 0;
    }
    more = at > 0;
  }
  if (logistic.factor != none) {
    workspace_.factors[logistic.factor] = arena_ + logistic.values;
  } else {
    multiply_constant(arena_[logistic.values]);
  }
}

}  // namespace

double slice_families(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace) {
  Slicer slicer(compiled, plan, observation, workspace);
  slicer.clear();
  for (const TableSlice& table : plan.tables) {
    slicer.slice(table);
  }
  for (const NoisyPart& noisy : plan.noisy) {
    slicer.slice(noisy);
  }
  for (const LogisticPart& logistic : plan.logistics) {
    slicer.slice(logistic);
  }
  return slicer.log_constant();
}

double enter_evidence(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace) {
  Slicer slicer(compiled, plan, observation, workspace);
  for (const VariableId variable : observation.observed) {
    const auto& state = observation.state[variable.index];
    if (state && compiled.dissolves(variable.index, *state)) {
      slicer.dissolve(variable.index, *state);
    } else {
      slicer.enter(variable.index);
    }
  }
  return slicer.log_constant();
}

double enter_term(const CompiledNetwork& compiled, const QueryPlan& plan,
                  const Observation& observation, NoisyTerm term, Workspace& workspace) {
  Slicer slicer(compiled, plan, observation, workspace);
  slicer.take_in(term);
  return slicer.log_constant();
}

}  // namespace paraspinal::engine
