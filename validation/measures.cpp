// Entry point: measure, at the end.

#include "validation/measures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/require.h"

namespace paraspinal::validation {
namespace {

using knowledge::Urgency;

std::size_t index_of(Urgency urgency) {
  return static_cast<std::size_t>(urgency);
}

bool in_first(const std::vector<std::string>& ranking, std::size_t n,
              const std::set<std::string>& right) {
  const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min(n, ranking.size()));
  return std::any_of(ranking.begin(), end,
                     [&](const std::string& id) { return right.contains(id); });
}

void add_ranking(const ValidationCase& item, const MethodAnswer& answer,
                 const knowledge::KnowledgeBase& knowledge, Measures& result) {
  if (answer.ranking.empty()) {
    return;
  }
  if (item.condition) {
    const bool contributes =
        knowledge.conditions[item.condition->index].role == knowledge::ConditionRole::contributor;
    result.contributors += contributes ? 1U : 0U;
    const std::set<std::string> expected = {knowledge.conditions[item.condition->index].id};
    result.top_1.count(in_first(answer.ranking, 1, expected));
    result.top_3.count(in_first(answer.ranking, 3, expected));
    result.top_5.count(in_first(answer.ranking, 5, expected));
  }
  if (!item.right.empty()) {
    result.right_1.count(in_first(answer.ranking, 1, item.right));
    result.right_3.count(in_first(answer.ranking, 3, item.right));
    result.right_5.count(in_first(answer.ranking, 5, item.right));
  }
}

bool is_exact(const ValidationCase& item, Urgency urgency) {
  const auto allowed = urgencies_of(item.tier);
  return std::ranges::find(allowed, urgency) != allowed.end();
}

void add_urgency(const ValidationCase& item, Urgency urgency, Measures& result) {
  const int off = levels_off(item, urgency);
  result.exact.count(is_exact(item, urgency));
  result.safe.count(off >= 0);
  result.acceptable.count(off == 0);
  result.under.count(off < 0);
  result.under_by_two.count(off <= -2);
  result.over.count(off > 0);
  result.over_by_two.count(off >= 2);
  if (item.is_benign()) {
    result.benign_over.count(off > 0);
  }
  if (item.is_visible_emergency()) {
    result.emergencies_found.count(off >= 0);
    if (off < 0) {
      result.emergencies_missed.push_back(item.id);
    }
  }
  if (off <= -2) {
    result.slower_by_two.push_back(item.id);
  }
  auto& levels = off < 0 ? result.levels_slow : result.levels_fast;
  if (off != 0) {
    ++levels[static_cast<std::size_t>(std::abs(off))];
  }
  ++result.confusion[static_cast<std::size_t>(item.tier)][index_of(urgency)];
}

void add_danger(const ValidationCase& item, const MethodAnswer& answer, Measures& result) {
  if (item.danger == DangerSeen::plainly || item.danger == DangerSeen::weakly) {
    result.sensitivity.count(answer.flags_danger);
  } else if (item.is_benign()) {
    result.specificity.count(!answer.flags_danger);
  }
}

// Sums over cases while they are added; `cases` and `terms` divide them at the end.
struct Scores {
  double brier = 0, brier_pretest = 0, log_score = 0, log_score_pretest = 0;
  std::size_t cases = 0, terms = 0;
};

double surprise(double p) {
  constexpr double least = 1e-12;
  return -std::log(std::max(p, least));
}

void add_probabilities(const ValidationCase& item, const MethodAnswer& answer,
                       const knowledge::KnowledgeBase& knowledge, Scores& scores,
                       Measures& result) {
  if (answer.probabilities.empty() || answer.pretest.empty() || !item.condition) {
    return;
  }
  ++scores.cases;
  scores.log_score += surprise(answer.probabilities[item.condition->index]);
  scores.log_score_pretest += surprise(answer.pretest[item.condition->index]);
  for (std::size_t c = 0; c < answer.probabilities.size(); ++c) {
    const bool expected = c == item.condition->index;
    if (!expected && item.right.contains(knowledge.conditions[c].id)) {
      continue;
    }
    const double p = answer.probabilities[c];
    const double y = expected ? 1 : 0;
    scores.brier += (p - y) * (p - y);
    scores.brier_pretest += (answer.pretest[c] - y) * (answer.pretest[c] - y);
    ++scores.terms;
    CalibrationBin& bin =
        result.calibration[std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9)];
    ++bin.predictions;
    bin.came_true += expected ? 1 : 0;
    bin.mean_predicted += p;
  }
}

void divide(const Scores& scores, Measures& result) {
  if (scores.cases > 0) {
    const auto cases = static_cast<double>(scores.cases);
    const auto terms = static_cast<double>(scores.terms);
    result.brier = scores.brier / terms;
    result.brier_pretest = scores.brier_pretest / terms;
    result.log_score = scores.log_score / cases;
    result.log_score_pretest = scores.log_score_pretest / cases;
  }
  for (CalibrationBin& bin : result.calibration) {
    if (bin.predictions > 0) {
      bin.mean_predicted /= static_cast<double>(bin.predictions);
    }
  }
}

}  // namespace

int levels_off(const ValidationCase& item, Urgency urgency) {
  const auto level = [](Urgency u) { return static_cast<int>(u); };
  if (urgency < item.slowest) {
    return level(urgency) - level(item.slowest);
  }
  return urgency > item.fastest ? level(urgency) - level(item.fastest) : 0;
}

Measures measure(const std::vector<ValidationCase>& cases, const std::vector<MethodAnswer>& answers,
                 const knowledge::KnowledgeBase& knowledge) {
  engine::require(cases.size() == answers.size(), "there is one answer a case");
  Measures result;
  Scores scores;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!answers[i].urgency) {
      ++result.refused;
      continue;
    }
    ++result.cases;
    result.provisional += answers[i].provisional ? 1U : 0U;
    add_ranking(cases[i], answers[i], knowledge, result);
    add_urgency(cases[i], *answers[i].urgency, result);
    add_danger(cases[i], answers[i], result);
    add_probabilities(cases[i], answers[i], knowledge, scores, result);
  }
  divide(scores, result);
  return result;
}

}  // namespace paraspinal::validation
