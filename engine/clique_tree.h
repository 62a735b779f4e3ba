#pragma once

// The cliques of an elimination, merged and split until messages between them are few and cheap.
// See query_plan.h for where they go.

#include <vector>

#include "engine/query_plan.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {

struct CliqueDraft {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Stretch axes;  // into axes; those shared with the parent first
  std::size_t separator_axes = 0;
  double separator_states = 1;
  double states = 1;
  std::size_t parent = none;  // stands earlier in the list
  Stretch children;           // into children
  Stretch factors;            // into factors
};

struct CliqueTree {
  std::vector<CliqueDraft> cliques;
  std::vector<std::size_t> axes;      // local variables
  std::vector<std::size_t> children;  // cliques
  std::vector<std::size_t> factors;   // of the plan
  std::vector<std::size_t> home;      // of each local variable, the smallest clique that holds it
};

// Neighbouring cliques are merged where their union costs no more than the two and a message.
// Then, in a large clique, what comes in over few of its variables (factors and messages) is first
// brought together in a small clique between: one pass over the large table in place of several.
CliqueTree make_clique_tree(const QueryPlan& plan, const Elimination& elimination);

}  // namespace paraspinal::engine
