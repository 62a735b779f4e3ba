// How long one assessment and one next question take, single-threaded, over mixed presentations of
// the embedded knowledge; nothing is asserted.
//
//   assess_bench [presentations = 10000] [rounds = 1] [inquiries = 300]
//
// CPU time of the thread. With several rounds, each with a new assessor, a presentation counts with
// its fastest one: what other work on the machine costs is then mostly left out.

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "knowledge/base/load.h"
#include "knowledge/triage/advise.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/explain.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/inquire.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"
#include "tests/bench/mixed_presentations.h"

namespace paraspinal::bench {
namespace {

constexpr std::uint64_t seed = 20261126;

double microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

template <typename Work>
double cost_of(Work work) {
  const double begin = microseconds();
  work();
  return microseconds() - begin;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void print_quantiles(const std::string& what, std::vector<double> times) {
  if (times.empty()) {
    return;
  }
  std::ranges::sort(times);
  std::cout << std::left << std::setw(34) << what << std::right << std::setw(7) << times.size()
            << std::fixed << std::setprecision(0);
  for (const double share : {0.5, 0.9, 0.99}) {
    std::cout << std::setw(10) << quantile(times, share);
  }
  std::cout << std::setw(10) << times.back() << '\n';
}

// The fastest of several rounds for each presentation; those that fail are left out.
std::vector<double> assess_times(const std::vector<MixedPresentation>& calls, int rounds,
                                 const knowledge::KnowledgeBase& knowledge,
                                 const knowledge::ClinicalNetwork& network) {
  std::vector<double> times(calls.size(), 1e300);
  for (int round = 0; round < rounds; ++round) {
    const triage::Assessor assessor(knowledge, network);
    for (std::size_t i = 0; i < calls.size(); ++i) {
      bool assessed = true;
      const double cost =
          cost_of([&] { assessed = assessor.assess(calls[i].presentation).has_value(); });
      times[i] = assessed ? std::min(times[i], cost) : -1;
    }
  }
  return times;
}

void print_assessments(const std::vector<MixedPresentation>& calls,
                       const std::vector<double>& times) {
  std::map<std::string, std::vector<double>> groups;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (times[i] < 0) {
      continue;
    }
    groups["assess, all"].push_back(times[i]);
    groups[calls[i].person_unknown ? "  age or sex not given"
           : calls[i].early        ? "  early call"
                                   : "  complete call"]
        .push_back(times[i]);
  }
  for (const auto& [what, group] : groups) {
    print_quantiles(what, group);
  }
}

// What each stage of an assessment takes, over every tenth call. What is left of a whole one is
// copying, moving and giving back its memory.
void print_stages(const std::vector<MixedPresentation>& calls,
                  const knowledge::KnowledgeBase& knowledge,
                  const knowledge::ClinicalNetwork& network) {
  const triage::Assessor assessor(knowledge, network);
  const engine::Inference inference(network.network);
  const triage::LossTable table(knowledge);
  std::map<std::string, double> stages;
  double all = 0;
  std::size_t assessed = 0;
  for (std::size_t i = 0; i < calls.size(); i += 10) {
    const triage::Presentation& presentation = calls[i].presentation;
    double named = 0;
    const auto add = [&](const std::string& stage, double cost) {
      stages[stage] += cost;
      named += cost;
    };
    triage::Scored scored;
    add("scores", cost_of([&] { scored = triage::score_findings(presentation, knowledge); }));
    triage::Closed closed;
    add("close", cost_of([&] { closed = triage::close(scored.presentation, knowledge); }));
    triage::Observation observation;
    add("observe",
        cost_of([&] { observation = triage::observe(presentation, closed, knowledge, network); }));
    auto explanation = engine::Result<triage::Explanation>(
        engine::fail(engine::ErrorKind::impossible, "not yet explained"));
    add("posterior and explanation", cost_of([&] {
          explanation = triage::explain(observation, inference, knowledge, network);
        }));
    if (!explanation) {
      continue;
    }
    const triage::AnswerTable answers(closed, knowledge);
    triage::SafetySet safety;
    add("safety set",
        cost_of([&] { safety = triage::safety_set(answers, presentation.setting, knowledge); }));
    std::vector<triage::Gate> gates;
    std::vector<knowledge::Reasoned> read;
    add("gates", cost_of([&] {
          read = triage::read_gates(answers, knowledge);
          gates = triage::evaluate_gates(read, knowledge);
        }));
    add("losses and voices", cost_of([&] {
          const auto& posterior = explanation->posterior;
          const auto losses = triage::expected_losses(posterior, table, network);
          triage::gate_voice(gates);
          triage::loss_voice(losses, posterior, table, knowledge, network);
          triage::floor_voice(safety, answers, read, presentation.setting, knowledge);
        }));
    triage::Ranking ranking;
    add("ranking and citations",
        cost_of([&] { ranking = triage::ranked(*explanation, observation, knowledge, network); }));
    add("advice", cost_of([&] {
          triage::advise(answers, ranking.conditions, ranking.contributors,
                         knowledge::Urgency::same_day, presentation.setting, knowledge);
        }));
    const double whole = cost_of([&] { assessor.assess(presentation); });
    stages["what is left"] += whole - named;
    all += whole;
    ++assessed;
  }
  for (const auto& [stage, cost] : stages) {
    std::cout << std::left << std::setw(34) << "  " + stage << std::right << std::fixed
              << std::setprecision(1) << std::setw(6) << 100 * cost / all << " %" << std::setw(9)
              << cost / static_cast<double>(assessed) << " us\n";
  }
}

// The same call with a no to every safety question, as often as new ones open; a number stays
// unknown.
triage::Presentation with_safety_denied(triage::Presentation presentation,
                                        const knowledge::KnowledgeBase& knowledge) {
  constexpr int most_rounds = 20;
  for (int round = 0; round < most_rounds; ++round) {
    const triage::Closed closed =
        triage::close(triage::score_findings(presentation, knowledge).presentation, knowledge);
    const auto safety =
        triage::safety_set(triage::AnswerTable(closed, knowledge), presentation.setting, knowledge);
    for (const knowledge::FindingId finding : safety.not_asked) {
      knowledge::Answer answer;
      answer.value = knowledge::Presence::absent;
      if (knowledge.findings[finding].value_type != knowledge::ValueType::boolean) {
        answer.value = knowledge::Unknown{};
      }
      presentation.findings.insert_or_assign(finding, answer);
    }
  }
  return presentation;
}

std::vector<double> inquire_times(const std::vector<MixedPresentation>& calls, bool safety_denied,
                                  std::size_t count, const knowledge::KnowledgeBase& knowledge,
                                  const knowledge::ClinicalNetwork& network) {
  const engine::Inference inference(network.network);
  std::vector<double> times;
  for (std::size_t i = 0; i < calls.size() && times.size() < count; ++i) {
    const triage::Presentation presentation =
        safety_denied ? with_safety_denied(calls[i].presentation, knowledge)
                      : calls[i].presentation;
    bool asked = false;
    const double cost = cost_of([&] {
      const auto inquiry = triage::inquire(presentation, inference, knowledge, network, {});
      asked = inquiry && !inquiry->questions.empty();
    });
    if (asked) {
      times.push_back(cost);
    }
  }
  return times;
}

int run(std::size_t count, int rounds, std::size_t inquiries) {
  const auto knowledge = knowledge::load_embedded();
  if (!knowledge) {
    std::cerr << knowledge.error().message << '\n';
    return 1;
  }
  const auto network = knowledge::compile(*knowledge);
  if (!network) {
    std::cerr << network.error().message << '\n';
    return 1;
  }
  const auto calls = mixed_presentations(*knowledge, *network, count, seed);
  std::cout
      << "us of CPU time                       calls       p50       p90       p99       max\n";
  print_assessments(calls, assess_times(calls, rounds, *knowledge, *network));
  std::cout << "mean of the stages\n";
  print_stages(calls, *knowledge, *network);
  for (const bool safety_denied : {false, true}) {
    print_quantiles(safety_denied ? "next question, safety denied" : "next question",
                    inquire_times(calls, safety_denied, inquiries, *knowledge, *network));
  }
  return 0;
}

}  // namespace
}  // namespace paraspinal::bench

int main(int argc, char** argv) {
  const auto number = [&](int at, long otherwise) {
    return argc > at ? std::max(1L, std::strtol(argv[at], nullptr, 10)) : otherwise;
  };
  return paraspinal::bench::run(static_cast<std::size_t>(number(1, 10'000)),
                                static_cast<int>(number(2, 1)),
                                static_cast<std::size_t>(number(3, 300)));
}
