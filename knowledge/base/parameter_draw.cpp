// Entry point: draw_parameters, at the end.

#include "knowledge/base/parameter_draw.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "engine/probability.h"
#include "engine/require.h"
#include "knowledge/base/normal_deviate.h"
#include "knowledge/base/uncertainty.h"

namespace paraspinal::knowledge {
namespace {

constexpr double largest_strength = 0.995;  // as in parameters.cpp
constexpr double smallest_share = 0.01;     // a drawn strength is not less than this part of it

double log_odds(double p) {
  return engine::log_odds({p}).value;
}

double probability(double log_odds_of_it) {
  return engine::probability({log_odds_of_it}).value;
}

// What was drawn for each figure, on its scale.
struct Drawn {
  std::vector<double> link;        // [link] the change
  std::vector<double> link_given;  // [link] its P(finding | condition); log-odds, before the change
  std::vector<double> leak;        // [finding] the change
  std::vector<double> prevalence;  // [prevalence] the change
};

// The name of a parameter's deviate: one for a condition's priors in all settings.
std::string deviate_name(const KnowledgeBase& knowledge, const UncertainParameter& parameter) {
  const std::string kind(name(parameter.kind));
  return parameter.kind == ParameterKind::prior
             ? kind + ' ' + knowledge.conditions[parameter.row].id
             : kind + ' ' + subject(knowledge, parameter);
}

void resize(const KnowledgeBase& knowledge, DrawnParameters& result, Drawn& drawn) {
  result.base_shift.assign(knowledge.conditions.size(), std::vector<double>(all_settings.size()));
  result.mechanism_leak.resize(knowledge.mechanisms.size());
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    result.mechanism_strength.emplace_back(mechanism.causes.size());
  }
  result.contribution.resize(knowledge.contributions.size());
  drawn.link.resize(knowledge.links.size());
  drawn.link_given.resize(knowledge.links.size());
  drawn.leak.resize(knowledge.findings.size());
  drawn.prevalence.resize(knowledge.prevalences.size());
}

void keep(const UncertainParameter& parameter, const Spread& spread, double value,
          DrawnParameters& result, Drawn& drawn) {
  const std::size_t row = parameter.row;
  switch (parameter.kind) {
    case ParameterKind::prior:
      result.base_shift[row][parameter.part] = value - spread.centre;
      return;
    case ParameterKind::link:
      drawn.link[row] = value - spread.centre;
      drawn.link_given[row] = spread.centre;
      return;
    case ParameterKind::leak:
      drawn.leak[row] = value - spread.centre;
      return;
    case ParameterKind::prevalence:
      drawn.prevalence[row] = value - spread.centre;
      return;
    case ParameterKind::mechanism_leak:
      result.mechanism_leak[row] = probability(value);
      return;
    case ParameterKind::mechanism_cause:
      result.mechanism_strength[row][parameter.part] =
          std::min(probability(value), largest_strength);
      return;
    case ParameterKind::contribution:
      result.contribution[row] = value;
      return;
  }
}

// The strengths of one finding, so that each row's P(finding | condition) is what was drawn for it.
class FindingDraw {
 public:
  FindingDraw(const KnowledgeBase& knowledge, const Drawn& drawn, const FindingParameters& before)
      : knowledge_(knowledge), drawn_(drawn), before_(before), after_(before) {}

  // A mechanism is at least as frequent as each finding that comes of it.
  void raise_causes(std::vector<std::vector<double>>& mechanism_strength) const {
    for (const MechanismParameter& route : before_.mechanisms) {
      for (const std::size_t link : route.links) {
        const ConditionId condition = knowledge_.links[link].condition;
        if (const auto cause = cause_of(route.mechanism, condition)) {
          double& strength = mechanism_strength[route.mechanism][*cause];
          strength = std::max(strength, std::min(total_after(link, condition), largest_strength));
        }
      }
    }
  }

  FindingParameters parameters(FindingId finding, const DrawnParameters& result) {
    after_.leak = probability(log_odds(before_.leak) + drawn_.leak[finding.index]);
    for (std::size_t r = 0; r < before_.mechanisms.size(); ++r) {
      after_.mechanisms[r].strength = route_strength(before_.mechanisms[r], result);
    }
    for (ArcParameter& arc : after_.raising) {
      const double without_routes = 1 - carried_by_routes(arc.condition, after_, &result);
      const double absent = 1 - total_after(arc.link, arc.condition);
      arc.strength = std::clamp(1 - absent / without_routes, 0.0, largest_strength);
    }
    for (ArcParameter& arc : after_.lowering) {
      const Moved given = moved(arc.link, arc.strength);
      arc.strength = std::clamp(1 - (1 - arc.strength) * given.after / given.before, 0.0, 1.0);
    }
    return after_;
  }

 private:
  // P(finding | condition) of a row.
  struct Moved {
    double before = 0;
    double after = 0;
  };

  // A risk row turned round has no P(finding | condition) of its own; its strength implies one.
  Moved moved(std::size_t link, double strength) const {
    const double before = knowledge_.links[link].kind == LinkKind::finding
                              ? drawn_.link_given[link]
                              : log_odds(1 - (1 - strength) * (1 - before_.leak));
    return {probability(before), probability(before + drawn_.link[link])};
  }

  std::optional<std::size_t> cause_of(std::size_t mechanism, ConditionId condition) const {
    const auto& causes = knowledge_.mechanisms[mechanism].causes;
    for (std::size_t i = 0; i < causes.size(); ++i) {
      if (causes[i].condition == condition) {
        return i;
      }
    }
    return std::nullopt;
  }

