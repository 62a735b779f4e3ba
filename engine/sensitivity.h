#pragma once

// One-way sensitivity: how a posterior moves with one parameter of the network (Castillo, Gutierrez
// & Hadi 1997; van der Gaag & Renooij 2001). P(target = state | e) is a ratio of two linear
// functions of it.
//
//   const auto curve = sensitivity(inference, evidence, {disease, 1}, TableParameter{test, 3});
//   curve->at(0.95);            // the posterior if that entry were 0.95
//   curve->slope();             // d posterior / d parameter where it stands now

#include <variant>

#include "engine/inference.h"

namespace paraspinal::engine {

// One entry of a table: values[entry]. The other entries of its row share what is left in the
// proportions they have (in equal parts when they are all zero).
struct TableParameter {
  VariableId variable;
  std::size_t entry = 0;
};

struct LeakParameter {
  VariableId variable;  // a noisy-OR
};

struct RaisingParameter {
  VariableId variable;  // a noisy-OR
  std::size_t link = 0;
};

struct LoweringParameter {
  VariableId variable;  // a noisy-OR
  std::size_t link = 0;
};

using Parameter = std::variant<TableParameter, LeakParameter, RaisingParameter, LoweringParameter>;

struct VariableState {
  VariableId variable;
  StateIndex state = 0;
};

// P(target, e) = a x + b and P(e) = c x + d, both divided by P(e) as it stands, for x in [0, 1].
struct SensitivityCurve {
  double current = 0;  // the parameter as it stands
  double a = 0;
  double b = 0;
  double c = 0;
  double d = 1;

  // The posterior at parameter x; NaN where the evidence would be impossible.
  double at(double x) const { return (a * x + b) / (c * x + d); }
  // The derivative (a d - b c) / (c x + d)^2 at `current`.
  double slope() const;
};

// Two networks are made, with the parameter at 0 and at 1, and four probabilities asked of them.
// Errors: those of Inference::posterior for the evidence as it stands; `invalid_argument` for a
// variable, entry or link that is not there, or a state the target does not have.
Result<SensitivityCurve> sensitivity(const Inference& inference, const Evidence& evidence,
                                     VariableState target, const Parameter& parameter);

}  // namespace paraspinal::engine
