#include "knowledge/base/expectation.h"

#include <utility>

namespace paraspinal::knowledge {
namespace {

// Multiplies each term by 1 - v P(mechanism | causes) = (1 - v) + v (1 - leak) prod (1 - point).
std::vector<Term> through(const std::vector<Term>& terms, const Mechanism& mechanism, double v) {
  std::vector<Term> product;
  for (const Term& term : terms) {
    Term without = term;
    without.coefficient *= 1 - v;
    Term with = term;
    with.coefficient *= v * (1 - mechanism.leak);
    for (const MechanismCause& cause : mechanism.causes) {
      with.causes.push_back({cause.condition.index, 1 - cause.point});
    }
    product.push_back(std::move(without));
    product.push_back(std::move(with));
  }
  return product;
}

// One factor a condition, so that the mean of the product is the product of the means.
Term merged(const Term& term) {
  Term result{term.coefficient, {}};
  for (const Term::Cause& cause : term.causes) {
    bool found = false;
    for (Term::Cause& known : result.causes) {
      if (known.condition == cause.condition) {
        known.weight *= cause.weight;
        found = true;
      }
    }
    if (!found) {
      result.causes.push_back(cause);
    }
  }
  return result;
}

}  // namespace

// P(present) = 1 - prod raising (1 - strength) * (1 - leak * prod lowering (1 - strength)).
std::vector<Term> terms_of(const KnowledgeBase& knowledge, const FindingParameters& finding) {
  Term silent{-1, {}};
  for (const ArcParameter& arc : finding.raising) {
    silent.causes.push_back({arc.condition.index, 1 - arc.strength});
  }
  Term background = silent;
  background.coefficient = finding.leak;
  for (const ArcParameter& arc : finding.lowering) {
    background.causes.push_back({arc.condition.index, 1 - arc.strength});
  }
  std::vector<Term> terms = {silent, background};
  for (const MechanismParameter& route : finding.mechanisms) {
    terms = through(terms, knowledge.mechanisms[route.mechanism], route.strength);
  }
  std::vector<Term> result = {Term{1, {}}};
  for (const Term& term : terms) {
    result.push_back(merged(term));
  }
  return result;
}

Expectation::Expectation(const KnowledgeBase& knowledge, std::vector<Group> groups,
                         const std::vector<std::vector<double>>& drug_prevalence)
    : groups_(std::move(groups)) {
  for (const Condition& condition : knowledge.conditions) {
    rival_.push_back(condition.role != ConditionRole::contributor);
  }
  for (Group& group : groups_) {
    const std::size_t column = static_cast<std::size_t>(group.context.setting) * all_sexes.size() +
                               static_cast<std::size_t>(group.context.sex);
    std::vector<double> before;
    for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
      if (const auto drug = knowledge.conditions[c].scope_finding) {
        group.targets[c] *= drug_prevalence[drug->index][column];
      }
      before.push_back(group.targets[c] * (rival_[c] ? group.complaint : 1));
    }
    before_.push_back(std::move(before));
  }
}

bool Expectation::counts(std::size_t group, ConditionId condition, AppliesTo people) const {
  const Group& one = groups_[group];
  const bool woman = one.context.sex == Sex::female;
  if (one.targets[condition.index] <= 0 || (people == AppliesTo::women && !woman)) {
    return false;
  }
  return people != AppliesTo::pregnant || is_pregnant(one.context.pregnancy);
}

double Expectation::share_of(ConditionId condition, AppliesTo people) const {
  double sum = 0;
  double total = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (counts(g, condition, people)) {
      sum += groups_[g].share * groups_[g].targets[condition.index];
      total += groups_[g].share;
    }
  }
  return total > 0 ? sum / total : 0;
}

Rates Expectation::rates(const std::vector<Term>& terms, ConditionId condition,
                         AppliesTo people) const {
  double with = 0;  // P(finding, condition, complaint), and without the condition
  double without = 0;
  double share_with = 0;
  double share_without = 0;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (!counts(g, condition, people)) {
      continue;
    }
    double silence = 1;  // P(no rival acts)
    for (std::size_t c = 0; c < rival_.size(); ++c) {
      silence *= rival_[c] ? 1 - before_[g][c] : 1;
    }
    const double complaint = 1 - silence;
    double all = 0;
    double those = 0;
    for (const Term& term : terms) {
      double product = term.coefficient;          // its mean whether or not there is a complaint
      double quiet = term.coefficient * silence;  // its part from people without one
      double own = 1;
      double own_mean = 1;
      for (const Term::Cause& cause : term.causes) {
        const double p = before_[g][cause.condition];
        const double mean = 1 - p + p * cause.weight;
        product *= mean;
        quiet *= rival_[cause.condition] ? 1 : mean;
        if (cause.condition == condition.index) {
          own = cause.weight;
          own_mean = mean;
        }
      }
      all += product - quiet;
      const double p = before_[g][condition.index];
      those += p * own / own_mean * (rival_[condition.index] ? product : product - quiet);
    }
    const double weight = groups_[g].share / complaint;
    const double p = before_[g][condition.index] * (rival_[condition.index] ? 1 : complaint);
    with += weight * those;
    without += weight * (all - those);
    share_with += weight * p;
    share_without += weight * (complaint - p);
  }
  return {with / share_with, without / share_without};
}

}  // namespace paraspinal::knowledge
