#pragma once

// Which urgency the gates would ask for after an answer. Exact: what hangs on the answer is closed
// anew; only the rules that read something thereby changed are evaluated.
//
//   const GateForecast gates(grounds, known, supposed);
//   gates.if_answered({{saddle_anaesthesia, Presence::present}});   // emergency_department
//
// A part of inquire.h, for it alone.

#include <vector>

#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_supposed.h"

namespace paraspinal::triage {

class GateForecast {
 public:
  // All must outlive this object; `supposed` is of the same grounds and of what is known.
  GateForecast(const Grounds& grounds, const Known& known, const Supposed& supposed);

  knowledge::Urgency if_answered(const Answers& answers) const;
  // After a no to each: only a rule that negates something can fire by it.
  knowledge::Urgency if_denied(const Answers& answers) const;

 private:
  knowledge::Urgency fastest(const std::vector<knowledge::FindingId>& changed,
                             const knowledge::Rule::Lookup& lookup) const;

  const Grounds* grounds_;
  const Known* known_;
  const Supposed* supposed_;
  std::vector<std::vector<std::size_t>> rules_of_;  // [finding]: the faster rules that read it
  std::vector<bool> negated_;                       // [finding]: a faster rule negates it
};

}  // namespace paraspinal::triage
