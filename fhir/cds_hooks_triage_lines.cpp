#include "fhir/cds_hooks_triage_lines.h"

#include <algorithm>

#include "fhir/cds_hooks_flags.h"
#include "fhir/export_resource.h"
#include "fhir/told_finding.h"
#include "knowledge/triage/natural_frequency.h"

namespace paraspinal::fhir {

namespace {

const knowledge::Finding* finding_row(const TriageView& view, std::string_view id) {
  const auto found = view.context.knowledge.findings.find(id);
  return found ? &view.context.knowledge.findings[*found] : nullptr;
}

std::string finding_words(const TriageView& view, std::string_view id) {
  const knowledge::Finding* const row = finding_row(view, id);
  return row == nullptr ? std::string(id) : small(row->name);
}

// "numb between the legs (Observation/7)", with its value where it has one.
std::string evidence_words(const TriageView& view, std::string_view id) {
  std::string text = markdown(finding_words(view, id));
  const auto used = std::ranges::find(view.assessment.used, id, &triage::UsedAnswer::finding);
  if (used != view.assessment.used.end()) {
    text += used->state == "present" || used->state == "absent"
                ? ""
                : " " + markdown(rounded(used->state));
    text += is_reference(used->origin) ? " (" + markdown(used->origin) + ")" : "";
  }
  return text;
}

// Beside a recorded diagnosis what is likely without it only leads astray.
bool is_recorded_alone(const TriageView& view) {
  return view.gates.empty() && !view.chart.dangers.empty();
}

// What the fired red flags suspect; without any, what is likely enough to think of.
bool is_to_be_told(const TriageView& view, const triage::RankedCondition& condition) {
  constexpr double worth_a_thought = 0.01;
  if (view.gates.empty()) {
    return condition.must_not_miss && condition.posterior >= worth_a_thought;
  }
  return std::ranges::any_of(view.gates, [&](const triage::Gate* gate) {
    return gate->urgency == view.gates.front()->urgency &&
           std::ranges::find(gate->suspects, condition.id) != gate->suspects.end();
  });
}

}  // namespace

TriageView view_of(const triage::Assessment& assessment, const Chart& chart,
                   const CardContext& context) {
  return {assessment, chart, context, fired_flags(assessment),
          half_open_flags(assessment, context.knowledge)};
}

bool is_emergency(knowledge::Urgency urgency) {
  return urgency >= knowledge::Urgency::emergency_department;
}

bool is_in_emergency(const TriageView& view) {
  return is_emergency(urgency_of(view.assessment, view.chart));
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - ('a' - 'A'));
  }
  return text;
}

std::string small(std::string_view words) {
  std::string text(words);
  const bool acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && !acronym) {
    text[0] = static_cast<char>(text[0] + ('a' - 'A'));
  }
  return text;
}

std::string recorded_words(const TriageView& view) {
  std::string text;
  for (const RecordedDanger& one : view.chart.dangers) {
    text += (text.empty() ? "" : "; ") + markdown(small(one.name)) +
            (one.suspected ? ", suspected" : "") +
            (is_reference(one.origin) ? " (" + markdown(one.origin) + ")" : "");
  }
  return text;
}

std::string why_words(const TriageView& view) {
  if (view.gates.empty()) {
    return view.assessment.urgency >= knowledge::Urgency::same_day &&
                   !view.assessment.loss_voice.reasons.empty()
               ? markdown(view.assessment.loss_voice.reasons.front())
               : std::string();
  }
  std::string text;
  constexpr std::size_t most = 4;
  const std::vector<std::string_view> because = view.gates.front()->because.ids();
  for (std::size_t i = 0; i < because.size() && i < most; ++i) {
    text += (i == 0 ? "" : "; ") + evidence_words(view, because[i]);
  }
  const auto source =
      view.context.knowledge.sources.find(std::string(view.gates.front()->citation->source));
  return source == view.context.knowledge.sources.end()
             ? text
             : text + ". " + markdown(clipped(source->second.citation, 110));
}

