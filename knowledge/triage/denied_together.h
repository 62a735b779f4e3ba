#pragma once

// Denied findings that become known in one step, and how its change in the log odds of each
// condition is divided among them. Denied effects are most of what is told, and of noisy-ORs all
// but independent of each other: P(denied | condition) is a product along the arcs, so that each
// one's own figure is known in closed form and only what lies between the conditions (rivals that
// a denial rules out, risk factors they share) is not. Hence:
//
//   weight = own figure + its part of the rest,   rest = change of the step - sum of own figures
//
// The own figure is log P(denied | condition) / P(denied | not the condition), all others at the
// probabilities they had before: the mean of where it is the first of the group to be known and
// where it is the last, when the others have already spoken against a mechanism they share. The
// rest is divided in proportion to how much each denial takes away from all other conditions, as
// likely as they are. Weights sum to the change; findings that are alike have the same weight; one
// that moves nothing has none. Against the Shapley value, over 300 mixed calls and all conditions,
// by enumeration up to nine effects and 80 orders beyond: median 0.0002 decibans, 99 % within 0.1,
// the largest 1.9 (a mechanism that a present finding raises too); each finding a step of its own
// 0.0000, 0.04 and 1.4.
//
//   const DeniedTogether denied(findings, before, network, causes);
//   denied.divide(before, change, group, weights);
//
// A part of explain.h, for it alone. Not for: present findings, which hang together.

#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/one_by_one.h"

namespace paraspinal::triage {

class DeniedTogether {
 public:
  // Effects that are denied, noisy-ORs, and the probabilities of the conditions before any effect
  // is known.
  DeniedTogether(std::span<const Observed> findings, std::span<const double> before,
                 const knowledge::ClinicalNetwork& network, const CauseTable& causes);

  // Sets the weights of the group's findings, which are those given, in that order. `before`: the
  // probabilities of the conditions where the group becomes known; `change`: what it changes in
  // their log odds. `weights`: [condition][finding of the observation]; 0 where the condition is
  // certain beforehand.
  void divide(std::span<const double> before, std::span<const double> change, const Group& group,
              WeightTable& weights) const;

 private:
  class Reader;

  // What one finding says of a condition that it touches.
  struct Said {
    std::size_t condition = 0;
    std::size_t finding = 0;  // of the group
    double own = 0;           // its own figure
    double moves = 0;         // what share of the condition's odds it takes away
  };

  std::vector<Said> said_;  // of one condition after another
};

}  // namespace paraspinal::triage
