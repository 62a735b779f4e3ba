// Entry points: triage_card and slot_card.

#include "fhir/cds_hooks_triage_card.h"

#include <algorithm>
#include <utility>

#include "fhir/cds_hooks_flags.h"
#include "fhir/cds_hooks_slot.h"
#include "fhir/export_resource.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;
using knowledge::Urgency;
using triage::Assessment;
using triage::Gate;

namespace {

constexpr std::size_t longest_detail = 900;

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - ('a' - 'A'));
  }
  return text;
}

std::string small(std::string text) {
  const bool acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && !acronym) {
    text[0] = static_cast<char>(text[0] + ('a' - 'A'));
  }
  return text;
}

// "Emergency department, within 1 hour".
std::string how_soon(Urgency urgency) {
  const std::string words = triage::spoken(urgency);
  const std::string within(contact_within(urgency));
  return capital(words == within ? words : words + ", " + within);
}

bool is_emergency(Urgency urgency) {
  return urgency >= Urgency::emergency_department;
}

Indicator indicator_of(const Assessment& assessment, const Chart& chart) {
  const auto gates = fired_flags(assessment);
  if ((!gates.empty() && is_emergency(gates.front()->urgency)) ||
      (!chart.dangers.empty() && is_emergency(chart.dangers.front().condition->needs_urgency))) {
    return Indicator::critical;
  }
  return assessment.urgency >= Urgency::same_day || !chart.dangers.empty() ? Indicator::warning
                                                                           : Indicator::info;
}

// True when a recorded diagnosis, not a red flag, is what the card is about.
bool is_about_danger(const Assessment& assessment, const Chart& chart) {
  const auto gates = fired_flags(assessment);
  return !chart.dangers.empty() &&
         (gates.empty() || gates.front()->urgency < chart.dangers.front().condition->needs_urgency);
}

std::string questions_open(const Assessment& assessment) {
  const std::size_t open = assessment.ask_first.size();
  return std::to_string(open) + (open == 1 ? " safety question" : " safety questions") + " open";
}

// How much a line of a card is worth: where they are too long together, the least goes first.
enum class Worth { likely, also, hint, question, missed, why, always };

// The words of a card, a line after the other.
class Detail {
 public:
  void add(const std::string& title, const std::string& words, Worth worth) {
    if (!words.empty()) {
      lines_.push_back({"**" + title + ":** " + words, worth});
    }
  }

  // What is worth to stand there always stands there, however long.
  std::string text() const {
    std::vector<Line> kept = lines_;
    while (joined(kept).size() > longest_detail) {
      const auto least = std::ranges::min_element(kept, {}, &Line::worth);
      if (least->worth == Worth::always) {
        break;
      }
      kept.erase(least);
    }
    return joined(kept);
  }

 private:
  struct Line {
    std::string text;
    Worth worth;
  };

  static std::string joined(const std::vector<Line>& lines) {
    std::string text;
    for (const Line& line : lines) {
      text += (text.empty() ? "" : "\n\n") + line.text;
    }
    return text;
  }

  std::vector<Line> lines_;
};

class Writer {
 public:
  Writer(const Assessment& assessment, const Chart& chart, const CardContext& context)
      : assessment_(assessment),
        chart_(chart),
        context_(context),
        gates_(fired_flags(assessment)),
        open_(half_open_flags(assessment, context.knowledge)) {}

  std::string summary() const {
    if (is_about_danger(assessment_, chart_)) {
      return recorded_summary();
    }
    if (!gates_.empty()) {
      return how_soon(assessment_.urgency) + ": " + small(gates_.front()->name);
    }
    const std::string open = assessment_.provisional ? "; " + questions_open(assessment_) : "";
    const std::string soon = small(how_soon(assessment_.urgency));
    if (assessment_.urgency >= Urgency::same_day) {
      return "Back complaint, to be seen " + soon + open;
    }
    return "Back complaint: no red flag in " +
           std::string(all_not_seen(chart_).empty() ? "" : "what could be read of ") + "the chart" +
           std::string(open_.empty() ? "" : " is complete") +
           (assessment_.urgency == Urgency::self_care ? "" : ", to be seen " + soon) + open;
  }

  // ", saddle numbness ...": the reason after how soon; empty when there is none.
  std::string because() const {
    if (is_about_danger(assessment_, chart_)) {
      return ", chart records " + small(chart_.dangers.front().name);
    }
    return gates_.empty() ? std::string() : ", " + small(gates_.front()->name);
  }

