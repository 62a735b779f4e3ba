// Entry point: sum_up, at the end.

#include "knowledge/triage/person_factors.h"

#include <algorithm>
#include <array>

namespace paraspinal::triage {
namespace {

using engine::BinarySums;
using engine::Quad;

using Between = EffectsOnCauses::Between;
using Member = EffectsOnCauses::Member;
using Parent = CausesInContexts::Parent;
using Star = EffectsOnCauses::Star;

// Parents and hubs of a condition in one table.
constexpr std::size_t largest_leaf = 8;

const Quad one = Quad::of(1);

}  // namespace

PersonFactors::PersonFactors(const Observation& observation,
                             const knowledge::ClinicalNetwork& network, const CauseTable& causes,
                             BinarySums& sums)
    : network_(network),
      sums_(sums),
      causes_(observation, network, causes),
      effects_(observation, network),
      places_(network.conditions.size()) {
  hubs_.reserve(places_.size());
  shared_.reserve(places_.size());
  products_.reserve(std::size_t{1} << largest_leaf);
  scope_.reserve(2 * largest_leaf);
}

bool PersonFactors::enter(std::span<const engine::Evidence> contexts) {
  if (!causes_.enter(contexts)) {
    return false;
  }
  find_shared();
  return true;
}

// Neither hangs on the effects that are known.
void PersonFactors::find_shared() {
  std::vector<unsigned> children(network_.network.size(), 0);
  for (std::size_t c = 0; c < places_.size(); ++c) {
    if (causes_.is_possible(c)) {
      for (const Parent& parent : causes_.parents(c)) {
        ++children[parent.variable];
      }
    }
  }
  shared_.clear();
  above_.clear();
  for (std::size_t v = 0; v < children.size(); ++v) {
    if (is_condition(v) && children[v] > 0) {
      above_.push_back(causes_.parts()[v].place);
    } else if (children[v] > 1) {
      shared_.push_back(v);
    }
  }
}

void PersonFactors::hang(std::span<const Member> causes, Variable hub) {
  for (const Member& member : causes) {
    Place& place = places_[member.place];
    const auto at = static_cast<std::uint32_t>(hubs_.size());
    (place.hubs == 0 ? place.first_hub : hubs_[place.last_hub].next) = at;
    place.last_hub = at;
    ++place.hubs;
    hubs_.push_back({hub, member.share, nowhere});
  }
}

// In the order in which they were hung.
template <typename Visit>
void PersonFactors::for_each_hub(const Place& place, Visit visit) const {
  for (std::uint32_t at = place.first_hub; at != nowhere; at = hubs_[at].next) {
    visit(hubs_[at]);
  }
}

// Contributors above other conditions stand, and risk factors that several conditions share of
// which one bears on something known; the rest is summed out where the condition's table is made.
bool PersonFactors::number_variables() {
  mark_standing();
  Variable next = 0;
  for (const std::size_t v : shared_) {
    variable_of_[v] = next;
    next += stands_[v] != 0 ? 1U : 0U;
  }
  between_at_.clear();
  for (const Between& between : effects_.between()) {
    between_at_.push_back(next);
    next += between.stands ? 1U : 0U;
    if (between.has_hub) {
      hang(effects_.causes(between.causes), next++);
    }
  }
  star_at_.clear();
  for (const Star& star : effects_.stars()) {
    star_at_.push_back(next);
    if (star.is_hub) {
      hang(effects_.causes(star.causes), next++);
    }
  }
  for (std::size_t c = 0; c < places_.size(); ++c) {
    Place& place = places_[c];
    place.stands = causes_.is_possible(c) && (place.stands || is_better_standing(c));
    if (place.stands) {
      const std::size_t variable = network_.conditions[c].index;
      place.variable = variable_of_[variable] = next++;
      stands_[variable] = 1;
    }
  }
  variables_ = next;
  return next <= BinarySums::most_variables;
}

// The risk factors that stand, and which conditions must.
void PersonFactors::mark_standing() {
  hubs_.clear();
  for (std::size_t c = 0; c < places_.size(); ++c) {
    places_[c] = {};
    places_[c].stands = effects_.likelihood(c).stands;
  }
  for (const std::size_t c : above_) {
    places_[c].stands = true;
  }
  stands_.assign(network_.network.size(), 0);
  variable_of_.resize(network_.network.size());
  bearing_.assign(network_.network.size(), 0);
  for (std::size_t c = 0; c < places_.size(); ++c) {
    if (causes_.is_possible(c) && (effects_.likelihood(c).bears || places_[c].stands)) {
      for (const Parent& parent : causes_.parents(c)) {
        bearing_[parent.variable] = 1;
      }
    }
  }
  for (const std::size_t v : shared_) {
    stands_[v] = bearing_[v];
  }
}

// A table of its parents and one of its hubs are then smaller than one of both.
bool PersonFactors::is_better_standing(std::size_t condition) const {
  const std::size_t hubs = places_[condition].hubs;
  if (hubs < 2) {
    return false;
  }
  std::size_t parents = 0;
  for (const Parent& parent : causes_.parents(condition)) {
    parents += stands_[parent.variable] != 0 ? 1U : 0U;
  }
  return parents + hubs > largest_leaf && parents > 1;
}

bool PersonFactors::enter_risk(std::size_t variable) {
  const auto shares = causes_.prevalence(variable);
  alike_.clear();
  for (const double share : shares) {
    alike_.push_back(Quad::of(1 - share));
  }
  for (const double share : shares) {
    alike_.push_back(Quad::of(share));
  }
  if (!shares.empty()) {
    sums_.multiply(variable_of_[variable], alike_);
  }
  return !shares.empty();
}

bool PersonFactors::enter_cause(std::size_t condition) {
  scope_.clear();
  for (const Parent& parent : causes_.parents(condition)) {
    if (stands_[parent.variable] != 0) {
      scope_.push_back(variable_of_[parent.variable]);
    }
  }
  return places_[condition].stands ? enter_standing(condition) : enter_summed(condition);
}

bool PersonFactors::enter_standing(std::size_t condition) {
  const Place& place = places_[condition];
  const EffectsOnCauses::Likelihood& likelihood = effects_.likelihood(condition);
  sums_.multiply(place.variable, likelihood.absent, likelihood.present);
  sums_.ask(place.variable);
  for_each_hub(place, [&](const Hub& hub) { join(hub.variable, place.variable, hub.share); });
  scope_.push_back(place.variable);
  const auto values = sums_.values(sums_.add(scope_));
  const std::size_t contexts = causes_.contexts();
  for (std::size_t k = 0; k < contexts; ++k) {
    const auto table = causes_.tabulate(condition, k, stands_);
    if (table.empty()) {
      return false;
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
      values[i * contexts + k] = Quad::of(1 - table[i]);
      values[(table.size() + i) * contexts + k] = Quad::of(table[i]);
    }
  }
  return true;
}

bool PersonFactors::enter_summed(std::size_t condition) {
  Place& place = places_[condition];
  const EffectsOnCauses::Likelihood& likelihood = effects_.likelihood(condition);
  const bool asked = effects_.may_be(condition);
  begin_products();
  for_each_hub(place, [&](const Hub& hub) {
    scope_.push_back(hub.variable);
    multiply_products(hub.share);
  });
  place.axes = scope_.size();
  const Room room = room_for(condition, asked, likelihood.bears);
  const std::size_t contexts = causes_.contexts();
  for (std::size_t k = 0; k < contexts; ++k) {
    const auto table = causes_.tabulate(condition, k, stands_);
    if (table.empty()) {
      return false;
    }
    for (std::size_t i = 0; i < products_.size(); ++i) {
      const std::size_t at = i * table.size() * contexts + k;
      weigh_(table.data(), table.size(), contexts, likelihood.absent,
             likelihood.present * Quad::of(products_[i]),
             room.table == nullptr ? nullptr : room.table + at,
             room.shares == nullptr ? nullptr : room.shares + at);
    }
  }
  if (place.axes == 0) {
    for (std::size_t k = 0; k < contexts; ++k) {
      constant_[k] *= small_[k];
    }
  } else if (place.axes == 1) {
    sums_.multiply(place.variable, std::span(small_).first(2 * contexts));
  }
  return true;
}

// Of a condition that is summed out: in the sums if it has several axes, and there only what it
// says.
PersonFactors::Room PersonFactors::room_for(std::size_t condition, bool asked, bool bears) {
  Place& place = places_[condition];
  if (place.axes > 1) {
    place.factor = bears ? sums_.add(scope_) : sums_.ask_jointly(scope_);
    if (bears && asked) {
      sums_.ask_of(place.factor);
    }
    return {bears ? sums_.values(place.factor).data() : nullptr,
            asked ? sums_.function(place.factor).data() : nullptr};
  }
  if (place.axes == 1) {
    place.variable = scope_.front();
    if (asked) {
      sums_.ask(place.variable);
    }
  }
  return {small_.data(), asked ? shares_.data() + 2 * sums_.quads() * condition : nullptr};
}

// Of the shares of those present, by their joint states, the first fastest.
void PersonFactors::multiply_products(double share) {
  const std::size_t count = products_.size();
  for (std::size_t i = 0; i < count; ++i) {
    products_.push_back(products_[i] * share);
  }
}

// A factor that is the same in all contexts.
void PersonFactors::add_alike(std::span<const Variable> scope, std::span<const Quad> factor) {
  const auto values = sums_.values(sums_.add(scope));
  for (std::size_t i = 0; i < factor.size(); ++i) {
    std::fill_n(values.data() + i * sums_.quads(), sums_.quads(), factor[i]);
  }
}

// The member's share counts where both are present.
void PersonFactors::join(Variable hub, Variable member, double share) {
  add_alike(std::array{member, hub}, std::array{one, one, one, Quad::of(share)});
}

// Appends these to the variables that stand in scope_ already, and finds their products.
void PersonFactors::read_members(std::span<const Member> causes, std::span<const Member> between) {
  begin_products();
  for (const Member& member : causes) {
    scope_.push_back(places_[member.place].variable);
    multiply_products(member.share);
  }
  for (const Member& member : between) {
    scope_.push_back(between_at_[member.place]);
    multiply_products(member.share);
  }
}

void PersonFactors::enter_star(const Star& star, Variable hub) {
  if (star.is_hub) {
    sums_.multiply(hub, star.apart, star.joint);
    for (const Member& member : effects_.between(star.between)) {
      join(hub, between_at_[member.place], member.share);
    }
    return;
  }
  scope_.clear();
  read_members(effects_.causes(star.causes), effects_.between(star.between));
  alike_.clear();
  for (const double product : products_) {
    alike_.push_back(star.apart + star.joint * Quad::of(product));
  }
  add_alike(scope_, alike_);
}

// Its hub, if it has one, stands behind it.
void PersonFactors::enter_between(const Between& between, Variable variable) {
  sums_.multiply(variable, between.absent, between.present);
  // Its state whose probability is the product, and the other.
  const std::size_t own = between.is_present_jointly ? 1 : 0;
  if (between.has_hub) {
    sums_.multiply(variable + 1, one, Quad::of(between.joint));
    std::array<Quad, 4> factor{one, one, one, one};
    factor[own] = Quad{};
    factor[2 + 1 - own] = Quad::of(-1);
    add_alike(std::array{variable, variable + 1}, factor);
    return;
  }
  scope_.assign(1, variable);
  read_members(effects_.causes(between.causes), {});
  alike_.resize(2 * products_.size());
  for (std::size_t i = 0; i < products_.size(); ++i) {
    alike_[2 * i + own] = Quad::of(between.joint * products_[i]);
    alike_[2 * i + 1 - own] = Quad::of(1 - between.joint * products_[i]);
  }
  add_alike(scope_, alike_);
}

bool PersonFactors::enter_factors() {
  sums_.begin(variables_, causes_.contexts());
  constant_.assign(causes_.contexts(), effects_.constant());
  shares_.resize(2 * causes_.contexts() * places_.size());
  for (const std::size_t v : shared_) {
    if (stands_[v] != 0 && !enter_risk(v)) {
      return false;
    }
  }
  for (std::size_t c = 0; c < places_.size(); ++c) {
    if (causes_.is_possible(c) && !enter_cause(c)) {
      return false;
    }
  }
  for (std::size_t i = 0; i < between_at_.size(); ++i) {
    if (effects_.between()[i].stands) {
      enter_between(effects_.between()[i], between_at_[i]);
    }
  }
  for (std::size_t i = 0; i < star_at_.size(); ++i) {
    enter_star(effects_.stars()[i], star_at_[i]);
  }
  return true;
}

void PersonFactors::read_answers() {
  const std::size_t contexts = causes_.contexts();
  total_.resize(contexts);
  for (std::size_t k = 0; k < contexts; ++k) {
    total_[k] = constant_[k] * sums_.total()[k];
  }
  present_.assign(places_.size() * contexts, Quad{});
  for (std::size_t c = 0; c < places_.size(); ++c) {
    if (effects_.may_be(c)) {
      read_answer(c, std::span(present_).subspan(c * contexts, contexts));
    }
  }
}

void PersonFactors::read_answer(std::size_t condition, std::span<Quad> present) const {
  const Place& place = places_[condition];
  const std::size_t contexts = present.size();
  const auto shares = std::span(shares_).subspan(2 * contexts * condition, 2 * contexts);
  if (place.stands) {
    std::ranges::copy(sums_.present(place.variable), present.begin());
  } else if (place.axes == 0) {
    std::copy_n(shares.begin(), contexts, present.begin());
    return;
  } else if (place.axes == 1) {
    for (std::size_t k = 0; k < contexts; ++k) {
      present[k] = sums_.absent(place.variable)[k] * shares[k] +
                   sums_.present(place.variable)[k] * shares[contexts + k];
    }
  } else {
    std::ranges::copy(sums_.sum_of(place.factor), present.begin());
  }
  for (std::size_t k = 0; k < contexts; ++k) {
    present[k] /= sums_.total()[k];
  }
}

std::span<const Quad> PersonFactors::present(std::size_t condition) const {
  return std::span(present_).subspan(condition * causes_.contexts(), causes_.contexts());
}

bool PersonFactors::sum_up(std::span<const Quad> known, bool no_primary) {
  if (!effects_.read(known, causes_, no_primary) || !number_variables() || !enter_factors() ||
      !sums_.run()) {
    return false;
  }
  read_answers();
  return true;
}

}  // namespace paraspinal::triage
