#include "engine/lane_sums.h"

#include <utility>

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = SumStep::none;

// A belief that is read more often is scaled once, and kept.
constexpr std::size_t most_scaled_reads = 2;

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// Axes that sums keep and axes that they are over, each slowest first, by their strides in the
// table that is summed.
struct SumAxes {
  std::vector<Stride> kept;
  std::vector<Stride> summed;
  std::size_t step = none;  // that makes the table; none for the belief
};

// Moves the slowest axes, of so many states together, from one list to another; an axis that has
// more is split.
void move_slowest(std::size_t states, std::vector<Stride>& from, std::size_t& next,
                  std::vector<Stride>& to) {
  while (states > 1) {
    Stride& axis = from[next];
    if (axis.extent <= states) {
      states /= axis.extent;
      append_axis(to, 0, axis);
      ++next;
      continue;
    }
    axis.extent /= states;
    append_axis(to, 0, {states, axis.stride * axis.extent});
    return;
  }
}

// Makes the sums of one clique after another.
class SumMaker {
 public:
  SumMaker(const QueryPlan& plan, LaneProgram& program) : plan_(plan), program_(program) {}

  void add(std::size_t index) {
    const PlanClique& clique = plan_.cliques[index];
    steps_ = part(plan_.sum_steps, clique.sums);
    find_sources();
    const std::size_t begin = program_.sums.size();
    keeps_belief_ = clique.parent != PlanClique::none && reads_of_belief() > most_scaled_reads;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (is_made(i)) {
        add_sum(i, clique);
      }
    }
    LaneClique& made = program_.cliques[index];
    made.sums = {narrow(begin), narrow(program_.sums.size() - begin)};
    made.keeps_belief = keeps_belief_;
  }

 private:
  // Others are taken into those that read them.
  bool is_made(std::size_t i) const { return steps_[i].child != none || readers_[i] > 1; }

  std::size_t reads_of_belief() const {
    std::size_t reads = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      std::size_t first = i;
      while (source_[first] != none && readers_[source_[first]] == 1) {
        first = source_[first];
      }
      reads += is_made(i) && source_[first] == none ? 1U : 0U;
    }
    return reads;
  }

  // Of each step the one that made what it reads: the last that wrote there.
  void find_sources() {
    source_.assign(steps_.size(), none);
    readers_.assign(steps_.size(), 0);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      for (std::size_t j = i; j-- > 0 && steps_[i].from != none && source_[i] == none;) {
        if (steps_[j].child == none && steps_[j].to == steps_[i].from) {
          source_[i] = j;
          ++readers_[j];
        }
      }
    }
  }

  // In the table of the nearest step before it that others read too, or the belief.
  SumAxes axes_of(std::size_t i) const {
    const SumStep& step = steps_[i];
    if (source_[i] == none || readers_[source_[i]] > 1) {
      SumAxes own;
      own.step = source_[i];
      append_axis(own.kept, 0, {step.outer, step.middle * step.inner});
      append_axis(own.kept, 0, {step.inner, 1});
      append_axis(own.summed, 0, {step.middle, step.inner});
      return own;
    }
    SumAxes of_source = axes_of(source_[i]);
    SumAxes own;
    own.step = of_source.step;
    own.summed = std::move(of_source.summed);
    std::vector<Stride> further;
    std::size_t next = 0;
    move_slowest(step.outer, of_source.kept, next, own.kept);
    move_slowest(step.middle, of_source.kept, next, further);
    move_slowest(step.inner, of_source.kept, next, own.kept);
    own.summed.insert(own.summed.end(), further.begin(), further.end());
    return own;
  }

  void add_sum(std::size_t i, const PlanClique& clique) {
    const SumAxes axes = axes_of(i);
    LaneSum sum;
    sum.from = axes.step == none ? none : steps_[axes.step].to;
    sum.to = steps_[i].to;
    sum.child = steps_[i].child;
    sum.sums = narrow(states_of(axes.kept));
    sum.terms = narrow(states_of(axes.summed));
    sum.first_of = program_.append_offsets(axes.kept);
    sum.term_at = program_.append_offsets(axes.summed);
    if (axes.step == none && !keeps_belief_ && clique.parent != PlanClique::none) {
      sum.scale_first_of = program_.append_offsets(over_separator(clique, axes.kept));
      sum.scale_term_at = program_.append_offsets(over_separator(clique, axes.summed));
    }
    program_.sums.push_back(sum);
  }

  static std::size_t states_of(std::span<const Stride> axes) {
    std::size_t states = 1;
    for (const Stride& axis : axes) {
      states *= axis.extent;
    }
    return states;
  }

  // The same axes in a table of the separator alone.
  static std::vector<Stride> over_separator(const PlanClique& clique,
                                            std::span<const Stride> axes) {
    std::vector<Stride> seen;
    const std::size_t edge = clique.separator_last ? clique.separator_states : clique.rest_states;
    const auto add = [&](Stride axis) {
      const bool below = axis.stride < edge;
      if (below != clique.separator_last) {
        axis.stride = 0;
      } else if (!below) {
        axis.stride /= edge;
      }
      seen.push_back(axis);
    };
    for (const Stride& axis : axes) {
      if (axis.stride < edge && axis.stride * axis.extent > edge) {
        const std::size_t below = edge / axis.stride;
        add({axis.extent / below, edge});
        add({below, axis.stride});
      } else {
        add(axis);
      }
    }
    return seen;
  }

  const QueryPlan& plan_;
  LaneProgram& program_;
  std::span<const SumStep> steps_;    // of the clique at hand
  std::vector<std::size_t> source_;   // of each of these, or none for the belief
  std::vector<std::size_t> readers_;  // of each, how many steps it is the source of
  bool keeps_belief_ = false;         // of the clique at hand
};

}  // namespace

void add_lane_sums(const QueryPlan& plan, LaneProgram& program) {
  SumMaker maker(plan, program);
  for (std::size_t c = 0; c < plan.cliques.size(); ++c) {
    maker.add(c);
  }
}

}  // namespace paraspinal::engine
