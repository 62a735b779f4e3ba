#include "knowledge/triage/outlook.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "engine/compiled_network.h"
#include "engine/evidence_variations.h"
#include "knowledge/triage/context_mixture.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using engine::VariationTable;

// Below this the difference of two near-equal numbers says nothing.
constexpr double too_rare = 1e-9;

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
  for (std::size_t c = 0; outlook.p_present > too_rare && c < now.size(); ++c) {
    const double joint = now[c] - p_absent * outlook.if_absent[c];
    outlook.if_present[c] = std::clamp(joint / outlook.p_present, 0.0, 1.0);
  }
  return outlook;
}

// Those whose absence changes the tree: risk factors.
std::vector<engine::VariableId> undissolved(
    std::span<const std::vector<engine::VariableId>> questions,
    const engine::CompiledNetwork& compiled) {
  std::vector<engine::VariableId> variables;
  for (const auto& question : questions) {
    std::ranges::copy_if(question, std::back_inserter(variables), [&](engine::VariableId variable) {
      return !compiled.dissolves(variable.index, 0);
    });
  }
  return variables;
}

}  // namespace

Result<std::vector<Outlook>> outlooks(const engine::Evidence& evidence,
                                      std::span<const std::vector<engine::VariableId>> questions,
                                      const engine::Inference& inference,
                                      const knowledge::ClinicalNetwork& network) {
  std::vector<std::vector<engine::EvidenceChange>> denied(1);
  for (const auto& question : questions) {
    std::vector<engine::EvidenceChange>& changes = denied.emplace_back();
    for (const engine::VariableId variable : question) {
      changes.push_back({variable, engine::StateIndex{0}});
    }
  }
  const auto changeable = undissolved(questions, inference.compiled());
  std::vector<VariationTable> tables;
  for (const auto& variations : engine::EvidenceVariations::alike(
           inference, complete_contexts(evidence, network), changeable, network.conditions)) {
    auto table = variations.present(denied);
    if (!table) {
      return engine::fail(table.error());
    }
    tables.push_back(*std::move(table));
  }
  const VariationTable all = mixed(tables, network.conditions.size());
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
