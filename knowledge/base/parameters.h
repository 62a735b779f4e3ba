#pragma once

// From evidence rows to local parameters. A published sensitivity is about patients, among whom
// other causes act too; a noisy-OR strength is about one cause alone. This solves for the leaks and
// strengths that give each parameter row its own P(finding | condition) back, with the background
// rate of the finding shared by its rows.
//
//   const Result<Parameters> parameters = local_parameters(knowledge);
//   parameters->findings[i]->raising;          // condition -> strength, by evidence row
//
// Pure arithmetic on the content; no inference. The bases of conditions are solved in calibrate.h.

#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// A direct arc condition -> finding.
struct ArcParameter {
  ConditionId condition;
  double strength = 0;   // as engine::NoisyOrLink
  std::size_t link = 0;  // position of the evidence row
  bool capped = false;   // the row's likelihood ratio was cut to 0.1 ... 10

  bool operator==(const ArcParameter&) const = default;
};

// A route condition -> mechanism -> finding.
struct MechanismParameter {
  std::size_t mechanism = 0;
  double strength = 0;
  std::vector<std::size_t> links;  // the evidence rows it carries

  bool operator==(const MechanismParameter&) const = default;
};

// A finding that conditions cause.
struct FindingParameters {
  double leak = 0;
  std::vector<ArcParameter> raising;
  std::vector<ArcParameter> lowering;
  std::vector<MechanismParameter> mechanisms;

  bool operator==(const FindingParameters&) const = default;
};

// A risk factor on the odds of a condition.
struct RiskParameter {
  FindingId finding;
  double log_odds_ratio = 0;
  std::optional<std::size_t> link;  // none for the drug without which the condition does not apply
  bool capped = false;

  bool operator==(const RiskParameter&) const = default;
};

struct Parameters {
  std::vector<std::optional<FindingParameters>>
      findings;                                   // [finding]; none without a parameter row
  std::vector<std::vector<RiskParameter>> risks;  // [condition]
  // [finding][setting][sex]: P(present) of a finding that is a risk factor and no condition's
  // effect; empty for others.
  std::vector<std::vector<double>> prevalence;
};

// A condition that only a drug causes is e^-16 as likely without it; its base is solved with it.
inline constexpr double drug_log_odds = 16;

// True for the findings that the context variables stand for (age, sex, pregnancy): they are in the
// priors, so a link must not count them a second time.
bool is_context_finding(const Finding& finding);

// Errors (`corrupt`): a parameter row on a context finding, a row from which no probability can be
// derived, a risk factor without a prevalence; the message names the row.
engine::Result<Parameters> local_parameters(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
