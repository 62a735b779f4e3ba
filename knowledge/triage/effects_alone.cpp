// Entry points: EffectsAlone::of, know and likelihoods, at the end.

#include "knowledge/triage/effects_alone.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

#include "knowledge/triage/network_parts.h"

namespace paraspinal::triage {
namespace {

using engine::NoisyOr;
using engine::VariableId;
using knowledge::ClinicalNetwork;

constexpr std::size_t most_reached = 4;
constexpr std::size_t most_in_a_group = 8;

}  // namespace

// Reads the findings off the network. First which contributors and mechanisms they have, then what
// these do in each joint state of the contributors.
class EffectsAlone::Reader {
 public:
  Reader(const Observation& observation, const ClinicalNetwork& network)
      : observation_(observation), network_(network), parts_(parts_of(network)) {}

  std::optional<EffectsAlone> read() {
    for (const Observed& item : observation_.findings) {
      if (is_effect(item) && !list(item.variable, true)) {
        return std::nullopt;
      }
    }
    std::ranges::sort(reached_);
    if (reached_.size() > most_reached) {
      return std::nullopt;
    }
    EffectsAlone all;
    all.reached_ = reached_;
    all.others_.assign(states(), 1.0);
    for (const std::size_t mechanism : mechanisms_) {
      all.mechanisms_.push_back(present(network_.mechanisms[mechanism]));
    }
    all.spared_.assign(mechanisms_.size(), 1.0);
    for (const Observed& item : observation_.findings) {
      all.effects_.push_back(is_effect(item) ? std::optional(effect(item)) : std::nullopt);
    }
    group(all);
    const bool small = std::ranges::all_of(
        all.groups_, [](const Group& one) { return one.mechanisms.size() <= most_in_a_group; });
    return small ? std::optional(std::move(all)) : std::nullopt;
  }

 private:
  std::size_t states() const { return std::size_t{1} << reached_.size(); }

  bool is_effect(const Observed& item) const {
    return network_.parameters.findings[item.finding.index].has_value();
  }

  // Of a variable that is listed.
  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

  // The contributors and mechanisms above a finding, or above one of its parents; false where there
  // is anything else.
  bool list(VariableId variable, bool is_finding) {
    const auto* own = std::get_if<NoisyOr>(&network_.network.distribution(variable));
    const bool background = parts_[variable.index].part == Part::background;
    if (own == nullptr || (!own->lowering.empty() && !background)) {
      return false;
    }
    return std::ranges::all_of(network_.network.parents(variable), [&](VariableId parent) {
      const auto [part, place] = parts_[parent.index];
      switch (part) {
        case Part::other:
          return false;
        case Part::primary:
          return true;
        case Part::contributor:
          add_once(reached_, place);
          return true;
        case Part::mechanism:
          add_once(mechanisms_, place);
          return is_finding && list(parent, false);
        case Part::background:
          return is_finding && list(parent, false);
      }
      return false;
    });
  }

  static void add_once(std::vector<std::size_t>& places, std::size_t place) {
    if (std::ranges::find(places, place) == places.end()) {
      places.push_back(place);
    }
  }

  bool is_present(std::size_t contributor, std::size_t state) const {
    const auto place = std::ranges::find(reached_, contributor) - reached_.begin();
    return ((state >> place) & 1) == 1;
  }

  // [joint state] P(absent) as far as the leak, contributors and the background tell.
  std::vector<double> absent(VariableId variable) const {
    const NoisyOr& own = noisy_or(variable);
    std::vector<double> values(states(), 1 - own.leak);
    for (const engine::NoisyOrLink& link : own.raising) {
      const auto [part, place] = parts_[link.parent.index];
      const auto background =
          part == Part::background ? present(link.parent) : std::vector<double>{};
      for (std::size_t s = 0; s < values.size(); ++s) {
        if (part == Part::background) {
          values[s] *= 1 - link.strength * background[s];
        } else if (part == Part::contributor && is_present(place, s)) {
          values[s] *= 1 - link.strength;
        }
      }
    }
    return values;
  }

