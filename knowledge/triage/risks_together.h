#pragma once

// Risk factors that become known in one step, and how its change in the log odds of each condition
// is divided among them. A risk factor adds to the log odds of its own conditions, so that what it
// does to these is known in closed form; what it does to the others comes from the complaint alone,
// which one of the conditions must have brought. Hence, as of denied findings (denied_together.h):
//
//   weight = own figure + its part of the rest,   rest = change of the step - sum of own figures
//
// The own figure is the mean of what the risk factor changes where it is the first to be known and
// where it is the last, which is the Shapley value where they interact in pairs. In it conditions
// are independent of each other but for the complaint. The rest is what that leaves out (risk
// factors that are not known and stand above several conditions) and what three of them do
// together; it is divided in proportion to the own figures. How near that is: explain.h.
//
//   const RisksTogether together(findings, context, network, causes);
//   together.divide(before, after, change, group, weights);
//
// A part of explain.h, for it alone.

#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/one_by_one.h"

namespace paraspinal::triage {

class RisksTogether {
 public:
  // What is known before a step, or after it.
  struct Known {
    std::span<const double> present;  // [condition], the complaint known
    double complaint = 1;             // P(complaint); 1 where it ties nothing together
  };

  // Risk factors that are observed, and the context they are observed in: what of it is open counts
  // with the mean of its states. The network and its causes must outlive this object.
  RisksTogether(std::span<const Observed> risks, const engine::Evidence& context,
                const knowledge::ClinicalNetwork& network, const CauseTable& causes);

  // Sets the weights of the group's findings, which are those given, in that order. `change`: of
  // the log odds of each condition from before any is known to after all are. `weights`:
  // [condition][finding of the observation]; they sum to the change.
  void divide(Known before, Known after, std::span<const double> change, const Group& group,
              WeightTable& weights) const;

 private:
  struct Risk {
    std::size_t variable = 0;  // of the network
    bool present = false;
    double prevalence = 0;
  };
  class Side;

  const CauseTable& causes_;
  const knowledge::ClinicalNetwork& network_;
  std::vector<Risk> risks_;
};

}  // namespace paraspinal::triage
