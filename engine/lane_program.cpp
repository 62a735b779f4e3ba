#include "engine/lane_program.h"

#include <algorithm>
#include <utility>

#include "engine/lane_sums.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t most_inputs = 2;

// A block of no more entries is made in one pass, however it grows meanwhile.
constexpr std::size_t small_block = 16;

bool is_of_lanes(const BuildStep& step) {
  return step.source == InputSource::unary || step.source == InputSource::message;
}

std::size_t size_after(const BuildStep& step) {
  return step.kind == BuildKind::extend ? step.size * step.axis.extent : step.size;
}

// The loops of an input over a block of so many entries, slowest first.
void list_loops(const QueryPlan& plan, const BuildStep& step, std::size_t size,
                std::vector<Stride>& loops) {
  loops.clear();
  append_axis(loops, 0, {size / size_after(step), 0});
  if (step.kind == BuildKind::extend) {
    append_axis(loops, 0, step.axis);
    append_axis(loops, 0, {step.size, 0});
    return;
  }
  for (const Stride& loop : part(plan.loops, step.loops)) {
    append_axis(loops, 0, loop);
  }
}

// Takes the fastest four entries out of the loops; none where they are no quad.
std::optional<QuadPattern> take_quad(std::vector<Stride>& loops) {
  if (loops.empty()) {
    return std::nullopt;
  }
  Stride& last = loops.back();
  if (last.extent % 4 == 0 && last.stride <= 1) {
    const QuadPattern pattern = last.stride == 0 ? QuadPattern::same : QuadPattern::each;
    last = {last.extent / 4, last.stride * 4};
    return pattern;
  }
  if (loops.size() < 2 || last.extent != 2) {
    return std::nullopt;
  }
  Stride& next = loops[loops.size() - 2];
  if (next.extent % 2 != 0 || last.stride + next.stride != 1) {
    return std::nullopt;
  }
  const QuadPattern pattern = last.stride == 1 ? QuadPattern::by_last : QuadPattern::by_next;
  next = {next.extent / 2, next.stride * 2};
  loops.pop_back();
  return pattern;
}

// Makes the passes of one clique after another.
class PassMaker {
 public:
  PassMaker(const QueryPlan& plan, LaneProgram& program) : plan_(plan), program_(program) {}

  void add(const PlanClique& clique) {
    const std::size_t first = program_.passes.size();
    clique_ = &clique;
    begin(clique.steps.begin, 0);
    for (std::uint32_t i = 0; i < clique.steps.count; ++i) {
      add_step(clique.steps.begin + i);
    }
    if (pass_.steps.count > 0 || program_.passes.size() == first) {
      end();
    }
    LaneClique made;
    made.passes = {narrow(first), narrow(program_.passes.size() - first)};
    made.rescales = std::ranges::any_of(part(program_.passes, made.passes), &LanePass::rescales);
    program_.cliques.push_back(made);
  }

 private:
  void begin(std::uint32_t step, std::uint32_t before) {
    pass_ = {};
    pass_.steps.begin = step;
    pass_.before = before;
    pass_.after = std::max(before, 1U);
    inputs_.clear();
    has_constants_ = false;
    first_size_ = 0;
  }

  void add_step(std::uint32_t place) {
    const BuildStep& step = plan_.build_steps[place];
    if (step.kind == BuildKind::rescale) {
      end();
      LanePass rescale;
      rescale.rescales = true;
      rescale.after = step.size;
      program_.passes.push_back(rescale);
      begin(place + 1, step.size);
      return;
    }
    if (!takes(step)) {
      end();
      begin(place, pass_.after);
    }
    ++pass_.steps.count;
    pass_.after = narrow(size_after(step));
    if (step.source != InputSource::none && first_size_ == 0) {
      first_size_ = size_after(step);
    }
    if (is_of_lanes(step)) {
      inputs_.push_back(place);
    } else if (step.source == InputSource::factor) {
      has_constants_ = true;
    }
  }

  // What is multiplied in before the block grows is multiplied in for each copy of it.
  bool takes(const BuildStep& step) const {
    const std::size_t size = size_after(step);
    const bool grows_much = first_size_ > 0 && size > std::max(small_block, 2 * first_size_);
    return !grows_much && !(is_of_lanes(step) && inputs_.size() == most_inputs);
  }

  void end() {
    if (pass_.steps.count == 0 && pass_.before > 0) {
      return;
    }
    if (has_constants_) {
      pass_.constants = program_.constants_size;
      program_.constants_size += std::size_t{clique_->outer} * pass_.after;
    }
    lay_out_inputs();
    program_.passes.push_back(pass_);
  }

