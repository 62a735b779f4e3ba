// Entry point: read_feedback.

#include "fhir/cds_hooks_feedback.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "fhir/cds_hooks_request.h"
#include "fhir/element.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

std::string what_it_is(const Json& object, std::string_view name) {
  const Json* const member = object.member(name);
  return member == nullptr ? "missing" : "is " + shown(*member);
}

// What is wrong with one entry; nothing when it is right.
std::optional<std::string> wrong_acceptance(const Json& entry) {
  const Json* const suggestions = entry.member("acceptedSuggestions");
  if (suggestions == nullptr || !suggestions->is_array() ||
      !std::ranges::all_of(suggestions->items(),
                           [](const Json& one) { return !text_member(one, "id").empty(); })) {
    return ".acceptedSuggestions: " + what_it_is(entry, "acceptedSuggestions") +
           ", expected an array of objects with an id";
  }
  return std::nullopt;
}

std::optional<std::string> wrong_override(const Json& entry) {
  const Json* const why = entry.member("overrideReason");
  if (why == nullptr) {
    return std::nullopt;
  }
  const Json* const reason = why->member("reason");
  const bool coded = reason != nullptr && !text_member(*reason, "code").empty() &&
                     !text_member(*reason, "system").empty();
  const bool said = !text_member(*why, "userComment").empty();
  if (!why->is_object() || (reason == nullptr && !said) || (reason != nullptr && !coded)) {
    return ".overrideReason: " + what_it_is(entry, "overrideReason") +
           ", expected a reason with code and system, or a userComment";
  }
  return std::nullopt;
}

std::optional<std::string> wrong_in(const Json& entry) {
  if (!entry.is_object()) {
    return ": is " + shown(entry) + ", expected an object";
  }
  if (text_member(entry, "card").empty()) {
    return ".card: " + what_it_is(entry, "card") + ", expected the uuid of a card";
  }
  const std::string_view at = text_member(entry, "outcomeTimestamp");
  if (at.find('T') == std::string_view::npos || !moment_from(at)) {
    return ".outcomeTimestamp: " + what_it_is(entry, "outcomeTimestamp") +
           ", expected a time as 2026-01-31T10:00:00Z";
  }
  const std::string_view outcome = text_member(entry, "outcome");
  if (outcome == "accepted") {
    return wrong_acceptance(entry);
  }
  if (outcome == "overridden") {
    return wrong_override(entry);
  }
  return ".outcome: " + what_it_is(entry, "outcome") + ", expected \"accepted\" or \"overridden\"";
}

CardFeedback feedback_of(const Json& entry) {
  CardFeedback one;
  one.card = text_member(entry, "card");
  one.accepted = text_member(entry, "outcome") == "accepted";
  one.at = text_member(entry, "outcomeTimestamp");
  const Json* const detail = entry.member(one.accepted ? "acceptedSuggestions" : "overrideReason");
  one.detail = detail == nullptr ? std::string() : write_json(*detail);
  return one;
}

}  // namespace

Result<std::vector<CardFeedback>> read_feedback(const Json& body) {
  const Json* const list = body.member("feedback");
  if (list == nullptr || !list->is_array()) {
    return fail(ErrorKind::invalid_argument,
                "request.feedback: " + what_it_is(body, "feedback") + ", expected an array");
  }
  std::vector<CardFeedback> feedback;
  std::size_t position = 0;
  for (const Json& entry : list->items()) {
    if (const auto wrong = wrong_in(entry)) {
      return fail(ErrorKind::invalid_argument,
                  "request.feedback[" + std::to_string(position) + "]" + *wrong);
    }
    feedback.push_back(feedback_of(entry));
    ++position;
  }
  return feedback;
}

}  // namespace paraspinal::fhir
