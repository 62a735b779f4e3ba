#pragma once

// Where the numbers of one slice go: unary values, pointers to factors, computed tables in the
// arena, and one constant, whose scale is kept apart so that it never runs out of range. For
// slicing.cpp and what it calls.

#include <algorithm>
#include <cmath>

#include "engine/propagation.h"

namespace paraspinal::engine {

class SliceOutput {
 public:
  SliceOutput(const QueryPlan& plan, Workspace& workspace)
      : plan_(plan), workspace_(workspace), arena_(workspace.arena(plan.arena_size)) {}

  // Unary values of 1, no factor but the plan's own.
  void clear();

  void multiply_constant(double value) {
    constant_ *= std::max(value, 0.0);  // below zero by rounding only
    if (constant_ < smallest_before_scaling && constant_ > 0) {
      log_scale_ += std::log(constant_);
      constant_ = 1;
    }
  }

  // By every `stride`th of the values.
  void multiply_unary(std::size_t local, const double* values, std::size_t stride);

  void set_factor(std::size_t factor, const double* values) { workspace_.factors[factor] = values; }

  double* unary(std::size_t local) { return workspace_.unary.data() + plan_.unary_begin[local]; }
  double* arena() { return arena_; }

  double log_constant() const { return log_scale_ + std::log(constant_); }

 private:
  static constexpr double smallest_before_scaling = 1e-100;

  const QueryPlan& plan_;
  Workspace& workspace_;
  double* arena_;
  double constant_ = 1;
  double log_scale_ = 0;
};

inline void SliceOutput::clear() {
  workspace_.unary.assign(plan_.unary_size, 1.0);
  workspace_.factors.resize(plan_.factors.size());
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    workspace_.factors[f] = plan_.factors[f].constant == QueryPlan::none
                                ? nullptr
                                : plan_.constants.data() + plan_.factors[f].constant;
  }
}

inline void SliceOutput::multiply_unary(std::size_t local, const double* values,
                                        std::size_t stride) {
  const std::size_t states = plan_.states[local];
  double* own = unary(local);
  double largest = 0;
  for (std::size_t s = 0; s < states; ++s) {
    own[s] *= values[s * stride];
    largest = std::max(largest, std::abs(own[s]));
  }
  if (largest < smallest_before_scaling && largest > 0) {
    for (std::size_t s = 0; s < states; ++s) {
      own[s] /= largest;
    }
    log_scale_ += std::log(largest);
  }
}

}  // namespace paraspinal::engine
