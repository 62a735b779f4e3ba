#include "engine/sliced_bases.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "engine/parameter_lanes.h"
#include "engine/slicing.h"

namespace paraspinal::engine {
namespace {

// What the families compute stands in the arena before the tables of the cliques.
std::size_t computed_size(const QueryPlan& plan) {
  return plan.cliques.empty() ? plan.arena_size : plan.cliques.front().table;
}

}  // namespace

std::size_t SlicedBases::add(const Observation& base, Workspace& workspace) {
  if (!kept_.worth_a_look()) {
    bases_.push_back(sliced(base, workspace));
    return bases_.size() - 1;
  }
  std::string key = slices_key(base);
  auto slices = kept_.find(key);
  if (!slices) {
    slices = sliced(base, workspace);
    kept_.keep(std::move(key), slices);
  }
  bases_.push_back(std::move(slices));
  workspace.factors.resize(plan_.factors.size());
  return bases_.size() - 1;
}

std::shared_ptr<const Slices> SlicedBases::sliced(const Observation& base,
                                                  Workspace& workspace) const {
  auto added = std::make_shared<Slices>();
  added->log_constant = slice_families(compiled_, plan_, base, workspace);
  added->unary = workspace.unary;
  const double* arena = workspace.arena(plan_.arena_size);
  const std::size_t size = computed_size(plan_);
  added->computed.assign(arena, arena + size);
  added->factors = workspace.factors;
  for (const double*& factor : added->factors) {
    if (std::greater_equal<>()(factor, arena) && std::less<>()(factor, arena + size)) {
      factor = added->computed.data() + (factor - arena);
    }
  }
  return added;
}

std::vector<std::size_t> SlicedBases::alike(std::span<const std::size_t> factors) const {
  const auto same = [&](const Slices& a, const Slices& b) {
    return std::ranges::all_of(factors, [&](std::size_t f) {
      const std::size_t extent = extent_of(plan_, plan_.factors[f]);
      return a.factors[f] == b.factors[f] ||
             std::equal(a.factors[f], a.factors[f] + extent, b.factors[f]);
    });
  };
  std::vector<std::size_t> first;
  for (std::size_t b = 0; b < bases_.size(); ++b) {
    std::size_t like = 0;
    while (like < b && (first[like] != like || !same(*bases_[like], *bases_[b]))) {
      ++like;
    }
    first.push_back(like);
  }
  return first;
}

void SlicedBases::enter(std::span<const std::size_t> factors, std::size_t base,
                        Workspace& workspace, LaneWorkspace& lanes) const {
  lanes.factors.clear();
  for (const std::size_t f : factors) {
    workspace.factors[f] = bases_[base]->factors[f];
  }
}

void SlicedBases::spread(std::span<const std::size_t> factors,
                         const std::array<std::size_t, Lanes::count>& bases,
                         LaneWorkspace& lanes) const {
  std::size_t size = 0;
  for (const std::size_t f : factors) {
    size += extent_of(plan_, plan_.factors[f]);
  }
  Lanes* values = lanes.factor_values(size);
  lanes.factors.resize(plan_.factors.size());
  for (const std::size_t f : factors) {
    const std::size_t extent = extent_of(plan_, plan_.factors[f]);
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      const double* of_base = bases_[bases[lane]]->factors[f];
      for (std::size_t i = 0; i < extent; ++i) {
        values[i].set(lane, of_base[i]);
      }
    }
    lanes.factors[f] = values;
    values += extent;
  }
}

}  // namespace paraspinal::engine
