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

// Where sums begin in a table, and where the terms of each are from there.
struct Places {
  std::vector<std::uint32_t> first_of;
  std::vector<std::uint32_t> term_at;
  std::size_t step = none;  // that makes the table; none for the belief
};

// Makes the sums of one clique after another.
class SumMaker {
 public:
  SumMaker(const QueryPlan& plan, LaneProgram& program) : plan_(plan), program_(program) {}

  void add(std::size_t index) {
    const PlanClique& clique = plan_.cliques[index];
    steps_ = part(plan_.sum_steps, clique.sums);
    find_sources();
    const std::size_t begin = program_.sums.size();
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[i].child != none || readers_[i] > 1) {
        add_sum(i);
      }
    }
    LaneClique& made = program_.cliques[index];
    made.sums = {narrow(begin), narrow(program_.sums.size() - begin)};
    scale(clique, made);
  }

 private:
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

  Places places_of(std::size_t i) const {
    const SumStep& step = steps_[i];
    Places own;
    own.step = source_[i];
    own.first_of.reserve(step.outer * step.inner);
    for (std::size_t outer = 0; outer < step.outer; ++outer) {
      for (std::size_t inner = 0; inner < step.inner; ++inner) {
        own.first_of.push_back(narrow(outer * step.middle * step.inner + inner));
      }
    }
    for (std::size_t middle = 0; middle < step.middle; ++middle) {
      own.term_at.push_back(narrow(middle * step.inner));
    }
    return own.step != none && readers_[own.step] == 1 ? within(places_of(own.step), own) : own;
  }

  // Sums of sums. Positions of different axes, so that places add up.
  static Places within(const Places& sums, const Places& own) {
    Places all;
    all.step = sums.step;
    all.first_of.reserve(own.first_of.size());
    for (const std::uint32_t first : own.first_of) {
      all.first_of.push_back(sums.first_of[first]);
    }
    for (const std::uint32_t term : own.term_at) {
      for (const std::uint32_t of_sum : sums.term_at) {
        all.term_at.push_back(sums.first_of[term] + of_sum);
      }
    }
    return all;
  }

  void add_sum(std::size_t i) {
    const Places places = places_of(i);
    LaneSum sum;
    sum.from = places.step == none ? none : steps_[places.step].to;
    sum.to = steps_[i].to;
    sum.child = steps_[i].child;
    sum.sums = narrow(places.first_of.size());
    sum.terms = narrow(places.term_at.size());
    sum.first_of = append(places.first_of);
    sum.term_at = append(places.term_at);
    program_.sums.push_back(sum);
  }

  std::uint32_t append(const std::vector<std::uint32_t>& list) {
    const std::size_t begin = program_.offsets.size();
    program_.offsets.insert(program_.offsets.end(), list.begin(), list.end());
    return narrow(begin);
  }

  void scale(const PlanClique& clique, LaneClique& made) {
    std::size_t reads = 0;
    for (const LaneSum& sum : part(program_.sums, made.sums)) {
      reads += sum.from == none ? 1 : 0;
    }
    if (clique.parent == PlanClique::none) {
      return;
    }
    made.keeps_belief = reads > most_scaled_reads;
    for (std::uint32_t i = 0; i < made.sums.count && !made.keeps_belief; ++i) {
      LaneSum& sum = program_.sums[made.sums.begin + i];
      if (sum.from == none) {
        sum.scale_first_of = over_separator(clique, sum.first_of, sum.sums);
        sum.scale_term_at = over_separator(clique, sum.term_at, sum.terms);
      }
    }
  }

  std::uint32_t over_separator(const PlanClique& clique, std::uint32_t begin, std::uint32_t count) {
    const std::size_t first = program_.offsets.size();
    program_.offsets.resize(first + count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t place = program_.offsets[begin + i];
      program_.offsets[first + i] = clique.separator_last ? place % narrow(clique.separator_states)
                                                          : place / narrow(clique.rest_states);
    }
    return narrow(first);
  }

  const QueryPlan& plan_;
  LaneProgram& program_;
  std::span<const SumStep> steps_;    // of the clique at hand
  std::vector<std::size_t> source_;   // of each of these, or none for the belief
  std::vector<std::size_t> readers_;  // of each, how many steps it is the source of
};

}  // namespace

void add_lane_sums(const QueryPlan& plan, LaneProgram& program) {
  SumMaker maker(plan, program);
  for (std::size_t c = 0; c < plan.cliques.size(); ++c) {
    maker.add(c);
  }
}

}  // namespace paraspinal::engine
