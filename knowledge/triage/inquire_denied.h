#pragma once

// What a no to each of many questions would do. All that only observe findings to be absent go
// through one plan together (outlook.h); a no that does something else is a query of its own.
//
//   const IfDenied denied(grounds, known, supposed);
//   const auto views = denied.outlooks({{{fever, Presence::absent}}});
//   views->front().p_present;       // P(fever | what is known), as the network weighs answers
//
// A part of inquire.h, for it alone.

#include <optional>
#include <span>
#include <vector>

#include "engine/evidence.h"
#include "engine/result.h"
#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_supposed.h"
#include "knowledge/triage/outlook.h"

namespace paraspinal::triage {

class IfDenied {
 public:
  // All must outlive this object; `supposed` is of the same grounds and of what is known.
  IfDenied(const Grounds& grounds, const Known& known, const Supposed& supposed);

  // One for each question, which is a no to each of its findings. Faster after a call that names
  // all of these findings. Errors: as Inference::posterior.
  engine::Result<std::vector<Outlook>> outlooks(std::span<const Answers> questions) const;

 private:
  struct Denied;  // a question after its no

  Denied after(const Answers& denied) const;
  bool moves_evidence(const Answers& answer) const;
  Outlook by_total_probability(double p_absent, std::vector<double> if_absent) const;
  engine::Result<Outlook> otherwise_known(const Denied& denied) const;
  Outlooks& outlooks_of(std::span<const std::vector<engine::VariableId>> questions) const;

  const Grounds* grounds_;
  const Known* known_;
  const Supposed* supposed_;
  mutable std::optional<Outlooks> outlooks_;  // the last ones; this object is of one thread
};

}  // namespace paraspinal::triage
