#include "fhir/export_sentences.h"

#include <algorithm>
#include <cmath>

#include "fhir/export_words.h"
#include "fhir/told_finding.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {
namespace {

// Of a call that a clinician goes on with: the least, and what is to be done until then.
std::string hand_over_sentence(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  const triage::HandOver told = triage::hand_over(assessment, answered.knowledge);
  std::string text = told.first + ": " + told.why + ". ";
  if (told.least) {
    text += "Urgency: " + told.how_soon +
            ". Where, if nobody says otherwise: " + std::string(assessment.disposition_name) +
            ". " + std::string(assessment.what_to_do);
  } else {
    text += "Nothing urgent was found, but it is " + told.how_soon + ".";
  }
  return told.not_asked.empty() ? text : text + " Not asked: " + joined(told.not_asked, "; ") + ".";
}

// What an action's rule asks for before it can be said, each finding once.
std::vector<std::string_view> to_ask(const triage::Advice& advice) {
  std::vector<std::string_view> ask;
  for (const triage::AdviceReason& reason : advice.reasons) {
    for (const std::string_view finding : reason.ask.ids()) {
      if (std::ranges::find(ask, finding) == ask.end()) {
        ask.push_back(finding);
      }
    }
  }
  return ask;
}

}  // namespace

bool is_not_yet_an_answer(const triage::Assessment& assessment) {
  return assessment.provisional && assessment.handed_over.empty() &&
         assessment.urgency == knowledge::Urgency::self_care;
}

std::string urgency_sentence(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  if (!assessment.handed_over.empty()) {
    return hand_over_sentence(answered);
  }
  const std::string unasked = std::to_string(assessment.ask_first.size()) +
                              " mandatory safety questions are not asked yet.";
  if (is_not_yet_an_answer(assessment)) {
    return "Not yet safe to close: " + unasked + " Ask them, then assess again.";
  }
  const std::string urgency = triage::spoken(assessment.urgency);
  const std::string contact(contact_within(assessment.urgency));
  std::string text = "Urgency: " + urgency + (contact == urgency ? "" : ", " + contact) +
                     ". Where: " + std::string(assessment.disposition_name) + ".";
  if (!assessment.what_to_do.empty()) {
    text += " " + std::string(assessment.what_to_do);
  }
  return assessment.provisional ? text + " Provisional: " + unasked : text;
}

std::string finding_name(const Answered& answered, std::string_view finding) {
  const auto id = answered.knowledge.findings.find(finding);
  return id ? answered.knowledge.findings[*id].name : std::string(finding);
}

std::string finding_names(const Answered& answered, const std::vector<std::string_view>& findings) {
  std::vector<std::string> names;
  for (const std::string_view finding : findings) {
    names.push_back(finding_name(answered, finding));
  }
  return joined(names, "; ");
}

std::vector<std::string> questions_to_ask(const Answered& answered) {
  std::vector<std::string> questions;
  for (const std::string_view finding : answered.assessment.ask_first) {
    const auto id = answered.knowledge.findings.find(finding);
    questions.push_back(id && answered.knowledge.findings[*id].question
                            ? answered.knowledge.findings[*id].question->read_aloud
                            : finding_name(answered, finding) + "?");
  }
  return questions;
}

std::string citation_words(const Answered& answered, std::string_view source) {
  const auto found = answered.knowledge.sources.find(std::string(source));
  return found == answered.knowledge.sources.end() ? std::string(source) : found->second.citation;
}

std::string contact_words(const Answered& answered) {
  const auto place =
      answered.knowledge.dispositions.find(std::string(answered.assessment.disposition));
  return place == answered.knowledge.dispositions.end() ? "" : place->second.contact;
}

std::string advice_because(const Answered& answered, const triage::Advice& advice) {
  std::string text(advice.words);
  for (const triage::AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      text += " Because of " +
              told_findings(answered.assessment, answered.knowledge, reason.because.ids()) + ": " +
              std::string(reason.words);
    }
  }
  return text;
}

std::string advice_with_reasons(const Answered& answered, const triage::Advice& advice) {
  std::string text = advice_because(answered, advice);
  if (const auto ask = to_ask(advice); !ask.empty()) {
    text += " Ask first: " + finding_names(answered, ask) + ".";
  }
  if (!advice.unchecked.empty()) {
    text += " Not known here: " + finding_names(answered, advice.unchecked) + ".";
  }
  return text;
}

std::string decibans_words(double decibans) {
  const double rounded = std::round(decibans * 10) / 10;
  return (rounded > 0 ? "+" : "") + write_json(Json::number(rounded)) + " decibans";
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string text;
  for (const std::string& one : texts) {
    text += text.empty() ? one : std::string(separator) + one;
  }
  return text;
}

}  // namespace paraspinal::fhir
