#include "engine/shared_sums.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = SumStep::none;

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// A child and which of the clique's axes it shares: one bit an axis. A clique that fits into memory
// has fewer axes than bits.
struct Receiver {
  std::size_t child = 0;
  std::uint64_t kept = 0;

  bool keeps(std::size_t axis) const { return ((kept >> axis) & 1) != 0; }
  bool keeps_all_from(std::size_t axis, std::size_t axes) const {
    for (; axis < axes; ++axis) {
      if (!keeps(axis)) {
        return false;
      }
    }
    return true;
  }
};

// Appends the steps of one clique after another; share_sums() is the entry point.
class SumPlanner {
 public:
  explicit SumPlanner(QueryPlan& plan) : plan_(plan) {}

  void add(PlanClique& clique) {
    const std::size_t begin = plan_.sum_steps.size();
    extents_.clear();
    for (const std::size_t v : part(plan_.clique_axes, clique.axes)) {
      extents_.push_back(plan_.states[v]);
    }
    receivers_.clear();
    for (const std::size_t child : part(plan_.clique_children, clique.children)) {
      if (plan_.cliques[child].distributes) {
        receivers_.push_back({child, kept_by(plan_.cliques[child])});
      }
    }
    share(receivers_, 0, {1, clique.states(), none, 0});
    clique.sums = {narrow(begin), narrow(plan_.sum_steps.size() - begin)};
  }

 private:
  // A table over `outer` joint states of axes that are kept so far, and `inner` of those to come.
  struct Table {
    std::size_t outer = 1;
    std::size_t inner = 1;
    std::size_t place = none;    // in the scratch, or the belief
    std::size_t next_place = 0;  // what is free in the scratch
  };

  // From the loops of its message over the clique's whole table.
  std::uint64_t kept_by(const PlanClique& child) const {
    const auto loops = part(plan_.loops, child.loops);
    std::uint64_t kept = 0;
    std::size_t next = 0;
    std::size_t left = 1;
    for (std::size_t axis = 0; axis < extents_.size(); ++axis) {
      if (extents_[axis] > 1 && left == 1) {
        left = loops[next++].extent;
      }
      if (extents_[axis] == 1 || loops[next - 1].stride != 0) {
        kept |= std::uint64_t{1} << axis;
      }
      left /= extents_[axis];
    }
    return kept;
  }

  void share(std::span<Receiver> receivers, std::size_t axis, Table table) {
    const auto keeps = [&axis](const Receiver& receiver) { return receiver.keeps(axis); };
    while (axis < extents_.size() && std::ranges::all_of(receivers, keeps)) {
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
    table.outer *= extents_[axis];
    table.inner /= extents_[axis];
    share(receivers.subspan(count), axis + 1, table);
  }

  // Over this axis and those after it that none of them keeps.
  void sum(std::span<Receiver> receivers, std::size_t axis, Table table) {
    std::size_t middle = 1;
    const auto leaves_out = [&axis](const Receiver& receiver) { return !receiver.keeps(axis); };
    while (axis < extents_.size() && std::ranges::all_of(receivers, leaves_out)) {
      middle *= extents_[axis++];
    }
    SumStep step{table.place, table.next_place, none, table.outer, middle, table.inner / middle};
    if (receivers.size() == 1 && receivers[0].keeps_all_from(axis, extents_.size())) {
      step.child = receivers[0].child;
      plan_.sum_steps.push_back(step);
      return;
    }
    plan_.sum_steps.push_back(step);
    share(receivers, axis,
          {step.outer, step.inner, step.to, table.next_place + step.outer * step.inner});
  }

  QueryPlan& plan_;
  std::vector<std::size_t> extents_;  // of the clique's axes
  std::vector<Receiver> receivers_;
};

}  // namespace

void share_sums(QueryPlan& plan) {
  plan.sum_steps.reserve(2 * plan.cliques.size());
  SumPlanner planner(plan);
  for (PlanClique& clique : plan.cliques) {
    if (clique.distributes && clique.children.count > 0) {
      planner.add(clique);
    }
  }
}

}  // namespace paraspinal::engine
