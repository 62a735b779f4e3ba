// Entry point: solve_effect, at the end.

#include "knowledge/base/effect_solver.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::knowledge {
namespace {

constexpr double largest_leak = 0.98;
constexpr double smallest_leak = 1e-4;
constexpr int most_sweeps_of_effects = 200;
constexpr double still_rates = 1e-8;  // a change of rates between sweeps that ends them

// How far a row's background rate counts when the rows of one finding disagree.
double background_weight(const Link& link) {
  constexpr double published_over_estimated = 8;
  const bool is_published = published_background(link).has_value();
  const std::string& grade = link.citation.grade;
  if (is_published && grade != "C") {
    return grade == "A" ? published_over_estimated * 1.5 : published_over_estimated;
  }
  return grade == "B-recalled" && is_published ? 1.5 : 1;
}

// The highest P(finding | no condition) with which a published specificity is given back.
std::optional<double> highest_background(const Link& link) {
  for (const PublishedFigure& figure : published_figures(link)) {
    if (figure.kind == FigureKind::specificity) {
      constexpr double inside = 0.9;  // of the way from the point to the bound
      return 1 - figure.point + inside * (figure.point - figure.low);
    }
  }
  return std::nullopt;
}

// One row on its way to a strength.
struct Row {
  const Link* link = nullptr;
  bool raises = true;
  double total = 0;  // strength of all its ways to the finding; of a lowering row, 1 - its factor
  double condition = 0;  // P(condition) among the people it is about
  Rates rates;           // as the last sweep found them
};

bool raises(const Link& link) {
  const auto background = background_rate(link);
  if (link.sensitivity) {
    return !background || link.sensitivity->point >= *background;
  }
  return (link.lr_positive ? link.lr_positive->point : link.ratio->point) >= 1;
}

class Effect {
 public:
  Effect(const KnowledgeBase& knowledge, const Expectation& people, FindingId finding,
         const std::vector<std::size_t>& rows)
      : knowledge_(&knowledge), people_(&people), rows_of_content_(rows) {
    for (const std::size_t row : rows) {
      const Link& link = knowledge.links[row];
      rows_.push_back(
          {&link, raises(link), 0, people.share_of(link.condition, link.applies_to), Rates{}});
    }
    for (std::size_t m = 0; m < knowledge.mechanisms.size(); ++m) {
      const auto& views = knowledge.mechanisms[m].findings;
      if (std::find(views.begin(), views.end(), finding) != views.end()) {
        mechanisms_.push_back(m);
      }
    }
    total_leak_ = first_leak();
  }

  SolvedEffect solve() {
    settle();
    if (turn_rows()) {
      settle();
    }
    return solved_;
  }

 private:
  void settle() {
    for (int sweep = 0; sweep < most_sweeps_of_effects; ++sweep) {
      route();
      const double moved = measure();
      if (sweep > 0 && moved < still_rates) {
        break;
      }
      move_leak();
      move_rows();
    }
    route();
  }

  // Turns the rows that publish a sensitivity and can only estimate how common the finding is
  // without the condition, where the other rows make it so common, or so rare, that the published
  // share of the ill can be reached only from the other side. True when there is one.
  bool turn_rows() {
    bool is_any = false;
    for (Row& row : rows_) {
      const std::string& grade = row.link->citation.grade;
      if (!row.link->sensitivity || published_background(*row.link) || row.total > 0 ||
          (grade != "A" && grade != "B")) {
        continue;
      }
      const PublishedFigure figure = published_figures(*row.link).front();
      const bool is_missed =
          row.raises ? row.rates.given > figure.high : row.rates.given < figure.low;
      row.raises = row.raises != is_missed;
      is_any = is_any || is_missed;
    }
    return is_any;
  }

  double first_leak() const {
    double sum = 0;
    double weights = 0;
    for (const Row& row : rows_) {
      if (const auto rate = background_rate(*row.link)) {
        sum += background_weight(*row.link) * std::log(std::max(*rate, smallest_leak));
        weights += background_weight(*row.link);
      }
    }
    return std::clamp(weights > 0 ? std::exp(sum / weights) : smallest_leak, smallest_leak,
                      largest_leak);
  }

