#pragma once

// Adds what scores give to the findings of a presentation; an answer that was stated stands, and a
// difference from it becomes a sentence.
//
//   ScoreTargets targets(knowledge, scored);
//   targets.number("osmolarity", inputs, "osmolarity_calc", 1);
//   targets.points("news2", inputs, "news2_score");
//
// Not for: deciding which score applies to whom (score_findings.cpp).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/scores/score.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/score_inputs.h"

namespace paraspinal::triage {

// The score's result; nothing when no input is known, or when the score refuses one.
std::optional<scores::ScoreResult> result_of(std::string_view score, const ScoreInputs& inputs);

// "osmolarity of sodium, potassium, glucose and urea"
std::string score_origin(std::string_view score, const ScoreInputs& inputs);

class ScoreTargets {
 public:
  // Both live as long as this; `scored.read` has a place for each finding.
  ScoreTargets(const knowledge::KnowledgeBase& knowledge, Scored& scored)
      : knowledge_(&knowledge), scored_(&scored) {}

  // The value of a score whose inputs are all known; with some missing and no value stated, the
  // findings that the content defines by it, each by one comparison, and that are present at both
  // of its bounds. `within`: how far a stated value may be from it without being called a conflict.
  void number(std::string_view score, const ScoreInputs& inputs, std::string_view finding,
              double within);

  // A score of whole numbers: its value, or the findings that the content defines by it and on
  // which all its possible values agree.
  void points(std::string_view score, const ScoreInputs& inputs, std::string_view finding);

  // Of a score of whole numbers of which only its least value is known: the findings that the
  // content defines by it and that are present from there to the top of the finding's range.
  void at_least(double lowest, std::string_view score, const ScoreInputs& inputs,
                std::string_view finding);

  // Values outside the finding's range, and findings that the knowledge base lacks, are skipped. A
  // stated number stands; of a stated and a derived presence that differ the present one is read,
  // as in close.h.
  void quantity(std::string_view finding, double value, double within, const std::string& origin);
  void presence(std::string_view finding, bool present, const std::string& origin);

 private:
  const knowledge::AnswerValue* stated(knowledge::FindingId finding) const;
  void add(knowledge::FindingId finding, knowledge::AnswerValue value, const std::string& origin);
  void contradict(const knowledge::Finding& row, const knowledge::AnswerValue& stated,
                  const std::string& derived, const std::string& origin, std::string_view reading);
  // What the content defines by the finding, where all of its possible values agree on it; `only`:
  // and agree on that.
  void agreed(knowledge::FindingId finding, const std::vector<double>& possible,
              std::optional<knowledge::Presence> only, const std::string& origin);

  const knowledge::KnowledgeBase* knowledge_;
  Scored* scored_;
};

}  // namespace paraspinal::triage
