#pragma once

// The part of link_solver.h that solves one finding's rows: its leak, the strength of each row, and
// what of the rows goes through mechanisms.

#include <vector>

#include "knowledge/base/expectation.h"

namespace paraspinal::knowledge {

// Of a row or a route.
inline constexpr double largest_strength = 0.995;

struct SolvedEffect {
  double leak = 0;
  std::vector<double> strength;  // of each row; negative where it lowers
  struct Route {
    std::size_t mechanism = 0;
    double strength = 0;
  };
  std::vector<Route> routes;
};

// Rows are links that say P(finding | condition) of the one finding.
SolvedEffect solve_effect(const KnowledgeBase& knowledge, const Expectation& people,
                          FindingId finding, const std::vector<std::size_t>& rows);

// What a row wants P(finding | condition) to be while P(finding | no condition) is `given_not`:
// what gives its sensitivity, else its positive or negative likelihood ratio, else its odds ratio
// back, with its likelihood ratios bounded unless it stands as published.
double wanted_given(const Link& link, double given_not, double condition);

}  // namespace paraspinal::knowledge
