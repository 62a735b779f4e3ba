#pragma once

// The numbers of a noisy family: what the observed parents make of its terms, as unary values, as
// the weights of a star, the ends of a chain or a whole table (plan_noisy.h). For slicing.cpp.

#include "engine/slice_output.h"

namespace paraspinal::engine {

class NoisySlicer {
 public:
  NoisySlicer(const CompiledNetwork& compiled, const QueryPlan& plan,
              const Observation& observation, SliceOutput& output)
      : compiled_(compiled), plan_(plan), observation_(observation), output_(output) {}

  void slice(const NoisyPart& noisy);

 private:
  double weight(const NoisyPart& noisy, const TermGroup& group, std::size_t effect) const;
  void weigh_single(const NoisyPart& noisy, const TermGroup& group);
  double exact_weight(const NoisyPart& noisy, const TermGroup& group, std::size_t effect) const;
  void weigh_star(const NoisyPart& noisy);
  void begin_and_end_chain(const NoisyPart& noisy);
  void fill_table(const NoisyPart& noisy, double* values) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  const Observation& observation_;
  SliceOutput& output_;
};

}  // namespace paraspinal::engine
