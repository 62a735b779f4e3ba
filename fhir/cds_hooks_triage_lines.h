#pragma once

// The lines of the card on a complaint, a function a line: each gives Markdown, and nothing where
// there is nothing to say. What stands on a card, in which order, is in cds_hooks_triage_words.h.
//
//   const TriageView view = view_of(assessment, chart, context);
//   detail.add("Why", why_words(view), Worth::why);

#include <string>
#include <vector>

#include "fhir/cds_hooks_triage_card.h"

namespace paraspinal::fhir {

// One assessment of one chart, which must outlive it.
struct TriageView {
  const triage::Assessment& assessment;
  const Chart& chart;
  const CardContext& context;
  std::vector<const triage::Gate*> gates;  // fired_flags
  std::vector<const triage::Gate*> open;   // half_open_flags
};

TriageView view_of(const triage::Assessment& assessment, const Chart& chart,
                   const CardContext& context);

// An emergency department or an ambulance.
bool is_emergency(knowledge::Urgency urgency);
bool is_in_emergency(const TriageView& view);

// The first letter large; small, but for an acronym.
std::string capital(std::string text);
std::string small(std::string_view words);

// "cauda equina syndrome, suspected (Condition/7)".
std::string recorded_words(const TriageView& view);
// What the first red flag rests on, with its source; without one, why the urgency is what it is.
std::string why_words(const TriageView& view);
// "fever with back pain, waits for: pain all over".
std::string half_there_words(const TriageView& view);
// Every red flag besides the first that asks for an emergency department or more, and a few of the
// slower ones.
std::string other_emergencies_words(const TriageView& view);
std::string other_gates_words(const TriageView& view);
// What the fired red flags suspect; without any, what is likely enough to think of.
std::string not_to_be_missed_words(const TriageView& view);
std::string likely_words(const TriageView& view);
// The open safety questions, worded to be read aloud.
std::string questions_words(const TriageView& view);
// What of the chart could not be read, and measured bounds that leave a red flag undecided; as they
// are, and in words.
std::vector<std::string> not_seen(const TriageView& view);
std::string not_seen_words(const TriageView& view);

}  // namespace paraspinal::fhir
