#include "engine/lane_walk.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace paraspinal::engine {

LaneWalk::LaneWalk(const QueryPlan& plan, Workspace& workspace, LaneWorkspace& lane_workspace,
                   const SlicedBases& bases, const LaneEvidence& evidence)
    : plan_(plan),
      workspace_(workspace),
      lane_workspace_(lane_workspace),
      bases_(bases),
      evidence_(evidence),
      lanes_(plan, workspace, lane_workspace) {}

void LaneWalk::enter(const PlanTree& tree) {
  tree_ = &tree;
  before_.reset();
  constants_of_.reset();
  distinct_.find(plan_, tree, evidence_, bases_);
  std::vector<std::size_t> place_of(plan_.cliques.size());
  root_of_.resize(tree.cliques.size());
  for (std::size_t place = 0; place < tree.cliques.size(); ++place) {
    place_of[tree.cliques[place]] = place;
    const std::size_t parent = plan_.cliques[tree.cliques[place]].parent;
    root_of_[place] = parent == PlanClique::none ? place : root_of_[place_of[parent]];
  }
}

std::vector<LaneWalk::Batch> LaneWalk::batches() const {
  std::vector<Batch> of_one;
  std::vector<Batch> mixed;
  for (std::size_t row = 0; row < distinct_.size(); ++row) {
    const bool same = row > 0 && distinct_.factors_of(row) == distinct_.factors_of(row - 1);
    for (std::vector<Batch>* list : {&of_one, &mixed}) {
      if (row == 0 || list->back().count == Lanes::count || (list == &of_one && !same)) {
        list->push_back({row, 0});
      }
      ++list->back().count;
    }
  }
  return 4 * of_one.size() > 5 * mixed.size() ? mixed : of_one;
}

void LaneWalk::enter_factors(Batch batch) {
  const std::size_t first = distinct_.factors_of(batch.first);
  if (first == distinct_.factors_of(batch.first + batch.count - 1)) {
    bases_.enter(tree_->factors, first, workspace_, lane_workspace_);
    enter_constants(first);
    return;
  }
  std::array<std::size_t, Lanes::count> bases{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    bases[lane] = distinct_.factors_of(row_in(batch, lane));
  }
  bases_.spread(tree_->factors, bases, lane_workspace_);
  if (program_ != nullptr) {
    lanes_.use(*program_, nullptr);
  }
}

void LaneWalk::enter_constants(std::size_t base) {
  if (program_ == nullptr) {
    return;
  }
  std::vector<double>& constants = lane_workspace_.constants;
  if (constants_of_ != base) {
    constants.resize(std::max({constants.size(), program_->constants_size, std::size_t{1}}));
    program_->multiply_constants(plan_, tree_->cliques, workspace_.factors, constants.data());
    constants_of_ = base;
  }
  lanes_.use(*program_, constants.data());
}

void LaneWalk::enter_unary(Batch batch) {
  std::array<const double*, Lanes::count> unary{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    const std::size_t row = row_in(batch, lane);
    unary[lane] = evidence_.of_base(evidence_.base_of(distinct_.lane(row))).data();
  }
  lanes_.set_unary(unary, tree_->locals);
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    for (const LaneEvidence::Change& change : changes_of(row_in(batch, lane))) {
      lanes_.set_unary(lane, change.local, evidence_.values(change));
    }
  }
}

// From those of the batch before, of the same base.
void LaneWalk::change_unary(Batch batch) {
  const auto unary = evidence_.of_base(evidence_.base_of(distinct_.lane(batch.first)));
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    for (const LaneEvidence::Change& change : changes_of(row_in(*before_, lane))) {
      lanes_.set_unary(lane, change.local,
                       unary.subspan(plan_.unary_begin[change.local], plan_.states[change.local]));
    }
    for (const LaneEvidence::Change& change : changes_of(row_in(batch, lane))) {
      lanes_.set_unary(lane, change.local, evidence_.values(change));
    }
  }
}

bool LaneWalk::has_one_base(Batch batch) const {
  return distinct_.base_of(batch.first) == distinct_.base_of(batch.first + batch.count - 1);
}

void LaneWalk::mark_touched(Batch batch) {
  constexpr std::size_t bits = 64;
  for (std::size_t row = batch.first; row < batch.first + batch.count; ++row) {
    const auto touched = distinct_.touched(row);
    for (std::size_t place = 0; place < touched_.size(); ++place) {
      touched_[place] = touched_[place] || ((touched[place / bits] >> (place % bits)) & 1) != 0;
    }
  }
}

// Where making the table multiplies the total.
bool LaneWalk::is_always_anew(std::size_t clique) const {
  const auto passes = part(program_->passes, program_->cliques[clique].passes);
  return std::ranges::any_of(passes, &LanePass::rescales);
}

// What differs from the batch before, and what that has left no table of, for the belief was put in
// its place.
void LaneWalk::find_anew(Batch batch) {
  touched_.assign(tree_->cliques.size(), false);
  mark_touched(batch);
  mark_touched(*before_);
  anew_ = touched_;
  below_.clear();
  for (std::size_t place = 0; place < anew_.size(); ++place) {
    const std::size_t clique = tree_->cliques[place];
    const bool is_below = touched_[root_of_[place]];
    if (is_below) {
      below_.push_back(clique);
    }
    if ((is_below && program_->cliques[clique].keeps_belief) || is_always_anew(clique)) {
      anew_[place] = true;
    }
  }
}

bool LaneWalk::all_are_possible(Batch batch) const {
  for (std::size_t lane = 0; lane < batch.count; ++lane) {
    if (std::isinf(lanes_.log_total(lane))) {
      return false;
    }
  }
  return true;
}

void LaneWalk::run(Batch batch) {
  const bool is_of_one = program_ != nullptr && has_one_base(batch);
  if (before_ && is_of_one && distinct_.base_of(before_->first) == distinct_.base_of(batch.first)) {
    change_unary(batch);
    find_anew(batch);
    lanes_.collect(tree_->cliques, anew_);
    lanes_.distribute(below_);
  } else {
    enter_factors(batch);
    enter_unary(batch);
    lanes_.collect(tree_->cliques);
    lanes_.distribute(tree_->cliques);
  }
  // Whether a zero hides something is not looked at where nothing is left.
  before_.reset();
  if (is_of_one && all_are_possible(batch)) {
    before_ = batch;
  }
}

}  // namespace paraspinal::engine