  void lay_out_inputs() {
    std::optional<QuadPattern> patterns[most_inputs];
    pass_.by_quads = pass_.after % 4 == 0 && pass_.before % 4 == 0;
    for (std::size_t k = 0; k < inputs_.size(); ++k) {
      list_loops(plan_, plan_.build_steps[inputs_[k]], pass_.after, loops_[k]);
      loops_of_entries_[k] = loops_[k];
      patterns[k] = take_quad(loops_[k]);
      pass_.by_quads = pass_.by_quads && patterns[k];
    }
    LaneInput* const places[] = {&pass_.first, &pass_.second};
    if (pass_.by_quads && inputs_.size() == 2 && *patterns[1] < *patterns[0]) {
      std::swap(patterns[0], patterns[1]);
      std::swap(loops_[0], loops_[1]);
      std::swap(inputs_[0], inputs_[1]);
    }
    for (std::size_t k = 0; k < inputs_.size(); ++k) {
      const BuildStep& step = plan_.build_steps[inputs_[k]];
      *places[k] = {step.source, step.index,
                    program_.append_offsets(pass_.by_quads ? loops_[k] : loops_of_entries_[k]),
                    step.offsets};
    }
    if (pass_.by_quads) {
      const auto kernel = [&](GrowthConstants constants) {
        return narrow(growth_kernel(patterns[0], patterns[1], constants, pass_.before > 0));
      };
      pass_.kernel = kernel(has_constants_ ? GrowthConstants::of_all : GrowthConstants::none);
      pass_.kernel_of_each =
          kernel(has_constants_ ? GrowthConstants::of_each : GrowthConstants::none);
    }
  }

  const QueryPlan& plan_;
  LaneProgram& program_;
  const PlanClique* clique_ = nullptr;
  LanePass pass_;
  std::vector<std::uint32_t> inputs_;  // steps whose inputs differ from lane to lane
  bool has_constants_ = false;
  std::size_t first_size_ = 0;  // entries of the block when the first input came
  std::vector<Stride> loops_[most_inputs];
  std::vector<Stride> loops_of_entries_[most_inputs];
};

// One block of constants: what the steps of a pass do, without the inputs of lanes.
void multiply_block(const QueryPlan& plan, const LanePass& pass, std::size_t outer,
                    std::span<const double* const> factors, double* block) {
  const TableKernels& kernels = best_kernels();
  std::fill_n(block, std::max(pass.before, 1U), 1.0);
  for (const BuildStep& step : part(plan.build_steps, pass.steps)) {
    const bool given = step.source == InputSource::factor;
    const double* values = given ? factors[step.index] : &value_of_none;
    if (given && outer > 0) {
      values += plan.step_offsets[step.offsets + outer];
    }
    const Stride* loops = plan.loops.data() + step.loops.begin;
    if (step.kind == BuildKind::extend) {
      kernels.extend(block, step.size, {step.axis.extent, given ? step.axis.stride : 0}, values);
    } else if (given && step.kind == BuildKind::multiply) {
      kernels.multiply_into(block, loops, step.loops.count, values);
    } else if (given) {
      kernels.assign_from(block, loops, step.loops.count, values);
    } else if (step.kind == BuildKind::assign) {
      std::fill_n(block, step.size, 1.0);
    }
  }
}

}  // namespace

void LaneProgram::make(const QueryPlan& plan) {
  cliques.clear();
  passes.clear();
  sums.clear();
  offsets.clear();
  constants_size = 0;
  cliques.reserve(plan.cliques.size());
  passes.reserve(2 * plan.cliques.size());
  sums.reserve(plan.sum_steps.size());
  offsets.reserve(static_cast<std::size_t>(plan.entries) + 2 * plan.sum_steps.size());
  PassMaker maker(plan, *this);
  for (const PlanClique& clique : plan.cliques) {
    maker.add(clique);
  }
  add_lane_sums(plan, *this);
}

std::uint32_t LaneProgram::append_offsets(std::span<const Stride> loops) {
  const std::size_t begin = offsets.size();
  offsets.push_back(0);
  std::size_t known = 1;
  for (std::size_t i = loops.size(); i-- > 0;) {
    offsets.resize(begin + known * loops[i].extent);
    std::uint32_t* const list = offsets.data() + begin;
    for (std::size_t copy = 1; copy < loops[i].extent; ++copy) {
      const std::uint32_t further = narrow(copy * loops[i].stride);
      for (std::size_t k = 0; k < known; ++k) {
        list[copy * known + k] = list[k] + further;
      }
    }
    known *= loops[i].extent;
  }
  return narrow(begin);
}

void LaneProgram::multiply_constants(const QueryPlan& plan, std::span<const std::size_t> places,
                                     std::span<const double* const> factors,
                                     double* constants) const {
  for (const std::size_t c : places) {
    for (const LanePass& pass : part(passes, cliques[c].passes)) {
      for (std::size_t outer = 0; pass.constants != LanePass::none && outer < plan.cliques[c].outer;
           ++outer) {
        multiply_block(plan, pass, outer, factors, constants + pass.constants + outer * pass.after);
      }
    }
  }
}

const LaneProgram& KeptLaneProgram::of(const QueryPlan& plan, LaneProgram& room) {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(used_, true)) {
      if (!program_) {
        program_.emplace(plan);
      }
      return *program_;
    }
  }
  room.make(plan);
  return room;
}

}  // namespace paraspinal::engine
