// Entry point: person_rows, at the end.

#include "knowledge/triage/person_sums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <variant>

#include "engine/split_effect.h"
#include "knowledge/triage/causes_in_context.h"
#include "knowledge/triage/effects_on_causes.h"

namespace paraspinal::triage {
namespace {

using engine::BinarySums;
using engine::Evidence;
using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::Quad;
using engine::StateIndex;
using engine::VariableId;
using knowledge::ClinicalNetwork;

using Between = EffectsOnCauses::Between;
using Member = EffectsOnCauses::Member;
using Parent = CausesInContext::Parent;
using Star = EffectsOnCauses::Star;
using Variable = BinarySums::Variable;

constexpr std::size_t no_factor = static_cast<std::size_t>(-1);
constexpr Variable nowhere = static_cast<Variable>(-1);
// Parents and hubs of a condition in one table.
constexpr std::size_t largest_leaf = 8;
// Odds beyond are certainty.
constexpr double largest_odds = 1e300;

const Quad one = Quad::of(1);

// Of one person the factors of the sums, and what they give.
class PersonSums {
 public:
  PersonSums(const Observation& observation, const ClinicalNetwork& network, BinarySums& sums)
      : network_(network),
        sums_(sums),
        causes_(observation, network),
        effects_(observation, network),
        places_(network.conditions.size()) {}

  // From now on in this context. False where the sums are not for it.
  bool enter(const Evidence& context) { return causes_.enter(context); }
  const CausesInContext& causes() const { return causes_; }

  // P(the effects known in each row | context, risk factors), and of each condition P(it | the
  // effects); with `no_primary` of the part of people without a primary condition, times their
  // probability. False where the sums are not for it.
  bool sum_up(std::span<const Quad> known, bool no_primary) {
    no_primary_ = no_primary;
    return effects_.read(known, causes_, no_primary) && number_variables() && enter_factors() &&
           sums_.run() && read_answers();
  }

  const Quad& total() const { return total_; }
  const std::vector<Quad>& present() const { return present_; }

 private:
  // Where a condition is found in the sums.
  struct Place {
    bool stands = false;  // as a variable, else it is summed out in a table of its parents and hubs
    Variable variable = 0;
    std::vector<std::pair<Variable, double>> hubs;  // in which it has a share
    std::size_t factor = no_factor;                 // none where that table has no axis
    std::size_t shares = 0;  // P(present | these) as the factor is laid out; where they begin
  };

  bool may_be(std::size_t condition) const {
    return causes_.is_possible(condition) && !(no_primary_ && causes_.is_primary(condition));
  }
  bool is_condition(std::size_t variable) const { return causes_.parts()[variable].is_condition(); }

  void hang(std::span<const Member> causes, Variable hub) {
    for (const Member& member : causes) {
      places_[member.place].hubs.emplace_back(hub, member.share);
    }
  }

  // Contributors above other conditions stand, and risk factors that several conditions share of
  // which one bears on something known; the rest is summed out where the condition's table is made.
  bool number_variables() {
    list_shared_parents();
    Variable next = 0;
    for (Variable& variable : variable_of_) {
      variable = variable == nowhere ? nowhere : next++;
    }
    between_at_.clear();
    for (const Between& between : effects_.between()) {
      between_at_.push_back(next);
      next += between.stands ? 1U : 0U;
      if (between.has_hub) {
        hang(between.causes, next++);
      }
    }
    star_at_.clear();
    for (const Star& star : effects_.stars()) {
      star_at_.push_back(next);
      if (star.is_hub) {
        hang(star.causes, next++);
      }
    }
    for (std::size_t c = 0; c < places_.size(); ++c) {
      Place& place = places_[c];
      place.stands = causes_.is_possible(c) && (place.stands || is_better_standing(c));
      if (place.stands) {
        place.variable = variable_of_[network_.conditions[c].index] = next++;
      }
    }
    variables_ = next;
    return next <= BinarySums::most_variables;
  }

