#pragma once

// What present findings hang on, and denied ones beside them, where conditions are independent but
// for the complaint and the effects: which conditions bear on them, directly or through what stands
// between. A part of present_together.h, for it alone; what is summed over it stands there.

#include <cstddef>
#include <span>
#include <vector>

#include "engine/variable.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

struct PresentCauses {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // A probability nearer to 0 or 1 is told apart no more.
  static constexpr double least = 1e-15;

  // A condition that bears on the present findings.
  struct Touched {
    std::size_t condition = 0;
    bool shares = false;  // in one of several conditions that is summed over
  };

  // A condition, and its share in what stands between.
  struct Share {
    std::size_t condition = 0;
    double share = 1;
  };

  // What stands between conditions and findings: a mechanism, or the background of a finding. P(a
  // set of findings absent | conditions), through it, is `apart` + `joint` times the share of each
  // condition that is present.
  struct Between {
    engine::VariableId variable;
    bool is_inhibited = false;
    double unspared = 0;       // `joint` where nothing is spared
    double spares_denied = 1;  // P(no denied finding | it is present), through it
    bool reaches_present = false;
    std::size_t shares_begin = 0;  // of its conditions
    std::size_t shares_count = 0;

    // Where so much is spared.
    double apart(double spares) const { return is_inhibited ? 1 : spares; }
    double joint(double spares) const { return unspared * (1 - spares); }
  };

  std::span<const Share> shares_of(const Between& one) const {
    return std::span(between_shares).subspan(one.shares_begin, one.shares_count);
  }
  // The mean over its conditions, as likely as they are, of the shares of those present.
  double mean_share(const Between& one) const;

  std::vector<double> prior;         // [condition], without the complaint
  std::vector<double> denied_ratio;  // [condition] P(denied | present) / P(denied | absent)
  std::vector<double> leaks;         // [finding] P(absent), nothing there
  std::vector<std::size_t> place;    // [condition], among those touched
  std::vector<Touched> touched;
  std::vector<double> touched_spares;  // [touched][finding] P(absent | present), by its own arc
  std::vector<Between> between;
  std::vector<double> between_spares;        // likewise, [between][finding]
  std::vector<Share> between_shares;         // of one after another
  std::vector<std::size_t> of_no_condition;  // that is possible
  std::vector<std::size_t> of_one_condition;
  std::vector<std::size_t> shared;  // of several conditions
  std::vector<std::size_t> spread;  // likewise, one too many
};

// As of the constructor of PresentTogether.
PresentCauses present_causes(std::span<const Observed> denied, std::span<const Observed> present,
                             std::span<const double> before, double complaint,
                             const knowledge::ClinicalNetwork& network, const CauseTable& causes);

}  // namespace paraspinal::triage