  // [joint state] P(present) of a mechanism or a background.
  std::vector<double> present(VariableId variable) const {
    std::vector<double> values = absent(variable);
    for (double& value : values) {
      value = 1 - value;
    }
    for (const engine::NoisyOrLink& link : noisy_or(variable).lowering) {
      const auto [part, place] = parts_[link.parent.index];
      for (std::size_t s = 0; s < values.size(); ++s) {
        if (part == Part::contributor && is_present(place, s)) {
          values[s] *= 1 - link.strength;
        }
      }
    }
    return values;
  }

  Effect effect(const Observed& item) const {
    Effect effect{item.state == 1, absent(item.variable), {}};
    for (const engine::NoisyOrLink& link : noisy_or(item.variable).raising) {
      const auto [part, place] = parts_[link.parent.index];
      if (part == Part::mechanism) {
        const auto local = std::ranges::find(mechanisms_, place) - mechanisms_.begin();
        effect.routes.push_back({static_cast<std::size_t>(local), 1 - link.strength});
      }
    }
    return effect;
  }

  // Each mechanism by itself, then those together that a present finding has.
  static void group(EffectsAlone& all) {
    std::vector<std::size_t>& group_of = all.group_of_;
    group_of.resize(all.mechanisms_.size());
    std::iota(group_of.begin(), group_of.end(), std::size_t{0});
    for (const auto& effect : all.effects_) {
      for (std::size_t i = 1; effect && effect->present && i < effect->routes.size(); ++i) {
        const std::size_t group = group_of[effect->routes[0].mechanism];
        const std::size_t joined = group_of[effect->routes[i].mechanism];
        std::ranges::replace(group_of, joined, group);
      }
    }
    all.groups_.resize(group_of.size());
    for (std::size_t m = 0; m < group_of.size(); ++m) {
      all.groups_[group_of[m]].mechanisms.push_back(m);
    }
    for (Group& one : all.groups_) {
      one.likelihoods.assign(all.others_.size(), 1.0);
    }
  }

  const Observation& observation_;
  const ClinicalNetwork& network_;
  std::vector<NetworkPart> parts_;
  std::vector<std::size_t> reached_;
  std::vector<std::size_t> mechanisms_;
};

std::optional<EffectsAlone> EffectsAlone::of(const Observation& observation,
                                             const ClinicalNetwork& network) {
  return Reader(observation, network).read();
}

// The sum over the joint states of its mechanisms.
void EffectsAlone::update(Group& group) {
  for (std::size_t s = 0; s < others_.size(); ++s) {
    double sum = 0;
    for (std::size_t joint = 0; joint < std::size_t{1} << group.mechanisms.size(); ++joint) {
      std::size_t there = 0;  // bit m is set where the mechanism m is present
      double product = 1;
      for (std::size_t i = 0; i < group.mechanisms.size(); ++i) {
        const std::size_t m = group.mechanisms[i];
        const bool present = ((joint >> i) & 1) == 1;
        there |= present ? std::size_t{1} << m : 0;
        product *= present ? mechanisms_[m][s] * spared_[m] : 1 - mechanisms_[m][s];
      }
      for (const std::size_t finding : group.present) {
        double absent = effects_[finding]->absent[s];
        for (const Route& route : effects_[finding]->routes) {
          absent *= ((there >> route.mechanism) & 1) == 1 ? route.spares : 1;
        }
        product *= 1 - absent;
      }
      sum += product;
    }
    group.likelihoods[s] = sum;
  }
}

void EffectsAlone::know(std::size_t finding) {
  if (!effects_[finding]) {
    return;
  }
  const Effect& effect = *effects_[finding];
  if (effect.present && !effect.routes.empty()) {
    Group& group = groups_[group_of_[effect.routes.front().mechanism]];
    group.present.push_back(finding);
    update(group);
    return;
  }
  for (std::size_t s = 0; s < others_.size(); ++s) {
    others_[s] *= effect.present ? 1 - effect.absent[s] : effect.absent[s];
  }
  for (const Route& route : effect.routes) {
    spared_[route.mechanism] *= route.spares;
    update(groups_[group_of_[route.mechanism]]);
  }
}

std::vector<double> EffectsAlone::likelihoods() const {
  std::vector<double> values = others_;
  for (const Group& group : groups_) {
    for (std::size_t s = 0; s < values.size(); ++s) {
      values[s] *= group.likelihoods[s];
    }
  }
  return values;
}

}  // namespace paraspinal::triage
