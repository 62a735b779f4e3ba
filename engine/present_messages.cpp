#include "engine/present_messages.h"

#include <algorithm>

#include "engine/lane_propagation.h"

namespace paraspinal::engine {
namespace {

// About how many instructions it takes, of eight lanes: an entry of a table on the way down, what
// each clique takes whatever its size, and an entry of a message for one target.
constexpr double cost_of_an_entry = 40;
constexpr double cost_of_a_clique = 400;
constexpr double cost_of_a_product = 5;

bool is_scaled_somewhere(std::size_t clique, const LanePropagation& propagation) {
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    if (propagation.is_scaled(clique, lane)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void PresentMessages::lay_out(const QueryPlan& plan, const PlanTree& tree,
                              const LaneProgram& program, const std::vector<bool>& can_be_set,
                              const BranchReads& reads) {
  plan_ = &plan;
  can_be_set_ = &can_be_set;
  branches_.assign(tree.cliques.size(), {});
  children_.assign(tree.cliques.size(), {});
  targets_.clear();
  home_.clear();
  std::vector<std::size_t> place_of(plan.cliques.size());
  for (std::size_t place = 0; place < branches_.size(); ++place) {
    Branch& branch = branches_[place];
    branch.clique = tree.cliques[place];
    place_of[branch.clique] = place;
    const std::size_t parent = plan.cliques[branch.clique].parent;
    if (parent != PlanClique::none) {
      branch.parent = place_of[parent];
      children_[branch.parent].push_back(place);
    }
  }
  for (std::size_t place = 0; place < branches_.size(); ++place) {
    if (branches_[place].parent == PlanClique::none) {
      list_targets(place);
    }
  }
  weigh_up(program, reads);
  wanted_.clear();
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    if (stands_in_a_branch(target)) {
      wanted_.push_back(target);
    }
  }
}

bool PresentMessages::stands_in_a_branch(std::size_t target) const {
  for (std::size_t place = home_[target]; place != PlanClique::none;
       place = branches_[place].parent) {
    if (branches_[place].is_wanted) {
      return true;
    }
  }
  return false;
}

// Of the branch, its own first.
void PresentMessages::list_targets(std::size_t place) {
  Branch& branch = branches_[place];
  branch.first = targets_.size();
  for (const WantedAxis& wanted : part(plan_->wanted_axes, plan_->cliques[branch.clique].wanted)) {
    branch.can_be =
        branch.can_be && plan_->states[wanted.local] == 2 && (*can_be_set_)[wanted.local];
    targets_.push_back(wanted.local);
    home_.push_back(place);
  }
  for (const std::size_t child : children_[place]) {
    list_targets(child);
    branch.can_be = branch.can_be && branches_[child].can_be;
  }
  branch.count = targets_.size() - branch.first;
}

// A table that is rescaled while it is made is another multiple of what it should be with a target
// present.
void PresentMessages::weigh_up(const LaneProgram& program, const BranchReads& reads) {
  std::size_t size = 0;
  for (std::size_t place = branches_.size(); place-- > 0;) {
    Branch& branch = branches_[place];
    const PlanClique& clique = plan_->cliques[branch.clique];
    if (!clique.distributes) {
      continue;
    }
    branch.can_be = branch.can_be && !program.cliques[branch.clique].rescales;
    const double own = cost_of_an_entry * static_cast<double>(clique.states()) + cost_of_a_clique;
    branch.walk += own;
    branch.find += own * static_cast<double>(branch.count);
    const std::size_t entries = branch.count * clique.separator_states;
    const double products = cost_of_a_product * static_cast<double>(entries);
    const double saved = branch.walk - products;
    const bool pays = reads.of_each ? reads.runs[place] * saved > branch.find : saved > 0;
    branch.is_wanted = clique.parent != PlanClique::none && pays && branch.can_be;
    if (branch.parent != PlanClique::none) {
      branches_[branch.parent].can_be = branches_[branch.parent].can_be && branch.can_be;
      branches_[branch.parent].walk += branch.is_wanted ? products : branch.walk;
      branches_[branch.parent].find += branch.is_wanted ? 0 : branch.find;
    }
    if (branch.is_wanted) {
      branch.messages = size;
      size += entries;
    }
  }
  messages_.resize(reads.of_each ? 0 : size);
  messages_of_each_.resize(reads.of_each ? size : 0);
}

void PresentMessages::begin(const LanePropagation& base) {
  for (Branch& branch : branches_) {
    branch.is_known = branch.is_wanted;
  }
  for (std::size_t place = 0; place < branches_.size(); ++place) {
    const std::size_t clique = branches_[place].clique;
    if (plan_->cliques[clique].distributes && is_scaled_somewhere(clique, base)) {
      take_back(place);
    }
  }
}

// Of a branch and all that it is part of.
void PresentMessages::take_back(std::size_t place) {
  for (; place != PlanClique::none; place = branches_[place].parent) {
    branches_[place].is_known = false;
  }
}

void PresentMessages::keep(std::size_t target, std::size_t lane,
                           const LanePropagation& propagation) {
  for (std::size_t place = home_[target]; place != PlanClique::none;
       place = branches_[place].parent) {
    const Branch& branch = branches_[place];
    if (propagation.is_scaled(branch.clique, lane)) {
      take_back(place);
      return;
    }
    if (branch.is_known) {
      const auto message = propagation.message(branch.clique);
      double* kept = messages_.data() + branch.messages + (target - branch.first) * message.size();
      for (const Lanes& entry : message) {
        *kept++ = entry[lane];
      }
    }
  }
}

void PresentMessages::keep_of_each(std::size_t target, const LanePropagation& propagation) {
  for (std::size_t place = home_[target]; place != PlanClique::none;
       place = branches_[place].parent) {
    const Branch& branch = branches_[place];
    if (is_scaled_somewhere(branch.clique, propagation)) {
      take_back(place);
      return;
    }
    if (branch.is_known) {
      const auto message = propagation.message(branch.clique);
      std::ranges::copy(message, messages_of_each_.data() + branch.messages +
                                     (target - branch.first) * message.size());
    }
  }
}

}  // namespace paraspinal::engine
