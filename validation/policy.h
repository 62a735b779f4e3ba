#pragma once

// Which question comes next and when to stop: ours, and three simpler ways to compare it with. All
// choose among the candidates that triage::inquire() evaluated.
//
//   const Result<Step> step = next_step(Policy::ours, presentation, {.asked = 3}, {model, plain});
//   if (step->question) step->question->finding;
//
// Age and sex come first and a fired emergency gate ends the call under every policy, and the cap
// on questions is the same.

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "knowledge/triage/inquire.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

enum class Policy {
  ours,             // as inquire() orders and stops
  fixed_order,      // in the order of the content, one by one; stops as ours
  entropy_only,     // the greatest expected fall of entropy, one by one; stops as ours
  no_safety_phase,  // by value alone, one by one, and stops without the safety set
};
inline constexpr std::array<Policy, 4> all_policies = {
    Policy::ours, Policy::fixed_order, Policy::entropy_only, Policy::no_safety_phase};
// "as built", "fixed order", ...
std::string_view words(Policy policy);

// A knowledge base in which safety demands no question and nothing is put in one breath: with it
// inquire() weighs every question by its value alone.
knowledge::KnowledgeBase by_value_alone(const knowledge::KnowledgeBase& knowledge);

// Both knowledge bases must outlive this.
struct Questioning {
  const Model& model;
  const knowledge::KnowledgeBase& value_alone;  // by_value_alone(model.knowledge)
};

struct Step {
  std::optional<triage::NextQuestion> question;            // none: the call ends
  triage::InquiryState state = triage::InquiryState::ask;  // why, at the end
  // At the end of a call that is an emergency and no ambulance yet: whose yes would make it one.
  std::vector<triage::NextQuestion> further;
};

// Errors: those of triage::inquire.
engine::Result<Step> next_step(Policy policy, const triage::Presentation& presentation,
                               const triage::InquiryLimits& limits, const Questioning& questioning);

}  // namespace paraspinal::validation
