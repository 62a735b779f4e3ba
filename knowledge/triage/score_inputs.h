#pragma once

// Inputs of a score, taken from the findings of a presentation: what is not known there stays
// unknown, and which findings were used is kept.
//
//   ScoreInputs inputs(presentation, knowledge);
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

// What a presentation states of a finding; nothing when it does not, or asked in vain.
std::optional<bool> stated_presence(const Presentation& presentation,
                                    const knowledge::KnowledgeBase& knowledge, std::string_view id);
std::optional<double> stated_quantity(const Presentation& presentation,
                                      const knowledge::KnowledgeBase& knowledge,
                                      std::string_view id);

class ScoreInputs {
 public:
  ScoreInputs(const Presentation& presentation, const knowledge::KnowledgeBase& knowledge)
      : presentation_(&presentation), knowledge_(&knowledge) {}

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
  const Presentation* presentation_;
  const knowledge::KnowledgeBase* knowledge_;
  scores::Given given_;
  std::vector<std::string> from_;  // each once, in order of use
};

}  // namespace paraspinal::triage
