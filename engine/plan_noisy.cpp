#include "engine/plan_noisy.h"

#include <algorithm>

#include "engine/plan_additions.h"
#include "engine/plan_constants.h"
#include "engine/renumbering.h"

namespace paraspinal::engine {
namespace {

// Up to this many varying links a noisy family is cheaper as a table than as a star.
constexpr std::size_t links_of_a_table = 3;

}  // namespace

std::optional<Error> NoisyPlanner::add(std::size_t variable) {
  const CompiledFamily& family = compiled_.family(variable);
  NoisyPart noisy{.variable = variable,
                  .effect = plan_.place[variable],
                  .groups = {},
                  .observed = {},
                  .common = {},
                  .varying = {},
                  .hub = QueryPlan::none,
                  .chain = QueryPlan::none,
                  .weights = QueryPlan::none,
                  .values = 0};
  noisy.observed.begin = narrow(plan_.noisy_links.size());
  open_.clear();
  for (std::size_t l = 0; l < family.noisy.links.size(); ++l) {
    const std::size_t parent = family.noisy.links[l].parent.variable;
    if (observation_.state[parent]) {
      plan_.noisy_links.push_back({l, parent});
    } else {
      open_.push_back({l, plan_.place[parent]});
    }
  }
  noisy.observed.count = narrow(plan_.noisy_links.size()) - noisy.observed.begin;
  noisy.varying = {narrow(plan_.noisy_links.size()), narrow(open_.size())};
  plan_.noisy_links.insert(plan_.noisy_links.end(), open_.begin(), open_.end());
  group_terms(family, observation_.state[variable], noisy);
  sort_links(family, noisy);
  if (noisy.groups.count == 1 && noisy.effect != QueryPlan::none) {
    plan_.has_unary[noisy.effect] = true;
  }
  if (noisy.groups.count > 1) {
    switch (form_of(variable, noisy)) {
      case NoisyForm::table:
        if (auto error = add_noisy_table(variable, noisy)) {
          return error;
        }
        break;
      case NoisyForm::chain:
        add_chain(noisy);
        break;
      case NoisyForm::star:
      case NoisyForm::cheapest:
        add_star(family, noisy);
        break;
    }
  }
  plan_.noisy.push_back(noisy);
  return std::nullopt;
}

NoisyForm NoisyPlanner::form_of(std::size_t variable, const NoisyPart& noisy) const {
  const bool noisy_or = std::holds_alternative<NoisyOr>(network_distribution(variable));
  switch (options_.noisy_form) {
    case NoisyForm::cheapest:
      if (loses_digits(network_distribution(variable))) {
        return NoisyForm::chain;
      }
      return noisy.varying.count <= links_of_a_table ? NoisyForm::table : NoisyForm::star;
    case NoisyForm::chain:
      return noisy_or ? NoisyForm::chain : NoisyForm::star;
    case NoisyForm::table:
    case NoisyForm::star:
      break;
  }
  return options_.noisy_form;
}

// Terms of weight zero are left out; those that no open link tells apart go together.
void NoisyPlanner::group_terms(const CompiledFamily& family, std::optional<StateIndex> effect,
                               NoisyPart& noisy) {
  const SumOfProducts& sum = family.noisy;
  const auto links = part(plan_.noisy_links, noisy.varying);
  const auto same = [&](std::size_t a, std::size_t b) {
    return std::ranges::all_of(
        links, [&](const NoisyLink& link) { return same_row(sum.links[link.link], a, b); });
  };
  noisy.groups.begin = narrow(plan_.term_groups.size());
  terms_.clear();
  for (std::size_t k = 0; k < sum.terms; ++k) {
    if (!effect || sum.weights[k * sum.effect_states + *effect] != 0) {
      terms_.push_back(k);
    }
  }
  // Each group takes its terms out of the list, in order.
  while (!terms_.empty()) {
    const std::size_t first = terms_[0];
    const std::size_t begin = plan_.group_terms.size();
    std::size_t left = 0;
    for (const std::size_t k : terms_) {
      if (k == first || same(first, k)) {
        plan_.group_terms.push_back(k);
      } else {
        terms_[left++] = k;
      }
    }
    terms_.resize(left);
    plan_.term_groups.push_back({{narrow(begin), narrow(plan_.group_terms.size() - begin)}});
    ++noisy.groups.count;
  }
}

// Open links that are the same in every group come first, the varying ones after them.
void NoisyPlanner::sort_links(const CompiledFamily& family, NoisyPart& noisy) {
  const auto common = [&](const NoisyLink& link) {
    for (std::size_t g = 1; g < noisy.groups.count; ++g) {
      if (!same_row(family.noisy.links[link.link], first_term(noisy, 0), first_term(noisy, g))) {
        return false;
      }
    }
    return true;
  };
  std::size_t at = noisy.varying.begin;
  noisy.common.begin = noisy.varying.begin;
  for (const bool wanted : {true, false}) {
    for (const NoisyLink& link : open_) {
      if (common(link) == wanted) {
        plan_.noisy_links[at++] = link;
        if (wanted) {
          ++noisy.common.count;
          plan_.has_unary[link.local] = true;
        }
      }
    }
  }
  noisy.varying.begin += noisy.common.count;
  noisy.varying.count -= noisy.common.count;
}

std::optional<Error> NoisyPlanner::add_noisy_table(std::size_t variable, NoisyPart& noisy) {
  const CompiledFamily& family = compiled_.family(variable);
  std::size_t size = noisy.effect == QueryPlan::none ? 1 : family.states;
  const auto links = part(plan_.noisy_links, noisy.varying);
  for (const NoisyLink& link : links) {
    size *= plan_.states[link.local];
    if (size > options_.clique_states) {
      return table_too_large(compiled_, variable, options_.clique_states);
    }
  }
  noisy.weights = begin_factor(plan_);
  noisy.values = plan_.arena_size;
  plan_.arena_size += size;
  std::size_t stride = size;
  if (noisy.effect != QueryPlan::none) {
    stride /= family.states;
    add_to_scope(plan_, noisy.effect, stride);
  }
  for (const NoisyLink& link : links) {
    stride /= plan_.states[link.local];
    add_to_scope(plan_, link.local, stride);
  }
  return std::nullopt;
}

// Hidden two-state variables, each the effect so far: raised by the leak and the observed raising
// parents, then by one open raising parent after another, then lowered likewise. Each step is a
// table over the effect before, the parent and the effect after.
void NoisyPlanner::add_chain(NoisyPart& noisy) {
  const std::vector<NoisyLink> links = chain_links(plan_, noisy);
  noisy.chain = add_local(plan_, 2);
  plan_.has_unary.back() = true;
  std::size_t before = noisy.chain;
  std::size_t constant = plan_.constants.size();
  for (const NoisyLink& link : links) {
    const std::size_t after = add_local(plan_, 2);
    begin_factor(plan_, false, constant);
    add_to_scope(plan_, before, 4);
    add_to_scope(plan_, link.local, 2);
    add_to_scope(plan_, after, 1);
    constant += entries_of_a_chain_step;
    before = after;
  }
  noisy.hub = before;
  append_constants(plan_.constants, compiled_, plan_, noisy);
  if (noisy.effect == QueryPlan::none) {
    plan_.has_unary.back() = true;
    return;
  }
  noisy.values = plan_.arena_size;
  plan_.arena_size += 4;
  noisy.weights = begin_factor(plan_);
  add_to_scope(plan_, noisy.effect, 2);
  add_to_scope(plan_, noisy.hub, 1);
}

void NoisyPlanner::add_star(const CompiledFamily& family, NoisyPart& noisy) {
  const std::size_t groups = noisy.groups.count;
  noisy.hub = add_local(plan_, groups);
  plan_.has_unary.back() = noisy.effect == QueryPlan::none;
  if (noisy.effect != QueryPlan::none) {
    noisy.values = plan_.arena_size;
    plan_.arena_size += groups * family.states;
    noisy.weights = begin_factor(plan_, true);
    add_to_scope(plan_, noisy.effect, groups);
    add_to_scope(plan_, noisy.hub, 1);
  }
  std::size_t constant = plan_.constants.size();
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.varying)) {
    begin_factor(plan_, true, constant);
    add_to_scope(plan_, link.local, groups);
    add_to_scope(plan_, noisy.hub, 1);
    constant += groups * plan_.states[link.local];
  }
  append_constants(plan_.constants, compiled_, plan_, noisy);
}

}  // namespace paraspinal::engine