  // Marks the risk factors that stand.
  void list_shared_parents() {
    std::vector<unsigned>& children = children_;
    std::vector<unsigned>& bearing = bearing_;
    children.assign(network_.network.size(), 0);
    bearing.assign(network_.network.size(), 0);
    for (std::size_t c = 0; c < places_.size(); ++c) {
      places_[c].stands = effects_.likelihood(c).stands;
      places_[c].hubs.clear();
    }
    for (std::size_t c = 0; c < places_.size(); ++c) {
      for (const Parent& parent : causes_.parents(c)) {
        if (causes_.is_possible(c) && is_condition(parent.variable)) {
          places_[causes_.parts()[parent.variable].place].stands = true;
        }
      }
    }
    for (std::size_t c = 0; c < places_.size(); ++c) {
      const bool bears = effects_.likelihood(c).bears || places_[c].stands;
      for (const Parent& parent : causes_.parents(c)) {
        children[parent.variable] += causes_.is_possible(c) ? 1U : 0U;
        bearing[parent.variable] += causes_.is_possible(c) && bears ? 1U : 0U;
      }
    }
    variable_of_.assign(network_.network.size(), nowhere);
    for (const Parent& parent : causes_.parents()) {
      if (bearing[parent.variable] > 0 && children[parent.variable] > 1 &&
          !is_condition(parent.variable)) {
        variable_of_[parent.variable] = 0;
      }
    }
  }

  // A table of its parents and one of its hubs are then smaller than one of both.
  bool is_better_standing(std::size_t condition) const {
    std::size_t parents = 0;
    for (const Parent& parent : causes_.parents(condition)) {
      parents += variable_of_[parent.variable] != nowhere ? 1U : 0U;
    }
    const std::size_t hubs = places_[condition].hubs.size();
    return parents + hubs > largest_leaf && parents > 1 && hubs > 1;
  }

  void append_parent(double ratio) {
    const std::size_t count = table_.size();
    table_.resize(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
      table_[count + i] = table_[i] * ratio;
    }
  }

  // P(present) by the states of its parents among the variables, the first fastest; these are left
  // in scope_.
  bool tabulate(std::size_t condition) {
    scope_.clear();
    table_.assign(1, causes_.odds(condition));
    for (const Parent& parent : causes_.parents(condition)) {
      if (variable_of_[parent.variable] != nowhere) {
        scope_.push_back(variable_of_[parent.variable]);
        append_parent(parent.ratio);
      }
    }
    summed_.clear();
    for (const Parent& parent : causes_.parents(condition)) {
      if (variable_of_[parent.variable] == nowhere && !is_condition(parent.variable)) {
        const auto share = causes_.prevalence(parent.variable);
        if (!share) {
          return false;
        }
        summed_.push_back(*share);
        append_parent(parent.ratio);
      }
    }
    for (double& value : table_) {
      value = value > largest_odds ? 1 : value / (1 + value);
    }
    for (auto share = summed_.rbegin(); share != summed_.rend(); ++share) {
      const std::size_t half = table_.size() / 2;
      for (std::size_t i = 0; i < half; ++i) {
        table_[i] = (1 - *share) * table_[i] + *share * table_[half + i];
      }
      table_.resize(half);
    }
    return true;
  }

  bool enter_cause(std::size_t condition) {
    if (!tabulate(condition)) {
      return false;
    }
    Place& place = places_[condition];
    const EffectsOnCauses::Likelihood& likelihood = effects_.likelihood(condition);
    if (place.stands) {
      enter_standing(place, likelihood);
      return true;
    }
    for (const auto& [hub, share] : place.hubs) {
      scope_.push_back(hub);
    }
    find_products(place.hubs);
    place.factor = scope_.empty() ? no_factor : sums_.add(scope_);
    Quad alone;  // of no variable
    const auto values = scope_.empty() ? std::span(&alone, 1) : sums_.values(place.factor);
    const bool asked = may_be(condition);
    if (asked && place.factor != no_factor) {
      sums_.ask_of(place.factor);
    }
    place.shares = shares_used_;
    shares_used_ += asked ? values.size() : 0;
    shares_.resize(std::max(shares_used_, shares_.size()));
    const std::size_t count = table_.size();
    for (std::size_t i = 0; i < products_.size(); ++i) {
      kernels_.weigh(table_.data(), count, likelihood.absent,
                     likelihood.present * Quad::of(products_[i]), values.data() + i * count,
                     asked ? shares_.data() + place.shares + i * count : nullptr);
    }
    if (scope_.empty()) {
      constant_ *= alone;
    }
    return true;
  }

