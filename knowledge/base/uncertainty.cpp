// Entry point: spreads_of, at the end.

#include "knowledge/base/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "knowledge/base/figures.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

// Half the width of a 95 % interval, in standard deviations.
constexpr double deviates_of_a_bound = 1.959963984540054;
// Nearer to 0 and 1 no probability of the network stands.
constexpr double smallest_probability = 1e-6;
constexpr double largest_probability = 0.995;

double bounded_log_odds(double p) {
  return log_odds(std::clamp(p, smallest_probability, largest_probability));
}

double log_of(double ratio) {
  return std::log(ratio);
}

using Scale = double (*)(double);

// How far a bound is from the centre, in standard deviations' units; none when it is not given or
// not on the scale.
std::optional<double> spread_to(const std::optional<double>& bound, double point, Scale scale) {
  const double distance =
      bound ? std::abs(scale(*bound) - scale(point)) / deviates_of_a_bound : HUGE_VAL;
  return std::isfinite(distance) ? std::optional(distance) : std::nullopt;
}

Spread spread_of(const Figure& figure, Scale scale, double of_grade) {
  const auto below = spread_to(figure.low, figure.point, scale);
  const auto above = spread_to(figure.high, figure.point, scale);
  const double centre = scale == log_odds ? bounded_log_odds(figure.point) : scale(figure.point);
  if (!below && !above) {
    return {centre, of_grade, of_grade, false};
  }
  return {centre, below.value_or(std::max(above.value_or(0), of_grade)),
          above.value_or(std::max(below.value_or(0), of_grade)), true};
}

// The same of 1 - p.
Spread reversed(const Spread& spread) {
  return {-spread.centre, spread.above, spread.below, spread.from_interval};
}

Spread scaled(Spread spread, double factor) {
  spread.below *= factor;
  spread.above *= factor;
  return spread;
}

class Spreads {
 public:
  Spreads(const KnowledgeBase& knowledge, const Parameters& parameters)
      : knowledge_(knowledge), parameters_(parameters), solved_(knowledge.links.size()) {
    note_findings();
    note_risks();
  }

  Spread of(const UncertainParameter& parameter) {
    switch (parameter.kind) {
      case ParameterKind::prior: {
        const Prior& prior = knowledge_.conditions[parameter.row].priors[parameter.part];
        return spread_of({prior.point, prior.low, prior.high}, log_odds, of_grade(prior.citation));
      }
      case ParameterKind::link:
        return of_link(parameter.row);
      case ParameterKind::leak:
        return of_leak(FindingId{parameter.row});
      case ParameterKind::prevalence: {
        const Prevalence& row = knowledge_.prevalences[parameter.row];
        return spread_of({row.point, row.low, row.high}, log_odds, of_grade(row.citation));
      }
      case ParameterKind::mechanism_leak: {
        const Mechanism& mechanism = knowledge_.mechanisms[parameter.row];
        return spread_of({mechanism.leak, {}, {}}, log_odds, of_grade(mechanism.citation));
      }
      case ParameterKind::mechanism_cause: {
        const MechanismCause& cause = knowledge_.mechanisms[parameter.row].causes[parameter.part];
        return spread_of({cause.point, {}, {}}, log_odds, of_grade(cause.citation));
      }
      case ParameterKind::contribution: {
        const Contribution& row = knowledge_.contributions[parameter.row];
        return spread_of({row.odds_ratio, {}, {}}, log_of, of_grade(row.citation));
      }
    }
    return {};
  }

  const std::optional<std::string>& unknown_grade() const { return unknown_grade_; }

 private:
  double of_grade(const Citation& citation) { return of_grade(citation.grade); }
  double of_grade(const Grade& grade) {
    const auto found = knowledge_.grade_spread.find(grade);
    if (found == knowledge_.grade_spread.end()) {
      unknown_grade_ = grade;
      return 0;
    }
    return found->second;
  }

