// Entry points: the constructor of PresentTogether, and divide, at the end.

#include "knowledge/triage/present_together.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <variant>

#include "knowledge/triage/network_parts.h"

namespace paraspinal::triage {
namespace {

using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::VariableId;
using knowledge::ClinicalNetwork;

// A probability nearer to 0 or 1 is told apart no more.
constexpr double least = 1e-15;

// Mechanisms of several conditions are summed over, so many that with the findings there are these;
// others count as likely as they are.
constexpr std::size_t most_summed = 8;

// What stands between conditions and findings: a mechanism, or the background of a finding. P(a set
// of findings absent | conditions), through it, is `apart` + `joint` times the share of each
// condition that is present.
struct StandsBetween {
  VariableId variable;
  double spares_denied = 1;    // P(no denied finding | it is present), through it
  std::vector<double> spares;  // [present finding] P(absent | it is present), through it
  bool reaches_present = false;
  std::vector<std::pair<std::size_t, double>> shares;  // condition, its share
  std::vector<double> apart;                           // [set of findings]
  std::vector<double> joint;
};

// Turns each set's P(those absent) into P(those present).
void invert(std::span<double> sets) {
  for (std::size_t bit = 1; bit < sets.size(); bit *= 2) {
    for (std::size_t begin = 0; begin < sets.size(); begin += 2 * bit) {
      double* without = sets.data() + begin;
      double* with = without + bit;
      for (std::size_t i = 0; i < bit; ++i) {
        with[i] = without[i] - with[i];
      }
    }
  }
}

}  // namespace

// Conditions that are independent but for the complaint and the effects.
class PresentTogether::Model {
 public:
  Model(std::span<const Observed> denied, std::span<const Observed> present,
        std::span<const double> before, double complaint, const ClinicalNetwork& network)
      : network_(network),
        parts_(parts_of(network)),
        findings_(present.size()),
        sets_(std::size_t{1} << present.size()),
        is_primary_(before.size()),
        denied_ratio_(before.size(), 1.0),
        leaks_(present.size(), 1.0),
        place_(before.size(), none) {
    for (std::size_t c = 0; c < before.size(); ++c) {
      is_primary_[c] = parts_[network.conditions[c].index].part == Part::primary;
      prior_.push_back(std::clamp(before[c] * (is_primary_[c] ? complaint : 1), 0.0, 1 - least));
    }
    for (std::size_t f = 0; f < findings_; ++f) {
      leaks_[f] = 1 - noisy_or(present[f].variable).leak;
      read(present[f].variable, f);
    }
    for (const Observed& item : denied) {
      read(item.variable, none);
    }
    for (StandsBetween& between : between_) {
      place(between);
    }
  }

