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
//   const RisksTogether together(findings, context, network);
//   together.divide(before, after, change, group, weights);
//
// A part of explain.h, for it alone.

#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
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
  // with the mean of its states.
  RisksTogether(std::span<const Observed> risks, const engine::Evidence& context,
                const knowledge::ClinicalNetwork& network);

  // Sets the weights of the group's findings, which are those given, in that order. `change`: of
  // the log odds of each condition from before any is known to after all are. `weights`:
  // [condition][finding of the observation]; they sum to the change.
  void divide(Known before, Known after, std::span<const double> change, const Group& group,
              WeightTable& weights) const;

 private:
  // An arc from a risk factor or a contributor to a condition.
  struct Link {
    std::size_t condition = 0;
    double ratio = 1;  // of the odds
  };
  struct Risk {
    std::size_t place = 0;
    bool present = false;
    double prevalence = 0;
  };
  class Side;

  void read_links(std::span<const Observed> risks, const knowledge::ClinicalNetwork& network);
  std::span<const Link> links_from(std::size_t above) const;
  std::span<const Link> links_of(const Risk& risk) const { return links_from(risk.place); }
  std::span<const Link> links_of_condition(std::size_t condition) const {
    return links_from(risks_.size() + condition);
  }

  std::vector<Risk> risks_;
  std::vector<Link> links_;               // of one risk factor after another, then of contributors
  std::vector<std::size_t> links_begin_;  // [risk factor, then condition], and their end
  std::vector<char> is_primary_;          // [condition]
};

}  // namespace paraspinal::triage