  // P(finding through a mechanism | condition), as it stands or with the causes that were drawn.
  double carried_by_routes(ConditionId condition, const FindingParameters& parameters,
                           const DrawnParameters* result) const {
    double absent = 1;
    for (const MechanismParameter& route : parameters.mechanisms) {
      if (const auto cause = cause_of(route.mechanism, condition)) {
        absent *= 1 - route.strength * cause_strength(route.mechanism, *cause, result);
      }
    }
    return 1 - absent;
  }

  double cause_strength(std::size_t mechanism, std::size_t cause,
                        const DrawnParameters* result) const {
    return result == nullptr ? knowledge_.mechanisms[mechanism].causes[cause].point
                             : result->mechanism_strength[mechanism][cause];
  }

  // What the condition alone does, directly and by mechanisms.
  double total_before(std::size_t link, ConditionId condition) const {
    const auto arc = std::find_if(before_.raising.begin(), before_.raising.end(),
                                  [link](const ArcParameter& row) { return row.link == link; });
    const double direct = arc == before_.raising.end() ? 0 : arc->strength;
    return 1 - (1 - direct) * (1 - carried_by_routes(condition, before_, nullptr));
  }

  double total_after(std::size_t link, ConditionId condition) const {
    const double total = total_before(link, condition);
    const Moved given = moved(link, total);
    return std::max(1 - (1 - total) * (1 - given.after) / (1 - given.before),
                    smallest_share * total);
  }

  // Moves with the rows that the mechanism carries, and against its causes: how often a mechanism
  // follows from its cause says which findings come together, not how many there are.
  double route_strength(const MechanismParameter& route, const DrawnParameters& result) const {
    double sum = 0;
    for (const std::size_t link : route.links) {
      const ConditionId condition = knowledge_.links[link].condition;
      sum += std::log(total_after(link, condition) / total_before(link, condition));
      if (const auto cause = cause_of(route.mechanism, condition)) {
        sum += std::log(cause_strength(route.mechanism, *cause, nullptr) /
                        cause_strength(route.mechanism, *cause, &result));
      }
    }
    const double mean = route.links.empty() ? 0 : sum / static_cast<double>(route.links.size());
    return std::min(route.strength * std::exp(mean), largest_strength);
  }

  const KnowledgeBase& knowledge_;
  const Drawn& drawn_;
  const FindingParameters& before_;
  FindingParameters after_;
};

// The change of a risk factor's prevalence, by the row that says most of both setting and sex.
double prevalence_change(const KnowledgeBase& knowledge, const Drawn& drawn, FindingId finding,
                         Setting setting, Sex sex) {
  double change = 0;
  int most_said = -1;
  for (std::size_t i = 0; i < knowledge.prevalences.size(); ++i) {
    const Prevalence& row = knowledge.prevalences[i];
    const int said = (row.setting ? 2 : 0) + (row.sex ? 1 : 0);
    if (row.finding == finding && row.setting.value_or(setting) == setting &&
        row.sex.value_or(sex) == sex && said > most_said) {
      change = drawn.prevalence[i];
      most_said = said;
    }
  }
  return change;
}

void draw_prevalences(const KnowledgeBase& knowledge, const Drawn& drawn, Parameters& local) {
  for (std::size_t f = 0; f < local.prevalence.size(); ++f) {
    if (local.prevalence[f].empty()) {
      continue;
    }
    std::size_t entry = 0;
    for (const Setting setting : all_settings) {
      for (const Sex sex : all_sexes) {
        double& present = local.prevalence[f][entry++];
        present = probability(log_odds(present) +
                              prevalence_change(knowledge, drawn, FindingId{f}, setting, sex));
      }
    }
  }
}

}  // namespace

double drawn_value(const Spread& spread, double deviate) {
  return spread.centre + deviate * (deviate < 0 ? spread.below : spread.above);
}

DrawnParameters draw_parameters(const KnowledgeBase& knowledge, const Parameters& local,
                                Draw draw) {
  const auto parameters = uncertain_parameters(knowledge);
  engine::require(parameters.size() == knowledge.solved.spreads.size(),
                  "the knowledge base has a spread for each uncertain parameter");
  DrawnParameters result;
  Drawn drawn;
  resize(knowledge, result, drawn);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const double deviate =
        normal_deviate(draw.seed, draw.number, key_of(deviate_name(knowledge, parameters[i])));
    const Spread& spread = knowledge.solved.spreads[i];
    keep(parameters[i], spread, drawn_value(spread, deviate), result, drawn);
  }
  result.local = local;
  for (const auto& finding : local.findings) {
    if (finding) {
      FindingDraw(knowledge, drawn, *finding).raise_causes(result.mechanism_strength);
    }
  }
  for (std::size_t f = 0; f < local.findings.size(); ++f) {
    if (local.findings[f]) {
      result.local.findings[f] =
          FindingDraw(knowledge, drawn, *local.findings[f]).parameters(FindingId{f}, result);
    }
  }
  for (auto& risks : result.local.risks) {
    for (RiskParameter& risk : risks) {
      risk.log_odds_ratio += risk.link ? drawn.link[*risk.link] : 0;
    }
  }
  draw_prevalences(knowledge, drawn, result.local);
  return result;
}

}  // namespace paraspinal::knowledge
