// The section on what would move the urgency: what_would_change.

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

bool is_stated(const triage::ChangedAnswer& answer) {
  return answer.from == "present" || answer.from == "absent";
}

// "Fever, if present"; of a stated answer "if 'Fever: present' were wrong".
std::string answer_words(const Reported& reported, const triage::ChangedAnswer& answer) {
  const std::string name = finding_name(reported, answer.finding);
  return is_stated(answer) ? "if \"" + name + ": " + answer.from + "\" were wrong"
                           : name + ", if " + answer.to;
}

// How likely open answers are; of a stated one that says nothing about whether it is right.
std::string change_line(const Reported& reported, const triage::Change& change) {
  std::string words;
  bool all_open = true;
  for (const triage::ChangedAnswer& answer : change.answers) {
    words += (words.empty() ? "" : ", and ") + answer_words(reported, answer);
    all_open = all_open && !is_stated(answer);
  }
  if (all_open) {
    words += " (" + natural_frequency(change.probability) + ")";
  }
  return wrapped(words + ": " + triage::spoken(change.urgency), "    - ");
}

}  // namespace

std::string what_would_change(const Reported& reported) {
  const triage::Assessment& assessment = reported.assessment;
  std::string faster;
  std::string slower;
  for (const triage::Change& change : assessment.changes) {
    (change.urgency > assessment.urgency_on_evidence ? faster : slower) +=
        change_line(reported, change);
  }
  if (faster.empty() && slower.empty()) {
    return {};
  }
  return "\nWHAT WOULD CHANGE THIS (now, on what is known: " +
         triage::spoken(assessment.urgency_on_evidence) + ")\n" +
         (faster.empty() ? "" : "  faster\n" + faster) +
         (slower.empty() ? "" : "  slower\n" + slower);
}

}  // namespace paraspinal::cli
