#include "knowledge/base/parameter_draw.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/require.h"
#include "knowledge/base/effect_solver.h"
#include "knowledge/base/figures.h"
#include "knowledge/base/normal_deviate.h"

namespace paraspinal::knowledge {
namespace {

// What was drawn for each figure, on its scale, as a change.
struct Changes {
  std::vector<double> link;        // [link]
  std::vector<double> leak;        // [finding]
  std::vector<double> prevalence;  // [prevalence]
};

// The name of a parameter's deviate: one for a condition's priors in all settings.
std::string deviate_name(const KnowledgeBase& knowledge, const UncertainParameter& parameter) {
  const std::string kind(name(parameter.kind));
  return parameter.kind == ParameterKind::prior
             ? kind + ' ' + knowledge.conditions[parameter.row].id
             : kind + ' ' + subject(knowledge, parameter);
}

void keep(const UncertainParameter& parameter, double value, double change, DrawnParameters& result,
          Changes& changes) {
  const std::size_t row = parameter.row;
  switch (parameter.kind) {
    case ParameterKind::prior:
      result.base_shift[row][parameter.part] = change;
      return;
    case ParameterKind::link:
      changes.link[row] = change;
      return;
    case ParameterKind::leak:
      changes.leak[row] = change;
      return;
    case ParameterKind::prevalence:
      changes.prevalence[row] = change;
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

// The row of a risk factor's prevalence that says most of both setting and sex.
std::optional<std::size_t> prevalence_row(const KnowledgeBase& knowledge, FindingId finding,
                                          Setting setting, Sex sex) {
  std::optional<std::size_t> best;
  int most_said = -1;
  for (std::size_t i = 0; i < knowledge.prevalences.size(); ++i) {
    const Prevalence& row = knowledge.prevalences[i];
    const int said = (row.setting ? 2 : 0) + (row.sex ? 1 : 0);
    if (row.finding == finding && row.setting.value_or(setting) == setting &&
        row.sex.value_or(sex) == sex && said > most_said) {
      best = i;
      most_said = said;
    }
  }
  return best;
}

}  // namespace

double drawn_value(const Spread& spread, double deviate) {
  return spread.centre + deviate * (deviate < 0 ? spread.below : spread.above);
}

ParameterDraws::ParameterDraws(const KnowledgeBase& knowledge, const Parameters& local,
                               std::optional<std::vector<bool>> needed)
    : links_(knowledge.links.size()), prevalence_rows_(knowledge.prevalences.size()) {
  engine::require(!needed || needed->size() == knowledge.findings.size(),
                  "it is said of each finding whether it is needed");
  const std::vector<bool> drawn =
      std::move(needed).value_or(std::vector<bool>(knowledge.findings.size(), true));
  undrawn_.local = local;
  undrawn_.base_shift.assign(knowledge.conditions.size(), std::vector<double>(all_settings.size()));
  undrawn_.mechanism_leak.resize(knowledge.mechanisms.size());
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    undrawn_.mechanism_strength.emplace_back(mechanism.causes.size());
  }
  undrawn_.contribution.resize(knowledge.contributions.size());
  list_uncertain(knowledge);
  list_findings(knowledge, drawn);
  list_prevalences(knowledge, drawn);
  leave_out(knowledge, drawn);
}

void ParameterDraws::list_uncertain(const KnowledgeBase& knowledge) {
  const auto parameters = uncertain_parameters(knowledge);
  engine::require(parameters.size() == knowledge.solved.spreads.size(),
                  "the knowledge base has a spread for each uncertain parameter");
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    uncertain_.push_back({parameters[i], knowledge.solved.spreads[i],
                          key_of(deviate_name(knowledge, parameters[i]))});
  }
}

void ParameterDraws::list_findings(const KnowledgeBase& knowledge,
                                   const std::vector<bool>& needed) {
  std::vector<double> link_given(links_);
  for (const Uncertain& uncertain : uncertain_) {
    if (uncertain.parameter.kind == ParameterKind::link) {
      link_given[uncertain.parameter.row] = uncertain.spread.centre;
    }
  }
  findings_.resize(undrawn_.local.findings.size());
  for (std::size_t f = 0; f < findings_.size(); ++f) {
    if (const auto& parameters = undrawn_.local.findings[f]) {
      findings_[f].emplace(knowledge, *parameters, link_given);
      if (needed[f]) {
        drawn_findings_.push_back(f);
      }
    }
  }
}

void ParameterDraws::list_prevalences(const KnowledgeBase& knowledge,
                                      const std::vector<bool>& needed) {
  for (std::size_t f = 0; f < undrawn_.local.prevalence.size(); ++f) {
    const std::vector<double>& present = undrawn_.local.prevalence[f];
    if (present.empty() || !needed[f]) {
      continue;
    }
    std::size_t entry = 0;
    for (const Setting setting : all_settings) {
      for (const Sex sex : all_sexes) {
        prevalences_.push_back({f, entry, log_odds(present[entry]),
                                prevalence_row(knowledge, FindingId{f}, setting, sex)});
        ++entry;
      }
    }
  }
}

// What no number that is drawn hangs on.
void ParameterDraws::leave_out(const KnowledgeBase& knowledge, const std::vector<bool>& needed) {
  std::vector<bool> by_mechanism(links_, false);
  for (const auto& finding : undrawn_.local.findings) {
    for (const MechanismParameter& route :
         finding ? finding->mechanisms : std::vector<MechanismParameter>{}) {
      for (const std::size_t link : route.links) {
        by_mechanism[link] = true;
      }
    }
  }
  std::erase_if(uncertain_, [&](const Uncertain& uncertain) {
    const std::size_t row = uncertain.parameter.row;
    switch (uncertain.parameter.kind) {
      case ParameterKind::link:
        return !needed[knowledge.links[row].finding.index] && !by_mechanism[row] &&
               knowledge.links[row].kind == LinkKind::finding;
      case ParameterKind::leak:
        return !needed[row];
      case ParameterKind::prevalence:
        return !needed[knowledge.prevalences[row].finding.index];
      case ParameterKind::prior:
      case ParameterKind::mechanism_leak:
      case ParameterKind::mechanism_cause:
      case ParameterKind::contribution:
        break;
    }
    return false;
  });
}

DrawnParameters ParameterDraws::draw(Draw draw) const {
  DrawnParameters drawn = undrawn_;
  redraw(draw, drawn);
  return drawn;
}

void ParameterDraws::redraw(Draw draw, DrawnParameters& drawn) const {
  Changes changes{std::vector<double>(links_), std::vector<double>(findings_.size()),
                  std::vector<double>(prevalence_rows_)};
  const NormalDeviates deviates(draw.seed, draw.number);
  for (const Uncertain& uncertain : uncertain_) {
    const double value = drawn_value(uncertain.spread, deviates.of(uncertain.key));
    keep(uncertain.parameter, value, value - uncertain.spread.centre, drawn, changes);
  }
  for (const auto& finding : findings_) {
    if (finding) {
      finding->raise_causes(changes.link, drawn.mechanism_strength);
    }
  }
  for (const std::size_t f : drawn_findings_) {
    findings_[f]->draw(changes.leak[f], changes.link, drawn.mechanism_strength,
                       *drawn.local.findings[f]);
  }
  for (std::size_t c = 0; c < drawn.local.risks.size(); ++c) {
    for (std::size_t i = 0; i < drawn.local.risks[c].size(); ++i) {
      const RiskParameter& before = undrawn_.local.risks[c][i];
      drawn.local.risks[c][i].log_odds_ratio =
          before.log_odds_ratio + (before.link ? changes.link[*before.link] : 0);
    }
  }
  for (const PrevalenceEntry& entry : prevalences_) {
    const double change = entry.row ? changes.prevalence[*entry.row] : 0;
    drawn.local.prevalence[entry.finding][entry.entry] = probability(entry.log_odds + change);
  }
}

DrawnParameters draw_parameters(const KnowledgeBase& knowledge, const Parameters& local,
                                Draw draw) {
  return ParameterDraws(knowledge, local).draw(draw);
}

}  // namespace paraspinal::knowledge