  // Multiplies, for each finding and condition, by what the finding does to the odds where it is
  // the first to be known and where it is the last. A contributor that bears on none of them keeps
  // its odds.
  void multiply(bool with_denied, std::span<double> ratios) {
    lay_out(with_denied);
    sum_up();
    const std::size_t all = sets_ - 1;
    for (std::size_t c = 0; c < prior_.size(); ++c) {
      if (prior_[c] <= least || (place_[c] == none && !is_primary_[c])) {
        continue;
      }
      const double around = odds(c, all) / odds(c, 0);
      for (std::size_t f = 0; f < findings_; ++f) {
        const std::size_t only = std::size_t{1} << f;
        ratios[f * prior_.size() + c] *= around * (odds(c, only) / odds(c, all ^ only));
      }
    }
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  // A condition that bears on the present findings.
  struct Touched {
    std::size_t condition = 0;
    std::vector<double> spares;        // [finding] P(absent | present), by its own arc
    std::vector<std::size_t> between;  // those that it alone has a share in
    bool shares = false;               // in one of several conditions that is summed over
  };

  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

  Touched& touched(std::size_t condition) {
    if (place_[condition] == none) {
      place_[condition] = touched_.size();
      touched_.push_back({condition, std::vector<double>(findings_, 1.0), {}, false});
    }
    return touched_[place_[condition]];
  }

  StandsBetween& between(VariableId variable) {
    const auto found = std::ranges::find(between_, variable, &StandsBetween::variable);
    return found != between_.end()
               ? *found
               : between_.emplace_back(StandsBetween{
                     variable, 1, std::vector<double>(findings_, 1.0), false, {}, {}, {}});
  }

  // One of the present findings, or a denied one.
  void read(VariableId variable, std::size_t finding) {
    for (const NoisyOrLink& link : noisy_or(variable).raising) {
      const NetworkPart part = parts_[link.parent.index];
      const double spares = 1 - std::min(link.strength, 1 - least);
      if (part.is_condition()) {
        (finding == none ? denied_ratio_[part.place] : touched(part.place).spares[finding]) *=
            spares;
      } else if (part.part == Part::mechanism || part.part == Part::background) {
        StandsBetween& one = between(link.parent);
        (finding == none ? one.spares_denied : one.spares[finding]) *= spares;
        one.reaches_present = one.reaches_present || finding != none;
      }
    }
  }

  // Its conditions share in it. One that only denied findings have is spread over them.
  void place(StandsBetween& between) {
    const NoisyOr& own = noisy_or(between.variable);
    for (const NoisyOrLink& link : own.lowering.empty() ? own.raising : own.lowering) {
      const std::size_t condition = parts_[link.parent.index].place;
      if (prior_[condition] > least) {
        between.shares.emplace_back(condition, 1 - link.strength);
      }
    }
    const auto self = static_cast<std::size_t>(&between - between_.data());
    if (!between.reaches_present) {
      const auto [apart, joint] = terms(between, between.spares_denied);
      const double mean = mean_share(between);
      for (const auto& [condition, share] : between.shares) {
        const double others = joint * mean / (1 - prior_[condition] * (1 - share));
        denied_ratio_[condition] *= (apart + others * share) / (apart + others);
      }
    } else if (between.shares.empty()) {
      of_no_condition_.push_back(self);
    } else if (between.shares.size() == 1) {
      touched(between.shares.front().first).between.push_back(self);
    } else if (shared_.size() + findings_ < most_summed) {
      shared_.push_back(self);
      for (const auto& [condition, share] : between.shares) {
        touched(condition).shares = true;
      }
    } else {
      for (const auto& [condition, share] : between.shares) {
        touched(condition);
      }
      spread_.push_back(self);
    }
  }

  double mean_share(const StandsBetween& between) const {
    double mean = 1;
    for (const auto& [condition, share] : between.shares) {
      mean *= 1 - prior_[condition] * (1 - share);
    }
    return mean;
  }

  // `apart` and `joint` where so much of it is spared.
  std::pair<double, double> terms(const StandsBetween& between, double spares) const {
    const NoisyOr& own = noisy_or(between.variable);
    return own.lowering.empty() ? std::pair{spares, (1 - spares) * (1 - own.leak)}
                                : std::pair{1.0, -own.leak * (1 - spares)};
  }

  // For each set of findings the product of what is spared.
  void set_products(std::span<const double> spares, double begin, std::span<double> all) const {
    all[0] = begin;
    for (std::size_t f = 0; f < spares.size(); ++f) {
      const std::size_t bit = std::size_t{1} << f;
      for (std::size_t set = 0; set < bit; ++set) {
        all[set | bit] = all[set] * spares[f];
      }
    }
  }

  // Of one of those touched, [set].
  std::span<double> row(std::vector<double>& rows, std::size_t touched) const {
    return std::span(rows).subspan(touched * sets_, sets_);
  }
  std::span<const double> row(const std::vector<double>& rows, std::size_t touched) const {
    return std::span(rows).subspan(touched * sets_, sets_);
  }

  void lay_out(bool with_denied) {
    with_denied_ = with_denied;
    for (StandsBetween& between : between_) {
      if (between.reaches_present) {
        between.apart.resize(sets_);
        between.joint.resize(sets_);
        set_products(between.spares, with_denied ? between.spares_denied : 1, between.apart);
        for (std::size_t set = 0; set < sets_; ++set) {
          std::tie(between.apart[set], between.joint[set]) = terms(between, between.apart[set]);
        }
      }
    }
    alone_.resize(sets_);
    set_products(leaks_, 1, alone_);
    for (const std::size_t b : of_no_condition_) {
      for (std::size_t set = 0; set < sets_; ++set) {
        alone_[set] *= between_[b].apart[set] + between_[b].joint[set];
      }
    }
    absent_.resize(touched_.size() * sets_);
    present_.resize(absent_.size());
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      const Touched& one = touched_[t];
      const double prior = prior_[one.condition];
      const auto absent = row(absent_, t);
      const auto present = row(present_, t);
      std::ranges::fill(absent, 1 - prior);
      set_products(one.spares, prior * (with_denied ? denied_ratio_[one.condition] : 1), present);
      for (const std::size_t b : one.between) {
        const StandsBetween& between = between_[b];
        const double share = between.shares.front().second;
        for (std::size_t set = 0; set < sets_; ++set) {
          absent[set] *= between.apart[set] + between.joint[set];
          present[set] *= between.apart[set] + between.joint[set] * share;
        }
      }
    }
    for (const std::size_t b : spread_) {
      spread(between_[b]);
    }
  }

