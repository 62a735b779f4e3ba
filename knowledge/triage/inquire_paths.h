#pragma once

// How likely a faster gate is to fire by several further answers, none of which raises the urgency
// alone: jaw cramp and back spasm, dark urine and strenuous sport. Each rule that is still
// undecided, and asks for the same day or faster, is followed through the answers it waits for
// (Kleene's three values decide when to stop), with the probability of each answer as it stands
// now, one independent of the other. Paths less likely than one in ten thousand are left.
//
//   const GatePaths paths = gate_paths(grounds, known, singles);
//   paths.most.p;                    // of the rule likeliest to fire by two answers or more
//   paths.levels[finding.index];     // expected levels of urgency that hang on this answer
//
// Findings of one illness go together, so such paths are likelier than reckoned here where it is
// likely, and then its own probability holds the questions open. A part of inquire.h, for it alone.

#include <span>
#include <vector>

#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_worth.h"

namespace paraspinal::triage {

struct GatePaths {
  struct Likeliest {
    double p = 0;              // P(fires by two further answers or more)
    std::size_t red_flag = 0;  // position in the content; of no meaning where p is 0
  };
  Likeliest most;
  std::vector<double> levels;  // [finding]
};

// `singles`: the candidates, weighed; what is not among them is not asked.
GatePaths gate_paths(const Grounds& grounds, const Known& known, std::span<const Weighed> singles);

// The findings that the same rules still wait for, however unlikely; each once.
std::vector<knowledge::FindingId> waited_for_by_gates(const Known& known,
                                                      const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
