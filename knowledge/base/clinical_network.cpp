// Entry point: compile, at the end.

#include "knowledge/base/clinical_network.h"

#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::LogOddsDistribution;
using engine::Network;
using engine::NoisyOr;
using engine::TableDistribution;
using engine::two_state;
using engine::VariableId;

constexpr std::string_view complaint_id = "back_complaint";

// Ids as they are collected; the network itself comes last.
struct Ids {
  VariableId setting;
  VariableId age_band;
  VariableId sex;
  VariableId pregnancy;
  VariableId complaint;
  std::vector<VariableId> conditions;
  std::vector<VariableId> mechanisms;
  std::vector<std::optional<VariableId>> findings;
  std::vector<std::optional<VariableId>> backgrounds;
};

template <typename Levels>
std::vector<std::string> names_of(const Levels& levels) {
  std::vector<std::string> names;
  names.reserve(levels.size());
  for (const auto level : levels) {
    names.emplace_back(name(level));
  }
  return names;
}

void add_context(const KnowledgeBase& knowledge, Network::Builder& builder, Ids& ids) {
  std::vector<std::string> bands;
  for (const AgeBand& band : knowledge.age_bands) {
    bands.push_back(band.id);
  }
  const std::vector<double> any_setting(all_settings.size(), 1.0 / all_settings.size());
  ids.setting =
      builder.add({"setting", names_of(all_settings)}, TableDistribution{{}, any_setting});
  std::vector<double> sexes;
  for (const double female : knowledge.solved.female) {
    sexes.push_back(female);
    sexes.push_back(1 - female);
  }
  ids.sex = builder.add({"sex", names_of(all_sexes)}, TableDistribution{{ids.setting}, sexes});
  ids.age_band = builder.add({"age_band", bands},
                             TableDistribution{{ids.setting, ids.sex}, knowledge.solved.age});
  ids.pregnancy = builder.add(
      {"pregnancy", names_of(all_pregnancy_stages)},
      TableDistribution{{ids.setting, ids.age_band, ids.sex}, knowledge.solved.pregnancy});
}

void add_risk_factors(const KnowledgeBase& knowledge, const Parameters& parameters,
                      Network::Builder& builder, Ids& ids) {
  for (std::size_t f = 0; f < parameters.prevalence.size(); ++f) {
    if (parameters.prevalence[f].empty()) {
      continue;
    }
    std::vector<double> rows;
    for (const double present : parameters.prevalence[f]) {
      rows.push_back(1 - present);
      rows.push_back(present);
    }
    ids.findings[f] = builder.add(two_state(knowledge.findings[FindingId{f}].id),
                                  TableDistribution{{ids.setting, ids.sex}, rows});
  }
}

void add_condition(const KnowledgeBase& knowledge, const Parameters& parameters, std::size_t c,
                   Network::Builder& builder, Ids& ids) {
  LogOddsDistribution distribution;
  distribution.context = {ids.setting, ids.age_band, ids.sex, ids.pregnancy};
  distribution.base = knowledge.solved.base[c];
  for (const RiskParameter& risk : parameters.risks[c]) {
    distribution.terms.push_back({*ids.findings[risk.finding.index], risk.log_odds_ratio});
  }
  for (const Contribution& contribution : knowledge.contributions) {
    if (contribution.condition.index == c) {
      distribution.terms.push_back(
          {ids.conditions[contribution.contributor.index], std::log(contribution.odds_ratio)});
    }
  }
  ids.conditions[c] = builder.add(two_state(knowledge.conditions[c].id), std::move(distribution));
}

// Contributors first: they may be parents of primaries, never the other way.
void add_conditions(const KnowledgeBase& knowledge, const Parameters& parameters,
                    Network::Builder& builder, Ids& ids) {
  ids.conditions.resize(knowledge.conditions.size());
  for (const bool contributors : {true, false}) {
    for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
      if ((knowledge.conditions[c].role == ConditionRole::contributor) == contributors) {
        add_condition(knowledge, parameters, c, builder, ids);
      }
    }
  }
}

void add_mechanisms(const KnowledgeBase& knowledge, Network::Builder& builder, Ids& ids) {
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    NoisyOr distribution{mechanism.leak, {}, {}};
    for (const MechanismCause& cause : mechanism.causes) {
      distribution.raising.push_back({ids.conditions[cause.condition.index], cause.point});
    }
    ids.mechanisms.push_back(builder.add(two_state(mechanism.id), std::move(distribution)));
  }
}