  // Each condition's part of it, the others as likely as they are.
  void spread(const StandsBetween& between) {
    const double mean = mean_share(between);
    for (std::size_t set = 0; set < sets_; ++set) {
      const double whole = between.apart[set] + between.joint[set] * mean;
      alone_[set] *= whole;
      for (const auto& [condition, share] : between.shares) {
        const std::size_t t = place_[condition];
        const double others = between.joint[set] * mean / (1 - prior_[condition] * (1 - share));
        row(absent_, t)[set] *= (between.apart[set] + others) / whole;
        row(present_, t)[set] *= (between.apart[set] + others * share) / whole;
      }
    }
  }

  // P(condition | denied) of one that bears on no present finding.
  double untouched(std::size_t condition) const {
    const double present = prior_[condition] * (with_denied_ ? denied_ratio_[condition] : 1);
    return present / (1 - prior_[condition] + present);
  }

  void sum_up() {
    double no_other = 1;
    for (std::size_t c = 0; c < prior_.size(); ++c) {
      no_other *= is_primary_[c] && place_[c] == none ? 1 - untouched(c) : 1;
    }
    with_.assign(absent_.size(), 0.0);
    all_.assign(sets_, 0.0);
    without_.assign(sets_, 0.0);
    for (std::size_t joint = 0; joint < std::size_t{1} << shared_.size(); ++joint) {
      add_term(joint);
    }
    for (double& value : without_) {
      value *= no_other;
    }
    multiply_by_the_rest();
    invert(all_);
    invert(without_);
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      invert(row(with_, t));
    }
  }

