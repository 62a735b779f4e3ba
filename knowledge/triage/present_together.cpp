// Entry points: the constructor of PresentTogether, and divide, at the end.

#include "knowledge/triage/present_together.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

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
  double spares_denied = 1;  // P(no denied finding | it is present), through it
  bool reaches_present = false;
  std::size_t shares_begin = 0;  // of its conditions
  std::size_t shares_count = 0;
};

// Turns each set's P(those absent) into P(those present); of rows of so many sets, one after the
// other.
void invert(std::size_t sets, std::span<double> rows) {
  for (std::size_t i = 0; sets > 1 && i < rows.size(); i += 2) {
    rows[i + 1] = rows[i] - rows[i + 1];
  }
  for (std::size_t bit = 2; bit < sets; bit *= 2) {
    for (std::size_t begin = 0; begin < rows.size(); begin += 2 * bit) {
      double* without = rows.data() + begin;
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
        std::span<const double> before, double complaint, const ClinicalNetwork& network,
        const CauseTable& causes)
      : network_(network),
        causes_(causes),
        findings_(present.size()),
        sets_(std::size_t{1} << present.size()),
        denied_ratio_(before.size(), 1.0),
        leaks_(present.size(), 1.0),
        place_(before.size(), none) {
    for (std::size_t c = 0; c < before.size(); ++c) {
      prior_.push_back(
          std::clamp(before[c] * (causes.is_primary(c) ? complaint : 1), 0.0, 1 - least));
    }
    for (std::size_t f = 0; f < findings_; ++f) {
      leaks_[f] = 1 - noisy_or(present[f].variable).leak;
      read(present[f].variable, f);
    }
    for (const Observed& item : denied) {
      read(item.variable, none);
    }
    for (std::size_t b = 0; b < between_.size(); ++b) {
      place(b);
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
      if (prior_[c] <= least || (place_[c] == none && !causes_.is_primary(c))) {
        continue;
      }
      const Sides sides = sides_of(c);
      const double around = odds_ratio(sides, all, 0);
      for (std::size_t f = 0; f < findings_; ++f) {
        const std::size_t only = std::size_t{1} << f;
        ratios[f * prior_.size() + c] *= around * odds_ratio(sides, only, all ^ only);
      }
    }
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

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

  // Of one condition, [set].
  struct Sides {
    std::span<const double> with;  // P(set, condition), but for the next
    double scale = 1;
    double no_primary = 0;  // 1 of a primary
  };

  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

  // Its place.
  std::size_t touch(std::size_t condition) {
    if (place_[condition] == none) {
      place_[condition] = touched_.size();
      touched_.push_back({condition, false});
      touched_spares_.resize(touched_spares_.size() + findings_, 1.0);
    }
    return place_[condition];
  }

  // Its place.
  std::size_t between(VariableId variable) {
    const auto found = std::ranges::find(between_, variable, &StandsBetween::variable);
    if (found != between_.end()) {
      return static_cast<std::size_t>(found - between_.begin());
    }
    between_.emplace_back().variable = variable;
    between_spares_.resize(between_spares_.size() + findings_, 1.0);
    return between_.size() - 1;
  }

  std::span<const Share> shares_of(const StandsBetween& between) const {
    return std::span(between_shares_).subspan(between.shares_begin, between.shares_count);
  }

  // One of the present findings, or a denied one.
  void read(VariableId variable, std::size_t finding) {
    for (const NoisyOrLink& link : noisy_or(variable).raising) {
      const NetworkPart part = causes_.parts()[link.parent.index];
      const double spares = 1 - std::min(link.strength, 1 - least);
      if (part.is_condition()) {
        (finding == none ? denied_ratio_[part.place]
                         : touched_spares_[touch(part.place) * findings_ + finding]) *= spares;
      } else if (part.part == Part::mechanism || part.part == Part::background) {
        const std::size_t b = between(link.parent);
        StandsBetween& one = between_[b];
        (finding == none ? one.spares_denied : between_spares_[b * findings_ + finding]) *= spares;
        one.reaches_present = one.reaches_present || finding != none;
      }
    }
  }

  // Its conditions share in it. One that only denied findings have is spread over them.
  void place(std::size_t self) {
    StandsBetween& between = between_[self];
    const NoisyOr& own = noisy_or(between.variable);
    between.shares_begin = between_shares_.size();
    for (const NoisyOrLink& link : own.lowering.empty() ? own.raising : own.lowering) {
      const std::size_t condition = causes_.parts()[link.parent.index].place;
      if (prior_[condition] > least) {
        between_shares_.push_back({condition, 1 - link.strength});
      }
    }
    between.shares_count = between_shares_.size() - between.shares_begin;
    const auto shares = shares_of(between);
    if (!between.reaches_present) {
      const Terms terms = terms_of(between);
      const double apart = terms.apart(between.spares_denied);
      const double joint = terms.joint * (1 - between.spares_denied);
      const double mean = mean_share(between);
      for (const auto& [condition, share] : shares) {
        const double others = joint * mean / (1 - prior_[condition] * (1 - share));
        denied_ratio_[condition] *= (apart + others * share) / (apart + others);
      }
    } else if (shares.empty()) {
      of_no_condition_.push_back(self);
    } else if (shares.size() == 1) {
      touch(shares.front().condition);
      of_one_condition_.push_back(self);
    } else if (shared_.size() + findings_ < most_summed) {
      shared_.push_back(self);
      for (const Share& one : shares) {
        touched_[touch(one.condition)].shares = true;
      }
    } else {
      for (const Share& one : shares) {
        touch(one.condition);
      }
      spread_.push_back(self);
    }
  }

  double mean_share(const StandsBetween& between) const {
    double mean = 1;
    for (const auto& [condition, share] : shares_of(between)) {
      mean *= 1 - prior_[condition] * (1 - share);
    }
    return mean;
  }

  // `apart` where so much of it is spared, and `joint` where nothing is.
  struct Terms {
    bool is_inhibited = false;
    double joint = 0;

    double apart(double spares) const { return is_inhibited ? 1 : spares; }
  };
  Terms terms_of(const StandsBetween& between) const {
    const NoisyOr& own = noisy_or(between.variable);
    return own.lowering.empty() ? Terms{false, 1 - own.leak} : Terms{true, -own.leak};
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

  // Of one of those touched, or between, [set].
  std::span<double> row(std::vector<double>& rows, std::size_t at) const {
    return std::span(rows).subspan(at * sets_, sets_);
  }
  std::span<const double> row(const std::vector<double>& rows, std::size_t at) const {
    return std::span(rows).subspan(at * sets_, sets_);
  }
  std::span<const double> spares_of(const std::vector<double>& spares, std::size_t at) const {
    return std::span(spares).subspan(at * findings_, findings_);
  }

  void lay_out(bool with_denied) {
    with_denied_ = with_denied;
    apart_.resize(between_.size() * sets_);
    joint_.resize(apart_.size());
    for (std::size_t b = 0; b < between_.size(); ++b) {
      const StandsBetween& between = between_[b];
      if (between.reaches_present) {
        const auto apart = row(apart_, b);
        const auto joint = row(joint_, b);
        set_products(spares_of(between_spares_, b), with_denied ? between.spares_denied : 1, apart);
        const Terms terms = terms_of(between);
        for (std::size_t set = 0; set < sets_; ++set) {
          const double spares = apart[set];
          apart[set] = terms.apart(spares);
          joint[set] = terms.joint * (1 - spares);
        }
      }
    }
    alone_.resize(sets_);
    set_products(leaks_, 1, alone_);
    for (const std::size_t b : of_no_condition_) {
      for (std::size_t set = 0; set < sets_; ++set) {
        alone_[set] *= row(apart_, b)[set] + row(joint_, b)[set];
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
      set_products(spares_of(touched_spares_, t),
                   prior * (with_denied ? denied_ratio_[one.condition] : 1), present);
    }
    for (const std::size_t b : of_one_condition_) {
      give_to_its_condition(b);
    }
    for (const std::size_t b : spread_) {
      spread(b);
    }
  }

  // What stands between the findings and one condition alone.
  void give_to_its_condition(std::size_t between) {
    const Share& only = shares_of(between_[between]).front();
    const auto apart = row(apart_, between);
    const auto joint = row(joint_, between);
    const auto absent = row(absent_, place_[only.condition]);
    const auto present = row(present_, place_[only.condition]);
    for (std::size_t set = 0; set < sets_; ++set) {
      absent[set] *= apart[set] + joint[set];
      present[set] *= apart[set] + joint[set] * only.share;
    }
  }

  // Each condition's part of it, the others as likely as they are.
  void spread(std::size_t between) {
    const double mean = mean_share(between_[between]);
    const auto apart = row(apart_, between);
    const auto joint = row(joint_, between);
    for (std::size_t set = 0; set < sets_; ++set) {
      const double whole = apart[set] + joint[set] * mean;
      alone_[set] *= whole;
      for (const auto& [condition, share] : shares_of(between_[between])) {
        const std::size_t t = place_[condition];
        const double others = joint[set] * mean / (1 - prior_[condition] * (1 - share));
        row(absent_, t)[set] *= (apart[set] + others) / whole;
        row(present_, t)[set] *= (apart[set] + others * share) / whole;
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
      no_other *= causes_.is_primary(c) && place_[c] == none ? 1 - untouched(c) : 1;
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
    invert(sets_, all_);
    invert(sets_, without_);
    invert(sets_, with_);
  }

  // Of the conditions that share in what is summed over, where the bits tell which of these stands
  // for its joint term.
  void add_term(std::size_t joint) {
    product_ = alone_;
    shares_.assign(touched_.size(), 1.0);
    for (std::size_t i = 0; i < shared_.size(); ++i) {
      const bool is_joint = ((joint >> i) & 1) == 1;
      multiply_by(row(is_joint ? joint_ : apart_, shared_[i]), product_);
      for (const auto& [condition, share] : shares_of(between_[shared_[i]])) {
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
    const bool is_primary = causes_.is_primary(touched_[touched].condition);
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

  Sides sides_of(std::size_t condition) const {
    const double no_primary = causes_.is_primary(condition) ? 1 : 0;
    return place_[condition] == none ? Sides{all_, untouched(condition), no_primary}
                                     : Sides{row(with_, place_[condition]), 1, no_primary};
  }

  // P(set, condition) and P(set, not the condition), the findings of the set present.
  std::pair<double, double> terms_at(const Sides& sides, std::size_t set) const {
    const double smallest = least * all_[set];
    const double with = sides.scale * sides.with[set];
    const double without = all_[set] - with - sides.no_primary * without_[set];
    return {std::max(with, smallest), std::max(without, smallest)};
  }

  // The odds of a condition with one set of findings present, divided by those with another.
  double odds_ratio(const Sides& sides, std::size_t set, std::size_t other) const {
    const auto [with, without] = terms_at(sides, set);
    const auto [other_with, other_without] = terms_at(sides, other);
    return with * other_without / (without * other_with);
  }

  const ClinicalNetwork& network_;
  const CauseTable& causes_;
  std::size_t findings_;
  std::size_t sets_;
  std::vector<double> prior_;         // [condition], without the complaint
  std::vector<double> denied_ratio_;  // [condition] P(denied | present) / P(denied | absent)
  std::vector<double> leaks_;         // [finding] P(absent), nothing there
  std::vector<std::size_t> place_;    // [condition], among those touched
  std::vector<Touched> touched_;
  std::vector<double> touched_spares_;  // [touched][finding] P(absent | present), by its own arc
  std::vector<StandsBetween> between_;
  std::vector<double> between_spares_;        // likewise, [between][finding]
  std::vector<Share> between_shares_;         // of one after another
  std::vector<std::size_t> of_no_condition_;  // that is possible
  std::vector<std::size_t> of_one_condition_;
  std::vector<std::size_t> shared_;  // of several conditions
  std::vector<std::size_t> spread_;  // likewise, one too many
  bool with_denied_ = false;
  std::vector<double> apart_;    // [between][set]
  std::vector<double> joint_;    // likewise
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
                                 double complaint, const ClinicalNetwork& network,
                                 const CauseTable& causes)
    : own_(present.size() * before.size(), 1.0) {
  Model model(denied, present, before, complaint, network, causes);
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
                             WeightTable& weights) const {
  set_weights(own_, change, group, weights);
}

}  // namespace paraspinal::triage
