#include "engine/plan_families.h"

#include <algorithm>
#include <string>

#include "engine/plan_constants.h"
#include "engine/renumbering.h"
#include "engine/separated_terms.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;

// Up to this many varying links a noisy family is cheaper as a table than as a star.
constexpr std::size_t links_of_a_table = 3;

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

bool same_row(const TermLink& link, std::size_t a, std::size_t b) {
  const double* values = link.values.data();
  return std::equal(values + a * link.parent.states, values + (a + 1) * link.parent.states,
                    values + b * link.parent.states);
}

// Takes one family after another into the plan; plan_families() is the entry point.
class FamilyPlanner {
 public:
  FamilyPlanner(QueryPlan& plan, const CompiledNetwork& compiled, const Observation& observation,
                const PlanOptions& options)
      : plan_(plan),
        compiled_(compiled),
        observation_(observation),
        options_(options),
        known_(known_variables(observation)),
        separated_(compiled.size()),
        summed_out_(compiled.size()) {}

  void find_summed_out(const VariableSet& relevant, const VariableSet& wanted);
  void add_open_variables(VariableSet relevant);
  std::optional<Error> add_families(VariableSet relevant);

 private:
  std::optional<Error> add_family(std::size_t variable) {
    switch (compiled_.family(variable).form) {
      case FamilyForm::table:
        add_table(variable);
        return std::nullopt;
      case FamilyForm::noisy:
        return add_noisy(variable);
      case FamilyForm::logistic:
        return add_logistic(variable);
    }
    return std::nullopt;
  }

  std::size_t add_local(std::size_t states) {
    plan_.states.push_back(states);
    plan_.unary_begin.push_back(plan_.unary_size);
    plan_.unary_size += states;
    plan_.has_unary.push_back(false);
    return plan_.states.size() - 1;
  }

  // An empty factor; its scope is what is added next.
  std::size_t begin_factor(bool signed_weights = false, std::size_t constant = none) {
    plan_.factors.push_back({{narrow(plan_.scope_variables.size()), 0}, signed_weights, constant});
    return plan_.factors.size() - 1;
  }

  void add_to_scope(std::size_t local, std::size_t stride) {
    plan_.scope_variables.push_back(local);
    plan_.scope_strides.push_back(stride);
    ++plan_.factors.back().scope.count;
  }

  void add_table(std::size_t variable);
  std::optional<Error> add_noisy(std::size_t variable);
  NoisyForm form_of(std::size_t variable, const NoisyPart& noisy) const;
  void group_terms(const CompiledFamily& family, std::optional<StateIndex> effect,
                   NoisyPart& noisy);
  void sort_links(const CompiledFamily& family, NoisyPart& noisy);
  std::optional<Error> add_noisy_table(std::size_t variable, NoisyPart& noisy);
  void add_chain(NoisyPart& noisy);
  const Distribution& network_distribution(std::size_t variable) const {
    return compiled_.network().distribution(VariableId{variable});
  }
  Error too_large(std::size_t variable) const;
  void add_star(const CompiledFamily& family, NoisyPart& noisy);
  std::optional<Error> add_logistic(std::size_t variable);

  std::size_t first_term(const NoisyPart& noisy, std::size_t group) const {
    return plan_.group_terms[plan_.term_groups[noisy.groups.begin + group].terms.begin];
  }

  QueryPlan& plan_;
  const CompiledNetwork& compiled_;
  const Observation& observation_;
  const PlanOptions& options_;
  // What a variable is to the families that it stands in.
  enum class Role : unsigned char { open, known, summed };

  VariableSet known_;
  VariableSet separated_;                  // what its children sum out (separated_terms.h)
  VariableSet summed_out_;                 // what is no variable of the tree
  std::vector<Role> roles_;                // of each variable
  std::vector<NoisyLink> open_;            // of the family at hand
  std::vector<std::size_t> open_members_;  // likewise
  std::vector<std::size_t> terms_;         // of the family at hand
};

// Terms of one log-odds distribution that nothing else depends on and nobody asks for: their own
// distribution is a number, given what is observed. They need not become variables of the tree.
void FamilyPlanner::find_summed_out(const VariableSet& relevant, const VariableSet& wanted) {
  if (options_.evidence_is_whole) {
    separated_ = separated_terms(compiled_, observation_, relevant);
    summed_out_ = separated_;
    summed_out_.remove(wanted);
  }
  const auto open = [&](std::size_t i) { return !known_[i]; };
  VariableSet candidates = compiled_.pure_terms();
  candidates.keep(relevant);
  candidates.remove(separated_);
  candidates.remove(known_);
  candidates.remove(wanted);
  candidates.for_each([&](std::size_t i) {
    if (!observation_.likelihood[i].empty() || std::ranges::any_of(compiled_.parents(i), open)) {
      return;
    }
    std::size_t children = 0;
    std::size_t last = 0;
    relevant.all_of(compiled_.children(i), [&](std::size_t child) {
      if (!observation_.is_implied(child)) {
        ++children;
        last = child;
      }
      return children < 2;
    });
    if (children == 1 && static_cast<std::size_t>(std::ranges::count_if(
                             compiled_.parents(last), open)) <= most_terms_summed) {
      summed_out_.insert(i);
    }
  });
}

