#include "engine/lane_walk.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace paraspinal::engine {
namespace {

// To find what the branches say of the targets costs about as much as one row for each target does
// towards the root.
constexpr std::size_t many_rows = 96;

// Of fewer rows those of several bases stand in one walk as well, without numbers of each lane made
// beforehand.
constexpr std::size_t rows_worth_lanes_of_their_own = 8;

}  // namespace

LaneWalk::LaneWalk(const QueryPlan& plan, const PlanTree& tree, Workspace& workspace,
                   LaneWorkspace& lane_workspace, const SlicedBases& bases,
                   const LaneEvidence& evidence)
    : plan_(plan),
      workspace_(workspace),
      lane_workspace_(lane_workspace),
      bases_(bases),
      evidence_(evidence),
      lanes_(plan, workspace, lane_workspace),
      tree_(tree),
      parent_of_(tree.cliques.size()) {
  std::vector<std::size_t> place_of(plan.cliques.size());
  for (std::size_t place = 0; place < tree.cliques.size(); ++place) {
    place_of[tree.cliques[place]] = place;
    const std::size_t parent = plan.cliques[tree.cliques[place]].parent;
    parent_of_[place] = parent == PlanClique::none ? parent : place_of[parent];
  }
}

void LaneWalk::begin() {
  const std::size_t before = distinct_.side_by_side();
  const std::size_t least = before > 0 ? 1 : rows_worth_lanes_of_their_own;
  distinct_.find(plan_, tree_, evidence_, bases_, program_ == nullptr ? 0 : least);
  if (distinct_.side_by_side() != before) {
    standing_.reset();
    present_of_.reset();
    constants_of_.reset();
  }
  batches_ = find_batches();
}

std::vector<LaneWalk::Batch> LaneWalk::find_batches() const {
  if (distinct_.side_by_side() > 0) {
    return batches_side_by_side();
  }
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

// A row of each base, in the order of these.
std::vector<LaneWalk::Batch> LaneWalk::batches_side_by_side() const {
  std::vector<Batch> all;
  for (std::size_t row = 0; row < distinct_.size(); ++row) {
    if (row == 0 || all.back().count == distinct_.side_by_side() ||
        distinct_.base_of(row) < distinct_.base_of(row - 1)) {
      all.push_back({row, 0});
    }
    ++all.back().count;
  }
  return all;
}

void LaneWalk::enter_factors(Batch batch) {
  const std::size_t first = distinct_.factors_of(batch.first);
  if (first == distinct_.factors_of(batch.first + batch.count - 1)) {
    bases_.enter(tree_.factors, first, workspace_, lane_workspace_);
    enter_constants(first);
    return;
  }
  if (distinct_.side_by_side() > 0 && constants_of_ == first) {
    return;
  }
  std::array<std::size_t, Lanes::count> bases{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    bases[lane] = distinct_.factors_of(row_in(batch, lane));
  }
  if (distinct_.side_by_side() > 0) {
    enter_constants_of_each(bases);
  } else if (program_ != nullptr) {
    lanes_.use(*program_, nullptr);
  }
  bases_.spread(tree_.factors, bases, lane_workspace_);
}

void LaneWalk::enter_constants_of_each(const std::array<std::size_t, Lanes::count>& bases) {
  const std::size_t size = std::max(program_->constants_size, std::size_t{1});
  std::vector<double>& constants = lane_workspace_.constants;
  std::vector<Lanes>& of_each = lane_workspace_.lane_constants;
  constants.resize(std::max(constants.size(), size));
  of_each.resize(std::max(of_each.size(), size));
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    bases_.enter(tree_.factors, bases[lane], workspace_, lane_workspace_);
    program_->multiply_constants(plan_, tree_.cliques, workspace_.factors, constants.data());
    for (std::size_t i = 0; i < program_->constants_size; ++i) {
      of_each[i].set(lane, constants[i]);
    }
  }
  constants_of_ = bases.front();
  lanes_.use_of_each(*program_, of_each.data());
}

