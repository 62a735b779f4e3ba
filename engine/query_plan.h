#pragma once

// How one query is answered, but for the numbers: which families take part and in what form, the
// junction tree of what is left, the layout of every table in one arena, and the loops of every
// multiplication and sum. It depends on which variables are observed (and on the state of an
// observed noisy effect), not on other values, so it may be used again.
//
//   const Result<QueryPlan> plan = make_plan(compiled, observation, wanted);
//   Propagation propagation(compiled, *plan, observation, workspace);      // propagation.h

#include <cstdint>
#include <span>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/observation.h"
#include "engine/result.h"
#include "engine/table_kernels.h"

namespace paraspinal::engine {

// A stretch of one of the plan's lists.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};

// Of a place in one of the plan's lists, for its stretches.
inline std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

template <typename T>
std::span<const T> part(const std::vector<T>& list, Stretch stretch) {
  return {list.data() + stretch.begin, stretch.count};
}

// An observed member of a table and its stride there.
struct ObservedMember {
  std::size_t variable = 0;
  std::size_t stride = 0;
};

// What the values of a family become, once sliced.
enum class SliceForm { constant, unary, factor };

struct TableSlice {
  std::size_t variable = 0;  // of the network
  SliceForm form = SliceForm::constant;
  std::size_t target = 0;  // unary: the local variable; factor: its index
  std::size_t stride = 0;  // unary: of that variable in the table
  Stretch observed;        // into observed_members
};

// A group of terms of a noisy family that its open links do not tell apart.
struct TermGroup {
  Stretch terms;  // into group_terms
};

struct NoisyLink {
  std::size_t link = 0;   // in the family's sum of products
  std::size_t local = 0;  // the open parent; or, of an observed one, the network's variable
};

struct NoisyPart {
  std::size_t variable = 0;  // of the network
  std::size_t effect = 0;    // local variable, or none when observed
  Stretch groups;            // into term_groups
  Stretch observed;          // into noisy_links
  Stretch common;         // into noisy_links: the same in every group, so factors of one variable
  Stretch varying;        // into noisy_links
  std::size_t hub = 0;    // local hidden variable of a star, the last one of a chain, or none
  std::size_t chain = 0;  // local hidden variable that a chain begins with, or none
  // Factor of the weights (effect and hub, when the effect is open), or of the whole table; or
  // none.
  std::size_t weights = 0;
  std::size_t values = 0;  // where its computed numbers stand in the arena
};

struct LogisticPart {
  std::size_t variable = 0;
  std::size_t factor = 0;  // or none when nothing is open
  std::size_t values = 0;  // where the table stands in the arena
  Stretch open;            // into logistic_members: positions in the family, ascending
  Stretch summed;          // the same, of terms that bear on nothing else: summed out at once
};

// One factor over two or more local variables.
struct PlanFactor {
  Stretch scope;  // into scope_variables and scope_strides
  bool signed_weights = false;
  std::size_t constant = 0;  // where its values stand in `constants`, or none when set by the query
};

// What goes into the table of a clique.
enum class InputSource {
  none,     // a single 1
  factor,   // values of a factor, by its index
  unary,    // unary values, by the local variable
  message,  // from a child, by its clique
};

// The value of an input that is none.
inline constexpr double value_of_none = 1;

enum class BuildKind {
  multiply,  // the block, entry by entry, by the input seen through loops
  assign,    // the same, the block holding nothing yet
  extend,    // the block again for each state of a further, slower axis, times the input's entry
  rescale,   // the block by its largest entry
};

// A clique's table is built from the fastest axis to the slowest: a block over the axes so far is
// multiplied by all that depends on no others, before it grows. With `outer` > 1 that is done for
// each joint state of the slowest axes apart, so that an input over one of those and a faster axis
// becomes a function of the faster one alone.
struct BuildStep {
  BuildKind kind = BuildKind::multiply;
  InputSource source = InputSource::none;
  std::uint32_t index = 0;    // of the source
  std::uint32_t size = 1;     // entries of the block before the step
  Stride axis;                // extend: of the axis in the input
  Stretch loops;              // multiply, assign
  std::uint32_t offsets = 0;  // into step_offsets: where the input begins, for each outer state
};

// One sum over an axis on the way down: of a table [outer][middle][inner] over `middle`; with a
// `middle` of 1 a copy. It reads the belief or an earlier sum, and makes one that others read or
// the message to a child.
struct SumStep {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::size_t from = none;  // where an earlier sum stands in the scratch; none for the belief
  std::size_t to = 0;       // likewise, unless it is for a child
  std::size_t child = none;
  std::size_t outer = 1;
  std::size_t middle = 1;
  std::size_t inner = 1;
};

struct PlanClique {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Stretch axes;  // into clique_axes, slowest first; the separator's stand together, first or last
  bool separator_last = false;
  std::size_t separator_states = 1;
  std::size_t rest_states = 1;
  std::size_t parent = none;    // stands earlier in the list
  Stretch children;             // into clique_children
  Stretch steps;                // into build_steps
  std::uint32_t outer = 1;      // joint states of the slowest axes, for which steps are repeated
  Stretch loops;                // of the separator's axes in the parent
  Stretch sums;                 // into sum_steps
  Stretch wanted;               // into wanted_axes
  bool distributes = false;     // some marginal is wanted here or below
  bool signed_weights = false;  // here or below
  std::size_t table = 0;        // in the arena
  std::size_t message = 0;      // in the arena: to the parent
  std::size_t down = 0;         // in the arena: from the parent

