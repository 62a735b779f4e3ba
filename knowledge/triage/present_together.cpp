// Entry points: the constructor of PresentTogether, and divide, at the end.

#include "knowledge/triage/present_together.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "knowledge/triage/present_causes.h"

namespace paraspinal::triage {
namespace {

using knowledge::ClinicalNetwork;

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
  Model(PresentCauses from, const CauseTable& causes)
      : from_(std::move(from)),
        causes_(causes),
        findings_(from_.leaks.size()),
        sets_(std::size_t{1} << findings_),
        apart_(rows(from_.between.size())),
        joint_(rows(from_.between.size())),
        absent_(rows(from_.touched.size())),
        present_(rows(from_.touched.size())),
        with_(rows(from_.touched.size())) {}

  // Multiplies, for each finding and condition, by what the finding does to the odds where it is
  // the first to be known and where it is the last. A contributor that bears on none of them keeps
  // its odds.
  void multiply(bool with_denied, std::span<double> ratios) {
    lay_out(with_denied);
    sum_up();
    const std::size_t all = sets_ - 1;
    for (std::size_t c = 0; c < from_.prior.size(); ++c) {
      if (from_.prior[c] <= PresentCauses::least ||
          (from_.place[c] == PresentCauses::none && !causes_.is_primary(c))) {
        continue;
      }
      const Sides sides = sides_of(c);
      const double around = odds_ratio(sides, all, 0);
      for (std::size_t f = 0; f < findings_; ++f) {
        const std::size_t only = std::size_t{1} << f;
        ratios[f * from_.prior.size() + c] *= around * odds_ratio(sides, only, all ^ only);
      }
    }
  }

 private:
  // Of one condition, [set].
  struct Sides {
    std::span<const double> with;  // P(set, condition), but for the next
    double scale = 1;
    double no_primary = 0;  // 1 of a primary
  };

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

  // All to be set: of many findings, writing zeros first would take as long as some of the sums.
  using Rows = std::unique_ptr<double[]>;
  Rows rows(std::size_t count) const {
    return std::make_unique_for_overwrite<double[]>(count * sets_);
  }
  // Of one of those touched, or between, [set].
  std::span<double> row(const Rows& rows, std::size_t at) const {
    return {rows.get() + at * sets_, sets_};
  }
  std::span<const double> spares_of(const std::vector<double>& spares, std::size_t at) const {
    return std::span(spares).subspan(at * findings_, findings_);
  }

  void lay_out(bool with_denied) {
    with_denied_ = with_denied;
    for (std::size_t b = 0; b < from_.between.size(); ++b) {
      const PresentCauses::Between& between = from_.between[b];
      if (between.reaches_present) {
        const auto apart = row(apart_, b);
        const auto joint = row(joint_, b);
        set_products(spares_of(from_.between_spares, b), with_denied ? between.spares_denied : 1,
                     apart);
        for (std::size_t set = 0; set < sets_; ++set) {
          const double spares = apart[set];
          apart[set] = between.apart(spares);
          joint[set] = between.joint(spares);
        }
      }
    }
    alone_.resize(sets_);
    set_products(from_.leaks, 1, alone_);
    for (const std::size_t b : from_.of_no_condition) {
      for (std::size_t set = 0; set < sets_; ++set) {
        alone_[set] *= row(apart_, b)[set] + row(joint_, b)[set];
      }
    }
    for (std::size_t t = 0; t < from_.touched.size(); ++t) {
      const PresentCauses::Touched& one = from_.touched[t];
      const double prior = from_.prior[one.condition];
      const auto absent = row(absent_, t);
      const auto present = row(present_, t);
      std::ranges::fill(absent, 1 - prior);
      set_products(spares_of(from_.touched_spares, t),
                   prior * (with_denied ? from_.denied_ratio[one.condition] : 1), present);
    }
    for (const std::size_t b : from_.of_one_condition) {
      give_to_its_condition(b);
    }
    for (const std::size_t b : from_.spread) {
      spread(b);
    }
  }

  // What stands between the findings and one condition alone.
  void give_to_its_condition(std::size_t between) {
    const PresentCauses::Share& only = from_.shares_of(from_.between[between]).front();
    const auto apart = row(apart_, between);
    const auto joint = row(joint_, between);
    const auto absent = row(absent_, from_.place[only.condition]);
    const auto present = row(present_, from_.place[only.condition]);
    for (std::size_t set = 0; set < sets_; ++set) {
      absent[set] *= apart[set] + joint[set];
      present[set] *= apart[set] + joint[set] * only.share;
    }
  }