  std::string detail() const {
    Detail detail;
    if (is_about_danger(assessment_, chart_)) {
      detail.add("Do", "ask whether it is being treated. If it is not: " + advice(), Worth::always);
    } else if (gates_.empty() && assessment_.provisional) {
      detail.add("Not yet an answer",
                 "no red flag in the chart is complete, and the questions that rule them out have "
                 "not been asked.",
                 Worth::always);
    } else {
      detail.add("Do", markdown(assessment_.what_to_do), Worth::always);
    }
    detail.add("The chart records", recorded(), Worth::always);
    detail.add("Why", why(), Worth::why);
    detail.add("Also an emergency", other_emergencies(), Worth::always);
    detail.add("Half there", half_there(), Worth::hint);
    detail.add("Not to be missed", not_to_be_missed(), Worth::missed);
    detail.add(in_emergency() ? "Ask, if it does not delay" : "Ask now", questions(),
               Worth::question);
    detail.add("Also", other_gates(), Worth::also);
    detail.add("Not seen", not_seen(), Worth::always);
    detail.add("Likely", likely(), Worth::likely);
    detail.add("From the chart alone",
               "stated by " + origin(chart_.complaint) + "; knowledge " +
                   markdown(assessment_.knowledge_version) +
                   ", not signed off by a clinician; not a diagnosis.",
               Worth::always);
    return detail.text();
  }

 private:
  bool in_emergency() const { return is_emergency(urgency_of(assessment_, chart_)); }

  std::string recorded_summary() const {
    const RecordedDanger& first = chart_.dangers.front();
    constexpr std::size_t longest_name = 50;
    return "Chart " + std::string(first.suspected ? "suspects " : "records ") +
           clipped(small(first.name), longest_name) + ": is it being treated? " +
           how_soon(urgency_of(assessment_, chart_));
  }

  // What is done where this urgency goes.
  std::string advice() const {
    const auto found = context_.knowledge.urgency_advice.find(urgency_of(assessment_, chart_));
    return found == context_.knowledge.urgency_advice.end() ? std::string()
                                                            : markdown(found->second.what_to_do);
  }

  // "cauda equina syndrome, suspected (Condition/7)".
  std::string recorded() const {
    std::string text;
    for (const RecordedDanger& one : chart_.dangers) {
      text += (text.empty() ? "" : "; ") + markdown(small(one.name)) +
              (one.suspected ? ", suspected" : "") +
              (is_reference(one.origin) ? " (" + markdown(one.origin) + ")" : "");
    }
    return text;
  }

  const knowledge::Finding* finding(const std::string& id) const {
    const auto found = context_.knowledge.findings.find(id);
    return found ? &context_.knowledge.findings[*found] : nullptr;
  }

  std::string name_of(const std::string& id) const {
    const knowledge::Finding* const row = finding(id);
    return row == nullptr ? id : small(row->name);
  }

  static std::string origin(const std::string& text) {
    return is_reference(text) || text.starts_with("the reason") ? markdown(text) : "the chart";
  }

  // "numb between the legs (Observation/7)", with its value where it has one.
  std::string evidence(const std::string& id) const {
    std::string text = markdown(name_of(id));
    const auto used = std::ranges::find(assessment_.used, id, &triage::UsedAnswer::finding);
    if (used != assessment_.used.end()) {
      text += used->state == "present" || used->state == "absent"
                  ? ""
                  : " " + markdown(rounded(used->state));
      text += is_reference(used->origin) ? " (" + markdown(used->origin) + ")" : "";
    }
    return text;
  }

  std::string why() const {
    if (gates_.empty()) {
      return assessment_.urgency >= Urgency::same_day && !assessment_.loss_voice.reasons.empty()
                 ? markdown(assessment_.loss_voice.reasons.front())
                 : std::string();
    }
    std::string text;
    constexpr std::size_t most = 4;
    const std::vector<std::string>& because = gates_.front()->because;
    for (std::size_t i = 0; i < because.size() && i < most; ++i) {
      text += (i == 0 ? "" : "; ") + evidence(because[i]);
    }
    const auto source = context_.knowledge.sources.find(gates_.front()->citation.source);
    return source == context_.knowledge.sources.end()
               ? text
               : text + ". " + markdown(clipped(source->second.citation, 110));
  }

  // "fever with back pain, waits for: pain all over".
  std::string half_there() const {
    constexpr std::size_t most = 2;
    std::string text;
    for (std::size_t i = 0; gates_.empty() && i < open_.size() && i < most; ++i) {
      text += (i == 0 ? "" : "; ") + markdown(small(open_[i]->name)) + ", waits for";
      const std::vector<std::string>& waiting = open_[i]->waiting_for;
      for (std::size_t k = 0; k < waiting.size() && k < 2; ++k) {
        text += (k == 0 ? " " : " or ") + markdown(name_of(waiting[k]));
      }
    }
    return text;
  }