  void enter_standing(const Place& place, const EffectsOnCauses::Likelihood& likelihood) {
    sums_.multiply(place.variable, likelihood.absent, likelihood.present);
    sums_.ask(place.variable);
    for (const auto& [hub, share] : place.hubs) {
      join(hub, place.variable, share);
    }
    if (scope_.empty()) {
      sums_.multiply(place.variable, Quad::of(1 - table_.front()), Quad::of(table_.front()));
      return;
    }
    scope_.push_back(place.variable);
    const auto values = sums_.values(sums_.add(scope_));
    for (std::size_t i = 0; i < table_.size(); ++i) {
      values[i] = Quad::of(1 - table_[i]);
      values[table_.size() + i] = Quad::of(table_[i]);
    }
  }

  // Of the shares of those present, by their joint states, the first fastest.
  void find_products(std::span<const std::pair<Variable, double>> members) {
    products_.assign(1, 1.0);
    for (const auto& [variable, share] : members) {
      const std::size_t count = products_.size();
      products_.resize(2 * count);
      for (std::size_t i = 0; i < count; ++i) {
        products_[count + i] = products_[i] * share;
      }
    }
  }

  // The member's share counts where both are present.
  void join(Variable hub, Variable member, double share) {
    const auto values = sums_.values(sums_.add(std::array{member, hub}));
    std::ranges::fill(values, one);
    values[3] = Quad::of(share);
  }

  // A table of these, after the variables that stand in scope_ already.
  std::span<Quad> table_of(std::span<const Member> causes, std::span<const Member> between) {
    members_.clear();
    for (const Member& member : causes) {
      members_.emplace_back(places_[member.place].variable, member.share);
    }
    for (const Member& member : between) {
      members_.emplace_back(between_at_[member.place], member.share);
    }
    for (const auto& [variable, share] : members_) {
      scope_.push_back(variable);
    }
    find_products(members_);
    return sums_.values(sums_.add(scope_));
  }

  void enter_star(const Star& star, Variable hub) {
    if (star.is_hub) {
      sums_.multiply(hub, star.apart, star.joint);
      for (const Member& member : star.between) {
        join(hub, between_at_[member.place], member.share);
      }
      return;
    }
    scope_.clear();
    const auto values = table_of(star.causes, star.between);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = star.apart + star.joint * Quad::of(products_[i]);
    }
  }

  // Its hub, if it has one, stands behind it.
  void enter_between(const Between& between, Variable variable) {
    sums_.multiply(variable, between.absent, between.present);
    // Its state whose probability is the product, and the other.
    const std::size_t own = between.is_present_jointly ? 1 : 0;
    if (between.has_hub) {
      sums_.multiply(variable + 1, one, Quad::of(between.joint));
      const auto values = sums_.values(sums_.add(std::array{variable, variable + 1}));
      values[own] = Quad{};
      values[1 - own] = one;
      values[2 + own] = one;
      values[2 + 1 - own] = Quad::of(-1);
      return;
    }
    scope_.assign(1, variable);
    const auto values = table_of(between.causes, {});
    for (std::size_t i = 0; i < products_.size(); ++i) {
      values[2 * i + own] = Quad::of(between.joint * products_[i]);
      values[2 * i + 1 - own] = Quad::of(1 - between.joint * products_[i]);
    }
  }

