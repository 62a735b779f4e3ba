// Entry point: intervals, at the end.

#include "knowledge/triage/intervals.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "engine/parameter_variations.h"
#include "engine/require.h"
#include "knowledge/base/parameter_draw.h"
#include "knowledge/base/perturbed_network.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/loss_table.h"

namespace paraspinal::triage {
namespace {

using engine::fail;
using engine::Result;
using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;
using knowledge::Urgency;

constexpr double lower_share = 0.05;
constexpr double upper_share = 0.95;

// The findings in a context.
engine::Evidence found_in(engine::Evidence context, const Observation& observation) {
  for (const Observed& item : observation.findings) {
    context.observe(item.variable, item.state);
  }
  return context;
}

// All that may be drawn anew: what is known, and the same of every way to complete the context.
engine::ParameterVariations variations_of(const Observation& observation,
                                          const engine::Inference& inference,
                                          const ClinicalNetwork& network) {
  std::vector<engine::Evidence> parts = complete_contexts(observation.context, network);
  for (engine::Evidence& part : parts) {
    part = found_in(std::move(part), observation);
  }
  return {inference, found_in(observation.context, observation), network.conditions, parts};
}

// The posteriors of the content's own figures, then those of each draw.
Result<engine::VariationTable> posteriors(const engine::ParameterVariations& variations,
                                          const KnowledgeBase& knowledge,
                                          const ClinicalNetwork& network, std::size_t draws,
                                          std::uint64_t seed) {
  knowledge::DrawnDistributions distributions(knowledge, network, variations.variables());
  const knowledge::ParameterDraws parameters(knowledge, network.parameters,
                                             distributions.findings());
  knowledge::DrawnParameters drawn = parameters.draw({seed, 0});
  return variations.present(draws + 1,
                            [&](std::size_t row) -> std::span<const engine::ChangedDistribution> {
                              if (row == 0) {
                                return {};
                              }
                              parameters.redraw({seed, row - 1}, drawn);
                              return distributions.of(drawn);
                            });
}

std::vector<std::size_t> possible_draws(const engine::VariationTable& table) {
  std::vector<std::size_t> possible;
  for (std::size_t draw = 1; draw < table.size(); ++draw) {
    if (!table.impossible(draw)) {
      possible.push_back(draw);
    }
  }
  return possible;
}

CredibleInterval interval(const engine::VariationTable& table,
                          const std::vector<std::size_t>& draws, std::size_t condition) {
  std::vector<double> values;
  values.reserve(draws.size());
  for (const std::size_t draw : draws) {
    values.push_back(table.present(draw, condition));
  }
  return {quantile(values, lower_share), quantile(values, upper_share)};
}

Uncertainty uncertainty(const engine::VariationTable& table, const std::vector<std::size_t>& draws,
                        Urgency gate_urgency, const KnowledgeBase& knowledge, std::uint64_t seed) {
  const LossTable losses(knowledge);
  const auto urgency_of = [&](std::size_t variation) {
    return std::max(gate_urgency, losses.least(table.present(variation)).urgency);
  };
  const Urgency own = urgency_of(0);
  std::map<Urgency, std::size_t> counts;
  for (const std::size_t draw : draws) {
    ++counts[urgency_of(draw)];
  }
  const auto all = static_cast<double>(draws.size());
  Uncertainty result{draws.size(), seed, 0, Urgency::self_care, {}};
  for (const auto& [urgency, count] : counts) {
    result.urgencies.emplace_back(urgency, static_cast<double>(count) / all);
  }
  result.p_urgency_differs = static_cast<double>(draws.size() - counts[own]) / all;
  return result;
}

// By expected loss alone; the first row of the table is the content's own figures.
Urgency urgency_at_upper_ends(const engine::VariationTable& table,
                              const std::vector<CredibleInterval>& intervals,
                              const KnowledgeBase& knowledge) {
  const auto point = table.present(0);
  std::vector<double> conditions(point.begin(), point.end());
  for (std::size_t c = 0; c < conditions.size(); ++c) {
    if (knowledge.conditions[c].must_not_miss) {
      conditions[c] = std::max(conditions[c], intervals[c].high);
    }
  }
  return LossTable(knowledge).least(conditions).urgency;
}

}  // namespace

double quantile(std::vector<double>& values, double share) {
  engine::require(!values.empty(), "a quantile is of one value at least");
  engine::require(share >= 0 && share <= 1, "a quantile's share is in 0 ... 1");
  std::ranges::sort(values);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double part = place - static_cast<double>(below);
  return values[below] + part * (values[above] - values[below]);
}

Result<Intervals> intervals(const Observation& observation, Urgency gate_urgency,
                            const engine::Inference& inference, const KnowledgeBase& knowledge,
                            const ClinicalNetwork& network, std::size_t draws, std::uint64_t seed) {
  engine::require(draws > 0, "intervals are of one draw at least");
  const auto table =
      posteriors(variations_of(observation, inference, network), knowledge, network, draws, seed);
  if (!table) {
    return fail(table.error());
  }
  const std::vector<std::size_t> possible = possible_draws(*table);
  if (table->impossible(0) || possible.empty()) {
    return fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  Intervals result;
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    result.conditions.push_back(interval(*table, possible, c));
  }
  result.uncertainty = uncertainty(*table, possible, gate_urgency, knowledge, seed);
  result.uncertainty.at_upper_ends =
      std::max(gate_urgency, urgency_at_upper_ends(*table, result.conditions, knowledge));
  return result;
}

}  // namespace paraspinal::triage