  // "saddle numbness ... (cauda equina syndrome)": every red flag besides the first that asks for
  // an emergency department or more.
  std::string other_emergencies() const {
    std::string text;
    for (std::size_t i = 1; i < gates_.size() && is_emergency(gates_[i]->urgency); ++i) {
      text += (text.empty() ? "" : "; ") + markdown(small(gates_[i]->name));
      const auto suspect =
          std::ranges::find_if(context_.knowledge.conditions, [&](const auto& condition) {
            return !gates_[i]->suspects.empty() && condition.id == gates_[i]->suspects.front();
          });
      if (suspect != context_.knowledge.conditions.end()) {
        text += " (" + markdown(small(suspect->name)) + ")";
      }
    }
    return text;
  }

  std::string other_gates() const {
    std::string text;
    std::size_t told = 0;
    std::size_t more = 0;
    for (std::size_t i = 1; i < gates_.size(); ++i) {
      if (is_emergency(gates_[i]->urgency)) {
        continue;
      }
      if (told < 2) {
        text += (told == 0 ? "" : "; ") + markdown(small(gates_[i]->name));
        ++told;
      } else {
        ++more;
      }
    }
    return more == 0 ? text : text + "; and " + std::to_string(more) + " more red flags";
  }

  // Beside a recorded diagnosis what is likely without it only leads astray.
  bool is_recorded_alone() const { return gates_.empty() && !chart_.dangers.empty(); }

  // What the fired red flags suspect; without any, what is likely enough to think of.
  bool is_to_be_told(const triage::RankedCondition& condition) const {
    constexpr double worth_a_thought = 0.01;
    if (gates_.empty()) {
      return condition.must_not_miss && condition.posterior >= worth_a_thought;
    }
    return std::ranges::any_of(gates_, [&](const Gate* gate) {
      return gate->urgency == gates_.front()->urgency &&
             std::ranges::find(gate->suspects, condition.id) != gate->suspects.end();
    });
  }

  std::string not_to_be_missed() const {
    constexpr std::size_t most = 3;
    std::string text;
    std::size_t told = 0;
    for (const triage::RankedCondition& condition : assessment_.conditions) {
      if (told < most && !is_recorded_alone() && is_to_be_told(condition)) {
        text += (told == 0 ? "" : "; ") + markdown(small(condition.name)) + " (" +
                triage::natural_frequency(condition.posterior) + " like this)";
        ++told;
      }
    }
    return text;
  }

  std::string likely() const {
    std::string text;
    std::size_t told = 0;
    for (const triage::RankedCondition& condition : assessment_.conditions) {
      if (!condition.must_not_miss && told < 2 && !is_recorded_alone()) {
        text += (told == 0 ? "" : "; ") + markdown(small(condition.name)) + " (" +
                triage::natural_frequency(condition.posterior) + ")";
        ++told;
      }
    }
    return text;
  }

  std::string questions() const {
    const std::size_t most = in_emergency() ? 2 : 4;
    const std::vector<std::string>& open = assessment_.ask_first;
    std::string text;
    for (std::size_t i = 0; i < open.size() && i < most; ++i) {
      const knowledge::Finding* const row = finding(open[i]);
      text += (i == 0 ? "" : " ") + markdown(row != nullptr && row->question
                                                 ? row->question->read_aloud
                                                 : capital(name_of(open[i])) + "?");
    }
    return open.size() <= most ? text
                               : text + " And " + std::to_string(open.size() - most) + " more.";
  }

  std::string not_seen() const {
    std::string text;
    for (const std::string& part : all_not_seen(chart_)) {
      text += (text.empty() ? "" : "; ") + markdown(part);
    }
    return text;
  }

  const Assessment& assessment_;
  const Chart& chart_;
  const CardContext& context_;
  std::vector<const Gate*> gates_;
  std::vector<const Gate*> open_;
};

Card made(std::string summary, std::string detail, const Assessment& assessment, const Chart& chart,
          const CardContext& context) {
  Card card;
  card.summary = std::move(summary);
  card.detail = std::move(detail);
  card.indicator = indicator_of(assessment, chart);
  card.source_label = "Paraspinal, knowledge " + assessment.knowledge_version;
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
  const Writer writer(assessment, chart, context);
  Card card = made(writer.summary(), writer.detail(), assessment, chart, context);
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
  const Writer writer(assessment, chart, context);
  Card card = made(beginning + small(how_soon(urgency)) + writer.because(), writer.detail(),
                   assessment, chart, context);
  card.topic_code = "back-pain-appointment";
  card.topic_display = "Back cramp, spasm and pain: can it wait";
  return card;
}

}  // namespace paraspinal::fhir
