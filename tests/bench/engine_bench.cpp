// Speed of the engine on the knowledge base's own network, on the public networks of
// shared/networks and on textbook ones; nothing is asserted. `entries` counts the table entries of
// the last query's junction tree, `ns_per_entry` its time over them; `Bandwidth` sums a table of 1
// MB and one of 256 MB, the least that passing over an entry can cost.

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "engine/bif.h"
#include "engine/inference.h"
#include "engine/information.h"
#include "engine/table_kernels.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/load.h"
#include "knowledge/triage/explain.h"
#include "knowledge/triage/observe.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"
#include "tests/support/networks_reference.h"

namespace paraspinal {
namespace {

using engine::Evidence;
using engine::Inference;
using engine::Network;
using engine::StateIndex;
using engine::VariableId;

// Evidence on a share of the variables, drawn so that it is possible.
std::vector<Evidence> sampled_evidence(const Network& network, double share, std::size_t count) {
  tests::Random random(7);
  std::vector<Evidence> sets(count);
  const auto wanted = std::max<std::size_t>(
      1, static_cast<std::size_t>(share * static_cast<double>(network.size()) + 0.5));
  for (Evidence& evidence : sets) {
    const auto states = tests::forward_sample(network, {}, random);
    while (evidence.items().size() < wanted) {
      const std::size_t i = random.below(network.size());
      evidence.observe(VariableId{i}, states[i]);
    }
  }
  return sets;
}

double median(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  return numbers[numbers.size() / 2];
}

// New evidence each time, to all marginals: no plan is found again.
void query(benchmark::State& state, const std::string& name, double share) {
  const Network network = tests::reference_network(name);
  const auto sets = sampled_evidence(network, share, 200);
  const Inference measured(network);
  std::vector<double> entries;
  for (const Evidence& evidence : sets) {
    entries.push_back(measured.query_entries(evidence).value());
  }
  std::size_t next = sets.size();
  Inference inference(network);
  for (auto _ : state) {
    if (next == sets.size()) {
      state.PauseTiming();
      inference = Inference(network);
      next = 0;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(inference.posterior(sets[next++]));
  }
  state.counters["entries"] = median(entries);
  state.counters["s_per_entry"] = benchmark::Counter(
      std::accumulate(entries.begin(), entries.end(), 0.0) / static_cast<double>(entries.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void reference_query(benchmark::State& state, const std::string& name, std::size_t index) {
  const tests::ReferenceNetwork reference = tests::reference(name);
  const tests::ReferenceQuery& asked = reference.queries[index];
  for (auto _ : state) {
    state.PauseTiming();
    const Inference inference(reference.network);
    state.ResumeTiming();
    benchmark::DoNotOptimize(inference.posterior(asked.evidence, asked.variables));
  }
  state.SetLabel(asked.label);
}

void compile(benchmark::State& state, const std::string& name) {
  const Network network = tests::reference_network(name);
  for (auto _ : state) {
    benchmark::DoNotOptimize(Inference(network));
  }
}

void load(benchmark::State& state, const std::string& name) {
  const std::string text = tests::text_of(*tests::reference_folder() / (name + ".bif"));
  for (auto _ : state) {
    benchmark::DoNotOptimize(engine::read_bif(text, name));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void bandwidth(benchmark::State& state) {
  const std::vector<double> table(static_cast<std::size_t>(state.range(0)), 1.0);
  double sum = 0;
  for (auto _ : state) {
    engine::best_kernels().sum_rows(&sum, table.data(), 1, table.size());
    benchmark::DoNotOptimize(sum);
  }
  state.counters["s_per_entry"] = benchmark::Counter(
      static_cast<double>(table.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void asia(benchmark::State& state) {
  const Network network = tests::asia();
  const Inference inference(network);
  Evidence evidence;
  evidence.observe(VariableId{7}, 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(inference.posterior(evidence));
  }
}

// The network of the embedded knowledge base.
struct Clinic {
  knowledge::KnowledgeBase knowledge;
  knowledge::ClinicalNetwork network;
};

const Clinic& clinic() {
  static const Clinic loaded = [] {
    auto knowledge = knowledge::load_embedded().value();
    auto network = knowledge::compile(knowledge).value();
    return Clinic{std::move(knowledge), std::move(network)};
  }();
  return loaded;
}

// Random cases: context and complaint known, so many random findings present and absent.
std::vector<triage::Observation> clinical_cases(std::size_t present, std::size_t absent) {
  const Clinic& here = clinic();
  const Network& network = here.network.network;
  std::vector<triage::Observed> all;
  for (std::size_t f = 0; f < here.network.findings.size(); ++f) {
    const auto& variable = here.network.findings[f];
    if (variable && *variable != here.network.complaint) {
      all.push_back({knowledge::FindingId{f}, *variable, 0});
    }
  }
  tests::Random random(7);
  std::vector<triage::Observation> cases(200);
  for (triage::Observation& one : cases) {
    for (const VariableId variable :
         {here.network.setting, here.network.age_band, here.network.sex}) {
      one.context.observe(variable, random.below(network.variable(variable).states.size()));
    }
    one.context.observe(here.network.pregnancy, 0);
    one.context.observe(here.network.complaint, 1);
    for (std::size_t i = 0; i < present + absent; ++i) {
      std::swap(all[i], all[i + random.below(all.size() - i)]);
      one.findings.push_back(all[i]);
      one.findings.back().state = i < present ? 1 : 0;
    }
    std::ranges::sort(one.findings, {},
                      [](const triage::Observed& item) { return item.finding.index; });
  }
  return cases;
}

Evidence evidence_of(const triage::Observation& observation) {
  Evidence evidence = observation.context;
  for (const triage::Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

// All conditions' posteriors; with a new plan each time, or with the plan kept.
void clinical_query(benchmark::State& state, std::size_t present, std::size_t absent, bool kept) {
  const auto cases = clinical_cases(present, absent);
  std::vector<Evidence> sets;
  std::ranges::transform(cases, std::back_inserter(sets), evidence_of);
  const auto& conditions = clinic().network.conditions;
  Inference inference(clinic().network.network);
  std::vector<double> entries;
  for (const Evidence& evidence : sets) {
    entries.push_back(inference.query_entries(evidence, conditions).value());
    if (kept) {
      benchmark::DoNotOptimize(inference.posterior(evidence, conditions));
    }
  }
  std::size_t next = sets.size();
  for (auto _ : state) {
    if (next == sets.size()) {
      state.PauseTiming();
      inference = kept ? inference : Inference(clinic().network.network);
      next = 0;
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(inference.posterior(sets[next++], conditions));
  }
  state.counters["entries"] = median(entries);
  state.counters["s_per_entry"] = benchmark::Counter(
      std::accumulate(entries.begin(), entries.end(), 0.0) / static_cast<double>(entries.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// What each finding did to each condition: two posteriors a finding.
void clinical_explanation(benchmark::State& state, std::size_t present, std::size_t absent) {
  const auto cases = clinical_cases(present, absent);
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const Inference inference(clinic().network.network);
    const auto& observation = cases[next++ % cases.size()];
    state.ResumeTiming();
    benchmark::DoNotOptimize(
        triage::explain(observation, inference, clinic().knowledge, clinic().network));
  }
}

// What every finding not yet asked would tell about one condition.
void clinical_information(benchmark::State& state, std::size_t present, std::size_t absent) {
  const auto cases = clinical_cases(present, absent);
  std::size_t next = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const Inference inference(clinic().network.network);
    const Evidence evidence = evidence_of(cases[next++ % cases.size()]);
    std::vector<VariableId> candidates;
    for (const auto& finding : clinic().network.findings) {
      if (finding && !evidence.items().contains(*finding)) {
        candidates.push_back(*finding);
      }
    }
    state.ResumeTiming();
    benchmark::DoNotOptimize(engine::information_values(
        inference, evidence, clinic().network.conditions.front(), candidates));
  }
}

void clinical_load(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(knowledge::load_embedded());
  }
}

void clinical_compile(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Inference(clinic().network.network));
  }
}

void register_clinic() {
  using benchmark::State;
  benchmark::RegisterBenchmark("Load/knowledge", clinical_load)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("Compile/knowledge", clinical_compile)
      ->Unit(benchmark::kMicrosecond);
  for (const auto& [present, absent] : {std::pair{3, 10}, std::pair{10, 30}, std::pair{20, 60}}) {
    const auto p = static_cast<std::size_t>(present);
    const auto a = static_cast<std::size_t>(absent);
    const std::string share = std::to_string(present) + "p" + std::to_string(absent) + "a";
    for (const bool kept : {false, true}) {
      const std::string name = "Query/knowledge/" + share + (kept ? "/kept_plan" : "/new_plan");
      benchmark::RegisterBenchmark(name.c_str(), [p, a, kept](State& state) {
        clinical_query(state, p, a, kept);
      })->Unit(benchmark::kMicrosecond);
    }
    benchmark::RegisterBenchmark(("Explain/knowledge/" + share).c_str(), [p, a](State& state) {
      clinical_explanation(state, p, a);
    })->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(("Information/knowledge/" + share).c_str(), [p, a](State& state) {
      clinical_information(state, p, a);
    })->Unit(benchmark::kMicrosecond);
  }
}

void register_all() {
  benchmark::RegisterBenchmark("Bandwidth", bandwidth)->Arg(1 << 17)->Arg(1 << 25);
  benchmark::RegisterBenchmark("Query/asia", asia);
  register_clinic();
  if (!tests::reference_folder()) {
    return;
  }
  for (const std::string name : {"alarm", "insurance", "hailfinder", "hepar2", "win95pts", "andes",
                                 "cpcs54", "cpcs179", "barley"}) {
    for (const double share : {0.1, 0.3}) {
      benchmark::RegisterBenchmark(
          ("Query/" + name + (share < 0.2 ? "/10%" : "/30%")).c_str(),
          [name, share](benchmark::State& state) { query(state, name, share); })
          ->Unit(benchmark::kMicrosecond);
    }
    benchmark::RegisterBenchmark(("Compile/" + name).c_str(), [name](benchmark::State& state) {
      compile(state, name);
    })->Unit(benchmark::kMicrosecond);
  }
  for (const std::string name : {"alarm", "andes", "barley"}) {
    benchmark::RegisterBenchmark(("Load/" + name).c_str(), [name](benchmark::State& state) {
      load(state, name);
    })->Unit(benchmark::kMicrosecond);
  }
  for (std::size_t i = 0; i < 11; ++i) {
    benchmark::RegisterBenchmark(
        ("Query/bn3o_a/" + std::to_string(i)).c_str(),
        [i](benchmark::State& state) { reference_query(state, "bn3o_a", i); })
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace
}  // namespace paraspinal

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  paraspinal::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
