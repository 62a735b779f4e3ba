#pragma once

// The conditions of one person: what stands above each of them, the risk factors of the observation
// known, and in each of several contexts how likely it is.
//
//   CausesInContexts causes(observation, network, table);
//   if (!causes.enter(contexts)) ...
//   causes.tabulate(3, 0, stands);          // of the fourth condition in the first context
//   causes.prevalence(parent.variable);     // of a risk factor that is not known
//
// A part of person_sums.h, for it alone.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/quad_kernels.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class CausesInContexts {
 public:
  // A risk factor or a contributor that is not known, above a condition.
  struct Parent {
    std::size_t variable = 0;  // of the network
    double ratio = 1;          // of the odds against it
  };

  // All three must outlive this object.
  CausesInContexts(const Observation& observation, const knowledge::ClinicalNetwork& network,
                   const CauseTable& table);

  // From now on in these contexts. False where one is not complete, where a condition is certain in
  // it, or no log-odds distribution of up to twelve terms that are not known, or where what is
  // known has probability 0.
  bool enter(std::span<const engine::Evidence> contexts);
  std::size_t contexts() const { return log_known_.size(); }

  // Natural log of P(context), and of P(context, risk factors).
  double log_context(std::size_t context) const { return log_context_[context]; }
  double log_known(std::size_t context) const { return log_known_[context]; }

  // Of the conditions, by position in the content.
  std::size_t size() const { return causes_.size(); }
  bool is_primary(std::size_t condition) const { return conditions_.is_primary(condition); }
  // In some of the contexts.
  bool is_possible(std::size_t condition) const { return causes_[condition].possible; }
  std::span<const Parent> parents(std::size_t condition) const {
    return std::span(parents_).subspan(causes_[condition].parents_begin,
                                       causes_[condition].parents_count);
  }

  // P(present) of a condition in one context, by the states of those of its parents that stand
  // ([variable of the network]), the first fastest; risk factors that do not stand are summed over.
  // Empty where something above one of these is not known. Until the next call.
  std::span<const double> tabulate(std::size_t condition, std::size_t context,
                                   std::span<const char> stands);

  // [context] P(present) of a risk factor that is not known; empty where something above it is not
  // known. Until the next call.
  std::span<const double> prevalence(std::size_t variable);

  // [variable of the network]
  const std::vector<NetworkPart>& parts() const { return conditions_.parts(); }

 private:
  struct Cause {
    double known_log_odds = 0;  // of the risk factors that are known
    std::size_t parents_begin = 0;
    std::size_t parents_count = 0;
    bool possible = false;
  };

  bool is_risk(const Observed& item) const;
  bool read(std::size_t condition);
  bool enter(const engine::Evidence& context, std::size_t place);
  bool find_odds(std::size_t context);
  bool multiply_known(engine::VariableId variable, std::size_t context);
  std::span<const signed char> states(std::size_t context) const;
  std::optional<std::size_t> joint_state(std::span<const engine::VariableId> variables,
                                         std::size_t context) const;
  std::optional<double> probability(engine::VariableId variable, engine::StateIndex state,
                                    std::size_t context);

  static constexpr signed char unknown = -1;

  const Observation& observation_;
  const knowledge::ClinicalNetwork& network_;
  const CauseTable& conditions_;
  std::vector<signed char> risks_;   // [variable of the network], no context known
  std::vector<signed char> states_;  // [context][variable of the network]
  bool sound_ = true;
  std::vector<double> log_context_;  // [context]
  std::vector<double> log_known_;    // [context]
  std::vector<Cause> causes_;
  std::vector<double> against_;  // [condition][context], the odds with all parents absent
  std::vector<Parent> parents_;
  std::vector<std::uint32_t> prevalence_at_;  // [variable of the network], in those found so far
  std::vector<double> prevalences_;           // of one variable after another, [context]
  std::vector<engine::StateIndex> parent_states_;
  engine::TabulateCause tabulate_ = engine::best_quad_loops().tabulate;
  std::vector<double> table_;  // at least as large as the last one
};

}  // namespace paraspinal::triage
