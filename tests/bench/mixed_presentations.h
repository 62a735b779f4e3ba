#pragma once

// Presentations as an evening of calls brings them, for benchmarks: drawn from the clinical network
// itself given that the back hurts, so that what a person answers hangs together.
//
//   const auto calls = mixed_presentations(knowledge, network, 10'000, seed);
//
// Not for: validation. The network is the judge and the one who is judged.

#include <cstdint>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::bench {

struct MixedPresentation {
  triage::Presentation presentation;
  bool early = false;           // a call that has just begun, else a complete one
  bool person_unknown = false;  // age or sex was not given
};

// Settings, sexes and ages (16 to 95 years) are drawn evenly. Every second call is early: 3 to 15
// answers, of which up to three are what the caller tells unasked; the others are complete: 25 to
// 60 answers, the safety questions first. One answer in twenty is "don't know". One person in 200
// gives no age or no sex. Same seed, same presentations.
std::vector<MixedPresentation> mixed_presentations(const knowledge::KnowledgeBase& knowledge,
                                                   const knowledge::ClinicalNetwork& network,
                                                   std::size_t count, std::uint64_t seed);

}  // namespace paraspinal::bench
