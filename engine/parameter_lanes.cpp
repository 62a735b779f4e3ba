#include "engine/parameter_lanes.h"

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// Entries of the arena, each of eight doubles: 16 megabytes.
constexpr std::size_t largest_arena_of_parameters = std::size_t{1} << 18;

std::vector<std::size_t> begins_of(const QueryPlan& plan) {
  std::vector<std::size_t> begin{0};
  for (const PlanFactor& factor : plan.factors) {
    begin.push_back(begin.back() + extent_of(plan, factor));
  }
  return begin;
}

}  // namespace

std::size_t extent_of(const QueryPlan& plan, const PlanFactor& factor) {
  const auto variables = part(plan.scope_variables, factor.scope);
  const auto strides = part(plan.scope_strides, factor.scope);
  std::size_t last = 0;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    last += (plan.states[variables[i]] - 1) * strides[i];
  }
  return last + 1;
}

bool ParameterLanes::serves(const QueryPlan& plan) {
  return plan.arena_size <= largest_arena_of_parameters &&
         begins_of(plan).back() <= largest_arena_of_parameters;
}

ParameterLanes::ParameterLanes(const QueryPlan& plan, LaneWorkspace& workspace)
    : plan_(plan), program_(plan), workspace_(workspace), begin_(begins_of(plan)) {}

void ParameterLanes::add(const Workspace& numbers, double log_constant) {
  require(!full(), "there is a lane for what is added");
  Added& added = added_[size_];
  added.factors.clear();
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    const double* values = numbers.factors[f];
    added.factors.insert(added.factors.end(), values, values + (begin_[f + 1] - begin_[f]));
  }
  added.unary = numbers.unary;
  log_constants_[size_++] = log_constant;
}

// Side by side; a free lane has the numbers of the first.
void ParameterLanes::spread() {
  std::array<const double*, Lanes::count> from{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    from[lane] = added(lane).factors.data();
    propagation_->set_unary(lane, added(lane).unary);
  }
  Lanes* factors = workspace_.factor_values(begin_.back());
  for (std::size_t i = 0; i < begin_.back(); ++i) {
    factors[i].v = Lanes::Vector{from[0][i], from[1][i], from[2][i], from[3][i],
                                 from[4][i], from[5][i], from[6][i], from[7][i]};
  }
  workspace_.factors.clear();
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    workspace_.factors.push_back(factors + begin_[f]);
  }
}

void ParameterLanes::run() {
  require(!empty(), "something was added");
  propagation_.emplace(plan_, none_shared_, workspace_);
  propagation_->use(program_, nullptr);
  spread();
  propagation_->collect();
  propagation_->distribute();
  workspace_.factors.clear();
}

double ParameterLanes::log_evidence(std::size_t lane) const {
  return propagation_->log_total(lane) + log_constants_[lane];
}

double ParameterLanes::present(std::size_t local, std::size_t lane) const {
  return propagation_->marginal(local, 1, lane);
}

}  // namespace paraspinal::engine
