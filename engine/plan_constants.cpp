#include "engine/plan_constants.h"

#include <algorithm>

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

void append_chain(std::vector<double>& constants, const NoisyOr& noisy_or, const QueryPlan& plan,
                  const NoisyPart& noisy) {
  for (const NoisyLink& link : chain_links(plan, noisy)) {
    const bool raises = link.link < noisy_or.raising.size();
    const double strength = raises
                                ? noisy_or.raising[link.link].strength
                                : noisy_or.lowering[link.link - noisy_or.raising.size()].strength;
    const double up = raises ? strength : 0;
    const double down = raises ? 0 : strength;
    constants.insert(constants.end(), {1, 0, 1 - up, up,        // not there before; parent absent,
                                       0, 1, down, 1 - down});  // present; there before
  }
}

void append_star(std::vector<double>& constants, const SumOfProducts& sum, const QueryPlan& plan,
                 const NoisyPart& noisy) {
  const auto groups = part(plan.term_groups, noisy.groups);
  for (const NoisyLink& link : part(plan.noisy_links, noisy.varying)) {
    const TermLink& values = sum.links[link.link];
    for (std::size_t s = 0; s < values.parent.states; ++s) {
      for (const TermGroup& group : groups) {
        const std::size_t term = plan.group_terms[group.terms.begin];
        constants.push_back(values.values[term * values.parent.states + s]);
      }
    }
  }
}

}  // namespace

std::vector<NoisyLink> chain_links(const QueryPlan& plan, const NoisyPart& noisy) {
  const auto varying = part(plan.noisy_links, noisy.varying);
  std::vector<NoisyLink> links(varying.begin(), varying.end());
  std::ranges::sort(links, {}, &NoisyLink::link);
  return links;
}

void append_constants(std::vector<double>& constants, const CompiledNetwork& compiled,
                      const QueryPlan& plan, const NoisyPart& noisy) {
  if (noisy.chain != QueryPlan::none) {
    append_chain(constants, std::get<NoisyOr>(compiled.distribution(noisy.variable)), plan, noisy);
  } else if (noisy.hub != QueryPlan::none) {
    append_star(constants, compiled.family(noisy.variable).noisy, plan, noisy);
  }
}

void refill_constants(QueryPlan& plan, const CompiledNetwork& compiled) {
  const std::size_t size = plan.constants.size();
  plan.constants.clear();
  for (const NoisyPart& noisy : plan.noisy) {
    append_constants(plan.constants, compiled, plan, noisy);
  }
  require(plan.constants.size() == size, "a plan has as many constants whatever the numbers");
}

}  // namespace paraspinal::engine
