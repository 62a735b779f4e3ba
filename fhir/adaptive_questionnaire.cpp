// The entry point is next_question: read and check, follow the answers, ask or end, write.

#include "fhir/adaptive_questionnaire.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/require.h"
#include "fhir/adaptive_follow.h"
#include "fhir/adaptive_request.h"
#include "fhir/adaptive_response.h"
#include "fhir/adaptive_result.h"
#include "fhir/asked_steps.h"
#include "fhir/export_words.h"
#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using triage::InquiryState;
using triage::QuestionPhase;

// How many questions were put, age and sex aside.
std::size_t questions_put(const std::vector<AskedStep>& steps) {
  return static_cast<std::size_t>(std::ranges::count_if(
      steps, [](const AskedStep& step) { return step.phase != QuestionPhase::person; }));
}

// Age and sex are asked together.
AskedStep next_step(const std::vector<triage::NextQuestion>& questions,
                    const KnowledgeBase& knowledge) {
  const triage::NextQuestion& first = questions.front();
  AskedStep step{first.phase, {}};
  const auto add = [&](const std::string& id) {
    step.findings.push_back(*knowledge.findings.find(id));
  };
  if (first.phase == QuestionPhase::person) {
    for (const triage::NextQuestion& question : questions) {
      add(question.finding);
    }
  } else if (first.bundle.empty()) {
    add(first.finding);
  } else {
    std::ranges::for_each(first.bundle, add);
  }
  return step;
}

bool is_answered(const AskedStep& step, const AdaptiveRequest& request) {
  return std::ranges::all_of(step.findings,
                             [&](FindingId finding) { return request.answers.contains(finding); });
}

// Asks on. A question that is put anew though its answer had been dropped keeps that answer.
Result<triage::Inquiry> inquired(const AdaptiveRequest& request, const triage::Clinic& clinic,
                                 Followed& answers, std::optional<AskedStep>& next) {
  for (;;) {
    auto inquiry = triage::inquire(answers.presentation, clinic.inference(), clinic.knowledge(),
                                   clinic.network(), {.asked = questions_put(answers.steps)});
    if (!inquiry || inquiry->state != InquiryState::ask) {
      return inquiry;
    }
    engine::require(!inquiry->questions.empty(), "an inquiry that asks has a question");
    AskedStep step = next_step(inquiry->questions, clinic.knowledge());
    if (!is_answered(step, request)) {
      next = std::move(step);
      return inquiry;
    }
    take_step(step, request, clinic.knowledge(), answers);
  }
}

Result<AdaptiveTurn> turn_of(const AdaptiveRequest& request, Followed answers,
                             const triage::Clinic& clinic) {
  if (triage::refusal(answers.presentation, clinic.knowledge())) {
    return AdaptiveTurn{answers.steps, answers.steps, refused_items(), true};
  }
  std::optional<AskedStep> next;
  const auto inquiry = inquired(request, clinic, answers, next);
  if (!inquiry) {
    return fail(inquiry.error());
  }
  if (inquiry->state == InquiryState::hand_over) {
    answers.presentation.handed_over = inquiry->reason;
  }
  const auto assessment = clinic.assessor().assess(answers.presentation, {.weights = false});
  if (!assessment) {
    return fail(assessment.error());
  }
  AdaptiveTurn turn{answers.steps, answers.steps,
                    result_items(*assessment, *inquiry, clinic.knowledge()), !next.has_value()};
  if (next) {
    turn.asked.push_back(std::move(*next));
  }
  return turn;
}

}  // namespace

Result<Json> next_question(std::string_view text, const triage::Clinic& clinic,
                           const AdaptiveOptions& options) {
  engine::require(!options.key.empty(), "a key signs what was asked");
  const KnowledgeBase& knowledge = clinic.knowledge();
  const auto request = read_adaptive_request(text, knowledge, options.key);
  if (!request) {
    return fail(request.error());
  }
  triage::Presentation start;
  start.setting = options.setting;
  if (!options.now.empty()) {
    start.as_of = options.now;
  }
  Followed answers = followed(*request, std::move(start), knowledge);
  if (!answers.unanswered.empty()) {
    return fail(ErrorKind::invalid_argument,
                "QuestionnaireResponse.item: no answer to " + answers.unanswered +
                    ", expected one to each required question (\"unknown\" is one)");
  }
  const auto turn = turn_of(*request, std::move(answers), clinic);
  if (!turn) {
    return fail(turn.error());
  }
  Json response = adaptive_response(*request, *turn, knowledge, options);
  if (!request->in_parameters) {
    return response;
  }
  return Json::object(
      {{"resourceType", words("Parameters")},
       {"parameter", Json::array({Json::object(
                         {{"name", words("return")}, {"resource", std::move(response)}})})}});
}

}  // namespace paraspinal::fhir
