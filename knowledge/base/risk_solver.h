#pragma once

// The part of link_solver.h that solves one risk factor: how common it is before the complaint is
// known, and its odds ratio for each condition.

#include <vector>

#include "knowledge/base/expectation.h"

namespace paraspinal::knowledge {

struct SolvedRisk {
  std::vector<double> log_odds_ratio;  // of each row
  std::vector<double> prevalence;      // [setting][sex] before the complaint is known
};

// `people` has one entry a setting. `published` is P(risk factor | complaint) [setting][sex]; rows
// are links of the one finding.
SolvedRisk solve_risk(const KnowledgeBase& knowledge, const std::vector<Expectation>& people,
                      const std::vector<double>& published, const std::vector<std::size_t>& rows);

}  // namespace paraspinal::knowledge
