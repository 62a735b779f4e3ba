#include "fhir/adaptive_result.h"

#include <string_view>
#include <utility>

#include "fhir/export_sentences.h"
#include "fhir/export_words.h"
#include "fhir/question_codes.h"
#include "fhir/questionnaire_item.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Urgency;

constexpr std::string_view urgency_link = "result-urgency";
constexpr std::size_t most_reasons = 3;

std::string urgency_system() {
  return canonical_of("CodeSystem/urgency");
}

// SDC: a calculated item is read only, and hidden from the person.
Json hidden_item(std::string_view link, std::string_view text, std::string_view type) {
  const Json hidden = extension_of("http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
                                   "valueBoolean", Json::boolean(true));
  Members members = {{"extension", Json::array({hidden})},
                     {"linkId", words(link)},
                     {"text", words(text)},
                     {"type", words(type)},
                     {"readOnly", Json::boolean(true)}};
  if (type == "choice") {
    std::vector<Json> options;
    for (const Urgency urgency : knowledge::all_urgencies) {
      options.push_back(Json::object(
          {{"valueCoding", coding_of(urgency_system(), name(urgency), triage::spoken(urgency))}}));
    }
    members.emplace_back("answerOption", Json::array(std::move(options)));
  }
  return Json::object(std::move(members));
}

Json answered(std::string_view link, std::string_view member, Json value) {
  return Json::object(
      {{"linkId", words(link)},
       {"answer", Json::array({Json::object({{std::string(member), std::move(value)}})})}});
}

void add_text(ResultItems& items, std::string_view link, std::string_view text,
              const std::string& value) {
  if (!value.empty()) {
    items.questions.push_back(hidden_item(link, text, "string"));
    items.answers.push_back(answered(link, "valueString", sent_text(value)));
  }
}

// Why the urgency is what it is: of the voices that ask for it.
std::string why_so_urgent(const triage::Assessment& assessment) {
  std::string text;
  std::size_t told = 0;
  for (const triage::Voice* voice :
       {&assessment.gate_voice, &assessment.loss_voice, &assessment.floor_voice}) {
    for (const std::string& reason : voice->reasons) {
      if (voice->urgency == assessment.urgency && told < most_reasons) {
        text += (text.empty() ? "" : "; ") + reason;
        ++told;
      }
    }
  }
  return text;
}

std::string how_soon_line(Urgency urgency) {
  const std::string what = triage::spoken(urgency);
  const std::string when(contact_within(urgency));
  return when == what ? what : what + " - " + when;
}

// What the person reads at the end, line by line.
class ToldLines {
 public:
  void add(std::string_view link, std::string_view lead, std::string_view text) {
    if (!text.empty()) {
      lines_.push_back(display_item(link, std::string(lead) + std::string(text)));
    }
  }

  // Where to, and what to do there.
  void add_place(const triage::Assessment& assessment, const KnowledgeBase& knowledge) {
    const auto place = knowledge.dispositions.find(std::string(assessment.disposition));
    add("result-where", "Where: ", assessment.disposition_name);
    add("result-contact", "", place == knowledge.dispositions.end() ? "" : place->second.contact);
    add("result-what-to-do",
        assessment.gate_voice.urgency == assessment.urgency ? "For the clinician: " : "",
        assessment.what_to_do);
  }

  Json group() && { return group_item("result", "What to do now", std::move(lines_)); }

 private:
  std::vector<Json> lines_;
};

Json told(const triage::Assessment& assessment, const triage::Inquiry& inquiry,
          const KnowledgeBase& knowledge) {
  ToldLines lines;
  lines.add("result-how-soon", "How soon: ", how_soon_line(assessment.urgency) + ".");
  lines.add_place(assessment, knowledge);
  lines.add("result-safety-net", "", assessment.safety_net);
  lines.add("result-why", "Why: ", why_so_urgent(assessment));
  lines.add("result-end", "No more questions: ", inquiry.reason + ".");
  lines.add("result-limits", "", std::string(triage::limits_of_use));
  return std::move(lines).group();
}

// Where a clinician goes on no urgency is settled, and self-care is no answer.
Json told_of_hand_over(const triage::Assessment& assessment, const KnowledgeBase& knowledge) {
  const triage::HandOver told = triage::hand_over(assessment, knowledge);
  ToldLines lines;
  lines.add("result-hand-over", "", "A clinician goes on from here: it is not yet safe to close.");
  if (told.least) {
    lines.add("result-how-soon", "How soon, at least: ", how_soon_line(*told.least) + ".");
    lines.add_place(assessment, knowledge);
  }
  lines.add("result-safety-net", "", told.safety_net);
  if (told.least) {
    lines.add("result-why", "Why: ", why_so_urgent(assessment));
  }
  lines.add("result-not-asked", "Not asked: ", joined(told.not_asked, "; "));
  lines.add("result-end", "No more questions: ", told.why + ".");
  lines.add("result-limits", "", told.limits);
  return std::move(lines).group();
}

}  // namespace

ResultItems result_items(const triage::Assessment& assessment, const triage::Inquiry& inquiry,
                         const KnowledgeBase& knowledge) {
  ResultItems items;
  if (inquiry.state != triage::InquiryState::ask) {
    items.questions.push_back(assessment.handed_over.empty()
                                  ? told(assessment, inquiry, knowledge)
                                  : told_of_hand_over(assessment, knowledge));
  }
  items.questions.push_back(hidden_item(urgency_link, "Urgency by the answers so far", "choice"));
  items.answers.push_back(answered(
      urgency_link, "valueCoding",
      coding_of(urgency_system(), name(assessment.urgency), triage::spoken(assessment.urgency))));
  items.questions.push_back(hidden_item(
      "result-provisional", "Whether a safety question is still to be asked", "boolean"));
  items.answers.push_back(
      answered("result-provisional", "valueBoolean", Json::boolean(assessment.provisional)));
  add_text(items, "result-disposition", "Where to", std::string(assessment.disposition));
  add_text(items, "result-reason", "Why this urgency", why_so_urgent(assessment));
  add_text(items, "result-state", "Why questions go on or end", inquiry.reason);
  add_text(items, handed_over_link, "Why a clinician goes on", assessment.handed_over);
  return items;
}

ResultItems refused_items() {
  constexpr std::string_view text =
      "This service is for people of 16 and over: nothing was assessed. Ask a clinician who sees "
      "children, now.";
  ResultItems items;
  items.questions = {group_item("result", "What to do now", {display_item("result-refused", text)}),
                     hidden_item("result-reason", "Why there is no urgency", "string")};
  items.answers = {answered("result-reason", "valueString", words(text))};
  return items;
}

}  // namespace paraspinal::fhir
