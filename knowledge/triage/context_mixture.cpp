#include "knowledge/triage/context_mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <variant>

#include "engine/alike_posteriors.h"

namespace paraspinal::triage {
namespace {

using engine::Evidence;
using engine::StateIndex;
using engine::VariableId;

// The states of a variable that the evidence leaves open.
std::vector<StateIndex> open_states(VariableId variable, const Evidence& evidence,
                                    const engine::Network& network) {
  std::vector<StateIndex> open;
  const auto item = evidence.items().find(variable);
  for (StateIndex state = 0; state < network.variable(variable).states.size(); ++state) {
    if (item == evidence.items().end()) {
      open.push_back(state);
    } else if (const auto* likelihood = std::get_if<engine::Likelihood>(&item->second)) {
      if ((*likelihood)[state] > 0) {
        open.push_back(state);
      }
    } else if (std::get<StateIndex>(item->second) == state) {
      open.push_back(state);
    }
  }
  return open;
}

// One of the likelihood's states must not be weighed less than another.
bool is_mixable(const Evidence& context, const knowledge::ClinicalNetwork& network) {
  const auto setting = context.items().find(network.setting);
  if (setting == context.items().end() || !std::holds_alternative<StateIndex>(setting->second)) {
    return false;
  }
  for (const VariableId variable : {network.age_band, network.sex, network.pregnancy}) {
    const auto item = context.items().find(variable);
    const auto* likelihood =
        item == context.items().end() ? nullptr : std::get_if<engine::Likelihood>(&item->second);
    for (std::size_t s = 0; likelihood != nullptr && s < likelihood->size(); ++s) {
      if ((*likelihood)[s] != 0 && (*likelihood)[s] != 1) {
        return false;
      }
    }
  }
  return true;
}

// One row, mixed from some of the rows of a table. Error: `impossible`.
engine::Result<engine::VariationTable> mixed_rows(const engine::VariationTable& rows,
                                                  std::span<const std::size_t> places,
                                                  std::size_t targets) {
  std::vector<engine::VariationTable> tables;
  for (const std::size_t row : places) {
    tables.emplace_back(targets).append(rows.log_evidence(row), rows.present(row));
  }
  engine::VariationTable table = mixed(tables, targets);
  if (table.impossible(0)) {
    return engine::fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  return table;
}

}  // namespace

std::vector<Evidence> complete_contexts(const Evidence& context,
                                        const knowledge::ClinicalNetwork& network) {
  if (!is_mixable(context, network)) {
    return {context};
  }
  const engine::Network& all = network.network;
  const auto setting = std::get<StateIndex>(context.items().at(network.setting));
  std::vector<Evidence> contexts;
  for (const StateIndex sex : open_states(network.sex, context, all)) {
    for (const StateIndex band : open_states(network.age_band, context, all)) {
      for (const StateIndex stage : open_states(network.pregnancy, context, all)) {
        const std::vector<StateIndex> of_sex{setting};
        const std::vector<StateIndex> of_band{setting, sex};
        const std::vector<StateIndex> of_stage{setting, band, sex};
        if (all.conditional(network.sex, sex, of_sex) > 0 &&
            all.conditional(network.age_band, band, of_band) > 0 &&
            all.conditional(network.pregnancy, stage, of_stage) > 0) {
          Evidence complete = context;
          complete.observe(network.sex, sex);
          complete.observe(network.age_band, band);
          complete.observe(network.pregnancy, stage);
          contexts.push_back(std::move(complete));
        }
      }
    }
  }
  return contexts.empty() ? std::vector{context} : contexts;
}

engine::Result<std::vector<engine::VariationTable>> present_in_each(
    std::span<const Evidence> sets, std::span<const VariableId> changeable,
    std::span<const VariableId> targets,
    std::span<const std::vector<engine::EvidenceChange>> variations,
    engine::FurtherEvidence further, const engine::Inference& inference) {
  return engine::EvidenceVariations::present_in_each(
      engine::EvidenceVariations::alike(inference, sets, changeable, targets, further), variations);
}

engine::Result<engine::VariationTable> mixed_posterior(const Evidence& evidence,
                                                       const engine::Inference& inference,
                                                       const knowledge::ClinicalNetwork& network) {
  const auto rows =
      engine::alike_posteriors(inference, complete_contexts(evidence, network), network.conditions);
  if (!rows) {
    return engine::fail(rows.error());
  }
  std::vector<std::size_t> all(rows->size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return mixed_rows(*rows, all, network.conditions.size());
}

engine::Result<engine::VariationTable> mixed_posterior_beside(
    const Evidence& evidence, const Evidence& known, const engine::Inference& inference,
    const knowledge::ClinicalNetwork& network) {
  const std::vector<Evidence> contexts = complete_contexts(known, network);
  std::vector<std::size_t> places;
  for (const Evidence& context : complete_contexts(evidence, network)) {
    const auto place = std::ranges::find(contexts, context);
    if (place == contexts.end()) {
      return mixed_posterior(evidence, inference, network);
    }
    places.push_back(static_cast<std::size_t>(place - contexts.begin()));
  }
  const auto rows = engine::alike_posteriors(inference, contexts, network.conditions);
  return rows ? mixed_rows(*rows, places, network.conditions.size()) : engine::fail(rows.error());
}

engine::VariationTable mixed(std::span<const engine::VariationTable> tables, std::size_t targets) {
  if (tables.size() == 1) {
    return tables.front();
  }
  engine::VariationTable mixture(targets);
  for (std::size_t row = 0; row < tables.front().size(); ++row) {
    double largest = -std::numeric_limits<double>::infinity();
    for (const auto& table : tables) {
      largest = std::max(largest, table.log_evidence(row));
    }
    std::vector<double> present(targets, 0.0);
    double total = 0;
    for (const auto& table : tables) {
      if (table.impossible(row)) {
        continue;
      }
      const double weight = std::exp(table.log_evidence(row) - largest);
      total += weight;
      for (std::size_t t = 0; t < targets; ++t) {
        present[t] += weight * table.present(row, t);
      }
    }
    for (double& value : present) {
      value = total > 0 ? value / total : 0.0;
    }
    mixture.append(total > 0 ? largest + std::log(total) : largest, present);
  }
  return mixture;
}

}  // namespace paraspinal::triage
