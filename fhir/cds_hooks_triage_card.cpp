// Entry points: triage_card and slot_card.

#include "fhir/cds_hooks_triage_card.h"

#include <algorithm>
#include <utility>

#include "fhir/cds_hooks_flags.h"
#include "fhir/cds_hooks_slot.h"
#include "fhir/cds_hooks_triage_words.h"

namespace paraspinal::fhir {

using knowledge::Urgency;
using triage::Assessment;

namespace {

Indicator indicator_of(const Assessment& assessment, const Chart& chart) {
  const auto gates = fired_flags(assessment);
  if ((!gates.empty() && is_emergency(gates.front()->urgency)) ||
      (!chart.dangers.empty() && is_emergency(chart.dangers.front().condition->needs_urgency))) {
    return Indicator::critical;
  }
  const bool is_open = !chart.dangers.empty() || !assessment.handed_over.empty();
  return assessment.urgency >= Urgency::same_day || is_open ? Indicator::warning : Indicator::info;
}

Card made(std::string summary, std::string detail, const Assessment& assessment, const Chart& chart,
          const CardContext& context) {
  Card card;
  card.summary = std::move(summary);
  card.detail = std::move(detail);
  card.indicator = indicator_of(assessment, chart);
  card.source_label = "Paraspinal, knowledge " + std::string(assessment.knowledge_version);
  card.source_url = context.base_url;
  if (!context.questionnaire_url.empty() && !assessment.ask_first.empty()) {
    card.links.push_back({"Ask the open safety questions", context.questionnaire_url});
  }
  return card;
}

}  // namespace

Urgency urgency_of(const Assessment& assessment, const Chart& chart) {
  return chart.dangers.empty()
             ? assessment.urgency
             : std::max(assessment.urgency, chart.dangers.front().condition->needs_urgency);
}

Card triage_card(const Assessment& assessment, const Chart& chart, const CardContext& context) {
  const TriageWords words(assessment, chart, context);
  Card card = made(words.summary(), words.detail(), assessment, chart, context);
  card.topic_code = "back-pain-triage";
  card.topic_display = "Back cramp, spasm and pain: how soon and where";
  return card;
}

std::optional<Card> slot_card(const Assessment& assessment, const Chart& chart,
                              const CdsRequest& request, const std::string& now,
                              const CardContext& context) {
  const Urgency urgency = urgency_of(assessment, chart);
  const std::optional<double> limit = hours_allowed(urgency);
  const std::optional<Slot> slot = earliest_slot(request, now);
  const bool late = limit && slot && slot->hours > *limit;
  const bool wrong_place = urgency >= Urgency::urgent_care;
  const bool in_days = late && slot->hours >= 24;
  const bool timeless = !slot && urgency >= Urgency::same_day;
  if (!is_booked(request) || (!late && !wrong_place && !timeless)) {
    return std::nullopt;
  }
  const std::string beginning =
      in_days || (late && !wrong_place)
          ? "Cannot wait until " + std::string(slot->start.substr(0, 10)) + ": "
          : std::string(wrong_place ? "Not for an appointment: "
                                    : "Appointment without a time that holds: ");
  const TriageWords words(assessment, chart, context);
  Card card = made(beginning + small(how_soon(urgency)) + words.because(), words.detail(),
                   assessment, chart, context);
  card.topic_code = "back-pain-appointment";
  card.topic_display = "Back cramp, spasm and pain: can it wait";
  return card;
}

}  // namespace paraspinal::fhir
