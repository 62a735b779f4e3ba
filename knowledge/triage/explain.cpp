// Entry points: explain and explain_without_weights, at the end.

#include "knowledge/triage/explain.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "engine/evidence_variations.h"
#include "engine/plan_cache.h"
#include "engine/require.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/denied_together.h"
#include "knowledge/triage/finding_order.h"
#include "knowledge/triage/one_by_one.h"
#include "knowledge/triage/person_sums.h"
#include "knowledge/triage/present_together.h"
#include "knowledge/triage/risks_together.h"

namespace paraspinal::triage {
namespace {

using engine::EvidenceChange;
using engine::FurtherEvidence;
using engine::Posterior;
using engine::Result;
using engine::VariationTable;
using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;

// The first rows of a table.
std::vector<std::span<const double>> rows_of(const VariationTable& table, std::size_t count) {
  std::vector<std::span<const double>> rows;
  rows.reserve(count);
  for (std::size_t row = 0; row < count; ++row) {
    rows.push_back(table.present(row));
  }
  return rows;
}

// Where the two states of each variable begin in a posterior of the conditions alone.
std::vector<std::size_t> begin_of_states(const ClinicalNetwork& network) {
  std::vector<std::size_t> begin(network.network.size() + 1, 0);
  for (const engine::VariableId condition : network.conditions) {
    begin[condition.index + 1] = 2;
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
}

// The posterior of the conditions at one step, laid out so. Error: `impossible`.
Result<Posterior> posterior_at(const VariationTable& table, std::size_t step,
                               std::vector<std::size_t> begin, const ClinicalNetwork& network) {
  if (table.impossible(step)) {
    return engine::fail(engine::ErrorKind::impossible, "the evidence has probability 0");
  }
  std::vector<double> values(begin.back());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const double present = table.present(step, c);
    const std::size_t place = begin[network.conditions[c].index];
    values[place] = 1 - present;
    values[place + 1] = present;
  }
  return Posterior(std::move(values), std::move(begin), table.log_evidence(step));
}

// What every row is made from.
struct ExplainingMeans {
  const Observation& observation;
  const engine::Inference& inference;
  const ClinicalNetwork& network;
  std::shared_ptr<const CauseTable> causes;
  std::vector<engine::Evidence> contexts;  // complete ones
};

ExplainingMeans means_for(const Observation& observation, const engine::Inference& inference,
                          const ClinicalNetwork& network) {
  return {observation, inference, network,
          inference.plan_cache().made_once<CauseTable>([&] { return CauseTable(network); }),
          complete_contexts(observation.context, network)};
}

// A row for each of several steps, and of each P(complaint | the rest); 1 where that is not known,
// as if it tied nothing together.
struct Rows {
  VariationTable table;
  std::vector<double> complaint;
  double complaint_in_context = 1;  // P(complaint | context)
};

// Natural log of the sum of what these are the logs of.
double log_sum(const std::vector<double>& logs) {
  const double largest = std::ranges::max(logs);
  double sum = 0;
  for (const double log : logs) {
    sum += std::exp(log - largest);
  }
  return largest + std::log(sum);
}

// P(complaint | what is known in each row), each context as likely as it is.
void set_complaint(std::span<const PersonRows> people, double log_pretest, Rows& rows) {
  std::vector<double> without(people.size());
  for (std::size_t row = 0; row < rows.table.size(); ++row) {
    std::ranges::transform(people, without.begin(), [row](const PersonRows& person) {
      return person.log_without_complaint[row];
    });
    rows.complaint.push_back(std::exp(rows.table.log_evidence(row) - log_sum(without)));
  }
  std::ranges::transform(people, without.begin(), &PersonRows::log_context);
  rows.complaint_in_context = std::exp(log_pretest - log_sum(without));
}

// In closed sums, each context by itself. Nothing where some person is none for these.
std::optional<std::vector<PersonRows>> people_in_sums(const ExplainingMeans& means,
                                                      const Observation& observation,
                                                      const KnownEffects& known) {
  engine::PlanCache& cache = means.inference.plan_cache();
  auto sums = cache.take_binary_sums();
  auto people =
      person_rows(means.contexts, observation, known, means.network, *means.causes, *sums);
  cache.give_back(std::move(sums));
  return people;
}

VariationTable mixture_of(std::span<const PersonRows> people, const ClinicalNetwork& network) {
  std::vector<VariationTable> tables;
  tables.reserve(people.size());
  for (const PersonRows& person : people) {
    tables.push_back(person.table);
  }
  return mixed(tables, network.conditions.size());
}

std::optional<Rows> rows_in_sums(const ExplainingMeans& means, const KnownEffects& known,
                                 double log_pretest) {
  const auto people = people_in_sums(means, means.observation, known);
  if (!people) {
    return std::nullopt;
  }
  Rows rows{mixture_of(*people, means.network), {}};
  set_complaint(*people, log_pretest, rows);
  return rows;
}

// All that the pre-test posterior depends on but the network.
std::string key_of(const engine::Evidence& context) {
  std::string key = "pre-test";
  const auto append = [&key](auto number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof(number)>>(number);
    key.append(bytes.begin(), bytes.end());
  };
  for (const auto& [variable, item] : context.items()) {
    append(variable.index);
    append(item.index());
    if (const auto* state = std::get_if<engine::StateIndex>(&item)) {
      append(*state);
    } else {
      std::ranges::for_each(std::get<engine::Likelihood>(item), append);
    }
  }
  return key;
}

// Of the context alone; kept, for the same people come again and again.
Result<VariationTable> pretest_of(const ExplainingMeans& means) {
  engine::PlanCache& cache = means.inference.plan_cache();
  std::string key = key_of(means.observation.context);
  if (auto kept = cache.rows(key)) {
    return *std::move(kept);
  }
  const Observation nothing_found{means.observation.context, {}, {}};
  const auto people = people_in_sums(means, nothing_found, KnownEffects(1));
  auto pretest = people
                     ? Result<VariationTable>(mixture_of(*people, means.network))
                     : mixed_posterior(means.observation.context, means.inference, means.network);
  if (pretest) {
    cache.keep_rows(std::move(key), *pretest);
  }
  return pretest;
}

// By queries of the network.
Result<Rows> rows_by_queries(const ExplainingMeans& means, const KnownEffects& known) {
  const std::vector<Observed>& findings = means.observation.findings;
  std::vector<engine::Evidence> sets = means.contexts;
  for (engine::Evidence& evidence : sets) {
    for (const Observed& item : findings) {
      evidence.observe(item.variable, item.state);
    }
  }
  std::vector<engine::VariableId> changeable;
  std::vector<std::vector<EvidenceChange>> variations(known.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!means.network.parameters.findings[findings[i].finding.index]) {
      continue;
    }
    changeable.push_back(findings[i].variable);
    for (std::size_t row = 0; row < known.size(); ++row) {
      if (!known[row][i]) {
        variations[row].push_back({findings[i].variable, std::nullopt});
      }
    }
  }
  const auto tables = present_in_each(sets, changeable, means.network.conditions, variations,
                                      FurtherEvidence::never, means.inference);
  return tables ? Result<Rows>(Rows{mixed(*tables, means.network.conditions.size()),
                                    std::vector<double>(known.size(), 1.0)})
                : engine::fail(tables.error());
}

// From the context alone to the last row.
void weigh_risks(const ExplainingMeans& means, const Group& risks, std::span<const double> before,
                 const Rows& rows, WeightTable& weights) {
  if (risks.empty()) {
    return;
  }
  const auto after = rows.table.present(rows.table.size() - 1);
  const auto change = mean_changes(1, before, {after});
  RisksTogether(findings_of(means.observation, risks), means.observation.context, means.network,
                *means.causes)
      .divide({before, rows.complaint_in_context}, {after, rows.complaint.back()}, change.front(),
              risks, weights);
}

// The probabilities where the first group becomes known: first of all, and last of all; their mean.
std::vector<double> around_the_first(std::size_t groups, std::span<const double> before,
                                     const std::vector<std::span<const double>>& rows) {
  const std::size_t others = groups - 1;
  const auto last = others == 0 ? before : rows[Steps(groups).backwards(others)];
  std::vector<double> mean(before.size());
  std::ranges::transform(before, last, mean.begin(),
                         [](double a, double b) { return (a + b) / 2; });
  return mean;
}

// The weights of effects whose groups are added one after another, from the last row on. Denied
// ones are the first.
void weigh_effects(const ExplainingMeans& means, std::span<const Group> groups, const Rows& rows,
                   WeightTable& weights) {
  const auto before = rows.table.present(rows.table.size() - 1);
  const auto steps = rows_of(rows.table, rows.table.size() - 1);
  const auto changes = mean_changes(groups.size(), before, steps);
  std::vector<Observed> denied;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto findings = findings_of(means.observation, groups[i]);
    if (findings.front().state == 0) {
      denied = findings;
    }
    if (findings.size() == 1) {
      for (std::size_t c = 0; c < before.size(); ++c) {
        weights[c][groups[i].front()] = weight_of(changes[i][c]);
      }
    } else if (findings.front().state == 0) {
      DeniedTogether(findings, before, means.network, *means.causes)
          .divide(around_the_first(groups.size(), before, steps), changes[i], groups[i], weights);
    } else {
      PresentTogether(denied, findings, before, rows.complaint.back(), means.network, *means.causes)
          .divide(changes[i], groups[i], weights);
    }
  }
}

