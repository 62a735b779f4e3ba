#pragma once

// The local parameters of the network, each with the evidence row it stands for. Published figures
// are about patients, in whom other causes act too; a noisy-OR strength is about one cause alone.
// Calibration solves for the strengths that give the figures back (link_solver.h) and stores them;
// this puts the stored numbers and the content together.
//
//   const Result<Parameters> parameters = local_parameters(knowledge);
//   parameters->findings[i]->raising;          // condition -> strength, by evidence row
//
// Pure arithmetic on a loaded knowledge base; no inference. The bases of conditions are solved in
// calibrate.h.

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
  std::vector<ArcParameter> lowering;  // each inhibits the leak, not what other causes do
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
  // [finding][setting][sex]: P(present) before the complaint is known of a finding that is a risk
  // factor and no condition's effect; empty for others.
  std::vector<std::vector<double>> prevalence;

  bool operator==(const Parameters&) const = default;
};

// A condition that only a drug causes is e^-16 as likely without it; its base is solved with it.
inline constexpr double drug_log_odds = 16;

// Single likelihood ratios and odds ratios act within 1/largest_ratio ... largest_ratio, unless the
// row stands as published: grade A, with the ratio or both its rates published, and an interval
// that spans less than a factor of ten. (model.md section 2.)
inline constexpr double largest_ratio = 10;
bool stands_as_published(const Link& link);
// True when the row's own ratio lies beyond those bounds and it does not stand as published.
bool is_capped(const Link& link);

// True for the findings that the context variables stand for (age, sex, pregnancy): they are in the
// priors, so a link must not count them a second time.
bool is_context_finding(const Finding& finding);

// Which rows are parameters of what. A risk row on a finding that is also an effect is an effect
// itself, turned round: an odds ratio is symmetric, and a finding cannot be above and below a
// condition. A pair that has an effect row of its own needs no turned one.
struct ParameterRows {
  std::vector<std::vector<std::size_t>> effects;  // [finding] links
  std::vector<std::vector<std::size_t>> risks;    // [condition] links
};

// Errors (`corrupt`): a parameter row on a context finding, a row from which no probability or odds
// ratio follows; the message names the row.
engine::Result<ParameterRows> parameter_rows(const KnowledgeBase& knowledge);

// The published prevalence of a risk factor, [setting][sex]: the row that says most of both.
// Errors (`corrupt`): none fits.
engine::Result<std::vector<double>> published_prevalence(const KnowledgeBase& knowledge,
                                                         FindingId finding);

// From the numbers in `knowledge.solved`. Errors: those of parameter_rows(), and `corrupt` when the
// solved numbers do not fit the content.
engine::Result<Parameters> local_parameters(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
