#pragma once

// Solves the strengths of evidence rows so that, averaged over the people with the complaint, each
// row's own sensitivity, likelihood ratio or odds ratio is given back, with the other causes of the
// finding present in them as often as their priors say.
//
//   const auto solution = solve_links(knowledge, targets);
//   solution->strength[i];    // of links[i]: an arc's (negative: it lowers), or log of an odds ratio
//
// A finding has one background rate for all its rows and all settings, its leak. Rows that publish
// a rate of their own (specificity, both likelihood ratios) fix it before rows that estimate one.
// A row whose ratio is bounded (parameters.h) raises it until the ratio is within bounds.

#include <vector>

#include "engine/result.h"
#include "knowledge/base/parameters.h"
#include "knowledge/base/targets.h"

namespace paraspinal::knowledge {

struct LinkSolution {
  std::vector<double> leak;                // [finding]; 0 without a parameter row
  std::vector<double> strength;            // [link]; 0 for rows that are no parameter
  std::vector<std::vector<double>> route;  // [mechanism][its findings]
  std::vector<std::vector<double>>
      prevalence;  // [finding][setting][sex]; empty where no risk factor
};

// Errors: those of parameter_rows() and published_prevalence().
engine::Result<LinkSolution> solve_links(const KnowledgeBase& knowledge, const Targets& targets);

// The setting whose callers the rows are solved among, and checked among (fidelity.h).
inline constexpr Setting solved_setting = Setting::telephone;

}  // namespace paraspinal::knowledge
