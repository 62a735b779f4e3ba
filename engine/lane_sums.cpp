#include "engine/lane_sums.h"

#include <utility>

namespace paraspinal::engine {
namespace {

// A belief that is read more often is scaled once, and kept.
constexpr std::size_t most_scaled_reads = 2;

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
  bool is_made(std::size_t i) const { return steps_[i].child != SumStep::none || readers_[i] > 1; }

  std::size_t reads_of_belief() const {
    std::size_t reads = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      std::size_t first = i;
      while (source_[first] != SumStep::none && readers_[source_[first]] == 1) {
        first = source_[first];
      }
      reads += is_made(i) && source_[first] == SumStep::none ? 1U : 0U;
    }
    return reads;
  }

  // Of each step the one that made what it reads: the last that wrote there.
  void find_sources() {
    source_.assign(steps_.size(), SumStep::none);
    readers_.assign(steps_.size(), 0);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      for (std::size_t j = i;
           j-- > 0 && steps_[i].from != SumStep::none && source_[i] == SumStep::none;) {
        if (steps_[j].child == SumStep::none && steps_[j].to == steps_[i].from) {
          source_[i] = j;
          ++readers_[j];
        }
      }
    }
  }

  // Lists the axes that a step's sums keep and those that they are over, by their strides in the
  // table of the nearest step before it that others read too, or the belief; gives that step.
  std::size_t list_axes(std::size_t i) {
    chain_.assign(1, i);
    while (source_[chain_.back()] != SumStep::none && readers_[source_[chain_.back()]] == 1) {
      chain_.push_back(source_[chain_.back()]);
    }
    const SumStep& first = steps_[chain_.back()];
    kept_.clear();
    summed_.clear();
    append_axis(kept_, 0, {first.outer, first.middle * first.inner});
    append_axis(kept_, 0, {first.inner, 1});
    append_axis(summed_, 0, {first.middle, first.inner});
    for (std::size_t k = chain_.size() - 1; k-- > 0;) {
      const SumStep& step = steps_[chain_[k]];
      std::size_t next = 0;
      std::swap(kept_, before_);
      kept_.clear();
      further_.clear();
      move_slowest(step.outer, before_, next, kept_);
      move_slowest(step.middle, before_, next, further_);
      move_slowest(step.inner, before_, next, kept_);
      summed_.insert(summed_.end(), further_.begin(), further_.end());
    }
    return source_[chain_.back()];
  }

  void add_sum(std::size_t i, const PlanClique& clique) {
    const std::size_t from = list_axes(i);
    LaneSum sum;
    sum.from = from == SumStep::none ? SumStep::none : steps_[from].to;
    sum.to = steps_[i].to;
    sum.child = steps_[i].child;
    sum.sums = narrow(states_of(kept_));
    sum.terms = narrow(states_of(summed_));
    sum.first_of = program_.append_offsets(kept_);
    sum.term_at = program_.append_offsets(summed_);
    if (from == SumStep::none && !keeps_belief_ && clique.parent != PlanClique::none) {
      sum.scale_first_of = append_over_separator(clique, kept_);
      sum.scale_term_at = append_over_separator(clique, summed_);
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
  std::uint32_t append_over_separator(const PlanClique& clique, std::span<const Stride> axes) {
    seen_.clear();
    const std::size_t edge = clique.separator_last ? clique.separator_states : clique.rest_states;
    const auto add = [&](Stride axis) {
      const bool below = axis.stride < edge;
      if (below != clique.separator_last) {
        axis.stride = 0;
      } else if (!below) {
        axis.stride /= edge;
      }
      seen_.push_back(axis);
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
    return program_.append_offsets(seen_);
  }

  const QueryPlan& plan_;
  LaneProgram& program_;
  std::span<const SumStep> steps_;    // of the clique at hand
  std::vector<std::size_t> source_;   // of each of these, or none for the belief
  std::vector<std::size_t> readers_;  // of each, how many steps it is the source of
  bool keeps_belief_ = false;         // of the clique at hand
  // Of the step at hand.
  std::vector<std::size_t> chain_;
  std::vector<Stride> kept_;
  std::vector<Stride> summed_;
  std::vector<Stride> before_;
  std::vector<Stride> further_;
  std::vector<Stride> seen_;
};

}  // namespace

void add_lane_sums(const QueryPlan& plan, LaneProgram& program) {
  SumMaker maker(plan, program);
  for (std::size_t c = 0; c < plan.cliques.size(); ++c) {
    maker.add(c);
  }
}

}  // namespace paraspinal::engine
