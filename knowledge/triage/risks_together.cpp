// Entry points: the constructor of RisksTogether, and divide, at the end.

#include "knowledge/triage/risks_together.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace paraspinal::triage {
namespace {

using engine::VariableId;
using knowledge::ClinicalNetwork;

// A probability nearer to 0 or 1 is told apart no more.
constexpr double nearest_to_certain = 1e-15;

bool is_certain(double present) {
  return present <= nearest_to_certain || present >= 1 - nearest_to_certain;
}

double odds_of(double p) {
  return p / (1 - p);
}

double probability_of(double odds) {
  return odds / (1 + odds);
}

// P(present), as the mean over the rows of its table that the context leaves open.
double prevalence_of(VariableId risk, const engine::Evidence& context, const engine::Network& all) {
  constexpr double of_no_table = 0.5;
  const auto* table = std::get_if<engine::TableDistribution>(&all.distribution(risk));
  if (table == nullptr) {
    return of_no_table;
  }
  double sum = 0;
  double rows = 0;
  for (std::size_t row = 0; row < table->values.size() / 2; ++row) {
    bool is_open = true;
    std::size_t states_left = row;
    for (auto parent = table->parents.rbegin(); parent != table->parents.rend(); ++parent) {
      const std::size_t states = all.variable(*parent).states.size();
      const auto item = context.items().find(*parent);
      const auto* state =
          item == context.items().end() ? nullptr : std::get_if<engine::StateIndex>(&item->second);
      is_open = is_open && (state == nullptr || *state == states_left % states);
      states_left /= states;
    }
    sum += is_open ? table->values[2 * row + 1] : 0;
    rows += is_open ? 1 : 0;
  }
  return rows > 0 ? sum / rows : of_no_table;
}

// The odds of a condition where a parent is absent, of which P(condition) is the mean over the
// parent: the positive root of a quadratic.
double odds_without(double condition, double parent, double ratio) {
  const double linear = parent * ratio + 1 - parent - condition * (1 + ratio);
  const double square = ratio * (1 - condition);
  const double root = std::sqrt(linear * linear + 4 * square * condition);
  return linear >= 0 ? 2 * condition / (linear + root) : (root - linear) / (2 * square);
}

// P(condition), the mean over the parent.
double mean_over(double odds_without_parent, double parent, double ratio) {
  return (1 - parent) * probability_of(odds_without_parent) +
         parent * probability_of(odds_without_parent * ratio);
}

}  // namespace

// What a risk factor changes where nothing else is known of the others, or where all of it is.
class RisksTogether::Side {
 public:
  Side(const RisksTogether& together, Known known)
      : together_(together),
        present_(known.present.begin(), known.present.end()),
        certain_(present_.size()),
        complaint_(known.complaint) {
    for (std::size_t c = 0; c < present_.size(); ++c) {
      certain_[c] = is_certain(present_[c]) ? 1 : 0;
      present_[c] *= together_.causes_.is_primary(c) ? complaint_ : 1;
    }
    changed_ = present_;
  }

  // Multiplies the odds of each condition by what they become when the risk factor is known,
  // divided by what they are. Conditions are those that lack it.
  void multiply_by_known(const Risk& risk, std::span<double> ratios) {
    find_changed(risk, [&](double condition, double ratio) {
      const double odds = odds_without(condition, risk.prevalence, ratio);
      return probability_of(risk.present ? odds * ratio : odds);
    });
    multiply(ratios, false);
  }

  // The same, but that the conditions have it, and it is what it was before.
  void multiply_by_known_again(const Risk& risk, std::span<double> ratios) {
    find_changed(risk, [&](double condition, double ratio) {
      const double odds = odds_of(condition);
      return mean_over(risk.present ? odds / ratio : odds, risk.prevalence, ratio);
    });
    multiply(ratios, true);
  }

 private:
  using Link = CauseTable::Link;

  std::span<const Link> links(std::size_t above) const { return together_.causes_.links(above); }

  // Its own conditions, then those of the contributors among them.
  template <typename Change>
  void find_changed(const Risk& risk, Change change) {
    for (const std::size_t c : moved_) {
      changed_[c] = present_[c];
    }
    moved_.clear();
    for (const Link& link : links(risk.variable)) {
      if (certain_[link.condition] == 0) {
        set_changed(link.condition, change(present_[link.condition], link.ratio));
      }
    }
    for (const Link& above : links(risk.variable)) {
      for (const Link& link : links(together_.network_.conditions[above.condition].index)) {
        if (certain_[link.condition] == 0) {
          const double before = present_[above.condition];
          const double after = changed_[above.condition];
          const double odds = odds_without(changed_[link.condition], before, link.ratio);
          set_changed(link.condition, mean_over(odds, after, link.ratio));
        }
      }
    }
  }

  void set_changed(std::size_t condition, double present) {
    if (std::ranges::find(moved_, condition) == moved_.end()) {
      moved_.push_back(condition);
    }
    changed_[condition] = present;
  }

  // P(the complaint), after the change: none of the primaries is there in so much of what is left.
  double changed_complaint() const {
    double none = 1 - complaint_;
    for (const std::size_t c : moved_) {
      if (together_.causes_.is_primary(c) && changed_[c] != present_[c]) {
        none *= (1 - changed_[c]) / (1 - present_[c]);
      }
    }
    return 1 - none;
  }

  // What is not changed itself is changed through the complaint alone, if it is a primary.
  void multiply(std::span<double> ratios, bool inverse) const {
    const double changed_complaint = this->changed_complaint();
    for (std::size_t c = 0; c < ratios.size(); ++c) {
      const bool primary = together_.causes_.is_primary(c);
      const double before = present_[c];
      const double after = changed_[c];
      if (certain_[c] != 0 || (!primary && after == before)) {
        continue;
      }
      const double rest = (primary ? complaint_ : 1) - before;
      const double changed_rest = (primary ? changed_complaint : 1) - after;
      if (changed_rest > 0) {
        ratios[c] *= inverse ? before * changed_rest / (after * rest)
                             : after * rest / (before * changed_rest);
      }
    }
  }

  const RisksTogether& together_;
  std::vector<double> present_;     // without the complaint
  std::vector<double> changed_;     // likewise
  std::vector<char> certain_;       // given the complaint
  std::vector<std::size_t> moved_;  // those changed, each once
  double complaint_;
};

RisksTogether::RisksTogether(std::span<const Observed> risks, const engine::Evidence& context,
                             const ClinicalNetwork& network, const CauseTable& causes)
    : causes_(causes), network_(network) {
  for (const Observed& risk : risks) {
    risks_.push_back({risk.variable.index, risk.state == 1,
                      prevalence_of(risk.variable, context, network.network)});
  }
}

void RisksTogether::divide(Known before, Known after, std::span<const double> change,
                           const Group& group, WeightTable& weights) const {
  Side first(*this, before);
  Side last(*this, after);
  std::vector<double> own(risks_.size() * change.size(), 1.0);
  for (std::size_t i = 0; i < risks_.size(); ++i) {
    const auto ratios = std::span(own).subspan(i * change.size(), change.size());
    first.multiply_by_known(risks_[i], ratios);
    last.multiply_by_known_again(risks_[i], ratios);
  }
  for (double& figure : own) {
    figure = figure == 1 ? 0 : std::log(figure) / 2;
  }
  set_weights(own, change, group, weights);
}

}  // namespace paraspinal::triage
