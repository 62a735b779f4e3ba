#pragma once

// Findings that are added one group at a time, in the order given and then in the reverse order,
// and what each group did to the odds of each condition: the arithmetic of explain.h, without the
// network.
//
//   const Steps steps(groups.size());
//   steps.known(step, i);                      // whether the i-th group is known after a step
//   mean_changes(groups.size(), before, rows); // `rows`: the conditions after each step
//
// A part of explain.h, for it alone. Of the findings of one group: risks_together.h,
// denied_together.h, present_together.h.

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace paraspinal::triage {

// Some findings, by their positions in the observation, that become known in one step.
using Group = std::vector<std::size_t>;

// [condition][finding of the observation]: a weight, 0 until it is set.
class WeightTable {
 public:
  WeightTable() = default;  // none
  WeightTable(std::size_t conditions, std::size_t findings)
      : findings_(findings), all_(conditions * findings, 0.0) {}

  std::span<double> operator[](std::size_t condition) {
    return std::span(all_).subspan(condition * findings_, findings_);
  }
  std::span<const double> operator[](std::size_t condition) const {
    return std::span(all_).subspan(condition * findings_, findings_);
  }
  bool empty() const { return all_.empty(); }

 private:
  std::size_t findings_ = 0;
  std::vector<double> all_;
};

// The steps of groups that are added one at a time: in the order given, then in the reverse order
// up to all but the first, for all of them is a step already.
class Steps {
 public:
  explicit Steps(std::size_t groups) : groups_(groups) {}

  std::size_t count() const { return groups_ == 0 ? 0 : 2 * groups_ - 1; }
  std::size_t all() const { return groups_ - 1; }
  // The step after which so many are known, one or more.
  std::size_t forwards(std::size_t known) const { return known - 1; }
  std::size_t backwards(std::size_t known) const {
    return known == groups_ ? all() : groups_ + known - 1;
  }

  // Whether the i-th group is known after this step.
  bool known(std::size_t step, std::size_t i) const {
    return step < groups_ ? i <= step : i + step + 1 >= 2 * groups_;
  }

 private:
  std::size_t groups_;
};

// [group][condition]: half of what each group changes in the log odds of a condition where it is
// added in the order given, and half of that in the reverse order. `before` are the probabilities
// of the conditions before the first step, `rows` those after each; within 1e-15 of 0 and 1 nothing
// more is told apart.
std::vector<std::vector<double>> mean_changes(std::size_t groups, std::span<const double> before,
                                              const std::vector<std::span<const double>>& rows);

// A weight, or 0 where it would be below 1e-11: a finding that says nothing of a condition has no
// weight, whatever rounding left of it.
inline double weight_of(double change) {
  constexpr double smallest_weight = 1e-11;
  return std::abs(change) < smallest_weight ? 0 : change;
}

// Sets the weights of a group's findings, of which `own` are figures of their own, [finding of the
// group][condition]: these, and what they leave of the group's change, in proportion to them, or
// evenly where none of them says anything (weight_of).
void set_weights(std::span<const double> own, std::span<const double> change, const Group& group,
                 WeightTable& weights);

}  // namespace paraspinal::triage
