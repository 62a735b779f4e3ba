#include "engine/parameter_lanes.h"

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// Entries of the arena, each of eight doubles: 16 megabytes.
constexpr std::size_t largest_arena = std::size_t{1} << 18;

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
  return plan.arena_size <= largest_arena && begins_of(plan).back() <= largest_arena;
}

ParameterLanes::ParameterLanes(const QueryPlan& plan)
    : plan_(plan),
      program_(plan),
      begin_(begins_of(plan)),
      factors_(begin_.back()),
      propagation_(plan, none_shared_, workspace_) {
  for (std::size_t f = 0; f < plan.factors.size(); ++f) {
    workspace_.factors.push_back(factors_.data() + begin_[f]);
  }
  propagation_.use(program_, nullptr);
}

void ParameterLanes::add(const Workspace& numbers, double log_constant) {
  require(!full(), "there is a lane for what is added");
  std::vector<double>& added = added_[size_];
  added.clear();
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    added.insert(added.end(), numbers.factors[f], numbers.factors[f] + (begin_[f + 1] - begin_[f]));
  }
  // Lanes that stay free are not run on what lies about.
  for (std::size_t lane = size_; lane < (empty() ? Lanes::count : size_ + 1); ++lane) {
    propagation_.set_unary(lane, numbers.unary);
  }
  log_constants_[size_++] = log_constant;
}

// Side by side; a free lane has the numbers of the first.
void ParameterLanes::spread() {
  std::array<const double*, Lanes::count> values{};
  for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
    values[lane] = added_[lane < size_ ? lane : 0].data();
  }
  for (std::size_t i = 0; i < factors_.size(); ++i) {
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      factors_[i].set(lane, values[lane][i]);
    }
  }
}

void ParameterLanes::run() {
  require(!empty(), "something was added");
  spread();
  propagation_.collect();
  propagation_.distribute();
}

double ParameterLanes::log_evidence(std::size_t lane) const {
  return propagation_.log_total(lane) + log_constants_[lane];
}

double ParameterLanes::present(std::size_t local, std::size_t lane) const {
  return propagation_.marginal(local, 1, lane);
}

}  // namespace paraspinal::engine
