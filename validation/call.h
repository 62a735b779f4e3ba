#pragma once

// A simulated call: questions are put to a person who answers truly, or with noise, until the
// triage closes, sends to hospital, or hands over.
//
//   const Result<Call> call = conduct(person, {}, seed, {model, plain});
//   call->questions;  call->urgency;  call->on_all_evidence;

#include <cstdint>
#include <string>
#include <vector>

#include "validation/person.h"
#include "validation/policy.h"

namespace paraspinal::validation {

// Shares of answers; age, sex and numbers are never flipped, age and sex never unknown.
struct Noise {
  double flipped = 0;
  double unknown = 0;

  bool operator==(const Noise&) const = default;
};

// What follows a yes to several questions in one breath.
enum class Breath {
  which,       // "which?": one question more, and one for each that has grades
  each_again,  // each is asked by itself
};

struct CallStyle {
  Policy policy = Policy::ours;
  Noise noise{};
  Breath breath = Breath::which;
  std::size_t most_asked = triage::InquiryLimits{}.most_asked;  // then the call is handed over
  bool asks_further = false;  // in an emergency also what would make it an ambulance

  bool operator==(const CallStyle&) const = default;
};

struct Call {
  std::size_t questions = 0;  // several in one breath count once; after a yes see Breath
  double seconds = 0;
  triage::InquiryState state = triage::InquiryState::ask;          // `ask`: nothing was left to ask
  knowledge::Urgency urgency = knowledge::Urgency::self_care;      // at the end, all three voices
  knowledge::Urgency on_evidence = knowledge::Urgency::self_care;  // at the end, without the floor
  // On evidence, with every answer that this setting can obtain, all true.
  knowledge::Urgency on_all_evidence = knowledge::Urgency::self_care;
  // What the conditions that the person has need, the fastest.
  knowledge::Urgency needed = knowledge::Urgency::self_care;
  // Where the urgency and that on all evidence differ: who asks for the faster one (verdict.h).
  std::vector<std::string> differs_by;
  triage::Presentation at_end;

  bool operator==(const Call&) const = default;
};

// Errors: those of triage::inquire.
engine::Result<Call> conduct(const Person& person, const CallStyle& style, std::uint64_t seed,
                             const Questioning& questioning);

}  // namespace paraspinal::validation
