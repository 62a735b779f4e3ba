// Entry point: find, at the end.

#include "engine/distinct_lanes.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace paraspinal::engine {
namespace {

constexpr std::size_t bits_of_a_word = 64;

}  // namespace

// Of each local variable the cliques that read its unary values, with all above these.
void DistinctLanes::find_paths(const QueryPlan& plan, const PlanTree& tree) {
  words_ = (tree.cliques.size() + bits_of_a_word - 1) / bits_of_a_word;
  path_of_.assign(tree.cliques.size() * words_, 0);
  paths_.assign(plan.states.size() * words_, 0);
  is_read_.assign(plan.states.size(), 0);
  place_of_.resize(plan.cliques.size());
  for (std::size_t place = 0; place < tree.cliques.size(); ++place) {
    const PlanClique& clique = plan.cliques[tree.cliques[place]];
    place_of_[tree.cliques[place]] = place;
    std::uint64_t* const path = path_of_.data() + place * words_;
    if (clique.parent != PlanClique::none) {
      std::copy_n(path_of_.data() + place_of_[clique.parent] * words_, words_, path);
    }
    path[place / bits_of_a_word] |= std::uint64_t{1} << (place % bits_of_a_word);
    for (const BuildStep& step : part(plan.build_steps, clique.steps)) {
      if (step.source == InputSource::unary) {
        is_read_[step.index] = 1;
        for (std::size_t word = 0; word < words_; ++word) {
          paths_[step.index * words_ + word] |= path[word];
        }
      }
    }
  }
}

// Which bases have the same numbers in the tree.
void DistinctLanes::find_alike(const QueryPlan& plan, const PlanTree& tree,
                               const LaneEvidence& evidence, const SlicedBases& bases) {
  const auto same_unary = [&](std::size_t a, std::size_t b) {
    return std::ranges::all_of(tree.locals, [&](std::size_t local) {
      const std::size_t begin = plan.unary_begin[local];
      const auto values = evidence.of_base(a).subspan(begin, plan.states[local]);
      return std::ranges::equal(values, evidence.of_base(b).subspan(begin, plan.states[local]));
    });
  };
  factors_like_ = bases.alike(tree.factors);
  base_like_.clear();
  for (std::size_t b = 0; b < factors_like_.size(); ++b) {
    std::size_t like = 0;
    while (like < b && (factors_like_[like] != factors_like_[b] || base_like_[like] != like ||
                        !same_unary(like, b))) {
      ++like;
    }
    base_like_.push_back(like);
  }
}

std::uint64_t DistinctLanes::hash_of(std::size_t lane, const LaneEvidence& evidence) const {
  constexpr std::uint64_t prime = 0x100000001b3;
  std::uint64_t hash = base_like_[evidence.base_of(lane)];
  for (const LaneEvidence::Change& change : evidence.changes(lane)) {
    if (!is_read(change.local)) {
      continue;
    }
    hash = (hash ^ change.local) * prime;
    for (const double value : evidence.values(change)) {
      hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * prime;
    }
  }
  return hash ^ (hash >> 32);
}

// Of lanes whose bases are alike.
bool DistinctLanes::same_changes(std::size_t a, std::size_t b, const LaneEvidence& evidence) const {
  const auto of_a = evidence.changes(a);
  const auto of_b = evidence.changes(b);
  auto next = of_b.begin();
  const auto skip = [&] {
    next = std::find_if(next, of_b.end(), [&](const auto& other) { return is_read(other.local); });
  };
  for (const LaneEvidence::Change& change : of_a) {
    if (!is_read(change.local)) {
      continue;
    }
    skip();
    if (next == of_b.end() || next->local != change.local ||
        !std::ranges::equal(evidence.values(change), evidence.values(*next))) {
      return false;
    }
    ++next;
  }
  skip();
  return next == of_b.end();
}

// Finds the row of the lane, or adds one.
void DistinctLanes::list(std::size_t lane, const LaneEvidence& evidence) {
  const std::size_t base = base_like_[evidence.base_of(lane)];
  const std::uint64_t hash = hash_of(lane, evidence);
  std::size_t slot = hash % slots_.size();
  while (slots_[slot] != 0) {
    const std::size_t row = slots_[slot] - 1;
    if (hashes_[row] == hash && bases_[row] == base && same_changes(lanes_[row], lane, evidence)) {
      row_of_[lane] = row;
      return;
    }
    slot = (slot + 1) % slots_.size();
  }
  slots_[slot] = lanes_.size() + 1;
  row_of_[lane] = lanes_.size();
  hashes_.push_back(hash);
  lanes_.push_back(lane);
  bases_.push_back(base);
  touched_.resize(touched_.size() + words_, 0);
  std::uint64_t* const touched = touched_.data() + touched_.size() - words_;
  for (const LaneEvidence::Change& change : evidence.changes(lane)) {
    for (std::size_t word = 0; word < words_; ++word) {
      touched[word] |= paths_[change.local * words_ + word];
    }
  }
}

