#include "knowledge/triage/inquire_supposed.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "knowledge/triage/counted_once.h"
#include "knowledge/triage/score_findings.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::Implication;
using knowledge::KnowledgeBase;

// What close() derives the person from, and derives of it (close.h).
constexpr std::array<std::string_view, 8> of_the_person = {
    "age_years", "back_complaint", "sex_female",     "sex_male", "edd",
    "lmp",       "pregnant",       "gestational_age"};

bool are_equal(const Answer* a, const Answer* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

}  // namespace

Presentation with_answers(const Presentation& presentation, const Answers& answers) {
  Presentation answered = presentation;
  for (const auto& [finding, value] : answers) {
    answered.findings[finding] = answer_if_asked(value);
  }
  return answered;
}

knowledge::Answer answer_if_asked(const knowledge::AnswerValue& value) {
  return {value, knowledge::SaidBy::caller, std::nullopt, "if asked"};
}

Supposed::Supposed(const Presentation& presentation, const Closed& closed,
                   const KnowledgeBase& knowledge)
    : knowledge_(&knowledge),
      now_(closed, knowledge),
      is_origin_(knowledge.findings.size(), false),
      ties_(knowledge.findings.size()),
      implications_(knowledge.findings.size()),
      tied_(knowledge.findings.size()) {
  for (const auto& [finding, answer] : closed.answers) {
    if (answer.by == knowledge::SaidBy::derived) {
      for (const FindingId named : findings_named(answer.origin, knowledge)) {
        is_origin_[named.index] = true;
      }
    }
  }
  tie_all();
  Scored scored = score_findings(presentation, knowledge);
  is_more_ = std::move(scored.read);
  stated_ = std::move(scored.presentation.findings);
  std::vector<bool> is_person(ties_.size(), false);  // [tie]
  for (const std::string_view id : of_the_person) {
    if (const auto finding = knowledge.findings.find(id)) {
      is_person[ties_[finding->index]] = true;
    }
  }
  for (std::size_t f = 0; f < ties_.size(); ++f) {
    is_more_[f] = is_more_[f] || is_person[ties_[f]];
  }
}

// Findings that an implication names together have one tie: the least of their positions.
void Supposed::tie_all() {
  std::iota(ties_.begin(), ties_.end(), Tie{0});
  const auto root = [this](Tie tie) {
    while (ties_[tie] != tie) {
      tie = ties_[tie];
    }
    return tie;
  };
  for (const Implication& implication : knowledge_->implications) {
    for (const FindingId mentioned : implication.when_true.mentions()) {
      const auto [less, more] = std::minmax({root(mentioned.index), root(implication.then.index)});
      ties_[more] = less;
    }
  }
  // A tie is no greater than its finding, whose root is known by then.
  for (Tie& tie : ties_) {
    tie = ties_[tie];
  }
  for (const Implication& implication : knowledge_->implications) {
    implications_[ties_[implication.then.index]].push_back(&implication);
  }
  for (std::size_t f = 0; f < ties_.size(); ++f) {
    tied_[ties_[f]].push_back(FindingId{f});
  }
}

std::optional<Supposed::Part> Supposed::part(const Answers& answers) const {
  if (std::ranges::any_of(answers,
                          [this](const auto& answer) { return is_more_[answer.first.index]; })) {
    return std::nullopt;
  }
  Part part;
  part.all_ = this;
  for (const auto& [finding, value] : answers) {
    const Tie tie = ties_[finding.index];
    if (std::ranges::find(part.ties_, tie) == part.ties_.end()) {
      part.ties_.push_back(tie);
    }
  }
  for (const Tie tie : part.ties_) {
    for (const FindingId finding : tied_[tie]) {
      if (const auto stated = stated_.find(finding); stated != stated_.end()) {
        part.closed_.answers.insert(*stated);
      }
    }
  }
  for (const auto& [finding, value] : answers) {
    part.closed_.answers[finding] = answer_if_asked(value);
  }
  close(part);
  return part;
}

// Tie by tie: what is tied to others has nothing to do with these.
void Supposed::close(Part& part) const {
  if (std::ranges::any_of(part.ties_, [this](Tie tie) { return !implications_[tie].empty(); })) {
    Closing closing(*knowledge_, part.closed_);
    for (const Tie tie : part.ties_) {
      close_under(implications_[tie], closing);
    }
  }
  for (const Tie tie : part.ties_) {
    for (const FindingId finding : tied_[tie]) {
      if (!are_equal(now_(finding), part.closed_.find(finding))) {
        part.changed_.push_back(finding);
      }
    }
  }
}

const Answer* Supposed::Part::operator()(FindingId finding) const {
  const bool is_tied = std::ranges::find(ties_, all_->ties_[finding.index]) != ties_.end();
  return is_tied ? closed_.find(finding) : all_->now_(finding);
}

}  // namespace paraspinal::triage
