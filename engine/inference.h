#pragma once

// Exact inference in a discrete Bayesian network.
//
//   const Inference inference(network);  // keeps a reference to the network
//   const Result<Posterior> posterior = inference.posterior(evidence);
//   if (!posterior) return fail(posterior.error());
//   posterior->present(cauda_equina);
//
// Each query drops what cannot matter (barren variables), slices tables by hard evidence, gives a
// noisy-OR its factored form (an absent one is a product of unary factors, a present one a star
// around a hidden two-state variable: Diez & Galan 2003), and passes messages on the junction tree
// of what remains. The plan of a query depends on which variables are observed and is kept for the
// next query that observes the same ones. Const and thread-safe; copies share what is kept. Exact:
// no sampling, no loopy approximation.

#include <memory>
#include <span>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"
#include "engine/posterior.h"
#include "engine/result.h"

namespace paraspinal::engine {

class CompiledNetwork;
class PlanCache;
struct CommonPlan;

class Inference {
 public:
  // The network must outlive this object.
  explicit Inference(const Network& network);

  const Network& network() const;

  // The network as queries see it, for other methods of the engine.
  const CompiledNetwork& compiled() const;

  // Of a small network of tables: the plan that serves every query. Nothing for others.
  std::shared_ptr<const CommonPlan> fixed_plan() const;

  // Plans and memory that the queries of this network share, for other methods of the engine.
  PlanCache& plan_cache() const;

  // Marginals of every variable.
  // Errors: `invalid_argument` for evidence on an unknown variable or state, or a likelihood of the
  // wrong length, negative, NaN or all zero; `impossible` when P(evidence) = 0; `too_large` when
  // the largest clique would pass `max_clique_states`.
  Result<Posterior> posterior(const Evidence& evidence) const;

  // Marginals of the targets only; others are left out of the work where they cannot matter.
  Result<Posterior> posterior(const Evidence& evidence, std::span<const VariableId> targets) const;

  // Entries of all the tables that posterior(evidence) passes messages over; targets that are asked
  // on their own left out. Errors as posterior(), `impossible` excepted.
  Result<double> query_entries(const Evidence& evidence) const;
  Result<double> query_entries(const Evidence& evidence, std::span<const VariableId> targets) const;

  static constexpr std::size_t max_clique_states = std::size_t{1} << 26;

 private:
  struct Shared;

  std::vector<bool> marked(std::span<const VariableId> targets) const;
  Result<Posterior> answer(const Evidence& evidence, const std::vector<bool>& targets) const;
  Result<double> entries(const Evidence& evidence, const std::vector<bool>& targets) const;

  std::shared_ptr<Shared> shared_;
};

}  // namespace paraspinal::engine
