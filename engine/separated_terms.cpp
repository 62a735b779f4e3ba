// Entry point: separated_terms, at the end.

#include "engine/separated_terms.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

// Beyond so many steps up two variables are taken to depend on each other.
constexpr std::size_t longest_path = 3;

class Separation {
 public:
  Separation(const CompiledNetwork& compiled, const Observation& observation,
             const VariableSet& relevant)
      : compiled_(compiled),
        known_(known_variables(observation)),
        counts_(relevant),
        barren_(relevant),
        separated_(compiled.size()),
        looked_at_(compiled.size()),
        few_terms_(compiled.size()),
        below_others_(compiled.size()) {
    if (observation.implied.size() > 0) {
      counts_.remove(observation.implied);
    }
    barren_.remove(compiled.and_above(VariableSet(compiled.size(), observation.observed),
                                      observation.implied));
    barren_.remove(known_);
    barren_.remove(softly_observed(observation));
  }

  VariableSet run() {
    VariableSet may_be = compiled_.terms();
    may_be.keep(barren_);
    may_be.for_each([this](std::size_t i) {
      if (stands_in_terms_only(i)) {
        separated_.insert(i);
        candidates_.push_back(i);
      }
    });
    while (std::erase_if(candidates_, [&](std::size_t i) { return give_up(i); }) > 0) {
    }
    return std::move(separated_);
  }

 private:
  bool is_open(std::size_t i) const { return !known_[i]; }

  template <typename Holds>
  bool holds_for_children(std::size_t i, Holds holds) const {
    return counts_.all_of(compiled_.children(i), holds);
  }

  bool has_children(std::size_t i) const {
    return !holds_for_children(i, [](std::size_t) { return false; });
  }

  // What does not change while candidates are given up.
  bool stands_in_terms_only(std::size_t i) {
    const bool stands_below = has_open_parents(i);
    return holds_for_children(
        i, [&](std::size_t child) { return is_term_of(i, stands_below, child); });
  }

  bool has_open_parents(std::size_t i) const {
    return std::ranges::any_of(compiled_.parents(i),
                               [&](std::size_t parent) { return is_open(parent); });
  }

  bool is_term_of(std::size_t i, bool stands_below, std::size_t child) {
    if (!barren_[child] || compiled_.family(child).form != FamilyForm::logistic) {
      return false;
    }
    if (!looked_at_[child]) {
      look_at(child);
    }
    return few_terms_[child] && (!(stands_below || below_others_[child]) || is_apart(i, child)) &&
           std::ranges::none_of(compiled_.family(child).logistic->context,
                                [&](VariableId context) { return context.index == i; });
  }

  // What its candidates need to know of a child.
  void look_at(std::size_t child) {
    std::size_t open = 0;
    for (const std::size_t parent : compiled_.parents(child)) {
      if (is_open(parent)) {
        ++open;
        if (has_open_parents(parent)) {
          below_others_.insert(child);
        }
      }
    }
    if (open <= most_terms_summed) {
      few_terms_.insert(child);
    }
    looked_at_.insert(child);
  }

  // Whether nothing unobserved is shared with the child's other unobserved parents. Variables below
  // nothing unobserved share nothing.
  bool is_apart(std::size_t i, std::size_t child) const {
    const bool stands_below = has_open_parents(i);
    return std::ranges::all_of(compiled_.parents(child), [&](std::size_t parent) {
      return parent == i || known_[parent] || !(stands_below || has_open_parents(parent)) ||
             are_independent(i, parent, longest_path);
    });
  }

  // Before evidence below them: whether nothing unobserved stands above both, or is one of them.
  bool are_independent(std::size_t a, std::size_t b, std::size_t steps) const {
    return !stands_above(a, b, longest_path) &&
           std::ranges::all_of(compiled_.parents(a), [&](std::size_t parent) {
             return !is_open(parent) || (steps > 0 && are_independent(parent, b, steps - 1));
           });
  }

  // Along unobserved variables; a variable stands above itself.
  bool stands_above(std::size_t above, std::size_t i, std::size_t steps) const {
    return above == i || std::ranges::any_of(compiled_.parents(i), [&](std::size_t parent) {
             return is_open(parent) && (steps == 0 || stands_above(above, parent, steps - 1));
           });
  }

  bool give_up(std::size_t i) {
    const bool keeps =
        std::ranges::all_of(
            compiled_.parents(i),
            [&](std::size_t parent) { return known_[parent] || separated_[parent]; }) &&
        holds_for_children(
            i, [&](std::size_t child) { return separated_[child] || !has_children(child); });
    if (!keeps) {
      separated_.erase(i);
    }
    return !keeps;
  }

  const CompiledNetwork& compiled_;
  VariableSet known_;
  VariableSet counts_;  // what is relevant and does not follow from others
  VariableSet barren_;  // what is relevant, and nothing is observed of it or below it
  VariableSet separated_;
  VariableSet looked_at_;     // children; of these:
  VariableSet few_terms_;     // few enough unobserved parents to be summed out
  VariableSet below_others_;  // some unobserved parent has unobserved parents itself
  std::vector<std::size_t> candidates_;
};

}  // namespace

VariableSet separated_terms(const CompiledNetwork& compiled, const Observation& observation,
                            const VariableSet& relevant) {
  return Separation(compiled, observation, relevant).run();
}

}  // namespace paraspinal::engine
