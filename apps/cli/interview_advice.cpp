#include "apps/cli/interview_advice.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "fhir/told_finding.h"

namespace paraspinal::cli {
namespace {

using knowledge::KnowledgeBase;
using triage::Advice;
using triage::AdviceReason;
using triage::AdviceState;

constexpr std::size_t call_advice_shown = 5;

std::string names(const std::vector<std::string_view>& ids, const KnowledgeBase& knowledge) {
  std::string text;
  for (const std::string_view id : ids) {
    const auto finding = knowledge.findings.find(id);
    text += (text.empty() ? "" : "; ") + (finding ? knowledge.findings[*finding].name : spoken(id));
  }
  return text;
}

// What is known stands against it with its reason; what is not is asked first.
std::string reasons(const Advice& advice, const triage::Assessment& assessment,
                    const KnowledgeBase& knowledge) {
  std::string text;
  std::vector<std::string_view> ask;
  for (const AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      text += wrapped(fmt::format("{} ({})", reason.words,
                                  fhir::told_findings(assessment, knowledge, reason.because.ids())),
                      "                  because ");
    }
    for (const std::string_view id : reason.ask.ids()) {
      if (std::ranges::find(ask, id) == ask.end()) {
        ask.push_back(id);
      }
    }
  }
  if (!ask.empty()) {
    text += wrapped(names(ask, knowledge), "                  ask first: ");
  }
  if (!advice.unchecked.empty()) {
    text += wrapped(names(advice.unchecked, knowledge), "                  not checked here: ");
  }
  return text;
}

std::string of_state(const triage::Assessment& assessment, const KnowledgeBase& knowledge,
                     AdviceState state, const std::string& title) {
  std::vector<Advice> items;
  std::ranges::copy_if(assessment.advice, std::back_inserter(items),
                       [state](const Advice& advice) { return advice.state == state; });
  const std::size_t shown = std::min(items.size(), call_advice_shown);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += wrapped(items[i].words, fmt::format("   {:<13}- ", i == 0 ? title : "")) +
            reasons(items[i], assessment, knowledge);
  }
  return shown < items.size() ? text + fmt::format("{:16}  and {} more\n", "", items.size() - shown)
                              : text;
}

}  // namespace

std::string advice_text(const triage::Assessment& assessment, const KnowledgeBase& knowledge) {
  return of_state(assessment, knowledge, AdviceState::given, "Advise") +
         of_state(assessment, knowledge, AdviceState::cautioned, "With care") +
         of_state(assessment, knowledge, AdviceState::withheld, "Held back");
}

}  // namespace paraspinal::cli
