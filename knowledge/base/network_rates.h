#pragma once

// P(finding | condition) and P(finding | no condition) of the compiled network, by exact inference:
// what the network itself says of the people an evidence row is about.
//
//   NetworkRates rates(knowledge, network, Setting::telephone);
//   rates.of(fever, spinal_epidural_abscess, AppliesTo::unselected)->rates.given;
//
// The people have the complaint and are seen in the one setting; nothing else is known of them: the
// answers of each age band, sex and stage of pregnancy are averaged by how common these are among
// them. Rows about pregnant people, women or takers of a drug are asked among those, and a
// condition that only some can have is compared with those of them who do not have it.

#include <map>
#include <optional>
#include <vector>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/figures.h"

namespace paraspinal::knowledge {

struct MeasuredRates {
  Rates rates;
  double condition = 0;  // P(condition) among these people
};

class NetworkRates {
 public:
  // Both must outlive this object.
  NetworkRates(const KnowledgeBase& knowledge, const ClinicalNetwork& network, Setting setting);

  // Errors: those of engine::Inference; `invalid_argument` for a finding that is not in the
  // network. Answers are kept: rows of one finding share their queries. Not thread-safe.
  engine::Result<MeasuredRates> of(FindingId finding, ConditionId condition, AppliesTo applies_to);

 private:
  // Of one context: P(context, complaint, what else is observed), and P(condition | that) of each.
  struct Answer {
    double evidence = 0;
    std::vector<double> conditions;
  };
  // What is observed beside context and complaint: a drug that is taken, a finding that is absent.
  struct Question {
    std::optional<FindingId> drug;
    std::optional<FindingId> absent;
    auto operator<=>(const Question&) const = default;
  };

  engine::Result<const std::vector<Answer>*> ask(const Question& question);
  bool counts(const Context& context, ConditionId condition, AppliesTo people) const;

  const KnowledgeBase* knowledge_;
  const ClinicalNetwork* network_;
  engine::Inference inference_;
  std::vector<Context> contexts_;
  std::map<Question, std::vector<Answer>> answers_;  // [context]
};

}  // namespace paraspinal::knowledge
