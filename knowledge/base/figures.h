#pragma once

// What an evidence row publishes, and how each figure follows from two probabilities: of the
// finding among those with the condition, and among those without it.
//
//   for (const PublishedFigure& figure : published_figures(link)) {
//     const double ours = figure_value(figure.kind, rates, p_condition);
//     figure.low <= ours && ours <= figure.high;
//   }
//
// A background rate that is our own estimate is no published figure; nor is a post-test
// probability, which holds only for the study's own share of ill people.

#include <optional>
#include <string_view>
#include <vector>

#include "knowledge/base/link.h"

namespace paraspinal::knowledge {

enum class FigureKind {
  sensitivity,
  specificity,
  lr_positive,
  lr_negative,
  odds_ratio,  // also SR, the ratio of two prescription sequences
  risk_ratio   // also HR
};

std::string_view name(FigureKind kind);

// P(finding | condition) and P(finding | no condition), in one population.
struct Rates {
  double given = 0;
  double given_not = 0;

  bool operator==(const Rates&) const = default;
};

// A figure and the bounds within which it counts as given back.
struct PublishedFigure {
  FigureKind kind = FigureKind::sensitivity;
  double point = 0;
  double low = 0;
  double high = 0;
  bool has_interval = false;  // else the bounds are 20 % either way

  bool operator==(const PublishedFigure&) const = default;
};

// In the order of FigureKind; empty when a row publishes none of them (a post-test probability).
std::vector<PublishedFigure> published_figures(const Link& link);

// P(finding | no condition) as published: from a specificity, from both likelihood ratios, or
// written so in the source. Nothing when it is our estimate.
std::optional<double> published_background(const Link& link);
// The same, or our estimate.
std::optional<double> background_rate(const Link& link);

// The figure that two rates amount to; `condition` is P(condition), which a risk ratio needs. 0/0
// is NaN and x/0 infinite, as in IEEE arithmetic.
double figure_value(FigureKind kind, const Rates& rates, double condition);

// P(finding | condition) at which the figure has this value while P(finding | no condition) stays;
// the nearest there is in [0, 1].
double given_for(FigureKind kind, double value, double given_not, double condition);

double odds(double probability);
double probability_of_odds(double odds);

// Those of engine/probability.h, of plain numbers.
double log_odds(double p);
double probability(double log_odds_of_it);

}  // namespace paraspinal::knowledge
