#pragma once

// What each answer to a question would do, and what asking is worth a second.
//
//   const Weighing weighing(grounds, known);
//   const auto singles = weighing.each(findings);                 // one after the other
//   const auto questions = weighing.together(breaths, *singles);  // in one breath
//
// P(present) is how often it is heard (knowledge/base/believed_leak.h).
// P(at least one of a bundle) is 1 - P(all absent): exact, for absent noisy-OR findings multiply.
// What a yes to it would teach is reckoned from the yes alone, and as no less than what its best
// member would teach if asked by itself (after a yes it is asked which).
//
// A part of inquire.h, for it alone.

#include <optional>
#include <span>
#include <vector>

#include "knowledge/triage/inquire.h"
#include "knowledge/triage/inquire_candidates.h"
#include "knowledge/triage/inquire_denied.h"
#include "knowledge/triage/inquire_gates.h"
#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_supposed.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/outlook.h"

namespace paraspinal::triage {

// A question about one finding, with all but phase, worth and rationale filled in.
struct Weighed {
  knowledge::FindingId finding;
  NextQuestion question;
  knowledge::Urgency gate_if_present = knowledge::Urgency::self_care;
  bool is_number = false;  // no answer to it is a no
  // Expected levels that gates would raise by it and other answers, and that a no takes away: the
  // rare half of a pair is asked first.
  double levels_with_others = 0;
};

class Weighing {
 public:
  // Both must outlive this object.
  Weighing(const Grounds& grounds, const Known& known);
  Weighing(const Weighing&) = delete;
  Weighing& operator=(const Weighing&) = delete;

  // Errors: as Inference::posterior.
  engine::Result<std::vector<Weighed>> each(std::span<const knowledge::FindingId> findings) const;

  // The question of each breath; `singles` holds all their findings. Errors: as
  // Inference::posterior.
  engine::Result<std::vector<NextQuestion>> together(std::span<const Breath> breaths,
                                                     std::span<const Weighed> singles) const;

  // P(at least one of these is present | what is known), for findings a no can be given to. Errors:
  // as Inference::posterior.
  engine::Result<double> p_any(std::span<const knowledge::FindingId> findings) const;

 private:
  struct Losses {
    LeastLoss if_present;
    LeastLoss if_absent;
  };

  Weighed one(knowledge::FindingId finding, std::optional<Outlook> view) const;
  NextQuestion in_one(const Breath& breath, Outlook view, std::span<const Weighed> singles) const;
  double absent_scale_of(std::span<const knowledge::FindingId> findings) const;
  Losses losses_of(const Outlook& view) const;
  void fill_in_falls(const Outlook& view, const Losses& losses, double levels,
                     NextQuestion& question) const;

  const Grounds* grounds_;
  const Known* known_;
  Supposed supposed_;
  GateForecast gates_;
  IfDenied denied_;
  std::vector<double> absent_scales_;  // [finding]
  double entropy_now_;
  LossTable losses_;
  std::vector<double> losses_if_missed_;  // [condition]
  double open_dangers_now_;
};

// The one of this finding, which must be among them.
const Weighed& single_of(knowledge::FindingId finding, std::span<const Weighed> singles);

// Which dangers are not ruled out: leaving one at this urgency is expected to cost more than one
// level of haste.
bool is_open(std::size_t condition, double posterior, knowledge::Urgency urgency,
             const LossTable& losses, const knowledge::KnowledgeBase& knowledge);

// P(raises the urgency) times by how much, a second; for a bundle the sum over its findings. A
// number that safety asks for (weeks of pregnancy) decides what else is asked: it counts as certain
// to matter.
double safety_worth(const NextQuestion& question, const Breath& breath,
                    std::span<const Weighed> singles, knowledge::Urgency now);

// Expected fall of loss, entropy and open dangers, a second until the next question: an answer
// takes its time too, so several in one breath are worth more than each by itself.
double value_worth(const NextQuestion& question, const Breath& breath,
                   std::span<const Weighed> singles);

}  // namespace paraspinal::triage
