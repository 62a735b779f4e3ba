#pragma once

// Many simulated calls: populations of people, and the styles in which each is called.
//
//   const auto sets = run_calls({.callers = 40, .seed = 20261126}, cases, world, {model, plain},
//   {}); for (const CallSet& set : sets) summary(set).questions.median;
//
// The same plan gives the same calls whatever the number of threads.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "validation/call.h"
#include "validation/interval.h"

namespace paraspinal::validation {

struct CallPlan {
  std::size_t callers = 40;     // as they come; two thirds as many with each noise and policy
  std::size_t each_danger = 1;  // with each must-not-miss condition
  std::size_t each_case = 1;
  bool variants = true;  // also with noise, by the simpler policies, with more or fewer questions
  std::uint64_t seed = 20261126;
  std::size_t threads = 1;
};

// A case whose facts are true of a caller.
struct CallerCase {
  std::string id;
  std::string kind;  // "published", "constructed"
  triage::Presentation presentation;
};

struct CallRow {
  std::string label;  // the condition or the case; empty for callers as they come
  Call call;          // as made when `error` is empty
  std::string error;
};

struct CallSet {
  std::string who;  // "callers as they come", "callers with a danger", "callers of published cases"
  CallStyle style;
  std::vector<CallRow> rows;
};

// "as built", "as built, 5 % flipped, 20 % unknown", "entropy only", "as built, handed over after
// 9".
std::string words(const CallStyle& style);

// Called after each call, from any thread, with the calls made so far and their number in all.
using Progress = std::function<void(std::size_t done, std::size_t of)>;

// People are drawn from the model `world` (world.h); who asks and judges is `questioning`. Calls
// that cannot be judged keep their error. Throws nothing of its own.
std::vector<CallSet> run_calls(const CallPlan& plan, const std::vector<CallerCase>& cases,
                               const Model& world, const Questioning& questioning,
                               const Progress& progress);

struct Spread {
  double mean = 0;
  double median = 0;
  double percentile_90 = 0;
  double most = 0;
  Interval mean_interval;
};
// Nearest-rank percentiles; the mean's 95 % interval by bootstrap.
Spread spread(std::vector<double> values, std::uint64_t seed);

struct CallSummary {
  std::size_t failed = 0;
  Spread questions;
  Spread seconds;
  Proportion agree;              // the urgency equals that on all evidence
  Proportion agree_emergencies;  // the same, hospital and ambulance counted as one
  Proportion under;              // slower than on all evidence
  Proportion under_by_two;       // by two levels or more
  Proportion over;               // faster
  Proportion reaches_need;       // at least as fast as what the person has needs
  Proportion beyond_need;        // faster than that
  Proportion emergency_on_all;   // on all evidence hospital or ambulance
  Proportion ended_in_emergency;
  Proportion closed;
  Proportion handed_over;
  std::vector<std::string> slower_by_two;  // label and both urgencies
};
CallSummary summary(const CallSet& set);

}  // namespace paraspinal::validation
