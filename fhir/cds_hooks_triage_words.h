#pragma once

// What the card on a complaint says: its summary, its reason in a few words, and its lines in
// order.
//
//   const TriageWords words(assessment, chart, context);
//   card.summary = words.summary();
//
// All that it is made from must outlive it.

#include <string>

#include "fhir/cds_hooks_triage_lines.h"
#include "knowledge/triage/hand_over.h"

namespace paraspinal::fhir {

class TriageWords {
 public:
  TriageWords(const triage::Assessment& assessment, const Chart& chart, const CardContext& context);

  std::string summary() const;
  // ", saddle numbness ...": the reason after how soon; empty when there is none.
  std::string because() const;
  std::string detail() const;

 private:
  std::string recorded_summary() const;
  std::string advice() const;
  bool is_about_danger() const;
  triage::HandOver hand_over() const;

  TriageView view_;
};

// "Emergency department, within 1 hour".
std::string how_soon(knowledge::Urgency urgency);

}  // namespace paraspinal::fhir
