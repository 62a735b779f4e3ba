#pragma once

// The conditions of one person: what stands above each of them, the risk factors of the observation
// known, and in one context after another how likely it is.
//
//   CausesInContext causes(observation, network);
//   if (!causes.enter(context)) ...
//   causes.odds(3);                         // with all that is not known above it absent
//   causes.prevalence(parent.variable);     // of a risk factor that is not known
//
// A part of person_sums.h, for it alone.

#include <optional>
#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/network_parts.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class CausesInContext {
 public:
  // A risk factor or a contributor that is not known, above a condition.
  struct Parent {
    std::size_t variable = 0;  // of the network
    double ratio = 1;          // of the odds
  };

  // The observation and the network must outlive this object.
  CausesInContext(const Observation& observation, const knowledge::ClinicalNetwork& network);

  // From now on in this context. False where it is not complete, where a condition is certain, or
  // no log-odds distribution of up to twelve terms that are not known, or where what is known has
  // probability 0.
  bool enter(const engine::Evidence& context);

  // Natural log of P(context), and of P(context, risk factors).
  double log_context() const { return log_context_; }
  double log_known() const { return log_known_; }

  // Of the conditions, by position in the content.
  std::size_t size() const { return causes_.size(); }
  bool is_primary(std::size_t condition) const { return causes_[condition].primary; }
  bool is_possible(std::size_t condition) const { return causes_[condition].possible; }
  double odds(std::size_t condition) const { return causes_[condition].odds; }
  std::span<const Parent> parents(std::size_t condition) const {
    return std::span(parents_).subspan(causes_[condition].parents_begin,
                                       causes_[condition].parents_count);
  }
  // Of all conditions together, in their order.
  std::span<const Parent> parents() const { return parents_; }

  // P(present) of a risk factor that is not known; nothing where something above it is not known.
  std::optional<double> prevalence(std::size_t variable);

  // [variable of the network]
  const std::vector<NetworkPart>& parts() const { return parts_; }

 private:
  struct Cause {
    const engine::LogOddsDistribution* own = nullptr;
    bool primary = false;
    double known_log_odds = 0;  // of the risk factors that are known
    std::size_t parents_begin = 0;
    std::size_t parents_count = 0;
    // In the context.
    bool possible = false;
    double odds = 0;
  };

  bool is_risk(const Observed& item) const;
  bool read(std::size_t condition);
  bool find_odds();
  bool multiply_known(engine::VariableId variable);
  std::optional<double> probability(engine::VariableId variable, engine::StateIndex state);

  static constexpr signed char unknown = -1;

  const Observation& observation_;
  const knowledge::ClinicalNetwork& network_;
  std::vector<NetworkPart> parts_;
  std::vector<signed char> states_;  // of context and risk factors, [variable of the network]
  std::vector<bool> is_above_risk_;  // [variable of the network]
  std::vector<engine::VariableId> context_;
  bool sound_ = true;
  double log_context_ = 0;
  double log_known_ = 0;
  std::vector<Cause> causes_;
  std::vector<Parent> parents_;
  std::vector<double> prevalence_;  // [variable of the network]; below zero where not yet looked up
  std::vector<engine::StateIndex> parent_states_;
};

}  // namespace paraspinal::triage
