#include "apps/cli/because_words.h"

#include <algorithm>

#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"
#include "fhir/told_finding.h"

namespace paraspinal::cli {
namespace {

using knowledge::Finding;
using knowledge::KnowledgeBase;

// What was answered of it, as people say it; empty where the name says it all.
std::string said(const Finding& finding, const std::string& state) {
  if (state == "present") {
    return "";
  }
  if (state == "absent" || state == "refused") {
    return state == "absent" ? "no" : state;
  }
  if (state == "unknown") {
    return "cannot say";
  }
  if (finding.value_type == knowledge::ValueType::quantity) {
    const std::string unit = unit_words(finding);
    const std::string number = fhir::rounded(state);
    return number.substr(0, number.find(' ')) + (unit.empty() ? "" : " " + unit);
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
  const std::string value = answer == used.end() ? "" : said(row, answer->state);
  return row.name + (value.empty() ? "" : ": " + value);
}

}  // namespace

std::vector<std::string> because_words(const triage::Gate& gate,
                                       const std::vector<triage::UsedAnswer>& used,
                                       const KnowledgeBase& knowledge) {
  std::vector<std::string> all;
  all.reserve(gate.because.size());
  for (const std::string_view id : gate.because) {
    all.push_back(words_of(id, used, knowledge));
  }
  return all;
}

}  // namespace paraspinal::cli
