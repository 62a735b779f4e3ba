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
             const std::vector<bool>& relevant)
      : compiled_(compiled),
        observation_(observation),
        relevant_(relevant),
        bears_(compiled.with_ancestors(observation.observed, observation.implied)),
        separated_(compiled.size(), false) {}

  std::vector<bool> run() {
    for (std::size_t i = 0; i < compiled_.size(); ++i) {
      separated_[i] = is_barren(i) && compiled_.states(i) == 2 && stands_in_terms_only(i);
      if (separated_[i]) {
        candidates_.push_back(i);
      }
    }
    while (std::erase_if(candidates_, [&](std::size_t i) { return give_up(i); }) > 0) {
    }
    return std::move(separated_);
  }

 private:
  bool is_open(std::size_t i) const { return !observation_.state[i]; }

  bool is_barren(std::size_t i) const {
    return relevant_[i] && !bears_[i] && is_open(i) && observation_.likelihood[i].empty();
  }

  template <typename Holds>
  bool holds_for_children(std::size_t i, Holds holds) const {
    return std::ranges::all_of(compiled_.network().children(VariableId{i}), [&](VariableId child) {
      return !relevant_[child.index] || observation_.is_implied(child.index) || holds(child.index);
    });
  }

  bool has_children(std::size_t i) const {
    return !holds_for_children(i, [](std::size_t) { return false; });
  }

  // What does not change while candidates are given up.
  bool stands_in_terms_only(std::size_t i) const {
    const FamilyForm form = compiled_.family(i).form;
    const auto pure = compiled_.pure_terms();
    return (form == FamilyForm::logistic || std::ranges::binary_search(pure, i)) &&
           holds_for_children(i, [&](std::size_t child) { return is_term_of(i, child); });
  }

  bool is_term_of(std::size_t i, std::size_t child) const {
    const CompiledFamily& family = compiled_.family(child);
    if (!is_barren(child) || family.form != FamilyForm::logistic) {
      return false;
    }
    std::size_t open = 0;
    for (const std::size_t parent : family.parents()) {
      open += is_open(parent) ? 1U : 0U;
      if (parent != i && is_open(parent) && !are_independent(i, parent, longest_path)) {
        return false;
      }
    }
    return open <= most_terms_summed &&
           std::ranges::none_of(family.logistic->context,
                                [&](VariableId context) { return context.index == i; });
  }

  // Before evidence below them: whether nothing unobserved stands above both, or is one of them.
  bool are_independent(std::size_t a, std::size_t b, std::size_t steps) const {
    return !stands_above(a, b, longest_path) &&
           std::ranges::all_of(compiled_.family(a).parents(), [&](std::size_t parent) {
             return !is_open(parent) || (steps > 0 && are_independent(parent, b, steps - 1));
           });
  }

  // Along unobserved variables; a variable stands above itself.
  bool stands_above(std::size_t above, std::size_t i, std::size_t steps) const {
    return above == i ||
           std::ranges::any_of(compiled_.family(i).parents(), [&](std::size_t parent) {
             return is_open(parent) && (steps == 0 || stands_above(above, parent, steps - 1));
           });
  }

  bool give_up(std::size_t i) {
    const bool keeps =
        std::ranges::all_of(
            compiled_.family(i).parents(),
            [&](std::size_t parent) { return !is_open(parent) || separated_[parent]; }) &&
        holds_for_children(
            i, [&](std::size_t child) { return separated_[child] || !has_children(child); });
    separated_[i] = keeps;
    return !keeps;
  }

  const CompiledNetwork& compiled_;
  const Observation& observation_;
  const std::vector<bool>& relevant_;
  std::vector<bool> bears_;
  std::vector<bool> separated_;
  std::vector<std::size_t> candidates_;
};

}  // namespace

std::vector<bool> separated_terms(const CompiledNetwork& compiled, const Observation& observation,
                                  const std::vector<bool>& relevant) {
  return Separation(compiled, observation, relevant).run();
}

}  // namespace paraspinal::engine
