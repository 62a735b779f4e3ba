#pragma once

// What clinicians did with cards (CDS Hooks 2.0, "Feedback"), read from a client's post.
//
//   const Result<std::vector<CardFeedback>> feedback = read_feedback(body);
//   for (const CardFeedback& one : *feedback) ...              // in the order sent, repeats kept

#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

struct CardFeedback {
  std::string card;       // its uuid; whether we know it does not matter
  bool accepted = false;  // else overridden
  std::string at;         // outcomeTimestamp, RFC 3339
  std::string detail;  // acceptedSuggestions, or overrideReason, as JSON; empty when there is none
};

// Errors (`invalid_argument`): no array `feedback`; an entry without card, with another outcome
// than accepted or overridden, without a time, accepted without acceptedSuggestions that have an
// id, or with an overrideReason that has neither a reason (with code and system) nor a userComment.
engine::Result<std::vector<CardFeedback>> read_feedback(const Json& body);

}  // namespace paraspinal::fhir