  // The largest strength of the way from a mechanism to the finding that no row and not the leak
  // exceeds, and what is left to direct arcs: 1 - total = (1 - P(mechanism | condition) v)
  // (1 - direct).
  void route() {
    solved_ = {total_leak_, {}, {}};
    for (const Row& row : rows_) {
      solved_.strength.push_back(row.raises ? row.total : -row.total);
    }
    for (const std::size_t m : mechanisms_) {
      const Mechanism& mechanism = knowledge_->mechanisms[m];
      double v = largest_strength;
      bool carries = false;
      for_each_view(mechanism, [&](double point, double& strength) {
        v = std::min(v, strength / point);
        carries = true;
      });
      if (mechanism.leak > 0) {
        v = std::min(v, std::min(solved_.leak, spared_) / mechanism.leak);
      }
      if (!carries || v <= 0) {
        continue;
      }
      for_each_view(mechanism, [&](double point, double& strength) {
        strength = std::max(0.0, 1 - (1 - strength) / (1 - point * v));
      });
      solved_.leak = std::max(0.0, 1 - (1 - solved_.leak) / (1 - mechanism.leak * v));
      solved_.routes.push_back({m, v});
    }
  }

  // Calls `use` with P(mechanism | condition) and the strength of each raising row of its causes.
  template <typename Use>
  void for_each_view(const Mechanism& mechanism, const Use& use) {
    for (const MechanismCause& cause : mechanism.causes) {
      for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].link->condition == cause.condition && rows_[i].raises && rows_[i].total > 0) {
          use(cause.point, solved_.strength[i]);
        }
      }
    }
  }

  FindingParameters parameters() const {
    FindingParameters parameters;
    parameters.leak = solved_.leak;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const ArcParameter arc{rows_[i].link->condition, std::abs(solved_.strength[i]),
                             rows_of_content_[i], false};
      (rows_[i].raises ? parameters.raising : parameters.lowering).push_back(arc);
    }
    for (const auto& [mechanism, strength] : solved_.routes) {
      parameters.mechanisms.push_back({mechanism, strength, {}});
    }
    return parameters;
  }

  // The largest change of a rate since the last sweep.
  double measure() {
    const auto terms = terms_of(*knowledge_, parameters());
    double moved = 0;
    for (Row& row : rows_) {
      const Rates now = people_->rates(terms, row.link->condition, row.link->applies_to);
      moved = std::max({moved, std::abs(now.given - row.rates.given),
                        std::abs(now.given_not - row.rates.given_not)});
      row.rates = now;
    }
    return moved;
  }

  // Brings the weighted mean of log P(finding | no condition) to that of the rows' own rates, and
  // then up to where every bounded ratio is within its bounds and ratios below one are in reach,
  // but not beyond a published rate.
  void move_leak() {
    double own = 0;
    double found = 0;
    double weights = 0;
    for (const Row& row : rows_) {
      if (const auto rate = background_rate(*row.link)) {
        const double weight = background_weight(*row.link);
        own += weight * std::log(std::max(*rate, smallest_leak));
        found += weight * std::log(std::max(row.rates.given_not, smallest_leak));
        weights += weight;
      }
    }
    double leak = total_leak_;
    if (weights > 0) {
      leak = moved_leak(std::exp(found / weights), std::exp(own / weights));
    }
    double lifted = leak;
    double ceiling = largest_leak;
    for (const Row& row : rows_) {
      if (row.raises && row.link->sensitivity && !stands_as_published(*row.link)) {
        lifted = std::max(
            lifted, moved_leak(row.rates.given_not, row.link->sensitivity->point / largest_ratio));
      }
      if (const auto rate = rate_to_reach(row)) {
        lifted = std::max(lifted, moved_leak(row.rates.given_not, *rate));
      }
      if (const auto highest = highest_background(*row.link)) {
        ceiling = std::min(ceiling, moved_leak(row.rates.given_not, *highest));
      }
    }
    total_leak_ =
        std::clamp(std::max(leak, std::min(lifted, ceiling)), smallest_leak, largest_leak);
  }

  // A row that lowers the leak to nothing and is still above its published ratio, for other causes
  // make the finding in people with its condition, too: the background with which it is inside.
  static std::optional<double> rate_to_reach(const Row& row) {
    constexpr double spent = 0.99;  // strength of a row that can lower no more
    constexpr double inside = 0.97;
    if (row.raises || row.total < spent || !row.link->lr_positive) {
      return std::nullopt;
    }
    for (const PublishedFigure& figure : published_figures(*row.link)) {
      if (figure.kind == FigureKind::lr_positive &&
          row.rates.given > inside * figure.high * row.rates.given_not) {
        return row.rates.given / (inside * figure.high);
      }
    }
    return std::nullopt;
  }

  // The leak at which a rate that is `found` becomes `wanted`.
  double moved_leak(double found, double wanted) const {
    return 1 - (1 - total_leak_) * (1 - wanted) / (1 - std::min(found, largest_leak));
  }

  void move_rows() {
    spared_ = 1;
    for (Row& row : rows_) {
      const double wanted = wanted_given(*row.link, row.rates.given_not, row.condition);
      if (!row.raises) {
        spared_ = std::min(spared_, wanted / 2);
      }
      if (row.raises) {
        row.total = std::clamp(1 - (1 - row.total) * (1 - wanted) / (1 - row.rates.given), 0.0,
                               largest_strength);
      } else {
        row.total =
            std::clamp(1 - (1 - row.total) * wanted / row.rates.given, 0.0, largest_strength);
      }
    }
  }

  const KnowledgeBase* knowledge_;
  const Expectation* people_;
  std::vector<std::size_t> rows_of_content_;
  std::vector<Row> rows_;
  std::vector<std::size_t> mechanisms_;
  double total_leak_ = 0;  // leak, and what mechanisms do without their causes
  double spared_ = 1;      // what these may do at most, for lowering rows do not reach it
  SolvedEffect solved_;
};