// Where every base has the same variations, in as many rows, and few lanes of a walk would stay
// free.
std::size_t DistinctLanes::find_side_by_side(std::size_t least) const {
  const auto rows = static_cast<std::size_t>(std::ranges::count(bases_, bases_.front()));
  const std::size_t bases = lanes_.size() / rows;
  const std::size_t walks = (bases + Lanes::count - 1) / Lanes::count;
  if (rows < least || bases * rows != lanes_.size() || 4 * bases < 3 * walks * Lanes::count) {
    return 0;
  }
  for (std::size_t row = rows; row < lanes_.size(); ++row) {
    const std::size_t first = row - row % rows;
    if (bases_[row] != bases_[first] || bases_[first] == bases_[first - 1] ||
        lanes_[row] - lanes_[first] != lanes_[row % rows] - lanes_[0]) {
      return 0;
    }
  }
  return (bases + walks - 1) / walks;
}

// Whether the row touches less near the root; nothing where both touch the same.
std::optional<bool> DistinctLanes::touches_less(std::size_t row, std::size_t other) const {
  for (std::size_t word = 0; word < words_; ++word) {
    const std::uint64_t of_other = touched_[other * words_ + word];
    if (const std::uint64_t differ = touched_[row * words_ + word] ^ of_other) {
      return (of_other >> std::countr_zero(differ) & 1) != 0;
    }
  }
  return std::nullopt;
}

// By factors, base and what is touched; or by bases that share walks, what is touched, and base.
void DistinctLanes::put_in_order(const LaneEvidence& evidence) {
  order_.resize(lanes_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  if (side_by_side_ > 0) {
    const auto rows = static_cast<std::size_t>(std::ranges::count(bases_, bases_.front()));
    std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
      const std::size_t walk_of_a = a / rows / side_by_side_;
      const std::size_t walk_of_b = b / rows / side_by_side_;
      if (walk_of_a != walk_of_b) {
        return walk_of_a < walk_of_b;
      }
      const auto less = touches_less(a % rows, b % rows);
      return less ? *less : std::pair(a % rows, a) < std::pair(b % rows, b);
    });
  } else {
    std::ranges::stable_sort(order_, [&](std::size_t a, std::size_t b) {
      if (factors_of(a) != factors_of(b)) {
        return factors_of(a) < factors_of(b);
      }
      return bases_[a] != bases_[b] ? bases_[a] < bases_[b] : touches_less(a, b).value_or(false);
    });
  }
  std::vector<std::size_t> place(order_.size());
  std::vector<std::size_t> lanes;
  std::vector<std::size_t> bases;
  std::vector<std::uint64_t> touched;
  for (const std::size_t row : order_) {
    place[row] = lanes.size();
    lanes.push_back(lanes_[row]);
    bases.push_back(bases_[row]);
    const auto words = this->touched(row);
    touched.insert(touched.end(), words.begin(), words.end());
  }
  lanes_ = std::move(lanes);
  bases_ = std::move(bases);
  touched_ = std::move(touched);
  for (std::size_t lane = 0; lane < evidence.size(); ++lane) {
    row_of_[lane] = place[row_of_[lane]];
  }
}

void DistinctLanes::find(const QueryPlan& plan, const PlanTree& tree, const LaneEvidence& evidence,
                         const SlicedBases& bases, std::size_t least_side_by_side) {
  find_paths(plan, tree);
  find_alike(plan, tree, evidence, bases);
  hashes_.clear();
  lanes_.clear();
  bases_.clear();
  touched_.clear();
  row_of_.resize(evidence.size());
  slots_.assign(std::bit_ceil(2 * evidence.size() + 1), 0);
  for (std::size_t lane = 0; lane < evidence.size(); ++lane) {
    list(lane, evidence);
  }
  const bool may_stand_so = least_side_by_side > 0 && !lanes_.empty();
  side_by_side_ = may_stand_so ? find_side_by_side(least_side_by_side) : 0;
  put_in_order(evidence);
}

}  // namespace paraspinal::engine
