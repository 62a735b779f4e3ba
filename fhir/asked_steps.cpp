#include "fhir/asked_steps.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "fhir/export_words.h"
#include "fhir/json_text.h"
#include "fhir/keyed_hash.h"
#include "fhir/questionnaire_item.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using triage::QuestionPhase;

constexpr std::array phases = {QuestionPhase::person, QuestionPhase::life_threat,
                               QuestionPhase::mandatory, QuestionPhase::value};

std::string_view phase_name(QuestionPhase phase) {
  switch (phase) {
    case QuestionPhase::person:
      return "person";
    case QuestionPhase::life_threat:
      return "life_threat";
    case QuestionPhase::mandatory:
      return "mandatory";
    case QuestionPhase::value:
      return "value";
  }
  return {};
}

std::string steps_url() {
  return canonical_of("StructureDefinition/asked-steps");
}

std::string signature_url() {
  return canonical_of("StructureDefinition/asked-steps-signature");
}

std::string signature_of(std::string_view text, const KnowledgeBase& knowledge,
                         std::string_view key) {
  return keyed_hash(
      key, "adaptive 1|" + knowledge.version + '|' + knowledge.hash + '|' + std::string(text));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::optional<AskedStep> step_from(std::string_view text, const KnowledgeBase& knowledge) {
  const auto colon = text.find(':');
  const auto* const phase = std::find_if(phases.begin(), phases.end(), [&](QuestionPhase each) {
    return phase_name(each) == text.substr(0, colon);
  });
  if (colon == std::string_view::npos || phase == phases.end()) {
    return std::nullopt;
  }
  AskedStep step{*phase, {}};
  for (const std::string_view id : split(text.substr(colon + 1), ',')) {
    const auto finding = knowledge.findings.find(id);
    if (!finding) {
      return std::nullopt;
    }
    step.findings.push_back(*finding);
  }
  return step;
}

// The string of the extension with this url; nothing without one.
std::optional<std::string> extension_text(const Json& questionnaire, const std::string& url) {
  const Json* const extensions = questionnaire.member("extension");
  if (extensions == nullptr) {
    return std::nullopt;
  }
  for (const Json& extension : extensions->items()) {
    const Json* const its_url = extension.member("url");
    const Json* const value = extension.member("valueString");
    if (its_url != nullptr && value != nullptr && its_url->text() == url) {
      return std::string(value->text());
    }
  }
  return std::nullopt;
}

const knowledge::Bundle* bundle_of(FindingId finding, const KnowledgeBase& knowledge) {
  const auto found = std::ranges::find_if(knowledge.bundles, [&](const knowledge::Bundle& bundle) {
    return std::ranges::find(bundle.items, finding, &knowledge::BundleItem::finding) !=
           bundle.items.end();
  });
  return found == knowledge.bundles.end() ? nullptr : &*found;
}

// Short words after the lead-in of a bundle; of a number or of states the whole question.
std::string words_in_group(FindingId finding, const KnowledgeBase& knowledge) {
  const knowledge::Bundle* const bundle = bundle_of(finding, knowledge);
  if (bundle == nullptr ||
      knowledge.findings[finding].value_type != knowledge::ValueType::boolean) {
    return {};
  }
  std::string text =
      std::ranges::find(bundle->items, finding, &knowledge::BundleItem::finding)->words;
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string lead_in(const AskedStep& step, const KnowledgeBase& knowledge) {
  const knowledge::Bundle* const bundle = bundle_of(step.findings.front(), knowledge);
  return bundle == nullptr ? "About you" : bundle->lead_in;
}

}  // namespace

std::string steps_text(const std::vector<AskedStep>& steps, const KnowledgeBase& knowledge) {
  std::string text;
  for (const AskedStep& step : steps) {
    text += (text.empty() ? "" : ";") + std::string(phase_name(step.phase)) + ':';
    for (std::size_t i = 0; i < step.findings.size(); ++i) {
      text += (i == 0 ? "" : ",") + knowledge.findings[step.findings[i]].id;
    }
  }
  return text;
}

Result<std::vector<AskedStep>> steps_from(std::string_view text, const KnowledgeBase& knowledge) {
  std::vector<AskedStep> steps;
  for (const std::string_view part : split(text, ';')) {
    const auto step = step_from(part, knowledge);
    if (!step) {
      return fail(ErrorKind::invalid_argument,
                  in_quotes(part) + " is no step, expected a phase, a colon and findings");
    }
    steps.push_back(*step);
  }
  return steps;
}

std::vector<Json> signed_extensions(const std::vector<AskedStep>& steps,
                                    const KnowledgeBase& knowledge, std::string_view key) {
  const std::string text = steps_text(steps, knowledge);
  return {extension_of(steps_url(), "valueString", words(text)),
          extension_of(signature_url(), "valueString", words(signature_of(text, knowledge, key)))};
}

bool is_signed_extension(const Json& extension) {
  const Json* const url = extension.member("url");
  return url != nullptr && (url->text() == steps_url() || url->text() == signature_url());
}

Result<std::vector<AskedStep>> signed_steps(const Json& questionnaire, const std::string& where,
                                            const KnowledgeBase& knowledge, std::string_view key) {
  const auto text = extension_text(questionnaire, steps_url());
  const auto signature = extension_text(questionnaire, signature_url());
  if (!text && !signature) {
    return std::vector<AskedStep>();
  }
  if (!text || !signature) {
    return fail(ErrorKind::invalid_argument,
                where +
                    ".extension: one of the two that say what was asked is missing, expected "
                    "the Questionnaire as it was given out");
  }
  if (!is_same_signature(*signature, signature_of(*text, knowledge, key))) {
    return fail(ErrorKind::invalid_argument,
                where +
                    ".extension: the signature does not fit what was asked, expected the "
                    "Questionnaire as this service gave it out with knowledge " +
                    knowledge.version);
  }
  return steps_from(*text, knowledge);
}

std::string step_link(const AskedStep& step, const KnowledgeBase& knowledge) {
  const std::string& first = knowledge.findings[step.findings.front()].id;
  return step.findings.size() == 1 ? first : "together-" + first;
}

Json step_item(const AskedStep& step, const KnowledgeBase& knowledge) {
  const bool alone = step.findings.size() == 1;
  std::vector<Json> items;
  for (const FindingId id : step.findings) {
    const knowledge::Finding& finding = knowledge.findings[id];
    items.push_back(question_item(finding, knowledge,
                                  {.text = alone ? "" : words_in_group(id, knowledge),
                                   .required = must_be_answered(finding)}));
  }
  return alone ? items.front()
               : group_item(step_link(step, knowledge), lead_in(step, knowledge), std::move(items));
}

bool must_be_answered(const knowledge::Finding& finding) {
  return finding.value_type == knowledge::ValueType::boolean ||
         finding.value_type == knowledge::ValueType::ordinal || finding.id == "age_years";
}

}  // namespace paraspinal::fhir
