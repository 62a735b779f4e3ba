#pragma once

// Which urgency the gates would ask for after an answer. Exact: the answers are scored and closed
// anew; only the rules that read something thereby changed are evaluated.
//
//   const GateForecast gates(grounds, known);
//   gates.if_answered({{saddle_anaesthesia, Presence::present}});   // emergency_department
//
// A part of inquire.h, for it alone.

#include <span>
#include <utility>
#include <vector>

#include "knowledge/triage/inquire_known.h"

namespace paraspinal::triage {

using Answers = std::vector<std::pair<knowledge::FindingId, knowledge::AnswerValue>>;

// The presentation with these answers as well.
Presentation with_answers(const Presentation& presentation, const Answers& answers);

class GateForecast {
 public:
  // Both must outlive this object.
  GateForecast(const Grounds& grounds, const Known& known);

  knowledge::Urgency if_answered(const Answers& answers) const;
  // After a no to each: only a rule that negates something can fire by it.
  knowledge::Urgency if_denied(const Answers& answers) const;

 private:
  const Grounds* grounds_;
  const Known* known_;
  std::vector<std::vector<std::size_t>> rules_of_;  // [finding]: the faster rules that read it
  std::vector<bool> negated_;                       // [finding]: a faster rule negates it
};

}  // namespace paraspinal::triage
