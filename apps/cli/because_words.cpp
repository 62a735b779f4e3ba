#include "apps/cli/because_words.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Finding;
using knowledge::KnowledgeBase;

// What was answered of it, as people say it; empty where the name says it all.
std::string said(const Finding& finding, const std::string& state) {
  if (state == "present") {
    return "";
  }
  if (state == "refused") {
    return state;
  }
  if (state == "unknown") {
    return "cannot say";
  }
  if (finding.value_type == knowledge::ValueType::quantity) {
    double value = 0;
    const auto read = std::from_chars(state.data(), state.data() + state.size(), value);
    return read.ec == std::errc() ? quantity_words(finding, value) : state;
  }
  const auto known = std::ranges::find(finding.states, state);
  return known == finding.states.end()
             ? state
             : spoken(
                   state_label(finding, static_cast<std::size_t>(known - finding.states.begin())));
}

std::string words_of(std::string_view id, const std::vector<triage::UsedAnswer>& used,
                     const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  if (!finding) {
    return std::string(id);
  }
  const Finding& row = knowledge.findings[*finding];
  const auto answer = std::ranges::find(used, id, &triage::UsedAnswer::finding);
  if (answer != used.end() && answer->state == "absent") {
    return "not: " + row.name;
  }
  const std::string value = answer == used.end() ? "" : said(row, answer->state);
  return row.name + (value.empty() ? "" : ": " + value);
}

}  // namespace

std::vector<std::string> because_words(const triage::Gate& gate,
                                       const std::vector<triage::UsedAnswer>& used,
                                       const KnowledgeBase& knowledge) {
  std::vector<std::string> all;
  for (const std::string_view id : gate.because.ids()) {
    all.push_back(words_of(id, used, knowledge));
  }
  return all;
}

}  // namespace paraspinal::cli
