#pragma once

// What the noisy families of a network become in a plan: terms that the open links do not tell
// apart go together, and what is left over is a table, a star or a chain (NoisyForm in
// query_plan.h). For plan_families.cpp.

#include <optional>
#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

class NoisyPlanner {
 public:
  NoisyPlanner(QueryPlan& plan, const CompiledNetwork& compiled, const Observation& observation,
               const PlanOptions& options)
      : plan_(plan), compiled_(compiled), observation_(observation), options_(options) {}

  // Takes one family into the plan, whose local variables of the network are all there. Error:
  // `too_large` for a table over `options`.
  std::optional<Error> add(std::size_t variable);

 private:
  NoisyForm form_of(std::size_t variable, const NoisyPart& noisy) const;
  void group_terms(const CompiledFamily& family, std::optional<StateIndex> effect,
                   NoisyPart& noisy);
  void sort_links(const CompiledFamily& family, NoisyPart& noisy);
  std::optional<Error> add_noisy_table(std::size_t variable, NoisyPart& noisy);
  void add_chain(NoisyPart& noisy);
  void add_star(const CompiledFamily& family, NoisyPart& noisy);

  const Distribution& network_distribution(std::size_t variable) const {
    return compiled_.network().distribution(VariableId{variable});
  }
  std::size_t first_term(const NoisyPart& noisy, std::size_t group) const {
    return plan_.group_terms[plan_.term_groups[noisy.groups.begin + group].terms.begin];
  }

  QueryPlan& plan_;
  const CompiledNetwork& compiled_;
  const Observation& observation_;
  const PlanOptions& options_;
  std::vector<NoisyLink> open_;     // of the family at hand
  std::vector<std::size_t> terms_;  // likewise
};

}  // namespace paraspinal::engine
