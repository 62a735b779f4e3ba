// Entry points: handed_over and hand_over.

#include "knowledge/triage/hand_over.h"

#include "knowledge/triage/urgency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Urgency;

constexpr const char* first_of_all = "Hand over to a clinician, who goes on from here";

std::string least_words(Urgency urgency) {
  const std::string what = spoken(urgency);
  const std::string when(contact_within(urgency));
  return "at least " + (when == what ? what : what + ", " + when);
}

}  // namespace

bool is_left_open(const Assessment& assessment) {
  return !assessment.handed_over.empty() && assessment.urgency == Urgency::self_care;
}

Assessment handed_over(Assessment assessment, const std::string& reason,
                       const KnowledgeBase& knowledge) {
  if (reason.empty()) {
    return assessment;
  }
  assessment.handed_over = reason;
  assessment.provisional = true;
  std::erase_if(assessment.advice,
                [](const Advice& advice) { return advice.state != AdviceState::withheld; });
  if (is_left_open(assessment)) {
    assessment.disposition = {};
    assessment.disposition_name = {};
    assessment.what_to_do = first_of_all;
    assessment.safety_net =
        with_own(assessment, knowledge.urgency_advice.at(Urgency::within_2_weeks).safety_net);
  }
  return assessment;
}

HandOver hand_over(const Assessment& assessment, const KnowledgeBase& knowledge) {
  HandOver told{.first = first_of_all,
                .why = assessment.handed_over,
                .least = std::nullopt,
                .how_soon = "not yet safe to close",
                .not_asked = {},
                .safety_net = std::string(assessment.safety_net),
                .limits = std::string(limits_of_use)};
  if (!is_left_open(assessment)) {
    told.least = assessment.urgency;
    told.how_soon = least_words(assessment.urgency);
  }
  for (const auto& id : assessment.ask_first) {
    const auto finding = knowledge.findings.find(id);
    told.not_asked.push_back(finding ? knowledge.findings[*finding].name : std::string(id));
  }
  return told;
}

}  // namespace paraspinal::triage
