#include "engine/shared_sums.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace paraspinal::engine {
namespace {

// A child and which of the clique's axes it shares: one bit an axis.
struct Receiver {
  std::size_t child = 0;
  std::uint64_t kept = 0;

  bool keeps(std::size_t axis) const { return ((kept >> axis) & 1) != 0; }
};

// Appends the steps of one clique after another; share_sums() is the entry point.
class SumPlanner {
 public:
  SumPlanner(QueryPlan& plan, std::span<const std::uint64_t> message_axes)
      : plan_(plan), message_axes_(message_axes) {
    constexpr std::size_t axes_of_a_clique = 16;  // of most
    extents_.reserve(axes_of_a_clique);
    receivers_.reserve(axes_of_a_clique);
  }

  void add(PlanClique& clique) {
    const std::size_t begin = plan_.sum_steps.size();
    extents_.clear();
    for (const std::size_t v : part(plan_.clique_axes, clique.axes)) {
      extents_.push_back(plan_.states[v]);
    }
    receivers_.clear();
    for (const std::size_t child : part(plan_.clique_children, clique.children)) {
      if (plan_.cliques[child].distributes) {
        receivers_.push_back({child, message_axes_[child]});
      }
    }
    share(receivers_, 0, {1, clique.states(), SumStep::none, 0});
    clique.sums = {narrow(begin), narrow(plan_.sum_steps.size() - begin)};
  }

 private:
  // A table over `outer` joint states of axes that are kept so far, and `inner` of those to come.
  struct Table {
    std::size_t outer = 1;
    std::size_t inner = 1;
    std::size_t place = SumStep::none;  // in the scratch, or the belief
    std::size_t next_place = 0;         // what is free in the scratch
  };

  void share(std::span<Receiver> receivers, std::size_t axis, Table table) {
    std::uint64_t kept = ~std::uint64_t{0};  // by all of them
    for (const Receiver& receiver : receivers) {
      kept &= receiver.kept;
    }
    while (axis < extents_.size() && ((kept >> axis) & 1) != 0) {
      table.outer *= extents_[axis];
      table.inner /= extents_[axis++];
    }
    if (receivers.empty() || axis == extents_.size()) {
      for (const Receiver& receiver : receivers) {
        plan_.sum_steps.push_back({table.place, 0, receiver.child, table.outer, 1, 1});
      }
      return;
    }
    const auto keeping =
        std::partition(receivers.begin(), receivers.end(),
                       [axis](const Receiver& receiver) { return !receiver.keeps(axis); });
    const auto count = static_cast<std::size_t>(keeping - receivers.begin());
    sum(receivers.first(count), axis, table);
    if (count < receivers.size()) {
      table.outer *= extents_[axis];
      table.inner /= extents_[axis];
      share(receivers.subspan(count), axis + 1, table);
    }
  }

  // Over this axis and those after it that none of them keeps.
  void sum(std::span<Receiver> receivers, std::size_t axis, Table table) {
    std::uint64_t kept = 0;  // by any of them
    for (const Receiver& receiver : receivers) {
      kept |= receiver.kept;
    }
    std::size_t middle = 1;
    while (axis < extents_.size() && ((kept >> axis) & 1) == 0) {
      middle *= extents_[axis++];
    }
    SumStep step{table.place, table.next_place, SumStep::none,
                 table.outer, middle,           table.inner / middle};
    const std::uint64_t left = (std::uint64_t{1} << extents_.size()) - (std::uint64_t{1} << axis);
    if (receivers.size() == 1 && (kept & left) == left) {
      step.child = receivers[0].child;
      plan_.sum_steps.push_back(step);
      return;
    }
    plan_.sum_steps.push_back(step);
    share(receivers, axis,
          {step.outer, step.inner, step.to, table.next_place + step.outer * step.inner});
  }

  QueryPlan& plan_;
  std::span<const std::uint64_t> message_axes_;
  std::vector<std::size_t> extents_;  // of the clique's axes
  std::vector<Receiver> receivers_;
};

}  // namespace

void share_sums(QueryPlan& plan, std::span<const std::uint64_t> message_axes) {
  plan.sum_steps.reserve(2 * plan.cliques.size());
  SumPlanner planner(plan, message_axes);
  for (PlanClique& clique : plan.cliques) {
    if (clique.distributes && clique.children.count > 0) {
      planner.add(clique);
    }
  }
}

}  // namespace paraspinal::engine
