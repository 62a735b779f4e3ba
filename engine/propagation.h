#pragma once

// Carries out a plan (query_plan.h): slices the numbers in, passes messages on the junction tree
// and reads off marginals.
//
// Where all weights are non-negative the tables are updated in place and a message is divided by
// the one that came the other way (Hugin: Jensen, Lauritzen & Olesen 1990). Around the hidden
// variables of noisy stars weights are signed, a message may vanish by cancellation, and nothing is
// divided: each clique keeps the products of its table with its children's messages so far (Shafer
// & Shenoy 1990). Every message is divided by its largest entry and the logarithm kept apart.

#include <memory>
#include <span>
#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Memory that queries of one thread use again and again.
class Workspace {
 public:
  // Room for so many doubles, not initialised.
  double* arena(std::size_t size) { return grown(arena_, size); }
  double* scratch(std::size_t size) { return grown(scratch_, size); }

  const TableKernels* kernels = &best_kernels();
  std::vector<double> unary;
  std::vector<const double*> factors;
  std::vector<double> message_scales;
  std::vector<double> absent;   // of one log-odds distribution, by joint state of its open terms
  std::vector<double> present;  // likewise; its odds at first

 private:
  struct Buffer {
    std::unique_ptr<double[]> values;
    std::size_t size = 0;
  };
  static double* grown(Buffer& buffer, std::size_t size);

  Buffer arena_;
  Buffer scratch_;
};

// Marginals of the wanted variables, one after another at the plan's unary_begin.
struct PropagationResult {
  double log_total = 0;  // natural log of P(evidence); -inf when it is zero
  std::vector<double> marginals;
};

// `observation` is one that the plan was made for, or one that observes the same variables (and the
// same states of noisy effects). Marginals are left empty when log_total is -inf.
PropagationResult propagate(const CompiledNetwork& compiled, const QueryPlan& plan,
                            const Observation& observation, Workspace& workspace);

}  // namespace paraspinal::engine