void FamilyPlanner::add_open_variables(VariableSet relevant) {
  plan_.place.assign(compiled_.size(), none);
  roles_.assign(compiled_.size(), Role::open);
  const auto mark = [this](const VariableSet& variables, Role role) {
    variables.for_each([&](std::size_t i) { roles_[i] = role; });
  };
  mark(known_, Role::known);
  mark(separated_, Role::summed);
  mark(summed_out_, Role::summed);
  relevant.remove(known_);
  relevant.remove(summed_out_);
  const std::size_t count = relevant.count() + relevant.count() / 4;  // with hidden variables
  plan_.states.reserve(count);
  plan_.unary_begin.reserve(count);
  plan_.has_unary.reserve(count);
  relevant.for_each([this](std::size_t i) {
    plan_.place[i] = add_local(compiled_.states(i));
    plan_.has_unary.back() = !observation_.likelihood[i].empty() || compiled_.may_be_multiplied(i);
  });
}

// But of what follows from others, and of what dissolves.
std::optional<Error> FamilyPlanner::add_families(VariableSet relevant) {
  relevant.remove(summed_out_);
  if (observation_.implied.size() > 0) {
    relevant.remove(observation_.implied);
  }
  std::optional<Error> error;
  relevant.for_each([&](std::size_t i) {
    const auto& state = observation_.state[i];
    if (!error && !(state && compiled_.dissolves(i, *state))) {
      error = add_family(i);
    }
  });
  return error;
}

void FamilyPlanner::add_table(std::size_t variable) {
  const CompiledFamily& family = compiled_.family(variable);
  TableSlice slice{variable, SliceForm::constant, 0, 0, {narrow(plan_.observed_members.size()), 0}};
  std::size_t open = 0;
  std::size_t last_open = 0;
  for (std::size_t i = 0; i < family.members.size(); ++i) {
    if (observation_.state[family.members[i]]) {
      plan_.observed_members.push_back({family.members[i], family.strides[i]});
      ++slice.observed.count;
    } else {
      ++open;
      last_open = i;
    }
  }
  if (open == 1) {
    slice.form = SliceForm::unary;
    slice.target = plan_.place[family.members[last_open]];
    plan_.has_unary[slice.target] = true;
    slice.stride = family.strides[last_open];
  } else if (open > 1) {
    slice.form = SliceForm::factor;
    slice.target = begin_factor();
    for (std::size_t i = 0; i < family.members.size(); ++i) {
      if (!observation_.state[family.members[i]]) {
        add_to_scope(plan_.place[family.members[i]], family.strides[i]);
      }
    }
  }
  plan_.tables.push_back(slice);
}

