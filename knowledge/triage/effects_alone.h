#pragma once

// How likely observed effects are where no primary condition is there: what their leaks, the
// contributors and the mechanisms do alone. A small sum in closed form: contributors reach few
// findings, and given them mechanisms hang together only through a present finding that several
// of them raise.
//
//   auto alone = EffectsAlone::of(observation, network);     // nothing known yet
//   alone->reached();            // {ckd}: contributors that bear on one of the findings
//   alone->know(3);
//   alone->likelihoods();        // P(fourth finding | no primary, no ckd), and with ckd
//
// Not for: risk factors, or the conditions themselves; see no_cause.h.

#include <optional>
#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class EffectsAlone {
 public:
  // Nothing where the findings reach more than four contributors, where more than eight mechanisms
  // hang together, or where one of them is no noisy-OR without lowering causes of its own.
  static std::optional<EffectsAlone> of(const Observation& observation,
                                        const knowledge::ClinicalNetwork& network);

  // Positions in the content, ascending.
  const std::vector<std::size_t>& reached() const { return reached_; }

  // The finding of this position in the observation is known from now on; a risk factor changes
  // nothing. Once for each.
  void know(std::size_t finding);

  // P(what is known | no primary condition, a joint state of the reached contributors), for each:
  // bit i of the state is set where reached()[i] is present.
  std::vector<double> likelihoods() const;

 private:
  // A mechanism that raises the finding.
  struct Route {
    std::size_t mechanism = 0;  // among those of the findings
    double spares = 1;          // P(it does not raise the finding)
  };

  struct Effect {
    bool present = false;
    std::vector<double> absent;  // [joint state] P(absent), all mechanisms absent
    std::vector<Route> routes;
  };

  // Mechanisms that present findings tie together.
  struct Group {
    std::vector<std::size_t> mechanisms;
    std::vector<std::size_t> present;  // known findings that they raise
    std::vector<double> likelihoods;   // [joint state]
  };

  class Reader;

  void update(Group& group);

  std::vector<std::size_t> reached_;
  std::vector<std::optional<Effect>> effects_;   // [finding of the observation]
  std::vector<std::vector<double>> mechanisms_;  // [mechanism][joint state] P(present)
  std::vector<std::size_t> group_of_;            // [mechanism]
  std::vector<Group> groups_;
  std::vector<double> spared_;  // [mechanism] P(it raises none of the known absent findings)
  std::vector<double> others_;  // [joint state] of the known findings without a mechanism
};

}  // namespace paraspinal::triage