  // P(finding | condition) as the network has it, for the rows that do not say it themselves.
  void note_findings() {
    for (const auto& finding : parameters_.findings) {
      if (!finding) {
        continue;
      }
      for (const MechanismParameter& route : finding->mechanisms) {
        const auto& causes = knowledge_.mechanisms[route.mechanism].causes;
        for (const std::size_t link : route.links) {
          const auto cause = std::find_if(causes.begin(), causes.end(), [&](const auto& row) {
            return row.condition == knowledge_.links[link].condition;
          });
          const double carried = cause == causes.end() ? 0 : cause->point * route.strength;
          solved_[link] = 1 - (1 - solved_[link].value_or(finding->leak)) * (1 - carried);
        }
      }
      for (const ArcParameter& arc : finding->raising) {
        solved_[arc.link] =
            1 - (1 - solved_[arc.link].value_or(finding->leak)) * (1 - arc.strength);
      }
      for (const ArcParameter& arc : finding->lowering) {
        solved_[arc.link] = finding->leak * (1 - arc.strength);
      }
    }
  }

  // Of a row that acts on the odds of its condition, the log of the ratio.
  void note_risks() {
    for (const auto& risks : parameters_.risks) {
      for (const RiskParameter& risk : risks) {
        if (risk.link) {
          solved_[*risk.link] = risk.log_odds_ratio;
        }
      }
    }
  }

  Spread of_link(std::size_t index) {
    const Link& link = knowledge_.links[index];
    const double grade = of_grade(link.citation);
    if (link.kind == LinkKind::risk) {
      Spread spread = of_odds_ratio(link, grade);
      spread.centre = solved_[index].value_or(spread.centre);
      return spread;
    }
    if (link.sensitivity) {
      return spread_of(*link.sensitivity, log_odds, grade);
    }
    const double given =
        std::clamp(solved_[index].value_or(0.5), smallest_probability, largest_probability);
    Spread spread{0, grade, grade, false};
    if (link.lr_positive && link.lr_positive->point > 0) {
      spread = spread_of(*link.lr_positive, log_of, grade);
      // d log-odds(p) = d log(p) / (1 - p)
      spread = spread.from_interval ? scaled(spread, 1 / (1 - given)) : spread;
    } else if (link.ratio) {
      spread = spread_of(*link.ratio, log_of, grade);
    }
    spread.centre = log_odds(given);
    return spread;
  }

  Spread of_odds_ratio(const Link& link, double grade) const {
    if (link.ratio) {
      return spread_of(*link.ratio, log_of, grade);
    }
    if (link.sensitivity) {
      return spread_of(*link.sensitivity, log_odds, grade);
    }
    return link.lr_positive && link.lr_positive->point > 0
               ? spread_of(*link.lr_positive, log_of, grade)
               : Spread{0, grade, grade, false};
  }

  // P(finding | not condition) of a row: the specificity's interval; an estimated rate is of grade
  // C whatever the row's grade.
  Spread of_background(const Link& link) {
    if (link.specificity && !link.p_given_not) {
      return reversed(spread_of(*link.specificity, log_odds, of_grade(link.citation)));
    }
    const bool estimated = link.p_given_not_basis.starts_with("estimate");
    const double grade = estimated ? of_grade("C") : of_grade(link.citation);
    return {0, grade, grade, false};
  }

  // A leak is what all rows of a finding share; the best known of their background rates says how
  // well it is known.
  Spread of_leak(FindingId finding) {
    std::optional<Spread> best;
    for (const Link& link : knowledge_.links) {
      if (link.finding != finding || link.use != LinkUse::parameter) {
        continue;
      }
      const Spread spread = of_background(link);
      if (!best || spread.below + spread.above < best->below + best->above) {
        best = spread;
      }
    }
    Spread leak = best.value_or(Spread{0, of_grade("C"), of_grade("C"), false});
    leak.centre = bounded_log_odds(parameters_.findings[finding.index]->leak);
    return leak;
  }

  const KnowledgeBase& knowledge_;
  const Parameters& parameters_;
  std::vector<std::optional<double>> solved_;  // [link]
  std::optional<std::string> unknown_grade_;
};

std::vector<bool> findings_with_effect_rows(const KnowledgeBase& knowledge) {
  std::vector<bool> have(knowledge.findings.size());
  for (const Link& link : knowledge.links) {
    if (link.use == LinkUse::parameter && link.kind == LinkKind::finding) {
      have[link.finding.index] = true;
    }
  }
  return have;
}

}  // namespace

