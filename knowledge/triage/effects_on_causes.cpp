// Entry point: read, at the end.

#include "knowledge/triage/effects_on_causes.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace paraspinal::triage {
namespace {

using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::Quad;
using engine::VariableId;
using knowledge::ClinicalNetwork;

const NoisyOr* noisy_or_of(VariableId variable, const ClinicalNetwork& network) {
  return std::get_if<NoisyOr>(&network.network.distribution(variable));
}

bool is_positive(const Quad& quad) {
  return std::ranges::all_of(quad.lane, [](double value) { return value >= 0; });
}

// 1 where it is not known.
Quad where_known(const Quad& known, double value) {
  Quad values;
  for (std::size_t i = 0; i < Quad::count; ++i) {
    values.lane[i] = 1 - known.lane[i] * (1 - value);
  }
  return values;
}

}  // namespace

bool EffectsOnCauses::may_be(std::size_t condition) const {
  return causes_->is_possible(condition) && !(no_primary_ && causes_->is_primary(condition));
}

std::size_t EffectsOnCauses::place_of_between(VariableId variable) {
  const auto found = std::ranges::find(between_, variable, &Between::variable);
  if (found != between_.end()) {
    return static_cast<std::size_t>(found - between_.begin());
  }
  between_.emplace_back().variable = variable;
  return between_.size() - 1;
}

// Members stand one after the other while one star is read.
void EffectsOnCauses::append_cause(Members& causes, Member member) {
  causes_members_.push_back(member);
  ++causes.count;
}

// What a finding says of its causes: of each apart where it is denied, or where it has but one.
bool EffectsOnCauses::read_effect(const Observed& item, const Quad& known) {
  const NoisyOr* own = noisy_or_of(item.variable, network_);
  if (own == nullptr || !own->lowering.empty()) {
    return false;
  }
  const bool denied = item.state == 0;
  Star star;
  star.joint = known * Quad::of(-(1 - own->leak));
  star.causes.begin = causes_members_.size();
  star.between.begin = between_members_.size();
  for (const NoisyOrLink& link : own->raising) {
    const NetworkPart part = causes_->parts()[link.parent.index];
    const double share = 1 - link.strength;
    if (part.is_condition()) {
      if (may_be(part.place) && denied) {
        likelihoods_[part.place].present *= where_known(known, share);
        likelihoods_[part.place].bears = true;
      } else if (may_be(part.place)) {
        append_cause(star.causes, {part.place, share});
      }
    } else if (part.part == Part::mechanism || part.part == Part::background) {
      const std::size_t place = place_of_between(link.parent);
      if (denied) {
        between_[place].present *= where_known(known, share);
      } else {
        between_members_.push_back({place, share});
        ++star.between.count;
      }
    } else {
      return false;
    }
  }
  if (denied) {
    constant_ *= where_known(known, 1 - own->leak);
  } else {
    read_star(star);
  }
  return true;
}

void EffectsOnCauses::read_star(Star star) {
  const auto causes = this->causes(star.causes);
  const auto between = this->between(star.between);
  const std::size_t members = causes.size() + between.size();
  const Quad nothing = star.apart + star.joint;
  if (members == 0) {
    constant_ *= nothing;
  } else if (members == 1 && between.empty()) {
    Likelihood& only = likelihoods_[causes.front().place];
    only.absent *= nothing;
    only.present *= star.apart + star.joint * Quad::of(causes.front().share);
    only.bears = true;
  } else if (members == 1) {
    Between& only = between_[between.front().place];
    only.absent *= nothing;
    only.present *= star.apart + star.joint * Quad::of(between.front().share);
  } else {
    star.is_hub = members > most_in_a_table || is_positive(star.joint);
    mark(causes, !star.is_hub);
    for (const Member& member : between) {
      between_[member.place].stands = true;
    }
    stars_.push_back(star);
  }
}

void EffectsOnCauses::mark(std::span<const Member> causes, bool stand) {
  for (const Member& member : causes) {
    Likelihood& one = likelihoods_[member.place];
    one.bears = true;
    one.stands = one.stands || stand;
  }
}

// What a mechanism or a background says of its causes: summed over its states, unless it stands.
bool EffectsOnCauses::read_between(Between& between) {
  const NoisyOr* own = noisy_or_of(between.variable, network_);
  if (own == nullptr || (!own->raising.empty() && !own->lowering.empty())) {
    return false;
  }
  between.is_present_jointly = !own->lowering.empty();
  between.joint = between.is_present_jointly ? own->leak : 1 - own->leak;
  Star star;
  star.causes.begin = causes_members_.size();
  for (const NoisyOrLink& link : between.is_present_jointly ? own->lowering : own->raising) {
    const NetworkPart part = causes_->parts()[link.parent.index];
    if (!part.is_condition()) {
      return false;
    }
    if (may_be(part.place)) {
      append_cause(star.causes, {part.place, 1 - link.strength});
    }
  }
  if (between.stands) {
    between.causes = star.causes;
    between.has_hub = between.causes.count >= most_in_a_table;
    mark(causes(between.causes), !between.has_hub);
    return true;
  }
  const Quad& other = between.is_present_jointly ? between.present : between.absent;
  star.apart = between.is_present_jointly ? between.absent : between.present;
  star.joint = (other + star.apart * Quad::of(-1)) * Quad::of(between.joint);
  if (star.joint != Quad{} || star.apart != Quad::of(1)) {
    read_star(star);
  }
  return true;
}

bool EffectsOnCauses::read(std::span<const Quad> known, const CausesInContexts& causes,
                           bool no_primary) {
  causes_ = &causes;
  no_primary_ = no_primary;
  constant_ = Quad::of(1);
  likelihoods_.assign(causes.size(), {});
  for (std::size_t c = 0; c < causes.size(); ++c) {
    if (no_primary && causes.is_primary(c)) {
      likelihoods_[c].bears = true;
      likelihoods_[c].present = {};
    }
  }
  // Room for most people; for others it grows.
  const std::size_t findings = observation_.findings.size();
  stars_.reserve(2 * findings);
  between_.reserve(2 * findings);
  causes_members_.reserve(8 * findings);
  between_members_.reserve(2 * findings);
  stars_.clear();
  between_.clear();
  causes_members_.clear();
  between_members_.clear();
  for (std::size_t i = 0; i < observation_.findings.size(); ++i) {
    const Observed& item = observation_.findings[i];
    if (network_.parameters.findings[item.finding.index] && !read_effect(item, known[i])) {
      return false;
    }
  }
  return std::ranges::all_of(between_, [&](Between& between) { return read_between(between); });
}

}  // namespace paraspinal::triage
