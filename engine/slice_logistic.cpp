#include "engine/slice_logistic.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::engine {
namespace {

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

}  // namespace

// P(present) of a summed term, from its own family: its parents are observed or summed themselves.
double LogisticSlicer::present_alone(std::size_t variable) const {
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

double LogisticSlicer::mean_present(const LogOddsDistribution& logistic,
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
void LogisticSlicer::tabulate(const LogisticPart& logistic, double log_odds) {
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
void LogisticSlicer::list_ratios(const LogisticPart& logistic) {
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
double LogisticSlicer::observed_log_odds(const LogisticPart& logistic) const {
  const CompiledFamily& family = compiled_.family(logistic.variable);
  const auto& terms = family.logistic->terms;
  double sum = 0;
  for (const LogOddsTerm& term : terms) {
    sum += observation_.state[term.parent.index].value_or(0) == 1 ? term.weight : 0;
  }
  return sum;
}

// Over the open context, the open terms and the variable itself, when it is open; the last fastest.
void LogisticSlicer::slice(const LogisticPart& logistic) {
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
  double* values = output_.arena() + logistic.values;
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
  if (logistic.factor != QueryPlan::none) {
    output_.set_factor(logistic.factor, output_.arena() + logistic.values);
  } else {
    output_.multiply_constant(output_.arena()[logistic.values]);
  }
}

}  // namespace paraspinal::engine
