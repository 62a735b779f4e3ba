#pragma once

// How a plan is carried out in lanes (lane_propagation.h), in few passes over its tables. Build
// steps of a clique (query_plan.h) are taken together: a pass writes each entry of a block once,
// the block as it was, times what is the same in all lanes, multiplied beforehand, times up to two
// inputs that differ from lane to lane. Sums, one axis after another in the plan, are made at once
// unless others begin with a part of them.
//
//   const LaneProgram program(plan);
//   std::vector<double> constants(program.constants_size);
//   program.multiply_constants(plan, tree.cliques, workspace.factors, constants.data());
//
// Constants may be those of each lane: multiplied so for one after another, and put side by side.

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "engine/lane_kernels.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

// Unary values or a message, with each lane its own.
struct LaneInput {
  InputSource source = InputSource::none;
  std::uint32_t index = 0;    // as in a BuildStep
  std::uint32_t offsets = 0;  // into LaneProgram::offsets: of each quad, or each entry
  std::uint32_t outer = 0;    // into the plan's step_offsets
};

struct LanePass {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  bool rescales = false;  // the block by its largest entry, and nothing else
  bool by_quads = false;  // four entries at a time, by the kernel of that number
  std::uint32_t kernel = 0;
  std::uint32_t kernel_of_each = 0;  // the same where each lane has its own constants
  std::uint32_t before = 0;          // entries of the block before; 0 for none
  std::uint32_t after = 1;
  LaneInput first;
  LaneInput second;
  Stretch steps;                 // of the plan, of which this is made
  std::size_t constants = none;  // where its constants stand: [outer][entry]; none where all are 1
};

// Onto the message to a child, or what several of these are summed from.
struct LaneSum {
  std::size_t from = SumStep::none;   // as in a SumStep
  std::size_t to = 0;                 // likewise
  std::size_t child = SumStep::none;  // likewise
  std::uint32_t sums = 0;
  std::uint32_t terms = 0;
  std::uint32_t first_of = 0;        // into offsets: where each sum begins
  std::uint32_t term_at = 0;         // where its terms are from there
  std::uint32_t scale_first_of = 0;  // the same in the message from the parent, which the belief is
  std::uint32_t scale_term_at = 0;   // scaled by meanwhile, where it is not kept
};

struct LaneClique {
  Stretch passes;
  Stretch sums;
  bool rescales = false;      // in some pass
  bool keeps_belief = false;  // to be read more than twice; never of a root
};

struct LaneProgram {
  LaneProgram() = default;
  explicit LaneProgram(const QueryPlan& plan) { make(plan); }

  // Anew, in the memory there is.
  void make(const QueryPlan& plan);

  // The product of the factors of each pass of the cliques in these places, whose values are given
  // by factor.
  void multiply_constants(const QueryPlan& plan, std::span<const std::size_t> places,
                          std::span<const double* const> factors, double* constants) const;

  // Appends the offset of every entry of a table over these loops, the last fastest; gives where
  // they begin.
  std::uint32_t append_offsets(std::span<const Stride> loops);

  std::vector<LaneClique> cliques;  // as in the plan
  std::vector<LanePass> passes;
  std::vector<LaneSum> sums;
  std::vector<std::uint32_t> offsets;
  std::size_t constants_size = 0;  // doubles
};

// The program of one plan, kept from its second use on: most plans are used once, and memory that
// is new to the process costs more than the program. Safe to use from several threads.
class KeptLaneProgram {
 public:
  // Always with the same plan. The program stands in `room`, or is kept.
  const LaneProgram& of(const QueryPlan& plan, LaneProgram& room);

 private:
  std::mutex mutex_;
  bool used_ = false;
  std::optional<LaneProgram> program_;
};

}  // namespace paraspinal::engine