  bool enter_factors() {
    sums_.begin(variables_);
    constant_ = effects_.constant();
    shares_used_ = 0;
    for (std::size_t v = 0; v < variable_of_.size(); ++v) {
      if (variable_of_[v] != nowhere && !is_condition(v)) {
        const auto share = causes_.prevalence(v);
        if (!share) {
          return false;
        }
        sums_.multiply(variable_of_[v], Quad::of(1 - *share), Quad::of(*share));
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

  bool read_answers() {
    total_ = constant_ * sums_.total();
    present_.assign(places_.size(), Quad{});
    for (std::size_t c = 0; c < places_.size(); ++c) {
      const Place& place = places_[c];
      if (!may_be(c)) {
        continue;
      }
      if (place.stands) {
        present_[c] = sums_.present(place.variable) / sums_.total();
      } else if (place.factor != no_factor) {
        const auto shares = std::span(shares_).subspan(place.shares);
        present_[c] = sums_.sum_of(place.factor, shares) / sums_.total();
      } else {
        present_[c] = shares_[place.shares];
      }
    }
    return true;
  }

  const ClinicalNetwork& network_;
  BinarySums& sums_;
  const engine::QuadKernels& kernels_ = engine::best_quad_kernels();
  CausesInContext causes_;
  EffectsOnCauses effects_;
  bool no_primary_ = false;
  Quad constant_;
  std::size_t variables_ = 0;
  std::vector<Place> places_;          // [condition]
  std::vector<Variable> variable_of_;  // [variable of the network] of what stands above conditions
  std::vector<Variable> between_at_;   // [between], and behind it its hub
  std::vector<Variable> star_at_;      // [star], of its hub
  std::vector<unsigned> children_;     // [variable of the network] possible conditions below
  std::vector<unsigned> bearing_;      // likewise, those that bear on something known
  std::vector<Variable> scope_;
  std::vector<double> table_;
  std::vector<double> summed_;
  std::vector<double> products_;
  std::vector<std::pair<Variable, double>> members_;
  std::vector<Quad> shares_;  // at least as many as are used
  std::size_t shares_used_ = 0;
  Quad total_;
  std::vector<Quad> present_;
};

// Whether the complaint is there exactly when a primary is.
bool is_sure(const ClinicalNetwork& network) {
  const auto* complaint = std::get_if<NoisyOr>(&network.network.distribution(network.complaint));
  return complaint != nullptr && complaint->leak == 0 && complaint->lowering.empty() &&
         std::ranges::all_of(complaint->raising,
                             [](const NoisyOrLink& link) { return link.strength == 1; });
}

bool is_present(VariableId variable, const Evidence& evidence) {
  const auto item = evidence.items().find(variable);
  const auto* state =
      item == evidence.items().end() ? nullptr : std::get_if<StateIndex>(&item->second);
  return state != nullptr && *state == 1;
}

// [finding] of up to four rows from the first on; lanes that stay free have those of the last.
std::vector<Quad> in_lanes(std::span<const std::vector<bool>> rows, std::size_t findings) {
  std::vector<Quad> lanes(findings);
  for (std::size_t lane = 0; lane < Quad::count; ++lane) {
    const std::vector<bool>& row = rows[std::min(lane, rows.size() - 1)];
    for (std::size_t i = 0; i < findings; ++i) {
      lanes[i].lane[lane] = row[i] ? 1 : 0;
    }
  }
  return lanes;
}

bool are_above_zero(const Quad& quad) {
  return std::ranges::all_of(quad.lane, [](double value) { return value > 0; });
}

// Appends up to four rows. False where they are none for the sums.
bool append_rows(PersonSums& person, std::span<const Quad> lanes, std::size_t count,
                 PersonRows& rows) {
  if (!person.sum_up(lanes, false)) {
    return false;
  }
  const Quad total = person.total();
  const std::vector<Quad> all = person.present();
  // What rounding took below zero is no probability.
  if (!are_above_zero(total) || !person.sum_up(lanes, true)) {
    return false;
  }
  std::vector<double> present(all.size());
  for (std::size_t lane = 0; lane < count; ++lane) {
    const double absent = person.total().lane[lane] / total.lane[lane];
    const double left = 1 - absent;
    if (!(left >= engine::smallest_share_left)) {
      return false;
    }
    for (std::size_t c = 0; c < present.size(); ++c) {
      const double value = (all[c].lane[lane] - absent * person.present()[c].lane[lane]) / left;
      present[c] = std::clamp(value, 0.0, 1.0);  // beyond these by rounding only
    }
    const double log_total = person.causes().log_known() + std::log(total.lane[lane]);
    rows.log_without_complaint.push_back(log_total);
    rows.table.append(log_total + std::log1p(-absent), present);
  }
  return true;
}

}  // namespace

std::optional<std::vector<PersonRows>> person_rows(std::span<const Evidence> contexts,
                                                   const Observation& observation,
                                                   const KnownEffects& known,
                                                   const ClinicalNetwork& network,
                                                   BinarySums& sums) {
  if (!is_sure(network)) {
    return std::nullopt;
  }
  PersonSums person(observation, network, sums);
  std::vector<PersonRows> people;
  for (const Evidence& context : contexts) {
    if (!is_present(network.complaint, context) || !person.enter(context)) {
      return std::nullopt;
    }
    PersonRows& rows = people.emplace_back(PersonRows{
        engine::VariationTable(network.conditions.size()), {}, person.causes().log_context()});
    for (std::size_t first = 0; first < known.size(); first += Quad::count) {
      const std::size_t count = std::min(Quad::count, known.size() - first);
      const auto lanes =
          in_lanes(std::span(known).subspan(first, count), observation.findings.size());
      if (!append_rows(person, lanes, count, rows)) {
        return std::nullopt;
      }
    }
  }
  return people;
}

}  // namespace paraspinal::triage
