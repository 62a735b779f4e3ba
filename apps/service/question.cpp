#include "apps/service/question.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "apps/service/asked_members.h"
#include "engine/require.h"
#include "fhir/export_words.h"
#include "fhir/json.h"
#include "knowledge/triage/words.h"

namespace paraspinal::service {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;

std::string_view name(triage::InquiryState state) {
  switch (state) {
    case triage::InquiryState::ask:
      return "ask";
    case triage::InquiryState::emergency:
      return "emergency";
    case triage::InquiryState::closed:
      return "closed";
    case triage::InquiryState::hand_over:
      return "hand_over";
  }
  return "";
}

std::string_view name(triage::QuestionPhase phase) {
  switch (phase) {
    case triage::QuestionPhase::person:
      return "person";
    case triage::QuestionPhase::life_threat:
      return "life_threat";
    case triage::QuestionPhase::mandatory:
      return "mandatory";
    case triage::QuestionPhase::value:
      return "value";
  }
  return "";
}

const knowledge::Finding& finding_of(const std::string& id, const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  engine::require(finding.has_value(), "a question is about a finding of its knowledge base");
  return knowledge.findings[*finding];
}

std::vector<Json::Member> asked(const knowledge::Finding& finding) {
  std::vector<Json::Member> members = {{"finding", words(finding.id)}};
  std::ranges::move(asked_members(finding), std::back_inserter(members));
  return members;
}

// The bundle of the content that holds the finding, and the line of it.
struct Line {
  std::string_view lead_in;
  std::string_view words;
  const knowledge::AnswerValue* no = nullptr;  // what a no to the whole bundle answers
};

Line line_of(const std::string& id, const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    for (const knowledge::BundleItem& item : bundle.items) {
      if (item.finding == finding) {
        return {bundle.lead_in, item.words, &item.no};
      }
    }
  }
  return {};
}

Json bundle(const triage::NextQuestion& question, const KnowledgeBase& knowledge) {
  if (question.bundle.empty()) {
    return {};
  }
  std::vector<Json> items;
  for (const std::string& id : question.bundle) {
    const knowledge::Finding& finding = finding_of(id, knowledge);
    const Line line = line_of(id, knowledge);
    auto members = asked(finding);
    members.emplace_back("in_bundle", words(line.words));
    members.emplace_back("no",
                         words(line.no == nullptr ? "" : triage::state_words(finding, *line.no)));
    items.push_back(Json::object(std::move(members)));
  }
  return Json::object({{"lead_in", words(line_of(question.bundle.front(), knowledge).lead_in)},
                       {"items", Json::array(std::move(items))}});
}

Json question_json(const triage::NextQuestion& question, const KnowledgeBase& knowledge) {
  auto members = asked(finding_of(question.finding, knowledge));
  members.emplace_back("bundle", bundle(question, knowledge));
  members.emplace_back("phase", words(name(question.phase)));
  members.emplace_back("seconds", Json::number(question.seconds));
  members.emplace_back("p_present", Json::number(question.p_present));
  members.emplace_back("if_present", words(name(question.if_present)));
  members.emplace_back("if_absent", words(name(question.if_absent)));
  members.emplace_back("loss_fall", Json::number(question.loss_fall));
  members.emplace_back("entropy_fall", Json::number(question.entropy_fall));
  members.emplace_back("rule_out", Json::number(question.rule_out));
  members.emplace_back("worth", Json::number(question.worth));
  members.emplace_back("rationale", words(question.rationale));
  return Json::object(std::move(members));
}

}  // namespace

std::string inquiry_json(const triage::Inquiry& inquiry, const KnowledgeBase& knowledge,
                         std::size_t most_questions) {
  const auto first_of = [&](const std::vector<triage::NextQuestion>& all) {
    std::vector<Json> questions;
    for (std::size_t i = 0; i < std::min(most_questions, all.size()); ++i) {
      questions.push_back(question_json(all[i], knowledge));
    }
    return Json::array(std::move(questions));
  };
  return write_json(Json::object(
             {{"state", words(name(inquiry.state))},
              {"reason", words(inquiry.reason)},
              {"safety_answered", Json::number(static_cast<double>(inquiry.safety_answered))},
              {"safety_total", Json::number(static_cast<double>(inquiry.safety_total))},
              {"questions", first_of(inquiry.questions)},
              {"further", first_of(inquiry.further)},
              {"knowledge", Json::object({{"version", words(knowledge.version)},
                                          {"hash", words(knowledge.hash)}})}})) +
         '\n';
}

}  // namespace paraspinal::service
