// Entry point: next_step, at the end.

#include "validation/policy.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace paraspinal::validation {
namespace {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
using triage::Inquiry;
using triage::InquiryState;
using triage::NextQuestion;
using triage::QuestionPhase;

Result<Inquiry> inquiry_of(const triage::Presentation& presentation,
                           const triage::InquiryLimits& limits, const KnowledgeBase& knowledge,
                           const Model& model) {
  return triage::inquire(presentation, model.inference, knowledge, model.network, limits);
}

std::size_t place_in_content(const NextQuestion& question, const KnowledgeBase& knowledge) {
  return knowledge.findings.find(question.finding)->index;
}

// The candidates of both, each once: numbers that safety asks for have no value of their own.
std::vector<NextQuestion> united(const Inquiry& by_value, const Inquiry& ours) {
  std::vector<NextQuestion> all = by_value.questions;
  for (const NextQuestion& question : ours.questions) {
    if (question.bundle.empty() &&
        std::ranges::find(all, question.finding, &NextQuestion::finding) == all.end()) {
      all.push_back(question);
    }
  }
  return all;
}

// Items of a bundle that are numbers or grades, by themselves.
void add_grades(const Inquiry& ours, const KnowledgeBase& knowledge,
                std::vector<NextQuestion>& all) {
  for (const NextQuestion& question : ours.questions) {
    for (const std::string& id : question.bundle) {
      const knowledge::Finding& finding = knowledge.findings[*knowledge.findings.find(id)];
      if (std::ranges::find(all, id, &NextQuestion::finding) == all.end()) {
        NextQuestion single;
        single.finding = id;
        single.seconds = finding.question ? finding.question->seconds : 0;
        all.push_back(single);
      }
    }
  }
}

// The first by place in the content, or by fall of entropy and then by place.
NextQuestion chosen(Policy policy, const std::vector<NextQuestion>& questions,
                    const KnowledgeBase& knowledge) {
  const auto key = [&](const NextQuestion& question) {
    const double entropy = policy == Policy::entropy_only ? -question.entropy_fall : 0;
    return std::tuple(entropy, place_in_content(question, knowledge));
  };
  return *std::ranges::min_element(questions, {}, key);
}

Step ended(const Inquiry& inquiry) {
  return Step{std::nullopt, inquiry.state, inquiry.further};
}

Step asking(NextQuestion question) {
  return Step{std::move(question), InquiryState::ask, {}};
}

Step first(const Inquiry& inquiry) {
  return inquiry.state != InquiryState::ask || inquiry.questions.empty()
             ? ended(inquiry)
             : asking(inquiry.questions.front());
}

}  // namespace

std::string_view words(Policy policy) {
  switch (policy) {
    case Policy::ours:
      return "as built";
    case Policy::fixed_order:
      return "fixed order";
    case Policy::entropy_only:
      return "entropy only";
    case Policy::no_safety_phase:
      return "no safety phase";
  }
  return "";
}

KnowledgeBase by_value_alone(const KnowledgeBase& knowledge) {
  KnowledgeBase result = knowledge;
  result.safety_questions.clear();
  result.bundles.clear();
  return result;
}

Result<Step> next_step(Policy policy, const triage::Presentation& presentation,
                       const triage::InquiryLimits& limits, const Questioning& questioning) {
  const Model& model = questioning.model;
  const KnowledgeBase& knowledge = model.knowledge;
  const bool safety_counts = policy != Policy::no_safety_phase;
  const auto inquiry =
      inquiry_of(presentation, limits, safety_counts ? knowledge : questioning.value_alone, model);
  if (!inquiry) {
    return fail(inquiry.error());
  }
  const bool of_person =
      !inquiry->questions.empty() && inquiry->questions.front().phase == QuestionPhase::person;
  const bool as_ordered = policy == Policy::ours || policy == Policy::no_safety_phase;
  if (as_ordered || of_person || inquiry->state != InquiryState::ask) {
    return first(*inquiry);
  }
  const auto by_value = inquiry_of(presentation, limits, questioning.value_alone, model);
  if (!by_value) {
    return fail(by_value.error());
  }
  std::vector<NextQuestion> candidates = united(*by_value, *inquiry);
  add_grades(*inquiry, knowledge, candidates);
  return candidates.empty() ? ended(*inquiry) : asking(chosen(policy, candidates, knowledge));
}

}  // namespace paraspinal::validation
