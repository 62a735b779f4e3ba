// Entry point: solve_risk, at the end.

#include "knowledge/base/risk_solver.h"

#include <algorithm>
#include <cmath>

#include "knowledge/base/effect_solver.h"
#include "knowledge/base/link_solver.h"

namespace paraspinal::knowledge {
namespace {

constexpr int most_sweeps_of_risks = 200;
constexpr double still_log_odds = 1e-9;  // a change on the log-odds between sweeps that ends them

double log_of_odds(double p) {
  return std::log(odds(p));
}

// One group, with the risk factor (1) and without (0).
struct Split {
  std::vector<std::array<double, 2>> condition;  // of each row: P(condition | factor)
  std::array<double, 2> complaint{};             // P(complaint | factor)
};

// P(condition | no factor) and P(condition | factor) that average to `p` when the factor has this
// share and odds ratio: the positive root x, the odds without it, of
// R (1 - p) x^2 + (share R + 1 - share - p (1 + R)) x - p = 0.
std::array<double, 2> split(double p, double share, double odds_ratio) {
  const double a = odds_ratio * (1 - p);
  const double b = share * odds_ratio + 1 - share - p * (1 + odds_ratio);
  const double x = (-b + std::sqrt(b * b + 4 * a * p)) / (2 * a);
  return {probability_of_odds(x), probability_of_odds(odds_ratio * x)};
}

class Risk {
 public:
  Risk(const KnowledgeBase& knowledge, const std::vector<Expectation>& people,
       const std::vector<double>& published, const std::vector<std::size_t>& rows)
      : people_(&people), published_(&published), prevalence_(published) {
    for (const std::size_t row : rows) {
      links_.push_back(&knowledge.links[row]);
    }
    log_odds_ratio_.assign(rows.size(), 0);
  }

  SolvedRisk solve() {
    for (int sweep = 0; sweep < most_sweeps_of_risks; ++sweep) {
      double moved = 0;
      for (std::size_t column = 0; column < prevalence_.size(); ++column) {
        moved = std::max(moved, move_prevalence(column));
      }
      moved = std::max(moved, move_rows());
      if (moved < still_log_odds) {
        break;
      }
    }
    return {log_odds_ratio_, prevalence_};
  }

 private:
  const Expectation& among(std::size_t column) const {
    return (*people_)[column / all_sexes.size()];
  }
  static std::size_t column_of(const Context& context) {
    return static_cast<std::size_t>(context.setting) * all_sexes.size() +
           static_cast<std::size_t>(context.sex);
  }

  Split split_group(const Expectation& people, std::size_t g) const {
    const double share = prevalence_[column_of(people.groups()[g].context)];
    std::vector<std::array<double, 2>> all(people.groups()[g].targets.size());
    Split result;
    std::array<double, 2> silence = {1, 1};
    for (std::size_t c = 0; c < people.groups()[g].targets.size(); ++c) {
      std::array<double, 2> both = {people.before(g, c), people.before(g, c)};
      for (std::size_t i = 0; i < links_.size(); ++i) {
        if (links_[i]->condition.index == c && both[0] > 0) {
          both = split(people.before(g, c), share, std::exp(log_odds_ratio_[i]));
        }
      }
      all[c] = both;
      if (people.is_rival(c)) {
        silence = {silence[0] * (1 - both[0]), silence[1] * (1 - both[1])};
      }
    }
    for (const Link* link : links_) {
      result.condition.push_back(all[link->condition.index]);
    }
    result.complaint = {1 - silence[0], 1 - silence[1]};
    return result;
  }

  double move_prevalence(std::size_t column) {
    const Expectation& people = among(column);
    const double share = prevalence_[column];
    if (share <= 0 || share >= 1) {
      return 0;
    }
    double with = 0;
    double total = 0;
    for (std::size_t g = 0; g < people.groups().size(); ++g) {
      const Group& group = people.groups()[g];
      if (column_of(group.context) != column) {
        continue;
      }
      const Split both = split_group(people, g);
      const double factor = share * both.complaint[1];
      with += group.share * factor / (factor + (1 - share) * both.complaint[0]);
      total += group.share;
    }
    if (total <= 0) {
      return 0;
    }
    const double step = log_of_odds((*published_)[column]) - log_of_odds(with / total);
    prevalence_[column] = probability_of_odds(odds(share) * std::exp(step));
    return std::abs(step);
  }

  // P(factor | condition) and P(factor | no condition) of row i under the complaint, and
  // P(condition).
  std::pair<Rates, double> rates(std::size_t i) const {
    const Expectation& people = (*people_)[static_cast<std::size_t>(solved_setting)];
    const Link& link = *links_[i];
    const bool rival = people.is_rival(link.condition.index);
    std::array<double, 2> with{};     // P(condition, factor = 0 / 1)
    std::array<double, 2> without{};  // P(no condition, factor = 0 / 1)
    for (std::size_t g = 0; g < people.groups().size(); ++g) {
      if (!people.counts(g, link.condition, link.applies_to)) {
        continue;
      }
      const double share = prevalence_[column_of(people.groups()[g].context)];
      const Split both = split_group(people, g);
      const std::array<double, 2> shares = {1 - share, share};
      const double complaint = shares[0] * both.complaint[0] + shares[1] * both.complaint[1];
      for (const std::size_t factor : {0U, 1U}) {
        const double p = both.condition[i][factor] * (rival ? 1 : both.complaint[factor]);
        const double weight = people.groups()[g].share * shares[factor] / complaint;
        with[factor] += weight * p;
        without[factor] += weight * (both.complaint[factor] - p);
      }
    }
    const double ill = with[0] + with[1];
    const double well = without[0] + without[1];
    return {{with[1] / ill, without[1] / well}, ill / (ill + well)};
  }

  double move_rows() {
    double moved = 0;
    std::vector<double> steps;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      const auto [found, condition] = rates(i);
      const double wanted = wanted_given(*links_[i], found.given_not, condition);
      const double step = log_of_odds(wanted) - log_of_odds(found.given);
      steps.push_back(std::isfinite(step) ? step : 0);
      moved = std::max(moved, std::abs(steps.back()));
    }
    for (std::size_t i = 0; i < links_.size(); ++i) {
      log_odds_ratio_[i] += steps[i];
    }
    return moved;
  }

  const std::vector<Expectation>* people_;
  const std::vector<double>* published_;
  std::vector<const Link*> links_;
  std::vector<double> log_odds_ratio_;
  std::vector<double> prevalence_;
};

}  // namespace

SolvedRisk solve_risk(const KnowledgeBase& knowledge, const std::vector<Expectation>& people,
                      const std::vector<double>& published, const std::vector<std::size_t>& rows) {
  return Risk(knowledge, people, published, rows).solve();
}

}  // namespace paraspinal::knowledge
