// What can be done, as the text report says it.

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "fhir/told_finding.h"

namespace paraspinal::cli {
namespace {

using triage::Advice;
using triage::AdviceReason;
using triage::AdviceState;

constexpr std::size_t report_advice_shown = 6;  // of each state

std::vector<std::string_view> to_ask(const Advice& advice) {
  std::vector<std::string_view> ask;
  for (const AdviceReason& reason : advice.reasons) {
    for (const std::string_view finding : reason.ask.ids()) {
      if (std::ranges::find(ask, finding) == ask.end()) {
        ask.push_back(finding);
      }
    }
  }
  return ask;
}

// Facts that stand against an action with their reason and source; then what to ask first, then
// what cannot be known in this setting.
std::string held_by(const Reported& reported, const Advice& advice) {
  std::string text;
  for (const AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      text += wrapped(fmt::format("{}: {} [{}]",
                                  fhir::told_findings(reported.assessment, reported.knowledge,
                                                      reason.because.ids()),
                                  reason.words, reason.citation->source),
                      "      because   ");
    }
  }
  if (const auto ask = to_ask(advice); !ask.empty()) {
    text += wrapped(finding_names(reported, ask), "      ask first ");
  }
  if (!advice.unchecked.empty()) {
    text += wrapped(finding_names(reported, advice.unchecked), "      not known ");
  }
  return text;
}

std::string of_state(const Reported& reported, AdviceState state, const std::string& title) {
  std::string text;
  std::size_t count = 0;
  for (const Advice& item : reported.assessment.advice) {
    if (item.state != state) {
      continue;
    }
    if (++count <= report_advice_shown) {
      text += wrapped(fmt::format("{} [{}]", item.words, item.citation->source), "    - ");
      text += held_by(reported, item);
    }
  }
  if (count > report_advice_shown) {
    text += "    and " + std::to_string(count - report_advice_shown) + " more\n";
  }
  return text.empty() ? text : "  " + title + "\n" + text;
}

}  // namespace

std::string advice(const Reported& reported) {
  const std::string text = of_state(reported, AdviceState::given, "advise") +
                           of_state(reported, AdviceState::cautioned, "only with care") +
                           of_state(reported, AdviceState::withheld, "held back");
  return text.empty() ? text : "\nWHAT CAN BE DONE (checked against this person)\n" + text;
}

}  // namespace paraspinal::cli
