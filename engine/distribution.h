#pragma once

// The local distributions P(variable | parents) that a network may hold, as plain values. The
// builder (network.h) checks them; inference reads them natively, so a noisy-OR with forty parents
// is never expanded into a table of 2^40 rows.
//
// Parents are named in the order given here; that order is the order of a table's axes.

#include <variant>
#include <vector>

#include "engine/variable.h"

namespace paraspinal::engine {

// A plain table, last axis fastest: axes are `parents` in order, then the variable itself. Each row
// (one joint state of the parents) sums to 1.
struct TableDistribution {
  std::vector<VariableId> parents;
  std::vector<double> values;

  bool operator==(const TableDistribution&) const = default;
};

// One cause of a noisy-OR.
struct NoisyOrLink {
  VariableId parent;    // two-state; acts when present (state 1)
  double strength = 0;  // raises: P(effect | this cause alone, no leak). lowers: see NoisyOr

  bool operator==(const NoisyOrLink&) const = default;
};

// Leaky noisy-OR with preventive causes (Pearl 1988; Henrion 1989 for the leak; Cheng 1997 for
// preventive causes, the "noisy-AND-NOT"):
//
//   P(present | parents) = (1 - (1 - leak) * prod_{raising, present} (1 - strength))
//                          * prod_{lowering, present} (1 - strength)
//
// A lowering cause of strength s alone gives the finding a likelihood ratio of exactly 1 - s.
// Strengths and leak lie in [0, 1]; the variable and all parents have two states.
struct NoisyOr {
  double leak = 0;
  std::vector<NoisyOrLink> raising;
  std::vector<NoisyOrLink> lowering;

  bool operator==(const NoisyOr&) const = default;
};

// One factor that acts on the odds.
struct LogOddsTerm {
  VariableId parent;  // two-state; acts when present
  double weight = 0;  // natural log of the odds ratio; finite

  bool operator==(const LogOddsTerm&) const = default;
};

// Logistic distribution of a two-state variable:
//
//   logit P(present | parents) = base[joint state of `context`] + sum_{term present} weight
//
// `base` has one entry per joint state of `context`, the last context variable varying fastest;
// -inf (probability 0 whatever the terms say) and +inf are allowed. An empty context has one entry.
struct LogOddsDistribution {
  std::vector<VariableId> context;
  std::vector<double> base;
  std::vector<LogOddsTerm> terms;

  bool operator==(const LogOddsDistribution&) const = default;
};

// One cause of a noisy-MAX: P(grade of the effect | this cause alone, no leak). Axes: the states of
// `parent`, then the states of the effect, last fastest; each row sums to 1. The row of an inactive
// cause is 1, 0, 0, ...
struct NoisyMaxLink {
  VariableId parent;
  std::vector<double> values;

  bool operator==(const NoisyMaxLink&) const = default;
};

// Leaky noisy-MAX (Henrion 1989; Diez 1993): the effect's states are grades from 0 (normal)
// upwards, each cause and the leak give a grade, and the effect is the highest of them:
//
//   P(effect <= grade | parents) = leak(<= grade) * prod_i link_i(<= grade | parent_i)
//
// With two-state variables this is the noisy-OR without lowering causes.
struct NoisyMax {
  std::vector<double> leak;  // one entry a grade, summing to 1; 1, 0, 0, ... when there is no leak
  std::vector<NoisyMaxLink> links;

  bool operator==(const NoisyMax&) const = default;
};

using Distribution = std::variant<TableDistribution, NoisyOr, LogOddsDistribution, NoisyMax>;

}  // namespace paraspinal::engine
