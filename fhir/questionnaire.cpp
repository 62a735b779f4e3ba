#include "fhir/questionnaire.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "fhir/export_words.h"
#include "fhir/questionnaire_item.h"

namespace paraspinal::fhir {
namespace {

using knowledge::Finding;
using knowledge::FindingKind;
using knowledge::KnowledgeBase;
using knowledge::ObtainableBy;
using knowledge::SafetyQuestion;

constexpr std::string_view adaptive_extension =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive";

constexpr std::string_view purpose =
    "Supports a clinician or trained nurse; it is not a diagnosis and not an approved medical "
    "device. No clinician has signed it off yet.";

// What both have, from the url on.
void add_description(Members& members, std::string_view id, std::string_view name,
                     std::string_view title, std::string_view description,
                     const KnowledgeBase& knowledge) {
  members.emplace_back("url", words(questionnaire_canonical(id)));
  members.emplace_back("version", sent_text(knowledge.version));
  members.emplace_back("name", words(name));
  members.emplace_back("title", words(title));
  members.emplace_back("status", words("draft"));
  members.emplace_back("experimental", Json::boolean(true));
  members.emplace_back("subjectType", Json::array({words("Patient")}));
  members.emplace_back("publisher", words("Paraspinal"));
  members.emplace_back("description", words(description));
  members.emplace_back("purpose", words(purpose));
}

bool is_about_the_person(const Finding& finding) {
  return finding.id == "age_years" || finding.id == "sex_female";
}

const SafetyQuestion* safety_row(const Finding& finding, const KnowledgeBase& knowledge) {
  const auto& rows = knowledge.safety_questions;
  const auto row = std::ranges::find_if(rows, [&](const SafetyQuestion& question) {
    return knowledge.findings[question.finding].id == finding.id;
  });
  return row == rows.end() ? nullptr : &*row;
}

bool is_of_the_rest(const Finding& finding, const KnowledgeBase& knowledge) {
  return !is_about_the_person(finding) && safety_row(finding, knowledge) == nullptr;
}

using Chooses = std::function<bool(const Finding&)>;

// The questions of a group, in the order of the content; no group when there are none.
void add_group(std::vector<Json>& groups, std::string_view link_id, std::string_view text,
               const KnowledgeBase& knowledge, const Chooses& chooses) {
  std::vector<Json> items;
  for (const Finding& finding : knowledge.findings.all()) {
    if (chooses(finding)) {
      items.push_back(
          question_item(finding, knowledge, {.required = is_about_the_person(finding)}));
    }
  }
  if (!items.empty()) {
    groups.push_back(group_item(link_id, text, std::move(items)));
  }
}

// The safety set in its own order. What applies to some people only is not required.
void add_safety(std::vector<Json>& groups, std::string_view link_id, std::string_view text,
                const KnowledgeBase& knowledge, bool life_threat) {
  std::vector<Json> items;
  for (const SafetyQuestion& question : knowledge.safety_questions) {
    if (question.life_threat == life_threat) {
      items.push_back(question_item(knowledge.findings[question.finding], knowledge,
                                    {.required = !question.applies_when}));
    }
  }
  if (!items.empty()) {
    groups.push_back(group_item(link_id, text, std::move(items)));
  }
}

void add_told(std::vector<Json>& groups, const KnowledgeBase& knowledge) {
  const auto told = [&](std::vector<FindingKind> kinds) -> Chooses {
    return [&knowledge, kinds = std::move(kinds)](const Finding& finding) {
      return finding.obtainable_by == ObtainableBy::caller &&
             std::ranges::find(kinds, finding.kind) != kinds.end() &&
             is_of_the_rest(finding, knowledge);
    };
  };
  add_group(groups, "group-complaint", "What it is like, and what came with it", knowledge,
            told({FindingKind::symptom}));
  add_group(groups, "group-seen", "What can be seen or measured at home", knowledge,
            told({FindingKind::sign, FindingKind::vital, FindingKind::laboratory}));
  add_group(groups, "group-health", "Health, medicines and daily life", knowledge,
            told({FindingKind::history, FindingKind::risk_factor}));
}

void add_found(std::vector<Json>& groups, const KnowledgeBase& knowledge) {
  const auto found = [&](ObtainableBy by) -> Chooses {
    return [&knowledge, by](const Finding& finding) {
      return finding.obtainable_by == by && is_of_the_rest(finding, knowledge);
    };
  };
  add_group(groups, "group-examination", "For a clinician: examination and instruments", knowledge,
            found(ObtainableBy::examiner));
  add_group(groups, "group-measurements", "For a clinician: measurements", knowledge,
            found(ObtainableBy::device));
  add_group(groups, "group-laboratory", "Laboratory", knowledge, found(ObtainableBy::laboratory));
}

}  // namespace

std::string questionnaire_canonical(std::string_view id) {
  return canonical_of("Questionnaire/" + std::string(id));
}

Json adaptive_questionnaire(const KnowledgeBase& knowledge, std::string_view fhir_base) {
  Members members = {{"resourceType", words("Questionnaire")}, {"id", words(adaptive_id)}};
  const Json adaptive = fhir_base.empty()
                            ? extension_of(adaptive_extension, "valueBoolean", Json::boolean(true))
                            : extension_of(adaptive_extension, "valueUrl", words(fhir_base));
  members.emplace_back("extension", Json::array({adaptive}));
  add_description(
      members, adaptive_id, "BackPainAdaptive", "Back cramp, spasm or pain: the next question",
      "Asks one question, or a few in one breath, at a time: age and sex, what must not "
      "wait, the safety questions, then what is worth most. Ends with how soon and "
      "where the person should be seen. For people of 16 and over.",
      knowledge);
  return Json::object(std::move(members));
}

Json complete_questionnaire(const KnowledgeBase& knowledge) {
  std::vector<Json> groups;
  add_group(groups, "group-person", "About the person", knowledge, is_about_the_person);
  add_safety(groups, "group-first", "Before anything else", knowledge, true);
  add_safety(groups, "group-safety", "What must not be missed", knowledge, false);
  add_told(groups, knowledge);
  add_found(groups, knowledge);
  Members members = {{"resourceType", words("Questionnaire")}, {"id", words(complete_id)}};
  add_description(members, complete_id, "BackPainComplete",
                  "Back cramp, spasm or pain: all questions",
                  "Everything that can be told, seen or measured. A question left empty was not "
                  "asked, which is not \"no\". For people of 16 and over.",
                  knowledge);
  members.emplace_back("item", Json::array(std::move(groups)));
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