// What makes a finding present without any of its causes, as the lowering conditions leave it: an
// absent finding then splits into one factor a cause, whatever lowers it.
engine::VariableId add_background(const Finding& finding, const FindingParameters& local,
                                  Network::Builder& builder, const Ids& ids) {
  NoisyOr background{local.leak, {}, {}};
  for (const ArcParameter& arc : local.lowering) {
    background.lowering.push_back({ids.conditions[arc.condition.index], arc.strength});
  }
  return builder.add(two_state(finding.id + " background"), std::move(background));
}

void add_findings(const KnowledgeBase& knowledge, const Parameters& parameters,
                  Network::Builder& builder, Ids& ids) {
  for (std::size_t f = 0; f < parameters.findings.size(); ++f) {
    const Finding& finding = knowledge.findings[FindingId{f}];
    if (!parameters.findings[f] || finding.id == complaint_id) {
      continue;
    }
    const FindingParameters& local = *parameters.findings[f];
    NoisyOr distribution{local.lowering.empty() ? local.leak : 0, {}, {}};
    for (const ArcParameter& arc : local.raising) {
      distribution.raising.push_back({ids.conditions[arc.condition.index], arc.strength});
    }
    for (const MechanismParameter& route : local.mechanisms) {
      distribution.raising.push_back({ids.mechanisms[route.mechanism], route.strength});
    }
    if (!local.lowering.empty()) {
      ids.backgrounds[f] = add_background(finding, local, builder, ids);
      distribution.raising.push_back({*ids.backgrounds[f], 1});
    }
    ids.findings[f] = builder.add(two_state(finding.id), std::move(distribution));
  }
}

// Present exactly when a primary condition or the `other` one is: its leak has a name.
void add_complaint(const KnowledgeBase& knowledge, Network::Builder& builder, Ids& ids) {
  NoisyOr distribution;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      distribution.raising.push_back({ids.conditions[c], 1});
    }
  }
  ids.complaint = builder.add(two_state("complaint"), std::move(distribution));
  if (const auto finding = knowledge.findings.find(complaint_id)) {
    ids.findings[finding->index] = ids.complaint;
  }
}

}  // namespace

engine::Evidence context_evidence(const ClinicalNetwork& network, const Context& context) {
  engine::Evidence evidence;
  evidence.observe(network.setting, static_cast<std::size_t>(context.setting));
  evidence.observe(network.age_band, context.age_band);
  evidence.observe(network.sex, static_cast<std::size_t>(context.sex));
  evidence.observe(network.pregnancy, static_cast<std::size_t>(context.pregnancy));
  evidence.observe(network.complaint, 1);
  return evidence;
}

engine::Result<ClinicalNetwork> compile(const KnowledgeBase& knowledge) {
  const std::size_t contexts = all_settings.size() * knowledge.age_bands.size() * all_sexes.size() *
                               all_pregnancy_stages.size();
  for (const auto& base : knowledge.solved.base) {
    if (base.size() != contexts) {
      return fail(engine::ErrorKind::corrupt, "a condition has " + std::to_string(base.size()) +
                                                  " solved contexts; expected " +
                                                  std::to_string(contexts));
    }
  }
  if (knowledge.solved.base.size() != knowledge.conditions.size()) {
    return fail(engine::ErrorKind::corrupt, "the knowledge base has solved bases for " +
                                                std::to_string(knowledge.solved.base.size()) +
                                                " conditions; expected " +
                                                std::to_string(knowledge.conditions.size()));
  }
  auto parameters = local_parameters(knowledge);
  if (!parameters) {
    return fail(parameters.error());
  }
  Network::Builder builder;
  Ids ids;
  ids.findings.resize(knowledge.findings.size());
  ids.backgrounds.resize(knowledge.findings.size());
  add_context(knowledge, builder, ids);
  add_risk_factors(knowledge, *parameters, builder, ids);
  add_conditions(knowledge, *parameters, builder, ids);
  add_mechanisms(knowledge, builder, ids);
  add_findings(knowledge, *parameters, builder, ids);
  add_complaint(knowledge, builder, ids);
  auto network = builder.build();
  if (!network) {
    return fail(network.error());
  }
  Ties ties(knowledge, *parameters);
  return ClinicalNetwork{
      std::move(*network), ids.setting,     ids.age_band,           ids.sex,
      ids.pregnancy,       ids.complaint,   ids.conditions,         ids.mechanisms,
      ids.findings,        ids.backgrounds, std::move(*parameters), std::move(ties)};
}

}  // namespace paraspinal::knowledge
