// Entry point: published_figures.

#include "knowledge/base/figures.h"

#include <algorithm>
#include <cmath>

#include "engine/probability.h"

namespace paraspinal::knowledge {
namespace {

constexpr double tolerance = 0.2;  // either way, where no interval is published

PublishedFigure published(FigureKind kind, const Figure& figure) {
  const bool has_interval = figure.low && figure.high;
  return {kind, figure.point, has_interval ? *figure.low : figure.point * (1 - tolerance),
          has_interval ? *figure.high : figure.point * (1 + tolerance), has_interval};
}

FigureKind ratio_kind(const Link& link) {
  return link.ratio_kind == "RR" || link.ratio_kind == "HR" ? FigureKind::risk_ratio
                                                            : FigureKind::odds_ratio;
}

}  // namespace

std::string_view name(FigureKind kind) {
  switch (kind) {
    case FigureKind::sensitivity:
      return "sensitivity";
    case FigureKind::specificity:
      return "specificity";
    case FigureKind::lr_positive:
      return "LR+";
    case FigureKind::lr_negative:
      return "LR-";
    case FigureKind::odds_ratio:
      return "OR";
    case FigureKind::risk_ratio:
      return "RR";
  }
  return {};
}

double odds(double probability) {
  return probability / (1 - probability);
}

double probability_of_odds(double odds) {
  return odds / (1 + odds);
}

std::optional<double> published_background(const Link& link) {
  if (link.specificity) {
    return 1 - link.specificity->point;
  }
  if (link.lr_positive && link.lr_negative && link.lr_positive->point > link.lr_negative->point) {
    const double plus = link.lr_positive->point;
    const double minus = link.lr_negative->point;
    const double rate = (1 - minus) / (plus - minus);
    if (rate >= 0 && rate * plus <= 1) {
      return rate;
    }
  }
  const bool derived = link.p_given_not_basis.starts_with("from ");
  return derived ? link.p_given_not : std::nullopt;
}

std::optional<double> background_rate(const Link& link) {
  const auto rate = published_background(link);
  return rate ? rate : link.p_given_not;
}

std::vector<PublishedFigure> published_figures(const Link& link) {
  std::vector<PublishedFigure> figures;
  if (link.sensitivity) {
    figures.push_back(published(FigureKind::sensitivity, *link.sensitivity));
  }
  if (link.specificity) {
    figures.push_back(published(FigureKind::specificity, *link.specificity));
  } else if (link.p_given_not && link.p_given_not_basis == "from source") {
    figures.push_back(published(FigureKind::specificity, {1 - *link.p_given_not, {}, {}}));
  }
  if (link.lr_positive) {
    figures.push_back(published(FigureKind::lr_positive, *link.lr_positive));
  }
  if (link.lr_negative) {
    figures.push_back(published(FigureKind::lr_negative, *link.lr_negative));
  }
  if (link.ratio) {
    figures.push_back(published(ratio_kind(link), *link.ratio));
  }
  return figures;
}

double figure_value(FigureKind kind, const Rates& rates, double condition) {
  const auto [given, given_not] = rates;
  switch (kind) {
    case FigureKind::sensitivity:
      return given;
    case FigureKind::specificity:
      return 1 - given_not;
    case FigureKind::lr_positive:
      return given / given_not;
    case FigureKind::lr_negative:
      return (1 - given) / (1 - given_not);
    case FigureKind::odds_ratio:
      return odds(given) / odds(given_not);
    case FigureKind::risk_ratio: {
      const double with = given * condition / (given * condition + given_not * (1 - condition));
      const double without =
          (1 - given) * condition / ((1 - given) * condition + (1 - given_not) * (1 - condition));
      return with / without;
    }
  }
  return 0;
}

double given_for(FigureKind kind, double value, double given_not, double condition) {
  switch (kind) {
    case FigureKind::sensitivity:
      return std::clamp(value, 0.0, 1.0);
    case FigureKind::specificity:
      return given_not;
    case FigureKind::lr_positive:
      return std::clamp(value * given_not, 0.0, 1.0);
    case FigureKind::lr_negative:
      return std::clamp(1 - value * (1 - given_not), 0.0, 1.0);
    case FigureKind::odds_ratio:
      return probability_of_odds(value * odds(given_not));
    case FigureKind::risk_ratio: {
      // The ratio grows with `given`: by bisection.
      double low = 0;
      double high = 1;
      for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (figure_value(kind, {middle, given_not}, condition) < value ? low : high) = middle;
      }
      return (low + high) / 2;
    }
  }
  return given_not;
}

double log_odds(double p) {
  return engine::log_odds({p}).value;
}

double probability(double log_odds_of_it) {
  return engine::probability({log_odds_of_it}).value;
}

}  // namespace paraspinal::knowledge
