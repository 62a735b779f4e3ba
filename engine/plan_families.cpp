#include "engine/plan_families.h"

#include <algorithm>

#include "engine/plan_additions.h"
#include "engine/plan_noisy.h"
#include "engine/separated_terms.h"

namespace paraspinal::engine {
namespace {

// Takes one family after another into the plan; plan_families() is the entry point.
class FamilyPlanner {
 public:
  FamilyPlanner(QueryPlan& plan, const CompiledNetwork& compiled, const Observation& observation,
                const PlanOptions& options)
      : plan_(plan),
        compiled_(compiled),
        observation_(observation),
        options_(options),
        noisy_(plan, compiled, observation, options),
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
        return noisy_.add(variable);
      case FamilyForm::logistic:
        return add_logistic(variable);
    }
    return std::nullopt;
  }

  void add_table(std::size_t variable);
  std::optional<Error> add_logistic(std::size_t variable);

  QueryPlan& plan_;
  const CompiledNetwork& compiled_;
  const Observation& observation_;
  const PlanOptions& options_;
  NoisyPlanner noisy_;
  // What a variable is to the families that it stands in.
  enum class Role : unsigned char { open, known, summed };

  VariableSet known_;
  VariableSet separated_;                  // what its children sum out (separated_terms.h)
  VariableSet summed_out_;                 // what is no variable of the tree
  std::vector<Role> roles_;                // of each variable
  std::vector<std::size_t> open_members_;  // of the family at hand
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
  plan_.place.assign(compiled_.size(), QueryPlan::none);
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
    plan_.place[i] = add_local(plan_, compiled_.states(i));
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
    slice.target = begin_factor(plan_);
    for (std::size_t i = 0; i < family.members.size(); ++i) {
      if (!observation_.state[family.members[i]]) {
        add_to_scope(plan_, plan_.place[family.members[i]], family.strides[i]);
      }
    }
  }
  plan_.tables.push_back(slice);
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
          return table_too_large(compiled_, variable, options_.clique_states);
        }
    }
  }
  logistic.open = {narrow(plan_.logistic_members.size()), narrow(open_members_.size())};
  logistic.summed.count = logistic.open.begin - logistic.summed.begin;
  plan_.logistic_members.insert(plan_.logistic_members.end(), open_members_.begin(),
                                open_members_.end());
  plan_.arena_size += size;
  if (logistic.open.count == 0) {
    logistic.factor = QueryPlan::none;
    plan_.logistics.push_back(logistic);
    return std::nullopt;
  }
  logistic.factor = begin_factor(plan_);
  std::size_t stride = size;
  for (const std::size_t i : part(plan_.logistic_members, logistic.open)) {
    const std::size_t member = i < parents.size() ? parents[i] : variable;
    stride /= compiled_.states(member);
    add_to_scope(plan_, plan_.place[member], stride);
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
