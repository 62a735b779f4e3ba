#include "fhir/export_words.h"

#include <string>

namespace paraspinal::fhir {

Json words(std::string_view text) {
  return Json::string(std::string(text));
}

std::string_view name(triage::GateState state) {
  switch (state) {
    case triage::GateState::fired:
      return "fired";
    case triage::GateState::undecided:
      return "undecided";
    case triage::GateState::excluded:
      return "excluded";
  }
  return {};
}

std::string_view name(knowledge::ConditionRole role) {
  switch (role) {
    case knowledge::ConditionRole::primary:
      return "primary";
    case knowledge::ConditionRole::contributor:
      return "contributor";
    case knowledge::ConditionRole::other:
      return "other";
  }
  return {};
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "information";
  }
  return {};
}

std::string_view name(Fate fate) {
  switch (fate) {
    case Fate::used:
      return "used";
    case Fate::ignored:
      return "ignored";
    case Fate::unreadable:
      return "unreadable";
  }
  return {};
}

}  // namespace paraspinal::fhir
