#pragma once

// Sums of products over two-state variables, four sets of numbers at once: the elimination of one
// variable after another (Dechter 1999) and the way back, without a plan. For queries of many small
// tables that are asked once, of which a plan (query_plan.h) costs more than the sums.
//
//   BinarySums sums;
//   sums.begin(3);
//   sums.multiply(0, absent, present);            // a factor of one variable
//   const auto factor = sums.add(scope);          // of several; then sums.values(factor)[...] = ...
//   sums.ask(2);
//   if (!sums.run()) ...                          // too large, or a sum of zero
//   sums.total();                                 // the sum of all products
//   sums.present(2);                              // of those where the third is present
//
// The order of elimination and of every sum hangs on the scopes alone. Of one thread; an object
// that is used again keeps its memory.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/quad_kernels.h"

namespace paraspinal::engine {

class BinarySums {
 public:
  using Variable = std::uint32_t;

  static constexpr std::size_t most_variables = 192;

  // Forgets everything. Requires no more than `most_variables`.
  void begin(std::size_t variables);

  // By one factor of a variable.
  void multiply(Variable variable, const Quad& absent, const Quad& present);

  // A factor of several variables, each different; gives its place.
  std::size_t add(std::span<const Variable> scope);
  // Of a factor, all to be set, by the joint states of its scope, the first variable fastest. Until
  // the next one is added.
  std::span<Quad> values(std::size_t factor);

  // What is to be read after run().
  void ask(Variable variable) { asked_[variable] = 1; }
  void ask_of(std::size_t factor) { asked_factors_.push_back(factor); }

  // False where a table would pass 2^14 entries, or the sum of all products is zero.
  bool run();

  // After run(). Of what was asked.
  const Quad& total() const { return total_; }
  const Quad& present(Variable variable) const { return present_[variable]; }
  // Of a factor that was asked: the sum of the products, each times a function of its scope, laid
  // out as its values.
  Quad sum_of(std::size_t factor, std::span<const Quad> function);

 private:
  static constexpr std::size_t words = most_variables / 64;
  static constexpr std::size_t largest_axes = 14;

  using Set = std::array<std::uint64_t, words>;

  struct Factor {
    std::uint32_t scope_begin = 0;
    std::uint32_t scope_count = 0;
    std::size_t values = 0;  // in values_
  };

  // Of one variable that is eliminated: it is the slowest axis.
  struct Bucket {
    std::uint32_t axes_begin = 0;  // in axes_: the variables, the last eliminated first
    std::uint32_t axes_count = 0;
    std::size_t table = 0;    // in tables_
    std::size_t message = 0;  // in messages_, to its parent
    std::uint32_t parent = 0;
  };

  void find_order();
  bool lay_out();
  QuadView look(const Bucket& bucket, std::span<const std::uint32_t> strides);
  QuadView look_at_factor(const Bucket& bucket, const Factor& factor);
  QuadView look_at_message(const Bucket& bucket, const Bucket& child);
  void build(std::uint32_t place, std::uint32_t left_out, Quad* table);
  bool collect();
  void find_down(std::uint32_t place);
  void find_needed();
  void distribute();

  const QuadKernels& kernels_ = best_quad_kernels();
  std::size_t variables_ = 0;
  std::vector<Quad> unary_;  // [variable][state]
  std::vector<Factor> factors_;
  std::vector<Variable> scopes_;
  std::vector<Quad> values_;  // at least as many as are used
  std::size_t values_used_ = 0;
  std::vector<char> asked_;  // [variable]
  std::vector<std::size_t> asked_factors_;
  std::vector<char> needed_;         // [bucket] something asked stands in it or below
  std::vector<std::uint32_t> rank_;  // [variable]: its place in the order
  std::vector<Variable> order_;      // of elimination
  std::vector<Set> neighbours_;      // [variable], when it was eliminated
  std::vector<Bucket> buckets_;      // in that order
  std::vector<Variable> axes_;
  std::vector<std::uint32_t> bucket_of_;     // [factor]
  std::vector<std::uint32_t> next_factor_;   // [factor] of the same bucket
  std::vector<std::uint32_t> first_factor_;  // [bucket]
  std::vector<std::uint32_t> next_child_;    // [bucket] of the same parent
  std::vector<std::uint32_t> first_child_;   // [bucket]
  std::vector<Quad> tables_;
  std::vector<Quad> messages_;
  std::vector<std::uint32_t> stride_of_;  // [variable]
  std::vector<std::uint32_t> strides_;    // of the axes of a bucket
  std::vector<std::uint32_t> offsets_;    // of the runs of a view
  std::vector<Quad> present_;
  std::vector<Quad> downs_;  // as messages_, from the parent
  std::vector<Quad> rebuilt_;
  Quad total_;
};

}  // namespace paraspinal::engine
