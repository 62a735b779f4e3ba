// The sections on how soon and where: headline, what_to_do, questions_to_ask, reasons_for_urgency.

#include <algorithm>
#include <cmath>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "apps/cli/voice_words.h"
#include "knowledge/triage/hand_over.h"

namespace paraspinal::cli {
namespace {

using knowledge::Urgency;

constexpr std::size_t questions_in_an_emergency = 5;

bool is_emergency(const triage::Assessment& assessment) {
  return assessment.urgency >= Urgency::emergency_department;
}

// A provisional answer must not read as self-care.
bool is_not_yet_an_answer(const triage::Assessment& assessment) {
  return assessment.provisional && assessment.handed_over.empty() &&
         assessment.urgency == Urgency::self_care;
}

std::string assessed_person(const triage::Assessment& assessment) {
  std::string text = assessment.sex ? std::string(name(*assessment.sex)) : "sex not known";
  text += assessment.age_years ? fmt::format(", {:.0f} years", std::floor(*assessment.age_years))
                               : ", age not known";
  text += ", " + spoken(name(assessment.setting));
  if (!assessment.as_of.empty()) {
    text += ", as of " + assessment.as_of;
  }
  if (!assessment.id.empty()) {
    text += ", case " + assessment.id;
  }
  return text;
}

std::string read_aloud(const Reported& reported, std::string_view finding) {
  const auto id = reported.knowledge.findings.find(finding);
  if (id && reported.knowledge.findings[*id].question) {
    return reported.knowledge.findings[*id].question->read_aloud;
  }
  return finding_name(reported, finding) + "?";
}

std::string lines(const Reported& reported, const std::vector<std::string>& questions,
                  std::size_t shown, const std::string& lead) {
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += wrapped(read_aloud(reported, questions[i]), lead);
  }
  return text;
}

// Open questions whose yes alone would make an emergency an ambulance, likeliest first; known where
// it was asked what would change the urgency.
std::vector<std::string> would_be_ambulance(const triage::Assessment& assessment) {
  std::vector<std::string> findings;
  for (const triage::Change& change : assessment.changes) {
    const triage::ChangedAnswer& answer = change.answers.front();
    const bool is_open = answer.from != "present" && answer.from != "absent";
    if (change.answers.size() == 1 && change.urgency == Urgency::ambulance && is_open &&
        answer.to == "present" && assessment.urgency == Urgency::emergency_department) {
      findings.emplace_back(answer.finding);
    }
  }
  return findings;
}

std::string voice_lines(std::string_view title, const VoiceWords& voice) {
  std::string text = fmt::format("  {:<17} {}\n", title, voice.asks_for);
  for (const std::string& reason : voice.reasons) {
    text += wrapped(reason, "    - ");
  }
  return text;
}

// How often the urgency would be another if the uncertain figures were others, and which.
std::string hangs_on_figures(const triage::Assessment& assessment) {
  if (!assessment.uncertainty) {
    return {};
  }
  const triage::Uncertainty& uncertainty = *assessment.uncertainty;
  const auto hundred = static_cast<int>(std::lround(100 * uncertainty.p_urgency_differs));
  std::string times = uncertainty.p_urgency_differs == 0
                          ? fmt::format("none of {}", uncertainty.draws)
                      : hundred == 0 ? "fewer than 1 of 100"
                                     : fmt::format("{} of 100", hundred);
  std::string others;
  for (const auto& [urgency, share] : uncertainty.urgencies) {
    if (urgency != assessment.urgency_on_evidence) {
      others += (others.empty() ? " (" : ", ") + spoken(name(urgency));
    }
  }
  std::string careful;
  if (uncertainty.at_upper_ends > assessment.urgency) {
    careful = wrapped("With every danger as likely as the upper end of its interval it would be " +
                          spoken(name(uncertainty.at_upper_ends)) + ".",
                      "  ! ");
  }
  return careful +
         wrapped("In " + times +
                     " draws of the uncertain figures the urgency on evidence would differ" +
                     others + (others.empty() ? "." : ")."),
                 "  ");
}

}  // namespace

std::string headline(const Reported& reported) {
  const triage::Assessment& assessment = reported.assessment;
  const std::string rule(page_width, '=');
  std::string text = rule + '\n';
  if (!assessment.handed_over.empty()) {
    text += wrapped(hand_over_words(assessment)) + wrapped(assessment.handed_over);
  } else if (is_not_yet_an_answer(assessment)) {
    text += wrapped("NOT YET SAFE TO CLOSE - ask the questions below, then assess again");
  } else {
    text += wrapped(large_print(name(assessment.urgency)) + " - " +
                    std::string(contact_within(assessment.urgency)));
    text += wrapped(assessment.disposition_name);
    if (assessment.provisional && !is_emergency(assessment)) {
      text += wrapped("NOT YET SAFE TO CLOSE at this urgency - ask the questions below");
    }
  }
  return text + rule + '\n' + wrapped(assessed_person(assessment));
}

std::string what_to_do(const Reported& reported) {
  const triage::Assessment& assessment = reported.assessment;
  if (is_not_yet_an_answer(assessment)) {
    return {};
  }
  std::string text = "\nWHAT TO DO\n";
  if (!assessment.handed_over.empty() && !triage::is_left_open(assessment)) {
    text += wrapped(
        triage::hand_over(assessment, reported.knowledge).first + ". Until then, at least:", "  ");
  }
  text += wrapped(assessment.what_to_do, "  ");
  const auto place = reported.knowledge.dispositions.find(std::string(assessment.disposition));
  if (place != reported.knowledge.dispositions.end()) {
    text += wrapped(place->second.contact, "  To the person: ");
  }
  if (!assessment.safety_net.empty()) {
    text += wrapped(assessment.safety_net, "  Safety net: ");
  }
  return text;
}

std::string questions_to_ask(const Reported& reported) {
  const auto& owed = reported.assessment.ask_first;
  std::vector<std::string> questions(owed.begin(), owed.end());
  const bool emergency = is_emergency(reported.assessment);
  const std::vector<std::string> further = would_be_ambulance(reported.assessment);
  for (const std::string& finding : further) {
    std::erase(questions, finding);
  }
  if (questions.empty() && further.empty()) {
    return {};
  }
  std::string text = emergency ? "\nNOT ASKED (only if asking does not delay)\n" : "\nASK FIRST\n";
  if (!further.empty()) {
    text += "  a yes would make it an ambulance\n" +
            lines(reported, further, further.size(), "    - ") +
            (questions.empty() ? "" : "  of the others\n");
  }
  const std::size_t shown =
      emergency ? std::min(questions.size(), questions_in_an_emergency) : questions.size();
  text += lines(reported, questions, shown, further.empty() ? "  - " : "    - ");
  if (shown < questions.size()) {
    text +=
        fmt::format("{}and {} more\n", further.empty() ? "  " : "    ", questions.size() - shown);
  }
  return text;
}

std::string reasons_for_urgency(const Reported& reported) {
  const triage::Assessment& assessment = reported.assessment;
  return "\nWHY THIS URGENCY (the highest of three voices)\n" +
         voice_lines("red flags", by_red_flags(assessment)) +
         voice_lines("likely causes", by_likely_causes(assessment, !assessment.provisional)) +
         voice_lines("unanswered", by_unanswered(assessment)) + hangs_on_figures(assessment);
}

}  // namespace paraspinal::cli
