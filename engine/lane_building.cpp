// How lane_propagation.h makes the tables of cliques, by the plan's steps or by its program; entry
// points: build() and build_by_program().

#include <algorithm>

#include "engine/lane_propagation.h"

namespace paraspinal::engine {
namespace {

std::size_t entries_of(std::span<const Stride> loops) {
  std::size_t product = 1;
  for (const Stride& loop : loops) {
    product *= loop.extent;
  }
  return product;
}

}  // namespace

void LanePropagation::build_by_program(std::size_t index, Lanes* table) {
  const PlanClique& clique = plan_.cliques[index];
  const std::size_t size = clique.states() / clique.outer;
  Lanes& scales = lanes_.table_scales[index];
  scales.v = Lanes::Vector{} + 1;
  for (std::size_t outer = 0; outer < clique.outer; ++outer) {
    for (const LanePass& pass : part(program_->passes, program_->cliques[index].passes)) {
      if (pass.rescales) {
        Lanes scale;
        kernels_.rescale(table + outer * size, pass.after, scale);
        count_scale(scale);
        scales.v *= scale.v;
        continue;
      }
      run_pass(pass, outer, table + outer * size);
    }
  }
}

void LanePropagation::run_pass(const LanePass& pass, std::size_t outer, Lanes* block) {
  const std::size_t entries = pass.before > 0 ? pass.before : pass.after;
  LaneGrowth growth;
  growth.block = block;
  growth.units = pass.by_quads ? entries / 4 : entries;
  growth.copies = pass.after / entries;
  if (pass.constants != LanePass::none) {
    const std::size_t begin = pass.constants + outer * pass.after;
    growth.constants = constants_ == nullptr ? nullptr : constants_ + begin;
    growth.lane_constants = lane_constants_ == nullptr ? nullptr : lane_constants_ + begin;
  }
  growth.first = values_of(pass.first, outer);
  growth.first_offsets = program_->offsets.data() + pass.first.offsets;
  growth.second = values_of(pass.second, outer);
  growth.second_offsets = program_->offsets.data() + pass.second.offsets;
  if (pass.by_quads) {
    kernels_.grow_quads[lane_constants_ == nullptr ? pass.kernel : pass.kernel_of_each](growth);
  } else {
    kernels_.grow_entries(growth, pass.before > 0);
  }
}

const Lanes* LanePropagation::values_of(const LaneInput& input, std::size_t outer) const {
  if (input.source == InputSource::none) {
    return nullptr;
  }
  const std::size_t offset = outer > 0 ? plan_.step_offsets[input.outer + outer] : 0;
  return offset + (input.source == InputSource::unary
                       ? lanes_.unary.data() + plan_.unary_begin[input.index]
                       : arena_ + plan_.cliques[input.index].message);
}

// The product of the clique's inputs without the message of `left_out`; what it is divided by goes
// into the total when it is `counted`.
void LanePropagation::build(const PlanClique& clique, Lanes* table, std::size_t left_out,
                            bool counted) {
  const std::size_t size = clique.states() / clique.outer;
  for (std::size_t outer = 0; outer < clique.outer; ++outer) {
    Lanes* block = table + outer * size;
    block[0].v = Lanes::Vector{} + 1;
    for (const BuildStep& step : part(plan_.build_steps, clique.steps)) {
      if (step.kind == BuildKind::rescale) {
        Lanes scale;
        kernels_.rescale(block, step.size, scale);
        if (counted) {
          count_scale(scale);
        }
        continue;
      }
      run_step(step, outer, block, step.source == InputSource::message && step.index == left_out);
    }
  }
}

void LanePropagation::run_step(const BuildStep& step, std::size_t outer, Lanes* block,
                               bool left_out) {
  const std::size_t offset =
      outer > 0 && step.source != InputSource::none ? plan_.step_offsets[step.offsets + outer] : 0;
  if (left_out) {
    if (step.kind == BuildKind::extend) {
      kernels_.extend_all(block, step.size, {step.axis.extent, 0}, &value_of_none);
    }
    return;
  }
  switch (step.source) {
    case InputSource::none:
      run_factor(step, &value_of_none, block);
      return;
    case InputSource::factor:
      if (!lanes_.factors.empty()) {
        run_lanes(step, lanes_.factors[step.index] + offset, block);
        return;
      }
      run_factor(step, workspace_.factors[step.index] + offset, block);
      return;
    case InputSource::unary:
      run_lanes(step, lanes_.unary.data() + plan_.unary_begin[step.index] + offset, block);
      return;
    case InputSource::message:
      run_lanes(step, arena_ + plan_.cliques[step.index].message + offset, block);
      return;
  }
}

void LanePropagation::run_factor(const BuildStep& step, const double* values, Lanes* block) const {
  const Stride* loops = plan_.loops.data() + step.loops.begin;
  switch (step.kind) {
    case BuildKind::multiply:
      kernels_.multiply_all(block, loops, step.loops.count, values);
      return;
    case BuildKind::assign:
      kernels_.assign_all(block, loops, step.loops.count, values);
      return;
    case BuildKind::extend:
      kernels_.extend_all(block, step.size, step.axis, values);
      return;
    case BuildKind::rescale:
      return;
  }
}

void LanePropagation::run_lanes(const BuildStep& step, const Lanes* values, Lanes* block) const {
  const Stride* loops = plan_.loops.data() + step.loops.begin;
  switch (step.kind) {
    case BuildKind::assign:
      std::fill_n(block, entries_of({loops, step.loops.count}), Lanes{Lanes::Vector{} + 1});
      [[fallthrough]];
    case BuildKind::multiply:
      kernels_.multiply_into(block, loops, step.loops.count, values);
      return;
    case BuildKind::extend:
      kernels_.extend(block, step.size, step.axis, values);
      return;
    case BuildKind::rescale:
      return;
  }
}

}  // namespace paraspinal::engine
