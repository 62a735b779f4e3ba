#pragma once

// How the table of a clique is made from its factors, unary values and messages, so that most of
// them touch a small block of it only. See BuildStep in query_plan.h.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Appends the steps of one clique after another to the plan.
//
//   planner.begin(clique, 2);                   // its axes are laid out
//   planner.add_factor(factor);                 // all its inputs, in any order
//   planner.add_message(child, separator);
//   planner.plan_steps(clique);
class BuildPlanner {
 public:
  explicit BuildPlanner(QueryPlan& plan);

  // With so many inputs at most.
  void begin(const PlanClique& clique, std::size_t inputs);
  void add_factor(std::size_t factor);
  void add_unary(std::size_t local);
  // What a message runs over: the loops over the whole table, and a bit for each of the clique's
  // axes that it has.
  struct Message {
    Stretch loops;
    std::uint64_t axes = 0;
  };
  // `separator`: the variables that the child shares with the clique, in any order.
  Message add_message(std::size_t child, std::span<const std::size_t> separator);
  void plan_steps(PlanClique& clique);

 private:
  // A clique that fits into memory has fewer axes than bits.
  using Axes = std::uint64_t;

  struct Input {
    InputSource source = InputSource::none;
    std::uint32_t index = 0;
    Axes axes = 0;                 // those that it runs over
    std::size_t first_stride = 0;  // into strides_
    std::uint32_t offsets = 0;     // in step_offsets
    std::size_t slowest = 0;       // position of its slowest axis that is not an outer one
  };

  Input& add_input(InputSource source, std::size_t index);
  void set_stride(Input& input, std::size_t axis, std::size_t stride);
  const std::size_t* strides_of(const Input& input) const {
    return strides_.data() + input.first_stride;
  }
  std::size_t outer_axes(const PlanClique& clique) const;
  void place_inputs();
  void list_offsets(std::size_t states);
  Stretch loops_from(std::size_t axis, const std::size_t* strides);
  void grow_to(std::size_t position);
  void add_step(BuildKind kind, const Input& input, std::size_t from_axis);
  void rescale_after(const Input& input);
  void take_in(std::size_t axis);

  QueryPlan& plan_;
  std::vector<std::size_t> position_;  // of each local variable among the clique's axes
  std::vector<std::size_t> extents_;   // of the clique's axes
  std::vector<Input> inputs_;
  std::vector<std::size_t> strides_;
  std::size_t outer_ = 0;       // how many of the slowest axes are outer ones
  std::size_t first_step_ = 0;  // of the clique
  std::size_t built_ = 0;       // axes from this position on are in the block
  std::size_t size_ = 1;        // of the block
  std::size_t messages_ = 0;
};

}  // namespace paraspinal::engine