  // Each condition's part of it, the others as likely as they are.
  void spread(std::size_t between) {
    const double mean = from_.mean_share(from_.between[between]);
    const auto apart = row(apart_, between);
    const auto joint = row(joint_, between);
    for (std::size_t set = 0; set < sets_; ++set) {
      const double whole = apart[set] + joint[set] * mean;
      alone_[set] *= whole;
      apart[set] /= whole;
      joint[set] /= whole;
    }
    for (const auto& [condition, share] : from_.shares_of(from_.between[between])) {
      const double others = mean / (1 - from_.prior[condition] * (1 - share));
      const auto absent = row(absent_, from_.place[condition]);
      const auto present = row(present_, from_.place[condition]);
      for (std::size_t set = 0; set < sets_; ++set) {
        absent[set] *= apart[set] + joint[set] * others;
        present[set] *= apart[set] + joint[set] * others * share;
      }
    }
  }

  // P(condition | denied) of one that bears on no present finding.
  double untouched(std::size_t condition) const {
    const double present =
        from_.prior[condition] * (with_denied_ ? from_.denied_ratio[condition] : 1);
    return present / (1 - from_.prior[condition] + present);
  }

  void sum_up() {
    double no_other = 1;
    for (std::size_t c = 0; c < from_.prior.size(); ++c) {
      no_other *=
          causes_.is_primary(c) && from_.place[c] == PresentCauses::none ? 1 - untouched(c) : 1;
    }
    const std::span with(with_.get(), from_.touched.size() * sets_);
    std::ranges::fill(with, 0.0);
    all_.assign(sets_, 0.0);
    without_.assign(sets_, 0.0);
    for (std::size_t joint = 0; joint < std::size_t{1} << from_.shared.size(); ++joint) {
      add_term(joint);
    }
    for (double& value : without_) {
      value *= no_other;
    }
    multiply_by_the_rest();
    invert(sets_, all_);
    invert(sets_, without_);
    invert(sets_, with);
  }

  // Of the conditions that share in what is summed over, where the bits tell which of these stands
  // for its joint term.
  void add_term(std::size_t joint) {
    product_ = alone_;
    shares_.assign(from_.touched.size(), 1.0);
    for (std::size_t i = 0; i < from_.shared.size(); ++i) {
      const bool is_joint = ((joint >> i) & 1) == 1;
      multiply_by(row(is_joint ? joint_ : apart_, from_.shared[i]), product_);
      for (const auto& [condition, share] : from_.shares_of(from_.between[from_.shared[i]])) {
        shares_[from_.place[condition]] *= is_joint ? share : 1;
      }
    }
    no_primary_ = product_;
    for (std::size_t t = 0; t < from_.touched.size(); ++t) {
      if (from_.touched[t].shares) {
        multiply_by_condition(t, shares_[t], product_, no_primary_);
      }
    }
    for (std::size_t set = 0; set < sets_; ++set) {
      all_[set] += product_[set];
      without_[set] += no_primary_[set];
    }
    for (std::size_t t = 0; t < from_.touched.size(); ++t) {
      if (from_.touched[t].shares) {
        add_share(t, shares_[t], product_);
      }
    }
  }

  void multiply_by_condition(std::size_t touched, double share, std::span<double> product,
                             std::span<double> no_primary) const {
    const auto absent = row(absent_, touched);
    const auto present = row(present_, touched);
    const bool is_primary = causes_.is_primary(from_.touched[touched].condition);
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
    for (std::size_t t = 0; t < from_.touched.size(); ++t) {
      if (!from_.touched[t].shares) {
        multiply_by_condition(t, 1, product_, no_primary_);
      }
    }
    multiply_by(product_, all_);
    multiply_by(no_primary_, without_);
    for (std::size_t t = 0; t < from_.touched.size(); ++t) {
      if (from_.touched[t].shares) {
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
    return from_.place[condition] == PresentCauses::none
               ? Sides{all_, untouched(condition), no_primary}
               : Sides{row(with_, from_.place[condition]), 1, no_primary};
  }

  // P(set, condition) and P(set, not the condition), the findings of the set present.
  std::pair<double, double> terms_at(const Sides& sides, std::size_t set) const {
    const double smallest = PresentCauses::least * all_[set];
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

  PresentCauses from_;
  const CauseTable& causes_;
  std::size_t findings_;
  std::size_t sets_;
  bool with_denied_ = false;
  Rows apart_;                   // [between][set]
  Rows joint_;                   // likewise
  Rows absent_;                  // [touched][set] (1 - prior) P(set absent | condition absent)
  Rows present_;                 // [touched][set] prior P(set absent | condition present)
  Rows with_;                    // [touched][set] P(set, condition)
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
  Model model(present_causes(denied, present, before, complaint, network, causes), causes);
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