void LaneWalk::enter_constants(std::size_t base) {
  if (program_ == nullptr) {
    return;
  }
  std::vector<double>& constants = lane_workspace_.constants;
  if (constants_of_ != base) {
    constants.resize(std::max({constants.size(), program_->constants_size, std::size_t{1}}));
    program_->multiply_constants(plan_, tree_.cliques, workspace_.factors, constants.data());
    constants_of_ = base;
  }
  lanes_.use(*program_, constants.data());
}

// The unary values of each lane's base.
void LaneWalk::enter_base(Batch batch) {
  std::array<const double*, Lanes::count> unary{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    const std::size_t row = row_in(batch, lane);
    unary[lane] = evidence_.of_base(evidence_.base_of(distinct_.lane(row))).data();
  }
  lanes_.set_unary(unary, tree_.locals);
  changed_.clear();
  stale_.assign(tree_.cliques.size(), false);
}

void LaneWalk::enter_changes(Batch batch) {
  path_.assign(distinct_.words(), 0);
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    const std::size_t row = row_in(batch, lane);
    for (const LaneEvidence::Change& change : changes_of(row)) {
      lanes_.set_unary(lane, change.local, evidence_.values(change));
      changed_.emplace_back(lane, change.local);
    }
    touch(distinct_.touched(row));
  }
  find_touched();
}

void LaneWalk::take_changes_back(Batch batch) {
  for (const auto& [lane, local] : changed_) {
    lanes_.set_unary(lane, local,
                     unary_of(batch, lane).subspan(plan_.unary_begin[local], plan_.states[local]));
  }
  changed_.clear();
}

// Whether all batches with this one's first base have the same base in each lane.
bool LaneWalk::has_one_base(Batch batch) const {
  return distinct_.side_by_side() > 0 ||
         distinct_.base_of(batch.first) == distinct_.base_of(batch.first + batch.count - 1);
}

void LaneWalk::touch(std::span<const std::uint64_t> path) {
  for (std::size_t word = 0; word < path_.size(); ++word) {
    path_[word] |= path[word];
  }
}

void LaneWalk::find_touched() {
  constexpr std::size_t bits = 64;
  touched_.resize(tree_.cliques.size());
  for (std::size_t place = 0; place < touched_.size(); ++place) {
    touched_[place] = ((path_[place / bits] >> (place % bits)) & 1) != 0;
  }
}

// What differs from the base, or did in the run before.
void LaneWalk::find_anew() {
  anew_.resize(touched_.size());
  for (std::size_t place = 0; place < anew_.size(); ++place) {
    anew_[place] = touched_[place] || stale_[place] || lanes_.must_be_built(tree_.cliques[place]);
  }
}

