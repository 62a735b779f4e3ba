#include "engine/lane_propagation.h"

#include <algorithm>
#include <cmath>

#include "engine/message_passing.h"
#include "engine/probability.h"

namespace paraspinal::engine {
namespace {

// A product of scales is kept between these, so that a factor more cannot leave the range of a
// double.
constexpr double smallest_product = 1e-100;
constexpr double largest_product = 1e100;

// Messages whose largest magnitude is between these are not divided by it: eight of them, and what
// else a table is made from, stay far within the range of a double.
constexpr double smallest_unscaled = 1e-15;
constexpr double largest_unscaled = 1e15;

bool ordinary(double product) {
  return product > smallest_product && product < largest_product;
}

}  // namespace

Lanes* LaneWorkspace::grown(Buffer& buffer, std::size_t size) {
  if (buffer.size < size) {
    // Half as much again: memory that is new to the process costs as much as the work in it.
    buffer.size = size + size / 2;
    buffer.values = std::make_unique_for_overwrite<Lanes[]>(buffer.size);
  }
  return buffer.values.get();
}

LanePropagation::LanePropagation(const QueryPlan& plan, const Workspace& workspace,
                                 LaneWorkspace& lanes)
    : plan_(plan),
      workspace_(workspace),
      lanes_(lanes),
      kernels_(*lanes.kernels),
      arena_(lanes.arena(plan.arena_size)),
      scratch_(lanes.scratch(3 * plan.scratch_size)),
      product_{Lanes::Vector{} + 1} {
  lanes.unary.resize(plan.unary_size);
  lanes.marginals.resize(plan.unary_size);
  lanes.message_scales.resize(plan.cliques.size());
  lanes.table_scales.assign(plan.cliques.size(), {Lanes::Vector{} + 1});
  clean_.assign(plan.cliques.size(), true);
  divides_.assign(plan.cliques.size(), true);
  scaled_.assign(plan.cliques.size(), false);
}

void LanePropagation::set_unary(std::size_t lane, std::span<const double> unary) {
  for (std::size_t i = 0; i < plan_.unary_size; ++i) {
    lanes_.unary[i].set(lane, unary[i]);
  }
}

void LanePropagation::set_unary(const std::array<const double*, Lanes::count>& unary,
                                std::span<const std::size_t> locals) {
  for (const std::size_t local : locals) {
    const std::size_t begin = plan_.unary_begin[local];
    for (std::size_t i = begin; i < begin + plan_.states[local]; ++i) {
      lanes_.unary[i].v = Lanes::Vector{unary[0][i], unary[1][i], unary[2][i], unary[3][i],
                                        unary[4][i], unary[5][i], unary[6][i], unary[7][i]};
    }
  }
}

void LanePropagation::set_unary(std::size_t lane, std::size_t local,
                                std::span<const double> unary) {
  Lanes* const values = lanes_.unary.data() + plan_.unary_begin[local];
  for (std::size_t state = 0; state < unary.size(); ++state) {
    values[state].set(lane, unary[state]);
  }
}

double LanePropagation::log_total(std::size_t lane) const {
  return logs_[lane] + std::log(product_[lane]);
}

// Multiplies the total by a scale; by zero where nothing is left.
void LanePropagation::count_scale(const Lanes& scale) {
  bool plain = true;
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    plain = plain && ordinary(scale[lane]);
  }
  if (plain) {
    product_.v *= scale.v;
  }
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    if (!plain) {
      logs_[lane] += scale[lane] > 0 ? std::log(scale[lane]) : log_of_zero;
    } else if (!ordinary(product_[lane])) {
      logs_[lane] += std::log(product_[lane]);
      product_.set(lane, 1);
    }
  }
}

void LanePropagation::begin_total() {
  logs_.fill(0);
  product_.v = Lanes::Vector{} + 1;
}

void LanePropagation::collect() {
  begin_total();
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    collect(c, true);
  }
}

void LanePropagation::collect(std::span<const std::size_t> cliques) {
  begin_total();
  for (std::size_t i = cliques.size(); i-- > 0;) {
    collect(cliques[i], true);
  }
}

