#pragma once

// A factor is a function from the joint states of its variables to real numbers; represented as one
// flat table whose axes stand in ascending order of variable, the last varying fastest.
//
//   const Factor joint = product(std::array{&prior, &likelihood});
//   const Factor marginal = sum_onto(joint, std::array{std::size_t{0}});
//
// Entries are probabilities or, around the hidden variable of a noisy-OR star, signed weights.
// The plain reference arithmetic: clear before fast. Not for the message passing of a large tree
// (see junction_tree.h).

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace paraspinal::engine {

// One axis of a table: a variable of the model at hand and its number of states.
struct Axis {
  std::size_t variable = 0;
  std::size_t states = 0;

  bool operator==(const Axis&) const = default;
};

class Factor {
 public:
  // The constant factor 1 over no variables.
  Factor() : values_{1.0} {}
  // `axes` ascend by variable; `values` has one entry per joint state.
  Factor(std::vector<Axis> axes, std::vector<double> values);

  const std::vector<Axis>& axes() const { return axes_; }
  std::span<const double> values() const { return values_; }

  bool operator==(const Factor&) const = default;

 private:
  std::vector<Axis> axes_;
  std::vector<double> values_;
};

// Number of joint states; saturates at SIZE_MAX.
std::size_t joint_states(std::span<const Axis> axes);

// The axes of both, ascending, each once.
std::vector<Axis> united(std::span<const Axis> a, std::span<const Axis> b);

// The axes of `a` that are not in `b`.
std::vector<Axis> without(std::span<const Axis> a, std::span<const Axis> b);

// Distance in a table over `axes` between neighbouring states of each of `of`; 0 where not an axis.
std::vector<std::size_t> strides(std::span<const Axis> axes, std::span<const Axis> of);

// Pointwise product over the union of all axes; the constant 1 of no factors.
Factor product(std::span<const Factor* const> factors);

// Sum over every variable that is not in `kept` (ascending; may name variables the factor lacks).
Factor sum_onto(const Factor& factor, std::span<const std::size_t> kept);

// As sum_onto, with the largest entry in place of the sum.
Factor maximum_onto(const Factor& factor, std::span<const std::size_t> kept);

// The factor where `variable` has `state`; that axis goes. Unchanged when it is no axis.
Factor slice(const Factor& factor, std::size_t variable, std::size_t state);

}  // namespace paraspinal::engine
