#include "apps/cli/interview_replay.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/interview_bundle_text.h"
#include "apps/cli/interview_screen.h"
#include "apps/cli/interview_summary.h"
#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"
#include "knowledge/triage/close.h"

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

std::string banner_text(const Interview& call) {
  std::string text;
  for (const std::string& line : banner(call)) {
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

std::string put(const Interview& call, std::size_t number, const Finding& finding,
                const AnswerValue& value) {
  return "\n" + banner_text(call) + wrapped(wording(finding), fmt::format("{:>3}. ", number)) +
         wrapped(said_words(finding, value), "     > ");
}

// Whether the presentation denies each of the bundle on the screen.
bool denies_all(const Interview& call, const Interview& denied, const triage::Closed& closed) {
  return std::ranges::all_of(call.bundle, [&](FindingId finding) {
    const knowledge::Answer* answer = closed.find(finding);
    const auto no = denied.presentation.findings.find(finding);
    return answer != nullptr && no != denied.presentation.findings.end() &&
           answer->value == no->second.value;
  });
}

// Which of the bundle are known at all.
bool knows_any(const Interview& call, const triage::Closed& closed) {
  return std::ranges::any_of(
      call.bundle, [&closed](FindingId finding) { return closed.find(finding) != nullptr; });
}

std::string put_together(const Interview& call, std::size_t number, bool is_denied,
                         const KnowledgeBase& knowledge) {
  return "\n" + banner_text(call) +
         wrapped(read_aloud(call, knowledge), fmt::format("{:>3}. ", number)) +
         wrapped(is_denied ? "no to all" : "yes or not sure: each by itself", "     > ");
}

// What the presentation says that nobody asked: it had no part in the answer.
std::string never_asked(const Interview& call, const triage::Presentation& known,
                        const KnowledgeBase& knowledge) {
  std::string names;
  for (const auto& [finding, answer] : known.findings) {
    const bool asked = std::ranges::any_of(
        call.answers, [id = finding](const GivenAnswer& given) { return given.finding == id; });
    if (!asked) {
      names += (names.empty() ? "" : "; ") + knowledge.findings[finding].name;
    }
  }
  return names.empty() ? "" : "\n" + wrapped(names, "Known but never asked: ");
}

}  // namespace

Replayed replay(const Interviewer& interviewer, Interview call, const triage::Presentation& known,
                const ReplayOptions& options) {
  const KnowledgeBase& knowledge = interviewer.knowledge();
  const triage::Closed closed = triage::close(known, knowledge);
  std::string text;
  std::size_t number = 0;
  while (call.page == Page::question && call.asking) {
    if (!call.bundle.empty() && (knows_any(call, closed) || !options.only_known)) {
      const Interview denied = interviewer.deny_bundle(call);
      const bool is_denied = denies_all(call, denied, closed);
      text += put_together(call, ++number, is_denied, knowledge);
      call = is_denied ? denied : interviewer.open_bundle(call);
      continue;
    }
    const FindingId asked = *call.asking;
    const knowledge::Answer* answer = closed.find(asked);
    if (answer == nullptr && options.only_known) {
      text += "\n" + wrapped(wording(knowledge.findings[asked]), "Not known, so it ends here: ");
      break;
    }
    const AnswerValue value = answer == nullptr ? AnswerValue(knowledge::Unknown{}) : answer->value;
    text += put(call, ++number, knowledge.findings[asked], value);
    call = interviewer.answer(std::move(call), asked, value);
    text += call.change.empty() ? "" : wrapped(call.change, "     * ");
  }
  if (call.page == Page::interrupt) {
    text += interrupt_text(call, knowledge);
  }
  text += never_asked(call, known, knowledge) + "\n" + std::string(page_width, '=') + "\n" +
          banner_text(call) + std::string(page_width, '=') + "\n" + summary_text(call, knowledge);
  return {std::move(call), std::move(text)};
}

}  // namespace paraspinal::cli
