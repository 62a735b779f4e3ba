// Entry points: the constructor of RisksTogether, and divide, at the end.

#include "knowledge/triage/risks_together.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "knowledge/triage/network_parts.h"

namespace paraspinal::triage {
namespace {

using engine::VariableId;
using knowledge::ClinicalNetwork;

constexpr std::size_t no_place = static_cast<std::size_t>(-1);

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
        conditional_(known.present.begin(), known.present.end()),
        present_(conditional_),
        changed_(conditional_.size()),
        complaint_(known.complaint) {
    for (std::size_t c = 0; c < present_.size(); ++c) {
      present_[c] *= together_.is_primary_[c] ? complaint_ : 1;
    }
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
  // Its own conditions, then those of the contributors among them.
  template <typename Change>
  void find_changed(const Risk& risk, Change change) {
    std::copy(present_.begin(), present_.end(), changed_.begin());
    for (const Link& link : risk.links) {
      if (!is_certain(conditional_[link.condition])) {
        changed_[link.condition] = change(present_[link.condition], link.ratio);
      }
    }
    for (const Link& above : risk.links) {
      for (const Link& link : together_.links_[above.condition]) {
        if (!is_certain(conditional_[link.condition])) {
          const double before = present_[above.condition];
          const double after = changed_[above.condition];
          const double odds = odds_without(changed_[link.condition], before, link.ratio);
          changed_[link.condition] = mean_over(odds, after, link.ratio);
        }
      }
    }
  }

  // P(the complaint), after the change: none of the primaries is there in so much of what is left.
  double changed_complaint() const {
    double none = 1 - complaint_;
    for (std::size_t c = 0; c < present_.size(); ++c) {
      if (changed_[c] != present_[c] && together_.is_primary_[c]) {
        none *= (1 - changed_[c]) / (1 - present_[c]);
      }
    }
    return 1 - none;
  }

  void multiply(std::span<double> ratios, bool inverse) const {
    const double changed_complaint = this->changed_complaint();
    for (std::size_t c = 0; c < ratios.size(); ++c) {
      const bool primary = together_.is_primary_[c];
      // What is not changed itself is changed through the complaint alone.
      if (is_certain(conditional_[c]) || (!primary && changed_[c] == present_[c])) {
        continue;
      }
      const double rest = (primary ? complaint_ : 1) - present_[c];
      const double changed_rest = (primary ? changed_complaint : 1) - changed_[c];
      const double ratio = changed_rest > 0 ? changed_[c] / present_[c] * (rest / changed_rest) : 1;
      ratios[c] *= inverse ? 1 / ratio : ratio;
    }
  }

  const RisksTogether& together_;
  std::vector<double> conditional_;  // given the complaint
  std::vector<double> present_;      // without it
  std::vector<double> changed_;      // likewise
  double complaint_;
};

RisksTogether::RisksTogether(std::span<const Observed> risks, const engine::Evidence& context,
                             const ClinicalNetwork& network)
    : risks_(risks.size()), links_(network.conditions.size()), is_primary_(links_.size()) {
  const std::vector<NetworkPart> parts = parts_of(network);
  std::vector<std::size_t> risk_of(network.network.size(), no_place);
  for (std::size_t i = 0; i < risks.size(); ++i) {
    risk_of[risks[i].variable.index] = i;
    risks_[i].present = risks[i].state == 1;
    risks_[i].prevalence = prevalence_of(risks[i].variable, context, network.network);
  }
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const VariableId variable = network.conditions[c];
    is_primary_[c] = parts[variable.index].part == Part::primary;
    const auto* own =
        std::get_if<engine::LogOddsDistribution>(&network.network.distribution(variable));
    for (std::size_t t = 0; own != nullptr && t < own->terms.size(); ++t) {
      const engine::LogOddsTerm& term = own->terms[t];
      const NetworkPart part = parts[term.parent.index];
      if (part.is_condition()) {
        links_[part.place].push_back({c, std::exp(term.weight)});
      } else if (risk_of[term.parent.index] != no_place) {
        risks_[risk_of[term.parent.index]].links.push_back({c, std::exp(term.weight)});
      }
    }
  }
}

void RisksTogether::divide(Known before, Known after, std::span<const double> change,
                           const Group& group, std::vector<std::vector<double>>& weights) const {
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