  std::size_t states() const { return separator_states * rest_states; }
};

struct WantedAxis {
  std::size_t axis = 0;  // position among the clique's axes
  std::size_t local = 0;
};

struct QueryPlan {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::vector<std::size_t> states;       // of each local variable; hidden ones stand last
  std::vector<std::size_t> place;        // local variable of each network variable, or none
  std::vector<std::size_t> unary_begin;  // of each local variable, in the unary values
  std::vector<bool> has_unary;           // of each local variable, whether these may differ from 1
  std::size_t unary_size = 0;

  std::vector<TableSlice> tables;
  std::vector<ObservedMember> observed_members;
  std::vector<NoisyPart> noisy;
  std::vector<NoisyLink> noisy_links;
  std::vector<TermGroup> term_groups;
  std::vector<std::size_t> group_terms;
  std::vector<LogisticPart> logistics;
  std::vector<std::size_t> logistic_members;

  std::vector<PlanFactor> factors;
  std::vector<std::size_t> scope_variables;
  std::vector<std::size_t> scope_strides;
  std::vector<double> constants;

  std::vector<PlanClique> cliques;  // parents before children
  std::vector<std::size_t> clique_children;
  std::vector<std::size_t> clique_axes;
  std::vector<BuildStep> build_steps;
  std::vector<std::uint32_t> step_offsets;
  std::vector<Stride> loops;
  std::vector<WantedAxis> wanted_axes;
  std::vector<SumStep> sum_steps;

  std::size_t arena_size = 0;    // doubles
  std::size_t scratch_size = 0;  // doubles; of the largest clique
  double entries = 0;            // of all clique tables

  // Empties it; its lists keep their memory.
  void clear();
};

// What the open part of a noisy family becomes.
enum class NoisyForm {
  cheapest,  // a table of few links, else a star, or a chain where a star would lose digits
  table,     // over all open links
  star,      // a hidden variable whose states are the signed terms
  chain,     // noisy-OR: the effect so far, link after link, never negative; else a star
};

struct PlanOptions {
  std::size_t clique_states = std::size_t{1} << 26;  // of the largest clique or table
  std::size_t arena_size = std::size_t{1} << 28;     // doubles
  NoisyForm noisy_form = NoisyForm::cheapest;
  bool used_often = false;  // so that a longer search for a good tree pays
  bool many_rows = false;   // the same, of a tree that is not small (evidence_variations.h)
  // No evidence will enter but what the plan is made for, or less: what bears on nothing but
  // targets is then summed out in each of them apart.
  bool evidence_is_whole = false;
};

// `relevant` is closed under ancestors; `wanted` are the variables whose marginals are asked. A
// plan made for no observation, with `any_evidence`, serves every observation: hard evidence then
// rules out the other states of its variable, which stays in the tables. The lists of `memory`, a
// plan no longer needed, are filled again. Error: `too_large` when a table, a clique or the arena
// would pass its limit in `options`.
Result<QueryPlan> make_plan(const CompiledNetwork& compiled, const Observation& observation,
                            const VariableSet& relevant, const VariableSet& wanted,
                            const PlanOptions& options, bool any_evidence = false,
                            QueryPlan memory = {});

}  // namespace paraspinal::engine
