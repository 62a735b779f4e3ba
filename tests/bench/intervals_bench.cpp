// How long the intervals of one assessment take, single-threaded, over mixed presentations of the
// embedded knowledge, and what they say; nothing is asserted.
//
//   intervals_bench [presentations = 100] [draws = 400]
//
// CPU time of the thread. A posterior of the content's own figures is counted as outside when its
// interval does not hold it.

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "knowledge/base/load.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/intervals.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"
#include "tests/bench/mixed_presentations.h"

namespace paraspinal::bench {
namespace {

constexpr std::uint64_t seed = 11;
constexpr double rounding = 1e-12;

double milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Counts {
  std::vector<double> times;    // ms
  std::vector<double> differs;  // P(urgency differs)
  std::size_t posteriors = 0;
  std::size_t outside = 0;
};

void count(const triage::Intervals& found, const triage::Observation& observation,
           const engine::Inference& inference, const knowledge::ClinicalNetwork& network,
           Counts& counts) {
  engine::Evidence evidence = observation.context;
  for (const triage::Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  const auto posterior = inference.posterior(evidence, network.conditions);
  counts.differs.push_back(found.uncertainty.p_urgency_differs);
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const double p = posterior->present(network.conditions[c]);
    const triage::CredibleInterval& interval = found.conditions[c];
    counts.posteriors += p > 0 ? 1U : 0U;
    counts.outside += p < interval.low - rounding || p > interval.high + rounding ? 1U : 0U;
  }
}

void print(const std::string& what, std::vector<double>& values) {
  std::cout << what;
  for (const double share : {0.5, 0.8, 0.9, 0.99, 1.0}) {
    std::cout << "  " << 100 * share << " %: " << triage::quantile(values, share);
  }
  std::cout << '\n';
}

void run(std::size_t presentations, std::size_t draws) {
  const auto knowledge = knowledge::load_embedded().value();
  const auto network = knowledge::compile(knowledge).value();
  const engine::Inference inference(network.network);
  Counts counts;
  for (const auto& call : mixed_presentations(knowledge, network, presentations, seed)) {
    const auto scored = triage::score_findings(call.presentation, knowledge);
    const auto closed = triage::close(scored.presentation, knowledge);
    const auto observation = triage::observe(call.presentation, closed, knowledge, network);
    const triage::AnswerTable answers(closed, knowledge);
    const auto gates = triage::gate_voice(
        triage::evaluate_gates(triage::read_gates(answers, knowledge), knowledge));
    const double begin = milliseconds();
    const auto found =
        triage::intervals(observation, gates.urgency, inference, knowledge, network, draws, 1);
    if (found) {
      counts.times.push_back(milliseconds() - begin);
      count(*found, observation, inference, network, counts);
    }
  }
  if (counts.times.empty()) {
    return;
  }
  std::cout << counts.times.size() << " presentations, " << draws << " draws each\n";
  print("ms of CPU           ", counts.times);
  print("P(urgency differs)  ", counts.differs);
  std::cout << "posteriors outside their interval: " << counts.outside << " of "
            << counts.posteriors << '\n';
}

}  // namespace
}  // namespace paraspinal::bench

int main(int count, char** arguments) {
  const auto argument = [&](int place, std::size_t otherwise) {
    return count > place ? std::strtoull(arguments[place], nullptr, 10) : otherwise;
  };
  paraspinal::bench::run(argument(1, 100), argument(2, 400));
}