std::string half_there_words(const TriageView& view) {
  constexpr std::size_t most = 2;
  std::string text;
  for (std::size_t i = 0; view.gates.empty() && i < view.open.size() && i < most; ++i) {
    text += (i == 0 ? "" : "; ") + markdown(small(view.open[i]->name)) + ", waits for";
    const std::vector<std::string_view> waiting = view.open[i]->waiting_for.ids();
    for (std::size_t k = 0; k < waiting.size() && k < 2; ++k) {
      text += (k == 0 ? " " : " or ") + markdown(finding_words(view, waiting[k]));
    }
  }
  return text;
}

std::string other_emergencies_words(const TriageView& view) {
  std::string text;
  for (std::size_t i = 1; i < view.gates.size() && is_emergency(view.gates[i]->urgency); ++i) {
    text += (text.empty() ? "" : "; ") + markdown(small(view.gates[i]->name));
    const auto suspect =
        std::ranges::find_if(view.context.knowledge.conditions, [&](const auto& condition) {
          return !view.gates[i]->suspects.empty() &&
                 condition.id == view.gates[i]->suspects.front();
        });
    if (suspect != view.context.knowledge.conditions.end()) {
      text += " (" + markdown(small(suspect->name)) + ")";
    }
  }
  return text;
}

std::string other_gates_words(const TriageView& view) {
  std::string text;
  std::size_t told = 0;
  std::size_t more = 0;
  for (std::size_t i = 1; i < view.gates.size(); ++i) {
    if (is_emergency(view.gates[i]->urgency)) {
      continue;
    }
    if (told < 2) {
      text += (told == 0 ? "" : "; ") + markdown(small(view.gates[i]->name));
      ++told;
    } else {
      ++more;
    }
  }
  return more == 0 ? text : text + "; and " + std::to_string(more) + " more red flags";
}

std::string not_to_be_missed_words(const TriageView& view) {
  constexpr std::size_t most = 3;
  std::string text;
  std::size_t told = 0;
  for (const triage::RankedCondition& condition : view.assessment.conditions) {
    if (told < most && !is_recorded_alone(view) && is_to_be_told(view, condition)) {
      text += (told == 0 ? "" : "; ") + markdown(small(condition.name)) + " (" +
              triage::natural_frequency(condition.posterior) + " like this)";
      ++told;
    }
  }
  return text;
}

std::string likely_words(const TriageView& view) {
  std::string text;
  std::size_t told = 0;
  for (const triage::RankedCondition& condition : view.assessment.conditions) {
    if (!condition.must_not_miss && told < 2 && !is_recorded_alone(view)) {
      text += (told == 0 ? "" : "; ") + markdown(small(condition.name)) + " (" +
              triage::natural_frequency(condition.posterior) + ")";
      ++told;
    }
  }
  return text;
}

std::string questions_words(const TriageView& view) {
  const std::size_t most = is_in_emergency(view) ? 2 : 4;
  const std::vector<std::string_view>& open = view.assessment.ask_first;
  std::string text;
  for (std::size_t i = 0; i < open.size() && i < most; ++i) {
    const knowledge::Finding* const row = finding_row(view, open[i]);
    text += (i == 0 ? "" : " ") + markdown(row != nullptr && row->question
                                               ? row->question->read_aloud
                                               : capital(finding_words(view, open[i])) + "?");
  }
  return open.size() <= most ? text
                             : text + " And " + std::to_string(open.size() - most) + " more.";
}

std::vector<std::string> not_seen(const TriageView& view) {
  std::vector<std::string> parts = all_not_seen(view.chart);
  const auto& red_flags = view.context.knowledge.red_flags;
  for (const UnreadValue& bound : view.chart.bounds) {
    if (std::ranges::any_of(red_flags, [&bound](const knowledge::RedFlag& flag) {
          return std::ranges::find(flag.rule.mentions(), bound.finding) !=
                 flag.rule.mentions().end();
        })) {
      std::erase_if(parts, [&bound](const std::string& part) {
        return part.starts_with(bound.resource + " (");
      });
      parts.push_back(view.context.knowledge.findings[bound.finding].name + " " + bound.words);
    }
  }
  return parts;
}

std::string not_seen_words(const TriageView& view) {
  std::string text;
  for (const std::string& part : not_seen(view)) {
    text += (text.empty() ? "" : "; ") + markdown(part);
  }
  return text;
}

}  // namespace paraspinal::fhir
