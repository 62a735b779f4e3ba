#pragma once

// A small clinical network in which causes of the complaint are rivals, to weigh findings by hand
// and by enumeration, and what it says when some of them are known.

#include <string>
#include <utility>
#include <vector>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::tests {

struct RivalClinic {
  knowledge::ClinicalNetwork network;
  std::vector<triage::Observed> findings;  // all absent
};

// Three causes of the complaint that do not hang together, a mechanism of the first two. Findings:
// of the first cause; two that are alike, of the mechanism; of the second and of a background that
// the third inhibits; of nothing; and of the mechanism and the third cause.
inline RivalClinic rival_clinic() {
  using engine::NoisyOr;
  using engine::VariableId;
  engine::Network::Builder builder;
  const auto add = [&](const std::string& name, engine::Distribution distribution) {
    return builder.add({name, {"absent", "present"}}, std::move(distribution));
  };
  std::vector<VariableId> causes;
  for (const double prior : {0.2, 0.1, 0.3}) {
    causes.push_back(
        add("cause " + std::to_string(prior), engine::TableDistribution{{}, {1 - prior, prior}}));
  }
  const VariableId complaint =
      add("complaint", NoisyOr{0, {{causes[0], 1}, {causes[1], 1}, {causes[2], 1}}, {}});
  const VariableId mechanism =
      add("mechanism", NoisyOr{0.05, {{causes[0], 0.6}, {causes[1], 0.8}}, {}});
  const VariableId background = add("background", NoisyOr{0.2, {}, {{causes[2], 0.5}}});
  std::vector<triage::Observed> findings;
  for (const NoisyOr& distribution :
       {NoisyOr{0.1, {{causes[0], 0.7}}, {}}, NoisyOr{0.02, {{mechanism, 0.5}}, {}},
        NoisyOr{0.02, {{mechanism, 0.5}}, {}}, NoisyOr{0, {{causes[1], 0.3}, {background, 1}}, {}},
        NoisyOr{0.4, {}, {}}, NoisyOr{0.1, {{mechanism, 0.4}, {causes[2], 0.6}}, {}}}) {
    const std::size_t place = findings.size();
    const VariableId variable = add("finding " + std::to_string(place), distribution);
    findings.push_back({knowledge::FindingId{place}, variable, 0, place});
  }
  return {{builder.build().value(),
           {},
           {},
           {},
           {},
           complaint,
           causes,
           {mechanism},
           {},
           {background},
           {}},
          findings};
}

// P(condition | complaint, those of the findings that are in this set, a bit each).
inline std::vector<double> conditions_given(const knowledge::ClinicalNetwork& network,
                                            const std::vector<triage::Observed>& findings,
                                            std::size_t set) {
  const engine::Inference inference(network.network);
  engine::Evidence evidence;
  evidence.observe(network.complaint, 1);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (((set >> i) & 1) == 1) {
      evidence.observe(findings[i].variable, findings[i].state);
    }
  }
  const auto posterior = inference.posterior(evidence, network.conditions).value();
  std::vector<double> values;
  for (const engine::VariableId condition : network.conditions) {
    values.push_back(posterior.present(condition));
  }
  return values;
}

}  // namespace paraspinal::tests