// The rows known after some steps, and what is known in the context alone.
struct KnownInSteps {
  VariationTable pretest;
  Rows rows;
};

Result<KnownInSteps> known_in(const ExplainingMeans& means, const KnownEffects& known) {
  auto pretest = pretest_of(means);
  if (!pretest) {
    return engine::fail(pretest.error());
  }
  auto rows = rows_in_sums(means, known, pretest->log_evidence(0));
  auto by_queries = rows ? Result<Rows>(*std::move(rows)) : rows_by_queries(means, known);
  return by_queries
             ? Result<KnownInSteps>(KnownInSteps{*std::move(pretest), *std::move(by_queries)})
             : engine::fail(by_queries.error());
}

// Of the context, and of one of the rows.
Result<Explanation> explanation_of(const KnownInSteps& known, std::size_t all, WeightTable weights,
                                   const ClinicalNetwork& network) {
  auto begin = begin_of_states(network);
  auto pretest = posterior_at(known.pretest, 0, begin, network);
  auto posterior = posterior_at(known.rows.table, all, std::move(begin), network);
  for (const auto* result : {&pretest, &posterior}) {
    if (!*result) {
      return engine::fail(result->error());
    }
  }
  return Explanation{*std::move(pretest), *std::move(posterior), std::move(weights)};
}

}  // namespace

Result<Explanation> explain(const Observation& observation, const engine::Inference& inference,
                            const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  engine::require(knowledge.conditions.size() == network.conditions.size(),
                  "the network is that of the knowledge base");
  const FindingOrder order = order_of(observation, network);
  const ExplainingMeans means = means_for(observation, inference, network);
  const auto known = known_in(means, known_after_steps(observation, order.effects));
  if (!known) {
    return engine::fail(known.error());
  }
  WeightTable weights(network.conditions.size(), observation.findings.size());
  weigh_risks(means, order.risks, known->pretest.present(0), known->rows, weights);
  weigh_effects(means, order.effects, known->rows, weights);
  const std::size_t all = order.effects.empty() ? 0 : Steps(order.effects.size()).all();
  return explanation_of(*known, all, std::move(weights), network);
}

Result<Explanation> explain_without_weights(const Observation& observation,
                                            const engine::Inference& inference,
                                            const ClinicalNetwork& network) {
  const ExplainingMeans means = means_for(observation, inference, network);
  const auto known = known_in(means, {std::vector<bool>(observation.findings.size(), true)});
  return known ? explanation_of(*known, 0, {}, network) : engine::fail(known.error());
}

}  // namespace paraspinal::triage
