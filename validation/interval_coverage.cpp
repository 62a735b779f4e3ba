// Entry point: interval_coverage, at the end.

#include "validation/interval_coverage.h"

#include <iterator>
#include <utility>
#include <vector>

#include "knowledge/base/parameter_draw.h"
#include "knowledge/base/perturbed_network.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/intervals.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "validation/parallel.h"
#include "validation/person.h"

namespace paraspinal::validation {
namespace {

using engine::fail;
using engine::Result;

constexpr std::size_t draws_an_interval = 200;
constexpr double least_posterior = 0.01;

// What a person told: some of their findings, the rest not asked.
triage::Presentation partly_told(const Person& person, std::size_t findings, Random& random) {
  triage::Presentation told = person.truth;
  while (told.findings.size() > findings) {
    told.findings.erase(std::next(told.findings.begin(),
                                  static_cast<std::ptrdiff_t>(random.below(told.findings.size()))));
  }
  return told;
}

Result<Proportion> covered_of_one(const Model& model, const SimulationPlan& plan,
                                  std::size_t index) {
  Random random(seed_of(plan.seed, "interval coverage", index));
  const auto drawn =
      knowledge::draw_parameters(model.knowledge, model.network.parameters, {random.bits(), 0});
  auto possible = knowledge::perturbed(model.knowledge, model.network, drawn);
  if (!possible) {
    return fail(possible.error());
  }
  knowledge::ClinicalNetwork network = model.network;
  network.network = std::move(*possible);
  const engine::Inference inference(network.network);
  const Model truth{model.knowledge, network, inference};
  const auto person = People(truth).as_they_come(knowledge::Setting::telephone, random.bits());
  if (!person) {
    return fail(person.error());
  }
  const auto told = partly_told(*person, plan.findings, random);
  const auto true_answer = verdict(told, truth);
  const auto our_answer = verdict(told, model);
  const auto closed =
      triage::close(triage::score_findings(told, model.knowledge).presentation, model.knowledge);
  const auto ours = triage::intervals(
      triage::observe(told, closed, model.knowledge, model.network), knowledge::Urgency::self_care,
      model.inference, model.knowledge, model.network, draws_an_interval, random.bits());
  if (!true_answer || !our_answer || !ours) {
    return fail(engine::ErrorKind::impossible, "the findings cannot hold together");
  }
  Proportion covered;
  for (std::size_t c = 0; c < ours->conditions.size(); ++c) {
    if (our_answer->conditions[c] >= least_posterior) {
      const double p = true_answer->conditions[c];
      covered.count(ours->conditions[c].low <= p && p <= ours->conditions[c].high);
    }
  }
  return covered;
}

}  // namespace

IntervalCoverage interval_coverage(const Model& model, const SimulationPlan& plan) {
  std::vector<Result<Proportion>> all(plan.people, Proportion{});
  for_each_index(plan.people, plan.threads,
                 [&](std::size_t i) { all[i] = covered_of_one(model, plan, i); });
  IntervalCoverage result;
  std::vector<double> shares;
  for (const Result<Proportion>& one : all) {
    if (!one) {
      ++result.failed;
      continue;
    }
    ++result.people;
    result.covered.hits += one->hits;
    result.covered.of += one->of;
    if (one->of > 0) {
      shares.push_back(one->share());
    }
  }
  result.by_person = bootstrap_interval(shares, seed_of(plan.seed, "by person", 0));
  return result;
}

}  // namespace paraspinal::validation