// All below a root that differs now or before, but for branches that can be read without.
void LaneWalk::find_walked() {
  walked_.clear();
  branches_.clear();
  std::vector<bool> is_walked(touched_.size(), false);
  for (std::size_t place = 0; place < touched_.size(); ++place) {
    const std::size_t parent = parent_of_[place];
    const bool is_reached =
        parent == PlanClique::none ? touched_[place] || stale_[place] : is_walked[parent];
    stale_[place] = touched_[place];
    if (!is_reached) {
      continue;
    }
    if (is_present_known_ && !touched_[place] && present_.are_known(place)) {
      branches_.push_back(place);
      continue;
    }
    is_walked[place] = true;
    walked_.push_back(tree_.cliques[place]);
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

// So many that it pays to find what each of the base's branches says of the targets.
bool LaneWalk::has_many_rows(std::size_t base) const {
  std::size_t rows = 0;
  for (std::size_t row = 0; row < distinct_.size(); ++row) {
    rows += distinct_.base_of(row) == base ? 1U : 0U;
  }
  return rows >= many_rows;
}

// How many batches with the bases of this one leave each clique as it is.
void LaneWalk::count_untouched(Batch batch) {
  untouched_.assign(parent_of_.size(), 0);
  for (const Batch& other : batches_) {
    if (distinct_.base_of(other.first) != distinct_.base_of(batch.first)) {
      continue;
    }
    path_.assign(distinct_.words(), 0);
    for (std::size_t row = other.first; row < other.first + other.count; ++row) {
      touch(distinct_.touched(row));
    }
    find_touched();
    for (std::size_t place = 0; place < touched_.size(); ++place) {
      untouched_[place] += touched_[place] ? 0 : 1;
    }
  }
}

// With the base of each lane, and then each target present in one of them, or in all where each has
// a base of its own; false where it does not pay, or a base itself is impossible.
bool LaneWalk::find_present(Batch batch) {
  const bool of_each = distinct_.side_by_side() > 0;
  if (of_each) {
    count_untouched(batch);
  } else if (!has_many_rows(distinct_.base_of(batch.first))) {
    return false;
  }
  can_be_set_.resize(plan_.states.size());
  for (const std::size_t local : tree_.locals) {
    can_be_set_[local] = distinct_.is_read(local);
  }
  present_.lay_out(plan_, tree_, *program_, can_be_set_, {of_each, untouched_});
  if (present_.wanted().empty()) {
    return false;
  }
  enter_factors(batch);
  enter_base(batch);
  lanes_.collect(tree_.cliques);
  if (!all_are_possible(batch)) {
    return false;
  }
  present_.begin(lanes_);
  std::vector<bool> is_kept(parent_of_.size());
  for (std::size_t place = 0; place < is_kept.size(); ++place) {
    const std::size_t parent = parent_of_[place];
    is_kept[place] = present_.are_known(place) || (parent != PlanClique::none && is_kept[parent]);
  }
  const auto wanted = present_.wanted();
  const std::size_t together = of_each ? 1 : Lanes::count;
  for (std::size_t first = 0; first < wanted.size(); first += together) {
    const auto group = wanted.subspan(first, std::min(together, wanted.size() - first));
    enter_present(group, batch);
    // What lies above all branches is not sent.
    anew_.resize(touched_.size());
    for (std::size_t place = 0; place < is_kept.size(); ++place) {
      touched_[place] = touched_[place] && is_kept[place];
      anew_[place] = touched_[place] || stale_[place];
    }
    lanes_.collect_only(tree_.cliques, anew_);
    for (std::size_t lane = 0; lane < group.size() && !of_each; ++lane) {
      present_.keep(group[lane], lane, lanes_);
    }
    if (of_each) {
      present_.keep_of_each(group.front(), lanes_);
    }
    stale_ = touched_;
  }
  // Nothing was read yet.
  for (std::size_t place = 0; place < stale_.size(); ++place) {
    stale_[place] = stale_[place] || parent_of_[place] == PlanClique::none;
  }
  return true;
}

void LaneWalk::enter_present(std::span<const std::size_t> targets, Batch batch) {
  take_changes_back(batch);
  path_.assign(distinct_.words(), 0);
  const std::size_t lanes = distinct_.side_by_side() > 0 ? Lanes::count : targets.size();
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::size_t local = present_.targets()[targets[std::min(lane, targets.size() - 1)]];
    const auto unary = unary_of(batch, lane);
    const std::array<double, 2> present{0, unary[plan_.unary_begin[local] + 1]};
    lanes_.set_unary(lane, local, present);
    changed_.emplace_back(lane, local);
    touch(distinct_.path(local));
  }
  find_touched();
}

// Of the base that stands from the run before.
void LaneWalk::run_beside(Batch batch) {
  take_changes_back(batch);
  enter_changes(batch);
  find_anew();
  lanes_.collect(tree_.cliques, anew_);
  find_walked();
  lanes_.distribute(walked_);
  for (const std::size_t place : branches_) {
    lanes_.read_branch(tree_.cliques[place], present_.branch(place));
  }
}

void LaneWalk::run(Batch batch) {
  const std::size_t base = distinct_.base_of(batch.first);
  const bool is_of_one = program_ != nullptr && has_one_base(batch);
  if (is_of_one && standing_ != base && present_of_ != base) {
    present_of_ = base;
    is_present_known_ = find_present(batch);
    standing_ = is_present_known_ ? std::optional(base) : std::nullopt;
  }
  if (is_of_one && standing_ == base) {
    run_beside(batch);
  } else {
    enter_factors(batch);
    enter_base(batch);
    enter_changes(batch);
    lanes_.collect(tree_.cliques);
    lanes_.distribute(tree_.cliques);
    stale_ = touched_;
  }
  // Whether a zero hides something is not looked at where nothing is left.
  standing_.reset();
  if (is_of_one && all_are_possible(batch)) {
    standing_ = base;
  }
}

}  // namespace paraspinal::engine
