// Questions read in one breath: what each key does to them, and what is asked after a yes.

#include <algorithm>
#include <utility>

#include "apps/cli/interview.h"
#include "apps/cli/interview_breaths.h"
#include "engine/require.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/inquire_candidates.h"

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

bool contains(const std::vector<FindingId>& findings, FindingId finding) {
  return std::ranges::find(findings, finding) != findings.end();
}

// What a no to a bundle answers for one of its findings.
AnswerValue no_to(FindingId finding, const KnowledgeBase& knowledge) {
  const knowledge::BundleItem* item = item_of(finding, knowledge);
  return item == nullptr ? AnswerValue(knowledge::Presence::absent) : item->no;
}

GivenAnswer given_together(FindingId finding, const AnswerValue& value, const Interview& call,
                           bool is_first) {
  const auto by = call.by_proxy ? knowledge::SaidBy::proxy : knowledge::SaidBy::caller;
  return {
      finding, {value, by, std::nullopt, "answers"}, is_first ? Put::alone : Put::in_same_breath};
}

}  // namespace

std::vector<FindingId> left_of_bundle(const Interview& call, const KnowledgeBase& knowledge) {
  std::vector<FindingId> left;
  if (call.opened.empty()) {
    return left;
  }
  const triage::Closed closed = triage::close(call.presentation, knowledge);
  std::ranges::copy_if(call.opened, std::back_inserter(left), [&](FindingId finding) {
    const knowledge::BundleItem* item = item_of(finding, knowledge);
    return closed.find(finding) == nullptr &&
           (item == nullptr || !triage::is_ruled_out(*item, closed));
  });
  return left;
}

// With the findings of the bundle that the inquiry puts under what is asked now.
Interview Interviewer::bundled(Interview call) const {
  if (!call.asking || !left_of_bundle(call, knowledge()).empty()) {
    return call;
  }
  const std::string& id = knowledge().findings[*call.asking].id;
  const auto question =
      std::ranges::find(call.inquiry.questions, id, &triage::NextQuestion::finding);
  if (question != call.inquiry.questions.end()) {
    for (const std::string& member : question->bundle) {
      call.bundle.push_back(*knowledge().findings.find(member));
    }
  }
  return call;
}

Interview Interviewer::suggested(Interview call) const {
  const auto next = suggestion(call);
  return bundled(asked(std::move(call), next));
}

Interview Interviewer::open_bundle(Interview call) const {
  engine::require(!call.bundle.empty(), "a bundle is on the screen");
  call.opened = call.bundle;
  call.opened_at = call.answers.size();
  call = suggested(std::move(call));
  call.note = "Each by itself.";
  return call;
}

Interview Interviewer::deny_bundle(Interview call) const {
  engine::require(!call.bundle.empty(), "a bundle is on the screen");
  std::vector<GivenAnswer> answers;
  for (const FindingId finding : call.bundle) {
    answers.push_back(given_together(finding, no_to(finding, knowledge()), call, answers.empty()));
  }
  call = recorded(std::move(call), std::move(answers));
  call.note = "No to all of them.";
  return call;
}

// Those that were named are present, the others absent. One of states in order is asked by itself,
// for a yes does not say which.
Interview Interviewer::name_picked(Interview call) const {
  std::vector<GivenAnswer> answers;
  std::vector<FindingId> by_itself;
  std::string names;
  for (const FindingId finding : call.bundle) {
    const knowledge::Finding& row = knowledge().findings[finding];
    const bool is_picked = contains(call.picked, finding);
    if (is_picked && row.value_type != knowledge::ValueType::boolean) {
      by_itself.push_back(finding);
      continue;
    }
    const AnswerValue value =
        is_picked ? AnswerValue(knowledge::Presence::present) : no_to(finding, knowledge());
    answers.push_back(given_together(finding, value, call, answers.empty()));
    names += is_picked ? (names.empty() ? "" : "; ") + row.name : "";
  }
  call.opened = by_itself;
  call.opened_at = call.answers.size() + (answers.empty() ? 0 : 1);  // else the breath counts twice
  call = recorded(std::move(call), std::move(answers));
  call.note = names.empty() ? "No to the others." : "Yes: " + names + ". No to the others.";
  return call;
}

Interview Interviewer::on_bundle(Interview call, char key) const {
  const auto index = static_cast<std::size_t>(key - '1');
  if (key >= '1' && key <= '9' && index < call.bundle.size()) {
    const FindingId finding = call.bundle[index];
    if (std::erase(call.picked, finding) == 0) {
      call.picked.push_back(finding);
    }
    return call;
  }
  if (!call.picked.empty() && (key == enter_key || key == 'y')) {
    return name_picked(std::move(call));
  }
  if (!call.picked.empty() && (key == escape_key || key == erase_key)) {
    call.picked.clear();
    return call;
  }
  if (key == 'n' && call.picked.empty()) {
    return deny_bundle(std::move(call));
  }
  if (key == 'n') {
    call.note = "Some are marked: Enter takes them as yes, Esc unmarks them.";
    return call;
  }
  if (key == 'y' || key == 'u' || key == 'x' || key == 'r') {
    return open_bundle(std::move(call));
  }
  return on_command(std::move(call), key);
}

}  // namespace paraspinal::cli