void LanePropagation::collect(std::span<const std::size_t> cliques, const std::vector<bool>& anew) {
  begin_total();
  for (std::size_t i = cliques.size(); i-- > 0;) {
    if (anew[i]) {
      collect(cliques[i], true);
      continue;
    }
    if (program_->cliques[cliques[i]].rescales) {
      count_scale(lanes_.table_scales[cliques[i]]);
    }
    if (scaled_[cliques[i]]) {
      count_scale(lanes_.message_scales[cliques[i]]);
    }
  }
}

bool LanePropagation::must_be_built(std::size_t clique) const {
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    if (!ordinary(lanes_.table_scales[clique][lane])) {
      return true;
    }
  }
  return false;
}

void LanePropagation::collect_only(std::span<const std::size_t> cliques,
                                   const std::vector<bool>& anew) {
  begin_total();
  for (std::size_t i = cliques.size(); i-- > 0;) {
    if (anew[i]) {
      collect(cliques[i], false);
    }
  }
}

void LanePropagation::collect(std::size_t index, bool is_answered) {
  const PlanClique& clique = plan_.cliques[index];
  Lanes* message = arena_ + clique.message;
  Lanes* table = arena_ + clique.table;
  if (constants_ != nullptr || lane_constants_ != nullptr) {
    build_by_program(index, table);
  } else {
    build(clique, table, QueryPlan::none, true);
  }
  Lanes largest;
  Lanes smallest;
  if (clique.separator_last) {
    kernels_.sum_columns(message, table, clique.rest_states, clique.separator_states);
  } else {
    kernels_.sum_rows(message, table, clique.separator_states, clique.rest_states);
  }
  if (clique.parent == PlanClique::none) {
    // The total itself, which is not negative but by rounding.
    message[0].v = message[0].v > 0 ? message[0].v : Lanes::Vector{};
  }
  kernels_.magnitudes(message, clique.separator_states, largest, smallest);
  scale_message(index, largest);
  if (is_answered) {
    find_hidden(index, clique.signed_weights && vanishes_somewhere(smallest, largest));
  }
}

// Divides the message by its largest magnitudes, in the lanes where these are far from 1; that of a
// root, the total, in all.
void LanePropagation::scale_message(std::size_t index, const Lanes& largest) {
  const PlanClique& clique = plan_.cliques[index];
  Lanes& scale = lanes_.message_scales[index];
  scale = largest;
  bool any = false;
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    if (clique.parent != PlanClique::none && largest[lane] > smallest_unscaled &&
        largest[lane] < largest_unscaled) {
      scale.set(lane, 1);
    } else {
      any = true;
    }
  }
  scaled_[index] = any;
  if (any) {
    kernels_.divide_all(arena_ + clique.message, scale, clique.separator_states);
    count_scale(scale);
  }
}

// A zero of a message around a star may be a sum of terms that cancel: what is sent back over it is
// no quotient. A sum of zeros alone is a zero for whatever comes back, as long as none of these is
// such a hidden zero from below, where something is sent back to: a finding that is taken away
// leaves one, and nobody asks for it.
void LanePropagation::find_hidden(std::size_t index, bool vanishes) {
  const PlanClique& clique = plan_.cliques[index];
  clean_[index] = true;
  divides_[index] = true;
  if (!clique.signed_weights) {
    return;
  }
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    clean_[index] = clean_[index] && (clean_[k] || !plan_.cliques[k].distributes);
  }
  if (vanishes && clean_[index]) {
    const std::size_t step = clique.separator_last ? clique.separator_states : 1;
    const std::size_t next = clique.separator_last ? 1 : clique.rest_states;
    clean_[index] = kernels_.zeros_are_bare(arena_ + clique.message, clique.separator_states,
                                            arena_ + clique.table, clique.rest_states, step, next,
                                            smallest_divisor);
  }
  divides_[index] = !vanishes || clean_[index];
}

// In some lane where anything is left so far.
bool LanePropagation::vanishes_somewhere(const Lanes& smallest, const Lanes& largest) const {
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    if (!(smallest[lane] >= smallest_divisor * largest[lane]) && !std::isinf(logs_[lane])) {
      return true;
    }
  }
  return false;
}

}  // namespace paraspinal::engine
