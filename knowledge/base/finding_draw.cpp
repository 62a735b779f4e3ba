#include "knowledge/base/finding_draw.h"

#include <algorithm>
#include <cmath>

#include "knowledge/base/effect_solver.h"
#include "knowledge/base/figures.h"

namespace paraspinal::knowledge {
namespace {

constexpr double smallest_share = 0.01;  // a drawn strength is not less than this part of it

// A finding's parameters as the content has them.
class Before {
 public:
  Before(const KnowledgeBase& knowledge, const FindingParameters& parameters,
         std::span<const double> link_given)
      : knowledge_(knowledge), parameters_(parameters), link_given_(link_given) {}

  std::optional<std::size_t> cause_of(std::size_t mechanism, ConditionId condition) const {
    const auto& causes = knowledge_.mechanisms[mechanism].causes;
    const auto found = std::ranges::find(causes, condition, &MechanismCause::condition);
    return found == causes.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - causes.begin()));
  }

  // What the condition alone does, directly and by mechanisms.
  double total(std::size_t link) const {
    const auto arc = std::ranges::find(parameters_.raising, link, &ArcParameter::link);
    double absent = arc == parameters_.raising.end() ? 1 : 1 - arc->strength;
    for (const MechanismParameter& route : parameters_.mechanisms) {
      if (const auto cause = cause_of(route.mechanism, condition(link))) {
        absent *= 1 - route.strength * knowledge_.mechanisms[route.mechanism].causes[*cause].point;
      }
    }
    return 1 - absent;
  }

  // A risk row turned round has no P(finding | condition) of its own; its strength implies one.
  double given(std::size_t link, double strength) const {
    return knowledge_.links[link].kind == LinkKind::finding
               ? link_given_[link]
               : log_odds(1 - (1 - strength) * (1 - parameters_.leak));
  }

  ConditionId condition(std::size_t link) const { return knowledge_.links[link].condition; }

 private:
  const KnowledgeBase& knowledge_;
  const FindingParameters& parameters_;
  std::span<const double> link_given_;
};

}  // namespace

FindingDraw::FindingDraw(const KnowledgeBase& knowledge, const FindingParameters& before,
                         std::span<const double> link_given)
    : leak_(log_odds(before.leak)) {
  const Before rows(knowledge, before, link_given);
  const auto effect_of = [&rows](std::size_t link) {
    const double total = rows.total(link);
    const double given = rows.given(link, total);
    return Effect{link, total, given, (1 - total) / (1 - probability(given))};
  };
  for (const MechanismParameter& parameter : before.mechanisms) {
    Route& route = routes_.emplace_back();
    route.strength = parameter.strength;
    for (const std::size_t link : parameter.links) {
      Carried& carried = route.carries.emplace_back(Carried{effect_of(link), {}, 0});
      if (const auto cause = rows.cause_of(parameter.mechanism, rows.condition(link))) {
        carried.by = Cause{parameter.mechanism, *cause, routes_.size() - 1};
        carried.cause_before = knowledge.mechanisms[parameter.mechanism].causes[*cause].point;
      }
    }
  }
  for (const ArcParameter& arc : before.raising) {
    Raising& raising = raising_.emplace_back(Raising{effect_of(arc.link), {}});
    for (std::size_t r = 0; r < before.mechanisms.size(); ++r) {
      const std::size_t mechanism = before.mechanisms[r].mechanism;
      if (const auto cause = rows.cause_of(mechanism, arc.condition)) {
        raising.also_by.push_back({mechanism, *cause, r});
      }
    }
  }
  for (const ArcParameter& arc : before.lowering) {
    const double given = rows.given(arc.link, arc.strength);
    lowering_.push_back({arc.link, 1 - arc.strength, given, probability(given)});
  }
}

double FindingDraw::total_after(const Effect& effect, std::span<const double> link_change) const {
  const double given = probability(effect.given + link_change[effect.link]);
  return std::max(1 - effect.absent_ratio * (1 - given), smallest_share * effect.total);
}

void FindingDraw::raise_causes(std::span<const double> link_change,
                               std::vector<std::vector<double>>& mechanism_strength) const {
  for (const Route& route : routes_) {
    for (const Carried& carried : route.carries) {
      if (carried.by) {
        double& strength = mechanism_strength[carried.by->mechanism][carried.by->cause];
        strength = std::max(strength,
                            std::min(total_after(carried.effect, link_change), largest_strength));
      }
    }
  }
}

// Moves with the rows that the mechanism carries, and against its causes: how often a mechanism
// follows from its cause says which findings come together, not how many there are. The geometric
// mean over the rows; one without an effect says nothing.
double FindingDraw::route_strength(
    const Route& route, std::span<const double> link_change,
    const std::vector<std::vector<double>>& mechanism_strength) const {
  double sum = 0;
  for (const Carried& carried : route.carries) {
    double ratio = carried.effect.total > 0
                       ? total_after(carried.effect, link_change) / carried.effect.total
                       : 1;
    if (carried.by) {
      ratio *= carried.cause_before / mechanism_strength[carried.by->mechanism][carried.by->cause];
    }
    sum += std::log(ratio);
  }
  const double mean = route.carries.empty() ? 0 : sum / static_cast<double>(route.carries.size());
  return std::min(route.strength * std::exp(mean), largest_strength);
}

void FindingDraw::draw(double leak_change, std::span<const double> link_change,
                       const std::vector<std::vector<double>>& mechanism_strength,
                       FindingParameters& after) const {
  after.leak = probability(leak_ + leak_change);
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    after.mechanisms[r].strength = route_strength(routes_[r], link_change, mechanism_strength);
  }
  for (std::size_t i = 0; i < raising_.size(); ++i) {
    double without_routes = 1;
    for (const Cause& by : raising_[i].also_by) {
      without_routes *=
          1 - after.mechanisms[by.route].strength * mechanism_strength[by.mechanism][by.cause];
    }
    const double absent = 1 - total_after(raising_[i].effect, link_change);
    after.raising[i].strength = std::clamp(1 - absent / without_routes, 0.0, largest_strength);
  }
  for (std::size_t i = 0; i < lowering_.size(); ++i) {
    const Lowering& row = lowering_[i];
    const double given = probability(row.given + link_change[row.link]);
    after.lowering[i].strength = std::clamp(1 - row.kept * given / row.p, 0.0, 1.0);
  }
}

}  // namespace paraspinal::knowledge
