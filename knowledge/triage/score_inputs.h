#pragma once

// Inputs of a score, taken from the findings of a presentation: what is not known there stays
// unknown, and which findings were used is kept.
//
//   const Stated stated(presentation, knowledge, read);
//   ScoreInputs inputs(stated);
//   inputs.number("sodium", "sodium");
//   inputs.yes_or_no("burning", "dn4_burning");
//   scores::evaluate(*scores::find_score("osmolarity"), inputs.given());
//   inputs.from();   // "sodium"
//
// Not for: findings that follow from others (close.h); this reads what was stated.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/scores/score.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// The findings of a presentation, which are marked when they are looked up: what was derived from
// them could not have come out otherwise by an answer to any that is not marked.
class Stated {
 public:
  // `read`, [finding], must outlive this object, and is filled with false when it is empty.
  Stated(const Presentation& presentation, const knowledge::KnowledgeBase& knowledge,
         std::vector<bool>& read);

  // Null when it was not asked, or when the knowledge base lacks it.
  const knowledge::AnswerValue* find(std::string_view id) const;
  // What is stated of a finding; nothing when it is not, or was asked in vain.
  std::optional<bool> presence(std::string_view id) const;
  std::optional<double> quantity(std::string_view id) const;
  const knowledge::Day* day(std::string_view id) const;  // null likewise

  // For what is no finding: the day of the case, age and sex.
  const Presentation& presentation() const { return *presentation_; }

 private:
  const Presentation* presentation_;
  const knowledge::KnowledgeBase* knowledge_;
  std::vector<bool>* read_;
};

class ScoreInputs {
 public:
  // Must outlive this object.
  explicit ScoreInputs(const Stated& stated) : stated_(&stated) {}

  void number(std::string_view input, std::string_view finding);
  // Rounded to the nearest whole number, as vital signs are charted.
  void whole_number(std::string_view input, std::string_view finding);
  // 1 when present, 0 when absent.
  void yes_or_no(std::string_view input, std::string_view finding);
  // 0 when the finding is absent; its presence does not say enough.
  void no_if_absent(std::string_view input, std::string_view finding);
  // 1 when both are present, 0 when either is absent.
  void both(std::string_view input, std::string_view first, std::string_view second);
  // The position of the state among the finding's states.
  void state(std::string_view input, std::string_view finding);
  // The value for a woman and for a man.
  void sex(std::string_view input, double female, double male);
  void age(std::string_view input);
  void value(std::string_view input, double value, std::string_view finding);

  const scores::Given& given() const { return given_; }
  // "sodium, potassium and urea"; empty when nothing was known.
  std::string from() const;

 private:
  const Stated* stated_;
  scores::Given given_;
  std::vector<std::string> from_;  // each once, in order of use
};

}  // namespace paraspinal::triage
