#include "engine/apart_targets.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

// Each doubles the work.
constexpr std::size_t most_parents_summed_out = 4;

// One marginal; apart_marginal() is the entry point.
class TermSum {
 public:
  TermSum(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& observation,
          KeptPropagation& kept, std::size_t variable)
      : compiled_(compiled),
        plan_(plan),
        observation_(observation),
        kept_(kept),
        variable_(variable),
        sum_(compiled.family(variable).noisy) {}

  bool find_summed_out();
  std::vector<double> marginal();

 private:
  bool left_out(std::size_t parent) const {
    return !observation_.state[parent] && plan_.place[parent] == QueryPlan::none;
  }
  bool can_be_summed_out(std::size_t parent) const;
  double expectation(std::size_t term);
  double share(std::size_t term, std::size_t subset, std::vector<NoisyTerm>& terms) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  KeptPropagation& kept_;
  std::size_t variable_;
  const SumOfProducts& sum_;
  std::vector<std::size_t> summed_out_;  // links to parents that the plan leaves out
};

// A two-state noisy variable whose absence is one term, with all its parents at hand.
bool TermSum::can_be_summed_out(std::size_t parent) const {
  const auto parents = compiled_.family(parent).parents();
  return compiled_.states(parent) == 2 && compiled_.falls_apart(parent, 0) &&
         std::ranges::none_of(parents, [&](std::size_t p) { return left_out(p); });
}

bool TermSum::find_summed_out() {
  for (std::size_t l = 0; l < sum_.links.size(); ++l) {
    const std::size_t parent = sum_.links[l].parent.variable;
    if (!left_out(parent)) {
      continue;
    }
    if (!can_be_summed_out(parent)) {
      return false;
    }
    summed_out_.push_back(l);
  }
  return summed_out_.size() <= most_parents_summed_out;
}

// A link (a, b) to a parent that is absent with probability q is b + (a - b) q. For each parent
// summed out the subset tells which of the two parts; gives the product of the numbers.
double TermSum::share(std::size_t term, std::size_t subset, std::vector<NoisyTerm>& terms) const {
  double product = 1;
  for (std::size_t i = 0; i < summed_out_.size(); ++i) {
    const TermLink& link = sum_.links[summed_out_[i]];
    const double present = link.values[term * 2 + 1];
    if (((subset >> i) & 1) == 0) {
      product *= present;
      continue;
    }
    const std::size_t parent = link.parent.variable;
    const std::size_t absent = compiled_.dissolving_term(parent, 0);
    const SumOfProducts& noisy = compiled_.family(parent).noisy;
    product *= (link.values[term * 2] - present) * noisy.weights[absent * noisy.effect_states];
    terms.push_back({parent, absent});
  }
  return product;
}

double TermSum::expectation(std::size_t term) {
  double total = 0;
  for (std::size_t subset = 0; subset < (std::size_t{1} << summed_out_.size()); ++subset) {
    std::vector<NoisyTerm> terms{{variable_, term}};
    const double factor = share(term, subset, terms);
    total += factor == 0 ? 0 : factor * kept_.expectation(observation_, terms);
  }
  return total;
}

std::vector<double> TermSum::marginal() {
  std::vector<double> marginal(sum_.effect_states, 0.0);
  for (std::size_t term = 0; term < sum_.terms; ++term) {
    const bool constant = std::ranges::all_of(sum_.links, [&](const TermLink& link) {
      const double* values = link.values.data() + term * link.parent.states;
      return std::all_of(values, values + link.parent.states, [](double v) { return v == 1; });
    });
    const double expected = constant ? 1 : expectation(term);
    for (std::size_t x = 0; x < marginal.size(); ++x) {
      marginal[x] += sum_.weights[term * sum_.effect_states + x] * expected;
    }
  }
  double total = 0;
  for (double& value : marginal) {
    value = std::max(value, 0.0);  // below zero by rounding only
    total += value;
  }
  for (double& value : marginal) {
    value /= total;
  }
  return marginal;
}

}  // namespace

std::optional<std::vector<double>> apart_marginal(const CompiledNetwork& compiled,
                                                  const QueryPlan& plan,
                                                  const Observation& observation,
                                                  KeptPropagation& kept, std::size_t variable) {
  if (compiled.family(variable).form != FamilyForm::noisy) {
    return std::nullopt;
  }
  TermSum sum(compiled, plan, observation, kept, variable);
  if (!sum.find_summed_out()) {
    return std::nullopt;
  }
  return sum.marginal();
}

}  // namespace paraspinal::engine
