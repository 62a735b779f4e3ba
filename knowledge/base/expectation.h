#pragma once

// Averages over the people with the complaint (groups.h), in closed form: the probability of a
// finding among those with a condition and among those without, when causes act independently
// within a group until the complaint is known.
//
// P(finding | causes) is a sum of terms, each a constant times one factor for every cause that is
// present; a term's mean over independent causes is a product, also once it is known that at least
// one cause acts. Shared risk factors are left out here: fidelity.h measures what that costs.

#include <vector>

#include "knowledge/base/figures.h"
#include "knowledge/base/groups.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {

// coefficient * prod over present causes of their weight; other causes weigh 1.
struct Term {
  struct Cause {
    std::size_t condition = 0;
    double weight = 1;
  };
  double coefficient = 1;
  std::vector<Cause> causes;
};

// P(present | causes) of a noisy-OR as a sum of terms, mechanisms summed out.
std::vector<Term> terms_of(const KnowledgeBase& knowledge, const FindingParameters& finding);

class Expectation {
 public:
  // `drug_prevalence` is empty for findings that are no drug of a scope: [finding][setting][sex].
  Expectation(const KnowledgeBase& knowledge, std::vector<Group> groups,
              const std::vector<std::vector<double>>& drug_prevalence);

  // Among the people to whom a row applies and who can have the condition.
  Rates rates(const std::vector<Term>& terms, ConditionId condition, AppliesTo people) const;
  // P(condition) among these people.
  double share_of(ConditionId condition, AppliesTo people) const;

  const std::vector<Group>& groups() const { return groups_; }
  // P(condition) in a group before the complaint is known.
  double before(std::size_t group, std::size_t condition) const {
    return before_[group][condition];
  }
  bool is_rival(std::size_t condition) const { return rival_[condition]; }
  bool counts(std::size_t group, ConditionId condition, AppliesTo people) const;

 private:
  std::vector<Group> groups_;
  std::vector<std::vector<double>> before_;  // [group][condition]
  std::vector<bool> rival_;                  // [condition] it can make the complaint
};

}  // namespace paraspinal::knowledge
