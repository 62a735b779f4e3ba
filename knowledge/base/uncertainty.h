#pragma once

// How uncertain each published figure behind the network is: a distribution on the scale on which
// such figures err, the log-odds of a probability and the log of a ratio (Henrion et al. 1996).
// Its width is that of the figure's 95 % interval, or of its grade where there is none.
//
//   const auto spreads = spreads_of(knowledge);          // at build time; stored as solved_spread
//   knowledge.solved.spreads[0].below;                   // as loaded, beside uncertain_parameters
//
// Parameters are drawn from it in parameter_draw.h.

#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

enum class ParameterKind {
  prior,            // of a condition in a setting; log-odds
  link,             // P(finding | condition) in log-odds; of a risk, the log of its odds ratio
  leak,             // P(finding | none of its causes); log-odds
  prevalence,       // of a risk finding; log-odds
  mechanism_leak,   // P(mechanism | none of its causes); log-odds
  mechanism_cause,  // P(mechanism | a condition); log-odds
  contribution      // log of the odds ratio
};

std::string_view name(ParameterKind kind);

// One figure that is uncertain.
struct UncertainParameter {
  ParameterKind kind = ParameterKind::prior;
  std::size_t row = 0;   // position among the knowledge base's rows of that kind
  std::size_t part = 0;  // of a prior, the setting; of a mechanism's cause, the cause

  bool operator==(const UncertainParameter&) const = default;
};

// All of them, always in the same order: that of `Solved::spreads`.
std::vector<UncertainParameter> uncertain_parameters(const KnowledgeBase& knowledge);

// What it is about: "miscarriage telephone", "L0207", "fever", "heavy_lifting any female".
std::string subject(const KnowledgeBase& knowledge, const UncertainParameter& parameter);

// The distribution of each, in that order. A bound that the scale cannot hold (a probability of 0
// or 1) is taken to be as far as the other one or as the grade says, the farther of the two.
// Errors: those of local_parameters(); `corrupt` for a grade without a spread.
engine::Result<std::vector<Spread>> spreads_of(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
