// Entry points: NoCause::of, rows and append_row, at the end.

#include "knowledge/triage/no_cause.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>

#include "knowledge/triage/context_mixture.h"

namespace paraspinal::triage {
namespace {

using engine::Evidence;
using engine::EvidenceChange;
using engine::StateIndex;
using engine::VariableId;
using knowledge::ClinicalNetwork;

// Whether the complaint is there exactly when a primary is.
bool is_sure(const ClinicalNetwork& network) {
  const auto* complaint =
      std::get_if<engine::NoisyOr>(&network.network.distribution(network.complaint));
  return complaint != nullptr && complaint->leak == 0 && complaint->lowering.empty() &&
         std::ranges::all_of(complaint->raising,
                             [](const auto& link) { return link.strength == 1; });
}

bool is_present(VariableId variable, const Evidence& evidence) {
  const auto item = evidence.items().find(variable);
  const auto* state =
      item == evidence.items().end() ? nullptr : std::get_if<StateIndex>(&item->second);
  return state != nullptr && *state == 1;
}

// The positions of the conditions that do not bring the complaint.
std::vector<std::size_t> contributors_of(const ClinicalNetwork& network) {
  const auto primaries = network.network.parents(network.complaint);
  std::vector<std::size_t> contributors;
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    if (std::find(primaries.begin(), primaries.end(), network.conditions[c]) == primaries.end()) {
      contributors.push_back(c);
    }
  }
  return contributors;
}

std::vector<VariableId> variables_of(std::span<const std::size_t> conditions,
                                     const ClinicalNetwork& network) {
  std::vector<VariableId> variables;
  for (const std::size_t condition : conditions) {
    variables.push_back(network.conditions[condition]);
  }
  return variables;
}

// Each context without a primary, with the risk factors.
std::vector<Evidence> sets_of(std::span<const Evidence> contexts, std::span<const Observed> risks,
                              const ClinicalNetwork& network) {
  std::vector<Evidence> sets(contexts.begin(), contexts.end());
  for (Evidence& evidence : sets) {
    evidence.forget(network.complaint);
    for (const VariableId primary : network.network.parents(network.complaint)) {
      evidence.observe(primary, StateIndex{0});
    }
    for (const Observed& item : risks) {
      evidence.observe(item.variable, item.state);
    }
  }
  return sets;
}

// One variation for each joint state.
void append_joint_states(std::span<const VariableId> variables,
                         std::vector<std::vector<EvidenceChange>>& variations) {
  for (std::size_t state = 0; state < std::size_t{1} << variables.size(); ++state) {
    std::vector<EvidenceChange>& changes = variations.emplace_back();
    for (std::size_t i = 0; i < variables.size(); ++i) {
      changes.push_back({variables[i], StateIndex{(state >> i) & 1}});
    }
  }
}

}  // namespace

std::vector<VariableId> risk_variables(const ClinicalNetwork& network) {
  std::vector<VariableId> variables;
  for (std::size_t f = 0; f < network.findings.size(); ++f) {
    const auto& variable = network.findings[f];
    if (variable && !network.parameters.findings[f] && *variable != network.complaint) {
      variables.push_back(*variable);
    }
  }
  return variables;
}

std::optional<NoCause> NoCause::of(std::span<const Evidence> contexts,
                                   std::span<const Observed> risks,
                                   std::span<const std::vector<EvidenceChange>> variations,
                                   std::span<const std::size_t> reached,
                                   const engine::Inference& inference,
                                   const ClinicalNetwork& network) {
  const bool complains = std::ranges::all_of(contexts, [&network](const Evidence& context) {
    return is_present(network.complaint, context);
  });
  if (!complains || !is_sure(network)) {
    return std::nullopt;
  }
  NoCause none(variations.size(), network);
  none.contributors_ = contributors_of(network);
  const auto targets = variables_of(none.contributors_, network);
  std::vector<VariableId> changeable = risk_variables(network);
  changeable.insert(changeable.end(), targets.begin(), targets.end());
  std::vector<std::vector<EvidenceChange>> all(variations.begin(), variations.end());
  append_joint_states(variables_of(reached, network), all);
  auto tables = present_in_each(sets_of(contexts, risks, network), changeable, targets, all,
                                engine::FurtherEvidence::never, inference);
  if (!tables) {
    return std::nullopt;
  }
  none.tables_ = *std::move(tables);
  return none;
}

// No primary is there.
void NoCause::append(double log_evidence, std::span<const double> contributors,
                     engine::VariationTable& table) const {
  std::vector<double> present(network_->conditions.size(), 0.0);
  for (std::size_t i = 0; i < contributors.size(); ++i) {
    present[contributors_[i]] = contributors[i];
  }
  table.append(log_evidence, present);
}

engine::VariationTable NoCause::rows(std::size_t context) const {
  engine::VariationTable table(network_->conditions.size());
  for (std::size_t row = 0; row < variations_; ++row) {
    append(tables_[context].log_evidence(row), tables_[context].present(row), table);
  }
  return table;
}

void NoCause::append_row(std::size_t context, std::span<const double> likelihoods,
                         engine::VariationTable& table) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const engine::VariationTable& joint = tables_[context];
  double largest = -infinity;
  for (std::size_t state = 0; state < likelihoods.size(); ++state) {
    largest = std::max(largest, joint.log_evidence(variations_ + state));
  }
  double total = 0;
  std::vector<double> present(contributors_.size(), 0.0);
  for (std::size_t state = 0; state < likelihoods.size(); ++state) {
    const std::size_t row = variations_ + state;
    const double weight = joint.impossible(row)
                              ? 0
                              : std::exp(joint.log_evidence(row) - largest) * likelihoods[state];
    total += weight;
    for (std::size_t i = 0; i < present.size(); ++i) {
      present[i] += weight * joint.present(row, i);
    }
  }
  for (double& value : present) {
    value = total > 0 ? value / total : 0;
  }
  append(total > 0 ? largest + std::log(total) : -infinity, present, table);
}

}  // namespace paraspinal::triage
