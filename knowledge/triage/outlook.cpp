#include "knowledge/triage/outlook.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/compiled_network.h"
#include "engine/require.h"
#include "knowledge/triage/context_mixture.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using engine::VariationTable;

// Below this the difference of two near-equal numbers says nothing.
constexpr double least_p_present = 1e-9;

std::vector<double> row_of(const VariationTable& table, std::size_t row) {
  const auto present = table.present(row);
  return {present.begin(), present.end()};
}

// The first row of the table is the evidence itself.
Outlook outlook_of(const VariationTable& table, std::size_t row) {
  const std::vector<double> now = row_of(table, 0);
  if (table.impossible(row)) {
    return {1, now, now};
  }
  const double p_absent =
      std::clamp(std::exp(table.log_evidence(row) - table.log_evidence(0)), 0.0, 1.0);
  Outlook outlook{1 - p_absent, now, row_of(table, row)};
  for (std::size_t c = 0; outlook.p_present > least_p_present && c < now.size(); ++c) {
    const double joint = now[c] - p_absent * outlook.if_absent[c];
    outlook.if_present[c] = std::clamp(joint / outlook.p_present, 0.0, 1.0);
  }
  return outlook;
}

// What the tree must have room for: risk factors, which change it when they are absent, and the
// background of a finding, whose absence is no product of factors of one condition each.
std::vector<engine::VariableId> changeable_by(const std::vector<bool>& is_asked,
                                              const engine::CompiledNetwork& compiled,
                                              const knowledge::ClinicalNetwork& network) {
  std::vector<engine::VariableId> variables;
  for (std::size_t f = 0; f < network.findings.size(); ++f) {
    const auto& variable = network.findings[f];
    if (!variable || !is_asked[variable->index]) {
      continue;
    }
    if (!compiled.dissolves(variable->index, 0)) {
      variables.push_back(*variable);
    }
    if (network.backgrounds[f]) {
      variables.push_back(*network.backgrounds[f]);
    }
  }
  return variables;
}

// [variable of the network]
std::vector<bool> named_by(std::span<const std::vector<engine::VariableId>> questions,
                           const knowledge::ClinicalNetwork& network) {
  std::vector<bool> is_named(network.network.size(), false);
  for (const auto& question : questions) {
    for (const engine::VariableId variable : question) {
      is_named[variable.index] = true;
    }
  }
  return is_named;
}

}  // namespace

Outlooks::Outlooks(const engine::Evidence& evidence,
                   std::span<const std::vector<engine::VariableId>> questions,
                   const engine::Inference& inference, const knowledge::ClinicalNetwork& network)
    : is_asked_(named_by(questions, network)),
      conditions_(network.conditions.size()),
      rows_(engine::EvidenceVariations::alike(
          inference, complete_contexts(evidence, network),
          changeable_by(is_asked_, inference.compiled(), network), network.conditions)) {}

bool Outlooks::may_ask(std::span<const engine::VariableId> question) const {
  return std::ranges::all_of(
      question, [this](engine::VariableId variable) { return is_asked_[variable.index]; });
}

Result<std::vector<Outlook>> Outlooks::of(
    std::span<const std::vector<engine::VariableId>> questions) {
  std::vector<std::vector<engine::EvidenceChange>> denied(1);
  for (const auto& question : questions) {
    engine::require(may_ask(question), "a question is about what may be asked");
    std::vector<engine::EvidenceChange>& changes = denied.emplace_back();
    for (const engine::VariableId variable : question) {
      changes.push_back({variable, engine::StateIndex{0}});
    }
  }
  const auto tables = rows_.present(denied);
  if (!tables) {
    return engine::fail(tables.error());
  }
  const VariationTable all = mixed(*tables, conditions_);
  if (all.impossible(0)) {
    return engine::fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<Outlook> views;
  for (std::size_t row = 1; row < all.size(); ++row) {
    views.push_back(outlook_of(all, row));
  }
  return views;
}

}  // namespace paraspinal::triage
