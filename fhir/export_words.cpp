#include "fhir/export_words.h"

#include <algorithm>
#include <string>

namespace paraspinal::fhir {

Json words(std::string_view text) {
  return Json::string(text);
}

Json sent_text(std::string_view text) {
  std::string sent(text);
  std::ranges::replace_if(
      sent,
      [](char c) {
        return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
      },
      ' ');
  const bool visible = sent.find_first_not_of(" \t\n\r") != std::string::npos;
  return Json::string(visible ? std::move(sent) : "?");
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
