#pragma once

// What a change of the content does to the network: which probabilities before any answer move, and
// how much more or less each answer then says.
//
//   const auto difference = solved_difference(before, after);
//   difference->weights.front().after.present;      // decibans, the largest change first
//
// Conditions and findings are matched by id. Errors: those of local_parameters().

#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// How large the network is.
struct NetworkSize {
  std::size_t conditions = 0;
  std::size_t mechanisms = 0;
  std::size_t findings = 0;  // that move a probability
  std::size_t arcs = 0;

  bool operator==(const NetworkSize&) const = default;
};

// P(condition | complaint and context) in the context of a setting where it moved most.
struct PretestChange {
  std::string condition;
  std::string context;  // "telephone, 30-34, female, not_pregnant"
  double before = 0;    // 0 where the condition is not there
  double after = 0;

  bool operator==(const PretestChange&) const = default;
};

// What an answer says for a condition by itself, all else absent, in decibans.
struct AnswerWeight {
  double present = 0;
  double absent = 0;

  bool operator==(const AnswerWeight&) const = default;
};

struct WeightChange {
  std::string condition;
  std::string finding;
  AnswerWeight before;  // 0 and 0 where they are not tied
  AnswerWeight after;

  bool operator==(const WeightChange&) const = default;
};

struct SolvedDifference {
  NetworkSize size_before;
  NetworkSize size_after;
  std::vector<PretestChange> pretests;  // by 5 % of itself or more; the largest ratio first
  std::vector<WeightChange> weights;    // by half a deciban or more; the largest first
};

engine::Result<SolvedDifference> solved_difference(const KnowledgeBase& before,
                                                   const KnowledgeBase& after);

}  // namespace paraspinal::knowledge
