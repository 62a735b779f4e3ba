// Entry point: page_text, at the end.

#include "apps/cli/interview_pages.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/interview_bundle_text.h"
#include "apps/cli/interview_summary.h"
#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::ValueType;
using triage::QuestionPhase;

const triage::NextQuestion* offered(const Interview& call, const std::string& id) {
  for (const auto* questions : {&call.inquiry.questions, &call.inquiry.further}) {
    const auto found = std::ranges::find(*questions, id, &triage::NextQuestion::finding);
    if (found != questions->end()) {
      return &*found;
    }
  }
  return nullptr;
}

std::string phase_words(const Interview& call, const std::string& id,
                        const triage::NextQuestion* question) {
  if (question == nullptr) {
    const auto& left = call.assessment->ask_first;
    const bool is_safety = std::ranges::find(left, id) != left.end();
    return is_safety ? "Safety question" : "A question of your choice";
  }
  switch (question->phase) {
    case QuestionPhase::person:
      return "About the person";
    case QuestionPhase::life_threat:
      return "Danger to life";
    case QuestionPhase::mandatory:
      return "Safety question";
    case QuestionPhase::value:
      return "Worth asking";
  }
  return "";
}

// "y yes | n no | u cannot say | r refused"
std::string answer_keys(const Finding& finding) {
  const std::string always = std::string(1, cannot_say_key(finding)) + " cannot say | r refused";
  switch (finding.value_type) {
    case ValueType::boolean:
      return "y yes | n no | " + always;
    case ValueType::quantity:
      return fmt::format("a number from {:g} to {:g} {}, then Enter | ", finding.lowest,
                         finding.highest, unit_words(finding)) +
             always;
    case ValueType::date:
      return "a date YYYY-MM-DD, then Enter | " + always;
    case ValueType::ordinal:
      break;
  }
  std::string keys;
  for (std::size_t i = 0; i < finding.states.size(); ++i) {
    keys += fmt::format("{} {} | ", i + 1, state_label(finding, i));
  }
  return keys + always;
}

std::string last_answer(const Interview& call, FindingId finding, const Finding& row) {
  const auto given =
      std::find_if(call.answers.rbegin(), call.answers.rend(),
                   [finding](const GivenAnswer& item) { return item.finding == finding; });
  return given == call.answers.rend()
             ? ""
             : wrapped("answered before: " + said_words(row, given->answer.value), "   ");
}

std::string explanation(const Finding& finding) {
  if (!finding.question) {
    return wrapped("The content has no other wording.", "   ");
  }
  return wrapped(finding.question->plainer, "   plainer   ") +
         wrapped(finding.question->meaning, "   means     ") +
         wrapped(finding.question->yes_means, "   yes says  ");
}

std::string reason(const triage::NextQuestion* question) {
  if (question == nullptr) {
    return wrapped("You chose it; it is not among the suggestions.", "   why now   ");
  }
  return wrapped(question->rationale, "   why now   ") +
         (question->p_present > 0
              ? wrapped(natural_frequency(question->p_present) + " people like this say yes" +
                            (question->bundle.empty() ? "" : " to one or more"),
                        "   expected  ")
              : "");
}

std::string bundle_page(const Interview& call, const KnowledgeBase& knowledge) {
  const std::string& first = knowledge.findings[*call.asking].id;
  const triage::NextQuestion* question = offered(call, first);
  std::string text = "\n " + phase_words(call, first, question) +
                     ": read all of it in one breath\n\n" + bundle_lines(call, knowledge) + "\n";
  text += call.explained ? bundle_meanings(call, knowledge) : "";
  text += call.reasoned ? reason(question) : "";
  text += call.explained || call.reasoned ? "\n" : "";
  if (!call.picked.empty()) {
    return text + wrapped("Enter: these yes, the others no | Esc unmark", "   ");
  }
  return text + wrapped(fmt::format("n no to all | 1-{} mark those named, then Enter | y yes, or u "
                                    "cannot say: ask each by itself",
                                    call.bundle.size()),
                        "   ");
}

// After a yes to several at once.
std::string left_words(const Interview& call, const KnowledgeBase& knowledge) {
  const auto left = left_of_bundle(call, knowledge);
  const bool is_one = std::ranges::find(left, *call.asking) != left.end();
  return is_one ? fmt::format(", by itself: {} of {}", call.opened.size() - left.size() + 1,
                              call.opened.size())
                : "";
}

std::string question_page(const Interview& call, const KnowledgeBase& knowledge) {
  if (!call.asking) {
    return "\n" +
           wrapped("No question is left to suggest. / searches any finding; s is the summary.",
                   " ");
  }
  if (!call.bundle.empty()) {
    return bundle_page(call, knowledge);
  }
  const Finding& finding = knowledge.findings[*call.asking];
  const triage::NextQuestion* question = offered(call, finding.id);
  std::string text = "\n " + phase_words(call, finding.id, question) + left_words(call, knowledge) +
                     "\n\n" + wrapped(wording(finding), "   ") +
                     last_answer(call, *call.asking, finding) + "\n";
  text += call.explained ? explanation(finding) : "";
  text += call.reasoned ? reason(question) : "";
  text += call.explained || call.reasoned ? "\n" : "";
  text += wrapped(answer_keys(finding), "   ");
  return text + (call.typed.empty() ? "" : "\n   > " + printable(call.typed) + "_\n");
}

std::string choice_lines(const Interview& call, const KnowledgeBase& knowledge) {
  std::string text;
  for (std::size_t i = 0; i < call.choices.size(); ++i) {
    const Finding& finding = knowledge.findings[call.choices[i]];
    const triage::NextQuestion* question =
        call.page == Page::list ? offered(call, finding.id) : nullptr;
    const bool is_bundle = question != nullptr && !question->bundle.empty();
    text += wrapped(finding.name + (is_bundle ? fmt::format(", and {} more in one breath",
                                                            question->bundle.size() - 1)
                                              : " - " + wording(finding)),
                    fmt::format("   {}  ", i + 1));
  }
  return text;
}

std::string search_page(const Interview& call, const KnowledgeBase& knowledge) {
  std::string text = "\n Search any finding\n\n   / " + printable(call.typed) + "_\n\n";
  if (call.choices.empty() && !call.typed.empty()) {
    return text + wrapped("No finding holds all of these words.", "   ");
  }
  return text + choice_lines(call, knowledge);
}

}  // namespace

std::string page_text(const Interview& call, const KnowledgeBase& knowledge) {
  switch (call.page) {
    case Page::question:
      return question_page(call, knowledge);
    case Page::interrupt:
      return interrupt_text(call, knowledge);
    case Page::search:
      return search_page(call, knowledge);
    case Page::list:
      return "\n What could be asked next, best first\n\n" + choice_lines(call, knowledge);
    case Page::summary:
      return summary_text(call, knowledge);
    case Page::refused:
      return "\n These answers cannot be used\n\n" + wrapped(call.refusal, "   ");
  }
  return "";
}

}  // namespace paraspinal::cli
