#include "fhir/cds_hooks_triage_words.h"

#include "fhir/cds_hooks_card_detail.h"
#include "fhir/export_resource.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {

using knowledge::Urgency;

namespace {

std::string questions_open(const triage::Assessment& assessment) {
  const std::size_t open = assessment.ask_first.size();
  return std::to_string(open) + (open == 1 ? " safety question" : " safety questions") + " open";
}

std::string origin(const std::string& text) {
  return is_reference(text) || text.starts_with("the reason") ? markdown(text) : "the chart";
}

}  // namespace

std::string how_soon(Urgency urgency) {
  const std::string words = triage::spoken(urgency);
  const std::string within(contact_within(urgency));
  return capital(words == within ? words : words + ", " + within);
}

TriageWords::TriageWords(const triage::Assessment& assessment, const Chart& chart,
                         const CardContext& context)
    : view_(view_of(assessment, chart, context)) {}

// A recorded diagnosis, not a red flag.
bool TriageWords::is_about_danger() const {
  const auto& dangers = view_.chart.dangers;
  return !dangers.empty() && (view_.gates.empty() || view_.gates.front()->urgency <
                                                         dangers.front().condition->needs_urgency);
}

std::string TriageWords::summary() const {
  if (is_about_danger()) {
    return recorded_summary();
  }
  if (!view_.gates.empty()) {
    return how_soon(view_.assessment.urgency) + ": " + small(view_.gates.front()->name);
  }
  if (!view_.assessment.handed_over.empty()) {
    return "Back complaint, handed over to a clinician: " + hand_over().how_soon;
  }
  const std::string open =
      view_.assessment.provisional ? "; " + questions_open(view_.assessment) : "";
  const std::string soon = small(how_soon(view_.assessment.urgency));
  if (view_.assessment.urgency >= Urgency::same_day) {
    return "Back complaint, to be seen " + soon + open;
  }
  return "Back complaint: no red flag in " +
         std::string(not_seen(view_).empty() ? "" : "what could be read of ") + "the chart" +
         std::string(view_.open.empty() ? "" : " is complete") +
         (view_.assessment.urgency == Urgency::self_care ? "" : ", to be seen " + soon) + open;
}

std::string TriageWords::because() const {
  if (is_about_danger()) {
    return ", chart records " + small(view_.chart.dangers.front().name);
  }
  return view_.gates.empty() ? std::string() : ", " + small(view_.gates.front()->name);
}

std::string TriageWords::detail() const {
  CardDetail detail;
  if (is_about_danger()) {
    detail.add("Do", "ask whether it is being treated. If it is not: " + advice(), Worth::always);
  } else if (!view_.assessment.handed_over.empty()) {
    detail.add("Handed over to a clinician", markdown(view_.assessment.handed_over) + ".",
               Worth::always);
    detail.add(hand_over().least ? "Do, until then" : "Do", markdown(view_.assessment.what_to_do),
               Worth::always);
  } else if (view_.gates.empty() && view_.assessment.provisional) {
    detail.add("Not yet an answer",
               "no red flag in the chart is complete, and the questions that rule them out have "
               "not been asked.",
               Worth::always);
  } else {
    detail.add("Do", markdown(view_.assessment.what_to_do), Worth::always);
  }
  detail.add("The chart records", recorded_words(view_), Worth::always);
  detail.add("Why", why_words(view_), Worth::why);
  detail.add("Also an emergency", other_emergencies_words(view_), Worth::always);
  detail.add("Half there", half_there_words(view_), Worth::hint);
  detail.add("Not to be missed", not_to_be_missed_words(view_), Worth::missed);
  detail.add(is_in_emergency(view_) ? "Ask, if it does not delay" : "Ask now",
             questions_words(view_), Worth::question);
  detail.add("Also", other_gates_words(view_), Worth::also);
  detail.add("Not seen", not_seen_words(view_), Worth::always);
  detail.add("Likely", likely_words(view_), Worth::likely);
  detail.add("From the chart alone",
             "stated by " + origin(view_.chart.complaint) + "; knowledge " +
                 markdown(view_.assessment.knowledge_version) +
                 ", not signed off by a clinician; not a diagnosis.",
             Worth::always);
  return detail.text();
}

std::string TriageWords::recorded_summary() const {
  const RecordedDanger& first = view_.chart.dangers.front();
  constexpr std::size_t longest_name = 50;
  return "Chart " + std::string(first.suspected ? "suspects " : "records ") +
         clipped(small(first.name), longest_name) + ": is it being treated? " +
         how_soon(urgency_of(view_.assessment, view_.chart));
}

triage::HandOver TriageWords::hand_over() const {
  return triage::hand_over(view_.assessment, view_.context.knowledge);
}

// What is done where this urgency goes.
std::string TriageWords::advice() const {
  const auto found =
      view_.context.knowledge.urgency_advice.find(urgency_of(view_.assessment, view_.chart));
  return found == view_.context.knowledge.urgency_advice.end() ? std::string()
                                                               : markdown(found->second.what_to_do);
}

}  // namespace paraspinal::fhir
