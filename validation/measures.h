#pragma once

// The measures of the protocol (README), over cases and one method's answers to them.
//
//   const Measures ours = measure(cases, answers, knowledge);
//   ours.safe.share();  exact_interval(ours.safe).low;  ours.emergencies_missed;
//
// Refused cases count in `refused` only. The same functions serve every method, so that the table
// compares like with like.

#include <array>
#include <string>
#include <vector>

#include "validation/interval.h"
#include "validation/methods.h"

namespace paraspinal::validation {

struct CalibrationBin {
  std::size_t predictions = 0;
  std::size_t came_true = 0;
  double mean_predicted = 0;
};

struct Measures {
  std::size_t cases = 0;  // judged
  std::size_t refused = 0;
  std::size_t provisional = 0;

  std::size_t contributors = 0;  // cases that expect a contributor, which is never ranked
  // The expected condition among the first; only cases whose condition the knowledge base has.
  Proportion top_1, top_3, top_5;
  // The same where acceptable alternatives count; all cases with something that counts.
  Proportion right_1, right_3, right_5;

  Proportion exact;       // within the expected tier
  Proportion safe;        // not slower than the slowest acceptable
  Proportion acceptable;  // neither slower nor faster than acceptable
  Proportion under, under_by_two;
  Proportion over, over_by_two;
  Proportion benign_over;                    // of benign cases
  std::array<std::size_t, 7> levels_slow{};  // [levels slower than the slowest acceptable]
  std::array<std::size_t, 7> levels_fast{};  // [levels faster than the fastest acceptable]
  Proportion emergencies_found;              // of the visible ones
  std::vector<std::string> emergencies_missed;
  std::vector<std::string> slower_by_two;

  Proportion sensitivity;  // a danger is flagged where one was visible
  Proportion specificity;  // none is flagged in benign cases

  // Over the cases whose condition the knowledge base has; empty (0) without probabilities.
  double brier = 0, brier_pretest = 0;  // mean over all conditions of (p - y)^2, alternatives
                                        // left out
  double log_score = 0, log_score_pretest = 0;  // mean of -ln p(expected), nats
  std::array<CalibrationBin, 10> calibration{};

  // [expected tier][urgency]
  std::array<std::array<std::size_t, 7>, 5> confusion{};
};

// `cases` and `answers` in the same order.
Measures measure(const std::vector<ValidationCase>& cases, const std::vector<MethodAnswer>& answers,
                 const knowledge::KnowledgeBase& knowledge);

// Levels slower than acceptable (negative), faster (positive), or 0.
int levels_off(const ValidationCase& item, knowledge::Urgency urgency);

}  // namespace paraspinal::validation
