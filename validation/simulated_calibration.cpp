// Entry point: simulated_calibration, at the end.

#include "validation/simulated_calibration.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "engine/samples.h"
#include "validation/parallel.h"
#include "validation/person.h"

namespace paraspinal::validation {
namespace {

using engine::Evidence;
using engine::fail;
using engine::Result;
using engine::StateIndex;
using knowledge::FindingId;

// One person: what was said of each condition, and whether it is there.
struct Judged {
  std::vector<double> predicted;
  std::vector<bool> there;
};

template <typename T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) {
    std::swap(items[i - 1], items[random.below(i)]);
  }
}

Result<std::vector<StateIndex>> drawn_caller(const Model& model, Random& random) {
  constexpr int attempts = 100'000;
  Evidence evidence;
  evidence.observe(model.network.setting, 0);
  for (int i = 0; i < attempts; ++i) {
    auto states = engine::posterior_samples(model.inference, evidence, 1, random.bits());
    if (!states || states->front()[model.network.complaint.index] == 1) {
      return states ? Result<std::vector<StateIndex>>(std::move(states->front()))
                    : fail(states.error());
    }
  }
  return fail(engine::ErrorKind::impossible, "nobody drawn has the complaint; expected some");
}

// As drawn: the network's own states, observed.
Result<Judged> judged_as_drawn(const Model& model, const SimulationPlan& plan, Random& random) {
  const auto states = drawn_caller(model, random);
  if (!states) {
    return fail(states.error());
  }
  Evidence evidence;
  for (const engine::VariableId variable :
       {model.network.setting, model.network.age_band, model.network.sex, model.network.pregnancy,
        model.network.complaint}) {
    evidence.observe(variable, (*states)[variable.index]);
  }
  std::vector<engine::VariableId> findings;
  for (std::size_t f = 0; f < model.knowledge.findings.size(); ++f) {
    const bool asked = model.knowledge.findings[FindingId{f}].question.has_value();
    if (const auto variable = model.network.findings[f];
        variable && asked && *variable != model.network.complaint) {
      findings.push_back(*variable);
    }
  }
  shuffle(findings, random);
  findings.resize(std::min(plan.findings, findings.size()));
  for (const engine::VariableId variable : findings) {
    evidence.observe(variable, (*states)[variable.index]);
  }
  const auto posterior = model.inference.posterior(evidence, model.network.conditions);
  if (!posterior) {
    return fail(posterior.error());
  }
  Judged result;
  for (const engine::VariableId condition : model.network.conditions) {
    result.predicted.push_back(posterior->present(condition));
    result.there.push_back((*states)[condition.index] == 1);
  }
  return result;
}

// As told: coherent, and closed before it is observed.
Result<Judged> judged_as_told(const Model& model, const SimulationPlan& plan, Random& random) {
  const auto person = People(model).as_they_come(knowledge::Setting::telephone, random.bits());
  if (!person) {
    return fail(person.error());
  }
  triage::Presentation told = person->truth;
  std::vector<FindingId> findings;
  std::ranges::transform(told.findings, std::back_inserter(findings),
                         [](const auto& item) { return item.first; });
  shuffle(findings, random);
  for (std::size_t i = plan.findings; i < findings.size(); ++i) {
    told.findings.erase(findings[i]);
  }
  auto known = verdict(told, model);
  if (!known) {
    return fail(known.error());
  }
  Judged result{std::move(known->conditions), std::vector<bool>(model.knowledge.conditions.size())};
  for (const knowledge::ConditionId condition : person->conditions) {
    result.there[condition.index] = true;
  }
  return result;
}

void add(const Judged& judged, Random& random, SimulatedCalibration& result) {
  for (std::size_t c = 0; c < judged.predicted.size(); ++c) {
    const double p = judged.predicted[c];
    const bool there = judged.there[c];
    if (p <= 0 || p >= 1) {
      continue;
    }
    CalibrationBin& bin = result.tenths[std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9)];
    ++bin.predictions;
    bin.came_true += there ? 1U : 0U;
    bin.mean_predicted += p;
    constexpr double least = 0.02;
    if (p >= least && p <= 1 - least) {
      const double rank = there ? random.between(1 - p, 1) : random.between(0, 1 - p);
      ++result.ranks[std::min<std::size_t>(static_cast<std::size_t>(rank * 10), 9)];
    }
  }
}

void finish(SimulatedCalibration& result) {
  std::size_t ranked = 0;
  for (const std::size_t count : result.ranks) {
    ranked += count;
  }
  const double expected = static_cast<double>(ranked) / 10;
  for (const std::size_t count : result.ranks) {
    const double off = static_cast<double>(count) - expected;
    result.chi_square += expected > 0 ? off * off / expected : 0;
  }
  for (CalibrationBin& bin : result.tenths) {
    bin.mean_predicted /= static_cast<double>(std::max<std::size_t>(bin.predictions, 1));
  }
}

}  // namespace

SimulatedCalibration simulated_calibration(const Model& model, const SimulationPlan& plan) {
  std::vector<Result<Judged>> all(plan.people, Judged{});
  for_each_index(plan.people, plan.threads, [&](std::size_t i) {
    Random random(seed_of(plan.seed, "simulated calibration", i));
    all[i] = plan.told ? judged_as_told(model, plan, random) : judged_as_drawn(model, plan, random);
  });
  SimulatedCalibration result;
  Random random(seed_of(plan.seed, "ranks", 0));
  for (const Result<Judged>& judged : all) {
    if (!judged) {
      ++result.failed;
      continue;
    }
    ++result.people;
    add(*judged, random, result);
  }
  finish(result);
  return result;
}

}  // namespace paraspinal::validation
