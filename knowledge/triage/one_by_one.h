#pragma once

// Findings that are added one at a time, in the order given and then in the reverse order, and what
// each of them did to the odds of each condition: the arithmetic of explain.h, without the network.
//
//   const Steps steps(block.size());
//   steps.known(step, i);                      // whether the i-th finding is known after a step
//   set_weights(block, before, rows, weights); // `rows`: the conditions after each step
//
// A part of explain.h, for it alone.

#include <cstddef>
#include <span>
#include <vector>

namespace paraspinal::triage {

// Some findings, by their positions in the observation.
using Block = std::vector<std::size_t>;

// The steps of a block whose findings are added one at a time: in the order given, then in the
// reverse order up to all but the first, for all of them is a step already.
class Steps {
 public:
  explicit Steps(std::size_t findings) : findings_(findings) {}

  std::size_t count() const { return findings_ == 0 ? 0 : 2 * findings_ - 1; }
  std::size_t all() const { return findings_ - 1; }
  // The step after which so many are known, one or more.
  std::size_t forwards(std::size_t known) const { return known - 1; }
  std::size_t backwards(std::size_t known) const {
    return known == findings_ ? all() : findings_ + known - 1;
  }

  // Whether the i-th finding of the block is known after this step.
  bool known(std::size_t step, std::size_t i) const {
    return step < findings_ ? i <= step : i + step + 1 >= 2 * findings_;
  }

 private:
  std::size_t findings_;
};

// The weights of the findings of a block: half of what each changes where it is added in the order
// given, and half of that in the reverse order. `before` are the probabilities of the conditions
// before the first step, `rows` those after each. A finding that says nothing of a condition has no
// weight, whatever rounding left of it (below 1e-11). `weights`: [condition][finding].
void set_weights(const Block& block, std::span<const double> before,
                 const std::vector<std::span<const double>>& rows,
                 std::vector<std::vector<double>>& weights);

}  // namespace paraspinal::triage