// P(finding | condition) of a positive likelihood ratio. Where the finding is more common than the
// row took it to be, its absence must not come to speak more strongly than in the row itself;
// within the ratio's own interval it gives way to that.
double given_by_ratio(const Link& link, double ratio, double given_not) {
  const double given = ratio * given_not;
  const auto own = background_rate(link);
  if (!own || ratio <= 1 || given_not <= *own || ratio * *own >= 1) {
    return given;
  }
  const double negative = (1 - ratio * *own) / (1 - *own);
  constexpr double inside = 1.05;  // times the lower bound
  const double low = link.lr_positive->low.value_or(0.8 * link.lr_positive->point);
  return std::min(given, std::max(1 - negative * (1 - given_not), inside * low * given_not));
}

// Just inside the lower bound of a published sensitivity with an interval, else 0: the bound on
// the negative likelihood ratio gives way to it.
double published_low(const Link& link) {
  constexpr double inside = 0.1;  // of the way from the bound to the point
  const std::string& grade = link.citation.grade;
  if (!link.sensitivity || !link.sensitivity->low || (grade != "A" && grade != "B")) {
    return 0;
  }
  return *link.sensitivity->low + inside * (link.sensitivity->point - *link.sensitivity->low);
}

}  // namespace

double wanted_given(const Link& link, double given_not, double condition) {
  const bool stands = stands_as_published(link);
  const auto bounded = [&](double ratio) {
    return stands ? ratio : std::clamp(ratio, 1 / largest_ratio, largest_ratio);
  };
  double wanted = given_not;
  if (link.sensitivity) {
    wanted = link.sensitivity->point;
  } else if (link.lr_positive) {
    wanted = given_by_ratio(link, bounded(link.lr_positive->point), given_not);
  } else if (link.ratio) {
    const bool risk = link.ratio_kind == "RR" || link.ratio_kind == "HR";
    wanted = given_for(risk ? FigureKind::risk_ratio : FigureKind::odds_ratio,
                       bounded(link.ratio->point), given_not, condition);
  }
  if (!stands) {
    wanted = std::clamp(wanted, given_not / largest_ratio, given_not * largest_ratio);
    wanted = std::min(wanted, std::max(1 - (1 - given_not) / largest_ratio, published_low(link)));
  }
  return std::min(wanted, largest_strength);
}

SolvedEffect solve_effect(const KnowledgeBase& knowledge, const Expectation& people,
                          FindingId finding, const std::vector<std::size_t>& rows) {
  return Effect(knowledge, people, finding, rows).solve();
}

}  // namespace paraspinal::knowledge
