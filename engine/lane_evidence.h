#pragma once

// The unary values of many lanes (lane_variations.h), each as what it has otherwise than the
// observation that it is a variation of: most change a few of hundreds of variables.
//
//   LaneEvidence evidence(plan, memory);
//   const std::size_t base = evidence.add_base(unary);
//   const std::size_t lane = evidence.add(base, changed_unary, locals);
//   for (const LaneEvidence::Change& change : evidence.changes(lane)) evidence.values(change);
//
// Of one thread; the plan and the memory must outlive this object.

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

class LaneEvidence {
 public:
  struct Change {
    std::uint32_t local = 0;
    std::uint32_t begin = 0;  // of its values
  };

  LaneEvidence(const QueryPlan& plan, std::vector<double>& memory)
      : plan_(plan), changed_values_(memory) {
    changed_values_.clear();
  }

  // Gives its place among the bases; `unary` as the plan lays it out.
  std::size_t add_base(std::span<const double> unary);

  // A lane whose values may differ from its base's at these local variables alone, each given once;
  // gives its place.
  std::size_t add(std::size_t base, std::span<const double> unary,
                  std::span<const std::size_t> locals);

  // The bases stay.
  void forget_lanes();

  // Of lanes.
  std::size_t size() const { return lanes_.size(); }
  std::size_t bases() const { return bases_.size() / std::max<std::size_t>(plan_.unary_size, 1); }

  std::size_t base_of(std::size_t lane) const { return lanes_[lane].base; }
  std::span<const double> of_base(std::size_t base) const {
    return std::span(bases_).subspan(base * plan_.unary_size, plan_.unary_size);
  }

  // In the order that the local variables were given in; of those alone that do differ.
  std::span<const Change> changes(std::size_t lane) const {
    return part(changes_, lanes_[lane].changes);
  }
  std::span<const double> values(const Change& change) const {
    return std::span(changed_values_).subspan(change.begin, plan_.states[change.local]);
  }

 private:
  struct Lane {
    std::size_t base = 0;
    Stretch changes;
  };

  const QueryPlan& plan_;
  std::vector<double> bases_;            // [base][unary value]
  std::vector<double>& changed_values_;  // [change][state]
  std::vector<Change> changes_;
  std::vector<Lane> lanes_;
};

}  // namespace paraspinal::engine