std::string_view name(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::prior:
      return "prior";
    case ParameterKind::link:
      return "link";
    case ParameterKind::leak:
      return "leak";
    case ParameterKind::prevalence:
      return "prevalence";
    case ParameterKind::mechanism_leak:
      return "mechanism_leak";
    case ParameterKind::mechanism_cause:
      return "mechanism_cause";
    case ParameterKind::contribution:
      return "contribution";
  }
  return {};
}

std::vector<UncertainParameter> uncertain_parameters(const KnowledgeBase& knowledge) {
  std::vector<UncertainParameter> all;
  const auto add_rows = [&all](ParameterKind kind, std::size_t rows) {
    for (std::size_t row = 0; row < rows; ++row) {
      all.push_back({kind, row, 0});
    }
  };
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    for (std::size_t setting = 0; setting < all_settings.size(); ++setting) {
      all.push_back({ParameterKind::prior, c, setting});
    }
  }
  for (std::size_t i = 0; i < knowledge.links.size(); ++i) {
    if (knowledge.links[i].use == LinkUse::parameter) {
      all.push_back({ParameterKind::link, i, 0});
    }
  }
  const std::vector<bool> effects = findings_with_effect_rows(knowledge);
  for (std::size_t f = 0; f < effects.size(); ++f) {
    if (effects[f]) {
      all.push_back({ParameterKind::leak, f, 0});
    }
  }
  add_rows(ParameterKind::prevalence, knowledge.prevalences.size());
  add_rows(ParameterKind::mechanism_leak, knowledge.mechanisms.size());
  for (std::size_t m = 0; m < knowledge.mechanisms.size(); ++m) {
    for (std::size_t cause = 0; cause < knowledge.mechanisms[m].causes.size(); ++cause) {
      all.push_back({ParameterKind::mechanism_cause, m, cause});
    }
  }
  add_rows(ParameterKind::contribution, knowledge.contributions.size());
  return all;
}

std::string subject(const KnowledgeBase& knowledge, const UncertainParameter& parameter) {
  switch (parameter.kind) {
    case ParameterKind::prior:
      return knowledge.conditions[parameter.row].id + ' ' +
             std::string(name(all_settings[parameter.part]));
    case ParameterKind::link:
      return knowledge.links[parameter.row].id;
    case ParameterKind::leak:
      return knowledge.findings[FindingId{parameter.row}].id;
    case ParameterKind::prevalence: {
      const Prevalence& row = knowledge.prevalences[parameter.row];
      return knowledge.findings[row.finding].id + ' ' +
             std::string(row.setting ? name(*row.setting) : "any") + ' ' +
             std::string(row.sex ? name(*row.sex) : "any");
    }
    case ParameterKind::mechanism_leak:
      return knowledge.mechanisms[parameter.row].id;
    case ParameterKind::mechanism_cause: {
      const Mechanism& mechanism = knowledge.mechanisms[parameter.row];
      return mechanism.id + ' ' +
             knowledge.conditions[mechanism.causes[parameter.part].condition.index].id;
    }
    case ParameterKind::contribution: {
      const Contribution& row = knowledge.contributions[parameter.row];
      return knowledge.conditions[row.contributor.index].id + ' ' +
             knowledge.conditions[row.condition.index].id;
    }
  }
  return {};
}

Result<std::vector<Spread>> spreads_of(const KnowledgeBase& knowledge) {
  const auto parameters = local_parameters(knowledge);
  if (!parameters) {
    return fail(parameters.error());
  }
  Spreads spreads(knowledge, *parameters);
  std::vector<Spread> all;
  for (const UncertainParameter& parameter : uncertain_parameters(knowledge)) {
    all.push_back(spreads.of(parameter));
  }
  if (const auto& grade = spreads.unknown_grade()) {
    return fail(engine::ErrorKind::corrupt,
                "table grade_spread has no row for grade '" + *grade + "'; expected one");
  }
  return all;
}

}  // namespace paraspinal::knowledge
