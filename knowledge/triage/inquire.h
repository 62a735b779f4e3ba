#pragma once

// What to ask next (model.md section 7): who the person is, the life-threat bundle, the mandatory
// safety set, then the question worth most a second. While age or sex was not asked these are the
// only questions, and while the safety set is open only its questions are weighed: all others wait.
// Every candidate is evaluated exactly; none is sampled. Ties fall to the order of the content, so
// the same case gets the same question.
//
//   const Result<Inquiry> inquiry = inquire(presentation, inference, knowledge, network, {});
//   if (inquiry->state == InquiryState::ask) inquiry->questions.front().rationale;
//
// Several findings may be put in one breath, a bundle of the content: those of it that safety still
// owes this person, and those whose answer would move the urgency, alone or, as a rule for a faster
// one waits for it, with others. No answers each of them; after yes or "cannot say" the caller of
// this function asks which they are, or each by itself, and answers those.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

enum class QuestionPhase { person, life_threat, mandatory, value };

enum class InquiryState {
  ask,
  emergency,  // a gate for emergency_department or ambulance has fired: act, ask no more
  closed,     // the safety set is answered, and nothing left is likely to raise the urgency
  hand_over,  // the cap on questions is reached, or none left would rule a danger out: a clinician
              // goes on; the urgency stands
};

// A question that could come next.
struct NextQuestion {
  std::string finding;  // "age_years" and "sex_female" stand for the person's age and sex; the
                        // first of a bundle
  // Put in one breath: a no denies all of them, and after a yes each is asked. None: a plain
  // question.
  std::vector<std::string> bundle;
  QuestionPhase phase = QuestionPhase::value;
  double seconds = 0;    // to ask and answer
  double p_present = 0;  // P(present | what is known); 0 for a number
  // Urgency on evidence (gates and expected loss) after each answer.
  knowledge::Urgency if_present = knowledge::Urgency::self_care;
  knowledge::Urgency if_absent = knowledge::Urgency::self_care;
  double loss_fall = 0;     // expected fall of the least expected loss
  double entropy_fall = 0;  // expected fall of the primaries' summed entropies, nats
  double rule_out = 0;      // expected fall in the number of must-not-miss conditions not ruled out
  double worth = 0;         // a second; orders the questions of a phase
  std::string rationale;    // why now, and what each answer could do: one sentence

  bool operator==(const NextQuestion&) const = default;
};

struct Inquiry {
  InquiryState state = InquiryState::ask;
  std::string reason;                   // of the state, in words
  std::vector<NextQuestion> questions;  // best first; empty in an emergency
  // In an emergency that is no ambulance yet: whose yes would make it one (inquire_further.h).
  std::vector<NextQuestion> further;
  std::size_t safety_answered = 0;  // of the mandatory set of this person
  std::size_t safety_total = 0;

  bool operator==(const Inquiry&) const = default;
};

struct InquiryLimits {
  std::size_t asked = 0;        // questions put so far
  std::size_t most_asked = 40;  // then a clinician takes over
  // The questions may end when P(any remaining answer raises the urgency) is below this (model.md
  // section 7), and no single one is as likely as `p_lowers` to lower it.
  double p_raises = 0.01;
  double p_lowers = 1;
  // Of the parameters, for the upper bounds that a must-not-miss condition is held against before
  // the questions end; none: its posterior is. About 0.1 ms each.
  std::size_t draws = 0;
  std::uint64_t seed = 1;
};

// Errors: as Assessor::assess.
engine::Result<Inquiry> inquire(const Presentation& presentation,
                                const engine::Inference& inference,
                                const knowledge::KnowledgeBase& knowledge,
                                const knowledge::ClinicalNetwork& network,
                                const InquiryLimits& limits);

}  // namespace paraspinal::triage