std::optional<Error> FamilyPlanner::add_noisy(std::size_t variable) {
  const CompiledFamily& family = compiled_.family(variable);
  NoisyPart noisy{.variable = variable,
                  .effect = plan_.place[variable],
                  .groups = {},
                  .observed = {},
                  .common = {},
                  .varying = {},
                  .hub = none,
                  .chain = none,
                  .weights = none,
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
  if (noisy.groups.count == 1 && noisy.effect != none) {
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

NoisyForm FamilyPlanner::form_of(std::size_t variable, const NoisyPart& noisy) const {
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
void FamilyPlanner::group_terms(const CompiledFamily& family, std::optional<StateIndex> effect,
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
void FamilyPlanner::sort_links(const CompiledFamily& family, NoisyPart& noisy) {
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

std::optional<Error> FamilyPlanner::add_noisy_table(std::size_t variable, NoisyPart& noisy) {
  const CompiledFamily& family = compiled_.family(variable);
  std::size_t size = noisy.effect == none ? 1 : family.states;
  const auto links = part(plan_.noisy_links, noisy.varying);
  for (const NoisyLink& link : links) {
    size *= plan_.states[link.local];
    if (size > options_.clique_states) {
      return too_large(variable);
    }
  }
  noisy.weights = begin_factor();
  noisy.values = plan_.arena_size;
  plan_.arena_size += size;
  std::size_t stride = size;
  if (noisy.effect != none) {
    stride /= family.states;
    add_to_scope(noisy.effect, stride);
  }
  for (const NoisyLink& link : links) {
    stride /= plan_.states[link.local];
    add_to_scope(link.local, stride);
  }
  return std::nullopt;
}

Error FamilyPlanner::too_large(std::size_t variable) const {
  return Error{ErrorKind::too_large, "the table of '" +
                                         compiled_.network().variable(VariableId{variable}).name +
                                         "' given its unobserved parents passes " +
                                         std::to_string(options_.clique_states) + " entries"};
}

// Hidden two-state variables, each the effect so far: raised by the leak and the observed raising
// parents, then by one open raising parent after another, then lowered likewise. Each step is a
// table over the effect before, the parent and the effect after.
void FamilyPlanner::add_chain(NoisyPart& noisy) {
  const std::vector<NoisyLink> links = chain_links(plan_, noisy);
  noisy.chain = add_local(2);
  plan_.has_unary.back() = true;
  std::size_t before = noisy.chain;
  std::size_t constant = plan_.constants.size();
  for (const NoisyLink& link : links) {
    const std::size_t after = add_local(2);
    begin_factor(false, constant);
    add_to_scope(before, 4);
    add_to_scope(link.local, 2);
    add_to_scope(after, 1);
    constant += entries_of_a_chain_step;
    before = after;
  }
  noisy.hub = before;
  append_constants(plan_.constants, compiled_, plan_, noisy);
  if (noisy.effect == none) {
    plan_.has_unary.back() = true;
    return;
  }
  noisy.values = plan_.arena_size;
  plan_.arena_size += 4;
  noisy.weights = begin_factor();
  add_to_scope(noisy.effect, 2);
  add_to_scope(noisy.hub, 1);
}

void FamilyPlanner::add_star(const CompiledFamily& family, NoisyPart& noisy) {
  const std::size_t groups = noisy.groups.count;
  noisy.hub = add_local(groups);
  plan_.has_unary.back() = noisy.effect == none;
  if (noisy.effect != none) {
    noisy.values = plan_.arena_size;
    plan_.arena_size += groups * family.states;
    noisy.weights = begin_factor(true);
    add_to_scope(noisy.effect, groups);
    add_to_scope(noisy.hub, 1);
  }
  std::size_t constant = plan_.constants.size();
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.varying)) {
    begin_factor(true, constant);
    add_to_scope(link.local, groups);
    add_to_scope(noisy.hub, 1);
    constant += groups * plan_.states[link.local];
  }
  append_constants(plan_.constants, compiled_, plan_, noisy);
}

std::optional<Error> FamilyPlanner::add_logistic(std::size_t variable) {
  const auto parents = compiled_.parents(variable);
  LogisticPart logistic;
  logistic.variable = variable;
  logistic.values = plan_.arena_size;
  logistic.summed.begin = narrow(plan_.logistic_members.size());
  open_members_.clear();
  std::size_t size = 1;
  for (std::size_t i = 0; i <= parents.size(); ++i) {
    const std::size_t member = i < parents.size() ? parents[i] : variable;
    switch (roles_[member]) {
      case Role::known:
        break;
      case Role::summed:
        if (member != variable) {
          plan_.logistic_members.push_back(i);
          break;
        }
        [[fallthrough]];
      case Role::open:
        open_members_.push_back(i);
        size *= compiled_.states(member);
        if (size > options_.clique_states) {
          return too_large(variable);
        }
    }
  }
  logistic.open = {narrow(plan_.logistic_members.size()), narrow(open_members_.size())};
  logistic.summed.count = logistic.open.begin - logistic.summed.begin;
  plan_.logistic_members.insert(plan_.logistic_members.end(), open_members_.begin(),
                                open_members_.end());
  plan_.arena_size += size;
  if (logistic.open.count == 0) {
    logistic.factor = none;
    plan_.logistics.push_back(logistic);
    return std::nullopt;
  }
  logistic.factor = begin_factor();
  std::size_t stride = size;
  for (const std::size_t i : part(plan_.logistic_members, logistic.open)) {
    const std::size_t member = i < parents.size() ? parents[i] : variable;
    stride /= compiled_.states(member);
    add_to_scope(plan_.place[member], stride);
  }
  plan_.logistics.push_back(logistic);
  return std::nullopt;
}

// As most plans with so many open variables need, that no list grows more than once.
void make_room(QueryPlan& plan) {
  const std::size_t count = plan.states.size();
  plan.tables.reserve(count / 2);
  plan.factors.reserve(count + count / 2);
  plan.observed_members.reserve(count);
  plan.scope_variables.reserve(3 * count);
  plan.scope_strides.reserve(3 * count);
  plan.logistics.reserve(count);
  plan.logistic_members.reserve(3 * count);
  plan.noisy_links.reserve(count);
  plan.group_terms.reserve(count / 2);
  plan.term_groups.reserve(count / 2);
  plan.noisy.reserve(count / 4);
  plan.constants.reserve(2 * count);
  plan.step_offsets.reserve(2 * count);
}

}  // namespace

std::optional<Error> plan_families(QueryPlan& plan, const CompiledNetwork& compiled,
                                   const Observation& observation, const VariableSet& relevant,
                                   const VariableSet& wanted, const PlanOptions& options) {
  FamilyPlanner planner(plan, compiled, observation, options);
  planner.find_summed_out(relevant, wanted);
  planner.add_open_variables(relevant);
  make_room(plan);
  return planner.add_families(relevant);
}

}  // namespace paraspinal::engine
