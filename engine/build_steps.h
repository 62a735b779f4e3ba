#pragma once

// How the table of a clique is made from its factors, unary values and messages, so that most of
// them touch a small block of it only. See BuildStep in query_plan.h.

#include <span>
#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Appends the steps of one clique after another to the plan.
//
//   planner.begin(clique);                      // its axes are laid out
//   planner.add_factor(factor);                 // all its inputs, in any order
//   planner.add_message(child, separator);
//   planner.plan_steps(clique);
class BuildPlanner {
 public:
  explicit BuildPlanner(QueryPlan& plan) : plan_(plan), position_(plan.states.size()) {}

  void begin(const PlanClique& clique);
  void add_factor(std::size_t factor);
  void add_unary(std::size_t local);
  // `separator`: the variables that the child shares with the clique, in any order. Gives the loops
  // of the message over the whole table.
  Stretch add_message(std::size_t child, std::span<const std::size_t> separator);
  void plan_steps(PlanClique& clique);

 private:
  struct Input {
    InputSource source = InputSource::none;
    std::size_t index = 0;
    std::size_t first_stride = 0;  // into strides_
    std::size_t slowest = 0;       // position of its slowest axis that is not an outer one
    std::size_t faster = 0;        // how many further axes it has
  };

  std::size_t* add_input(InputSource source, std::size_t index);
  std::size_t outer_axes(const PlanClique& clique) const;
  void place_inputs(std::size_t outer);
  void list_offsets(std::size_t outer);
  Stretch loops_from(std::size_t axis, const std::size_t* strides);
  void grow_to(std::size_t position);
  void add_step(BuildKind kind, std::size_t input, std::size_t from_axis);
  void rescale_after(const Input& input);
  void take_in(std::size_t axis);

  QueryPlan& plan_;
  std::vector<std::size_t> position_;  // of each local variable among the clique's axes
  std::vector<std::size_t> extents_;   // of the clique's axes
  std::vector<Input> inputs_;
  std::vector<std::size_t> strides_;
  std::vector<std::uint32_t> offsets_;  // of each input, in step_offsets
  std::size_t outer_ = 0;               // how many of the slowest axes are outer ones
  std::size_t first_step_ = 0;          // of the clique
  std::size_t built_ = 0;               // axes from this position on are in the block
  std::size_t size_ = 1;                // of the block
  std::size_t messages_ = 0;
};

}  // namespace paraspinal::engine
