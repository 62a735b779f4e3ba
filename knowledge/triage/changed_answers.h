#pragma once

// What the urgency would be, had one or two answers been others: the case is scored, closed and
// observed anew with them, and the network asked exactly.
//
//   auto changed = ChangedAnswers::of(presentation, inference, knowledge, network);
//   changed->foresee(trials);                                  // many at once, which is faster
//   const auto outcome = changed->after({{saddle_anaesthesia, Presence::present}});
//   if (*outcome) (*outcome)->urgency;     // nothing where the answers contradict the others
//
// What a present finding would do follows from what its absence would, by inclusion and exclusion:
// P(x, f) = P(x) - P(x, no f), and so on for two. Absent findings split into factors of their
// causes, and are asked together (outlook.h). A flipped answer, or one that changes more of the
// evidence than it adds, is a query of its own.
//
// Keeps what it computed; not for use by two threads at once. Not for: which answers to try; see
// what_would_change.h.

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "engine/inference.h"
#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// An answer in place of what is known of a finding.
struct AnswerChange {
  knowledge::FindingId finding;
  knowledge::Presence to = knowledge::Presence::present;

  bool operator==(const AnswerChange&) const = default;
};

// What a changed case comes to.
struct ChangedOutcome {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;  // on evidence: gates and loss
  // P(these answers | all other evidence), as they are heard (knowledge/base/believed_leak.h); of
  // answers that change others, as the network weighs them. Of a finding that only rules use, which
  // the network does not hold: rate_in_rules.h.
  double probability = 0;
  // How much more the best faster (slower) urgency is expected to cost than the best of the others,
  // by the probabilities alone; 0 or less where the loss itself asks for it.
  double short_of_faster = 0;
  double short_of_slower = 0;
};

class ChangedAnswers {
 public:
  // All must outlive this object. Errors: those of Inference::posterior.
  static engine::Result<ChangedAnswers> of(const Presentation& presentation,
                                           const engine::Inference& inference,
                                           const knowledge::KnowledgeBase& knowledge,
                                           const knowledge::ClinicalNetwork& network);

  // Computes together what after() will need of these, each one or two answers. Errors: those of
  // Inference::posterior.
  engine::Result<bool> foresee(std::span<const std::vector<AnswerChange>> trials);

  // Nothing where the answers contradict others under the implications of the content, or are
  // impossible. Errors: those of Inference::posterior, `impossible` excepted.
  engine::Result<std::optional<ChangedOutcome>> after(std::span<const AnswerChange> changes);

  // What the gates alone ask for then; nothing where the answers contradict others. No inference.
  std::optional<knowledge::Urgency> gates_after(std::span<const AnswerChange> changes) const;

  const Closed& closed() const { return closed_; }
  // As things stand; of probability 1.
  const ChangedOutcome& now() const { return now_; }

 private:
  // P(condition, pieces) of each condition and P(pieces), relative to the evidence as it stands.
  struct Joint {
    std::vector<double> conditions;
    double total = 0;
    double heard = 0;  // P(pieces) where findings are heard as seldom as their rows say
  };
  struct Case;
  struct Added;

  ChangedAnswers(const Presentation& presentation, const engine::Inference& inference,
                 const knowledge::KnowledgeBase& knowledge,
                 const knowledge::ClinicalNetwork& network);

  engine::Result<bool> prepare();
  Case seen(const Presentation& presentation) const;
  Presentation with(std::span<const AnswerChange> changes) const;
  ChangedOutcome outcome(const Joint& joint, knowledge::Urgency gates) const;
  engine::Result<Joint> none_of(const std::vector<engine::VariableId>& absent);
  static std::size_t subsets(const Added& pieces);  // of the present ones
  // The absent ones and those of a subset, sorted.
  static std::vector<engine::VariableId> without(const Added& pieces, std::size_t subset);
  engine::Result<std::optional<Joint>> added(const Added& pieces);
  // Evidence that differs from what is known in more than absent findings.
  engine::Result<engine::VariationTable> with_others(const engine::Evidence& evidence) const;
  engine::Result<double> log_with_others(const engine::Evidence& evidence) const;
  engine::Result<std::optional<Joint>> asked_anew(const engine::Evidence& evidence) const;
  // Nothing where the evidence takes back or changes what is known, or adds too many present ones.
  std::optional<Added> only_added(const engine::Evidence& evidence) const;
  bool is_finding(engine::VariableId variable) const;
  double as_heard(double p_absent, const std::vector<engine::VariableId>& absent) const;

  const Presentation* presentation_;
  const engine::Inference* inference_;
  const knowledge::KnowledgeBase* knowledge_;
  const knowledge::ClinicalNetwork* network_;
  LossTable losses_;
  Closed closed_;
  std::size_t contradictions_ = 0;
  engine::Evidence evidence_;
  double log_evidence_ = 0;
  ChangedOutcome now_;
  std::vector<engine::VariableId> findings_;  // sorted; the complaint left out
  std::vector<engine::VariableId> effects_;   // of these, sorted
  std::vector<double> absent_scales_;         // [variable]
  // The effects in the evidence may change; nothing where the context is open, which is a mixture
  // (context_mixture.h).
  std::optional<engine::EvidenceVariations> with_flipped_;
  std::map<std::vector<engine::VariableId>, Joint> kept_;  // by the findings that are absent
};

}  // namespace paraspinal::triage