  // Of the conditions that share in what is summed over, where the bits tell which of these stands
  // for its joint term.
  void add_term(std::size_t joint) {
    product_ = alone_;
    shares_.assign(touched_.size(), 1.0);
    for (std::size_t i = 0; i < shared_.size(); ++i) {
      const StandsBetween& between = between_[shared_[i]];
      const bool is_joint = ((joint >> i) & 1) == 1;
      multiply_by(is_joint ? between.joint : between.apart, product_);
      for (const auto& [condition, share] : between.shares) {
        shares_[place_[condition]] *= is_joint ? share : 1;
      }
    }
    no_primary_ = product_;
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      if (touched_[t].shares) {
        multiply_by_condition(t, shares_[t], product_, no_primary_);
      }
    }
    for (std::size_t set = 0; set < sets_; ++set) {
      all_[set] += product_[set];
      without_[set] += no_primary_[set];
    }
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      if (touched_[t].shares) {
        add_share(t, shares_[t], product_);
      }
    }
  }

  void multiply_by_condition(std::size_t touched, double share, std::span<double> product,
                             std::span<double> no_primary) const {
    const auto absent = row(absent_, touched);
    const auto present = row(present_, touched);
    const bool is_primary = is_primary_[touched_[touched].condition];
    for (std::size_t set = 0; set < sets_; ++set) {
      const double both = absent[set] + present[set] * share;
      product[set] *= both;
      no_primary[set] *= is_primary ? absent[set] : both;
    }
  }

  // The part of the product in which the condition is there.
  void add_share(std::size_t touched, double share, std::span<const double> product) {
    const auto absent = row(absent_, touched);
    const auto present = row(present_, touched);
    const auto with = row(with_, touched);
    for (std::size_t set = 0; set < sets_; ++set) {
      const double here = present[set] * share;
      with[set] += product[set] * (here / (absent[set] + here));
    }
  }

  // By the conditions that share in nothing that is summed over.
  void multiply_by_the_rest() {
    product_.assign(sets_, 1.0);
    no_primary_.assign(sets_, 1.0);
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      if (!touched_[t].shares) {
        multiply_by_condition(t, 1, product_, no_primary_);
      }
    }
    multiply_by(product_, all_);
    multiply_by(no_primary_, without_);
    for (std::size_t t = 0; t < touched_.size(); ++t) {
      if (touched_[t].shares) {
        multiply_by(product_, row(with_, t));
      } else {
        add_share(t, 1, all_);
      }
    }
  }

  static void multiply_by(std::span<const double> factors, std::span<double> product) {
    for (std::size_t i = 0; i < product.size(); ++i) {
      product[i] *= factors[i];
    }
  }

  // Of a condition, the findings of the set present.
  double odds(std::size_t condition, std::size_t set) const {
    const double smallest = least * all_[set];
    const double with = place_[condition] == none ? untouched(condition) * all_[set]
                                                  : row(with_, place_[condition])[set];
    const double without = all_[set] - with - (is_primary_[condition] ? without_[set] : 0);
    return std::max(with, smallest) / std::max(without, smallest);
  }

  const ClinicalNetwork& network_;
  std::vector<NetworkPart> parts_;
  std::size_t findings_;
  std::size_t sets_;
  std::vector<double> prior_;  // [condition], without the complaint
  std::vector<bool> is_primary_;
  std::vector<double> denied_ratio_;  // [condition] P(denied | present) / P(denied | absent)
  std::vector<double> leaks_;         // [finding] P(absent), nothing there
  std::vector<std::size_t> place_;    // [condition], among those touched
  std::vector<Touched> touched_;
  std::vector<StandsBetween> between_;
  std::vector<std::size_t> of_no_condition_;  // that is possible
  std::vector<std::size_t> shared_;           // of several conditions
  std::vector<std::size_t> spread_;           // likewise, one too many
  bool with_denied_ = false;
  std::vector<double> absent_;   // [touched][set] (1 - prior) P(set absent | condition absent)
  std::vector<double> present_;  // [touched][set] prior P(set absent | condition present)
  std::vector<double> with_;     // [touched][set] P(set, condition)
  std::vector<double> alone_;    // [set] P(absent), no condition there
  std::vector<double> all_;      // [set] P(present)
  std::vector<double> without_;  // [set] P(present, no primary condition)
  std::vector<double> product_;
  std::vector<double> no_primary_;
  std::vector<double> shares_;  // [touched]
};

PresentTogether::PresentTogether(std::span<const Observed> denied,
                                 std::span<const Observed> present, std::span<const double> before,
                                 double complaint, const ClinicalNetwork& network)
    : own_(present.size() * before.size(), 1.0) {
  Model model(denied, present, before, complaint, network);
  model.multiply(false, own_);
  if (denied.empty()) {
    std::ranges::transform(own_, own_.begin(), [](double ratio) { return ratio * ratio; });
  } else {
    model.multiply(true, own_);
  }
  for (double& figure : own_) {
    figure = figure == 1 ? 0 : std::log(figure) / 4;
  }
}

void PresentTogether::divide(std::span<const double> change, const Group& group,
                             std::vector<std::vector<double>>& weights) const {
  set_weights(own_, change, group, weights);
}

}  // namespace paraspinal::triage
