// Entry point: order_card.

#include "fhir/cds_hooks_order_card.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/export_resource.h"
#include "fhir/told_finding.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {

using knowledge::Action;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

namespace {

std::string without_stop(std::string text) {
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

// "Filtration rate <15 mL/min/{1.73_m2} (Observation/9)": bounds that leave a rule undecided.
std::string bounds_words(const Against& found, const Chart& chart, const KnowledgeBase& knowledge) {
  std::string text;
  for (const UnreadValue& one : chart.bounds) {
    if (std::ranges::find(found.unknown, one.finding) != found.unknown.end()) {
      text += (text.empty() ? "" : "; ") + knowledge.findings[one.finding].name + " " + one.words;
    }
  }
  return text;
}

class OrderCard {
 public:
  explicit OrderCard(const JudgedOrder& judged)
      : order_(judged.order),
        found_(judged.found),
        readings_(judged.readings),
        chart_(judged.chart),
        request_(judged.request),
        context_(judged.context) {}

  Card card() const {
    Card card;
    const StandsAgainst first = reasons().front();
    card.summary = std::string(kind_of_order(order_.action)) +
                   (found_.withheld.empty() ? ", take care: " : ", withhold: ") +
                   without_stop(first.row->reason) + " (" + because(first) + ")";
    card.detail = detail();
    card.indicator = indicator();
    const auto source = context_.knowledge.sources.find(first.row->citation.source);
    if (source != context_.knowledge.sources.end()) {
      card.source_label = clipped(source->second.citation, 120);
      card.source_url = source->second.url.starts_with("http") ? source->second.url : "";
    }
    if (card.source_label.empty()) {
      card.source_label = "Paraspinal, knowledge " + context_.knowledge.version;
    }
    card.topic_code = "back-pain-medicines";
    card.topic_display = "Medicines and heat for back pain: cautions";
    if (order_.removable) {
      card.removals.push_back(
          {"Remove " + (order_.words.empty() ? std::string(kind_of_order(order_.action))
                                             : clipped(order_.words, 60)),
           order_.id, !found_.withheld.empty()});
    }
    return card;
  }

 private:
  std::vector<StandsAgainst> reasons() const {
    std::vector<StandsAgainst> all = found_.withheld;
    all.insert(all.end(), found_.cautioned.begin(), found_.cautioned.end());
    if (all.empty()) {
      all = found_.half_held;
    }
    return all;
  }

  Indicator indicator() const {
    const bool signing = request_.hook == Hook::order_sign;
    if (!found_.withheld.empty()) {
      return signing ? Indicator::critical : Indicator::warning;
    }
    const bool grave = !found_.half_held.empty() || (signing && found_.cautioned.size() > 1);
    return grave ? Indicator::warning : Indicator::info;
  }

  std::string name_of(FindingId finding, const triage::Closed& reading) const {
    const knowledge::Finding& row = context_.knowledge.findings[finding];
    const knowledge::Answer* const answer = reading.find(finding);
    const auto* const quantity =
        answer == nullptr ? nullptr : std::get_if<knowledge::Quantity>(&answer->value);
    if (row.unit == "a" && quantity != nullptr) {
      return "age " + rounded(triage::number_words(quantity->value));
    }
    const std::string state =
        answer == nullptr ? std::string() : rounded(triage::state_words(row, answer->value));
    return state.empty() || state == "present" || state == "absent" ? row.name
                                                                    : row.name + " " + state;
  }

  // "Pregnant, Weeks of pregnancy 31 wk".
  std::string because(const StandsAgainst& one) const {
    std::string text;
    for (const FindingId finding : true_because(one)) {
      text += (text.empty() ? "" : ", ") + name_of(finding, *one.reading);
    }
    return text;
  }

  // Where the chart says so: "Observation/7".
  static std::string origins(const StandsAgainst& one) {
    std::string text;
    for (const FindingId finding : true_because(one)) {
      const knowledge::Answer* const answer = one.reading->find(finding);
      if (answer != nullptr && is_reference(answer->origin) &&
          text.find(answer->origin) == std::string::npos) {
        text += (text.empty() ? "" : ", ") + answer->origin;
      }
    }
    return text;
  }

  std::string reason_line(const StandsAgainst& one, bool withheld) const {
    const std::string where = origins(one);
    const auto source = context_.knowledge.sources.find(one.row->citation.source);
    std::string line = "- **" + std::string(withheld ? "Withhold" : "Take care") + "** - " +
                       markdown(because(one)) +
                       (where.empty() ? "" : " (" + markdown(where) + ")") + ": " +
                       markdown(one.row->reason);
    if (source != context_.knowledge.sources.end()) {
      line += " [" + markdown(clipped(source->second.citation, 90)) + "]";
    }
    return line;
  }

  std::string detail() const {
    constexpr std::size_t most = 4;
    std::string text = "**" +
                       markdown(order_.words.empty() ? std::string(kind_of_order(order_.action))
                                                     : clipped(order_.words, 80)) +
                       "**\n";
    const auto all = reasons();
    for (std::size_t i = 0; i < all.size() && i < most; ++i) {
      text += "\n" + reason_line(all[i], i < found_.withheld.size());
    }
    if (all.size() > most) {
      text += "\n- and " + std::to_string(all.size() - most) + " more";
    }
    text += "\n";
    if (const std::string disputed = disputed_weeks(); !disputed.empty()) {
      text += "\n**Weeks in dispute:** " + markdown(disputed) + "\n";
    }
    if (const std::string instead = alternative(); !instead.empty()) {
      text += "\n**Instead:** " + markdown(instead) + "\n";
    }
    if (const std::string first = find_out_first(); !first.empty()) {
      text += "\n**Find out first:** " + first + "\n";
    }
    if (const std::string unknown = not_known(); !unknown.empty()) {
      text += "\n**Not known from the chart:** " + unknown + "\n";
    }
    return text + "\nKnowledge " + markdown(context_.knowledge.version) +
           ", not signed off by a clinician.";
  }

  std::string find_out_first() const {
    std::string text;
    for (const StandsAgainst& one : found_.half_held) {
      for (const FindingId finding : undecided_by(one)) {
        text += (text.empty() ? "" : "; ") + markdown(context_.knowledge.findings[finding].name) +
                " (" + markdown(without_stop(one.row->reason)) + ")";
      }
    }
    return text;
  }

  // "18 wk stated, 25 wk by the due date: judged by both"; empty when they agree.
  std::string disputed_weeks() const {
    if (!readings_.apart) {
      return {};
    }
    const auto weeks = [](double value) { return rounded(triage::number_words(value)) + " wk"; };
    return weeks(readings_.apart->stated) + " stated, " + weeks(readings_.apart->dated) +
           (readings_.apart->date == "edd" ? " by the due date" : " by the last period") +
           ": judged by both";
  }

  // Paracetamol in place of an anti-inflammatory, where nothing known stands against that.
  std::string alternative() const {
    const Action* const paracetamol = action_named(context_.knowledge, "paracetamol");
    if (order_.action != "nsaid" || found_.withheld.empty() || paracetamol == nullptr) {
      return {};
    }
    const Against other = against(*paracetamol, readings_, context_.knowledge);
    return other.withheld.empty() && other.cautioned.empty() ? paracetamol->words : std::string();
  }

  // Where only care is asked for: what a laboratory would tell. And what of the chart was not seen.
  std::string not_known() const {
    std::string text;
    for (const FindingId finding : found_.unknown) {
      const knowledge::Finding& row = context_.knowledge.findings[finding];
      if (found_.withheld.empty() && row.obtainable_by == knowledge::ObtainableBy::laboratory) {
        text += (text.empty() ? "" : "; ") + markdown(row.name);
      }
    }
    for (const std::string& part : all_not_seen(chart_)) {
      text += (text.empty() ? "" : "; ") + markdown(part);
    }
    const std::string bounds = bounds_words(found_, chart_, context_.knowledge);
    return bounds.empty() ? text : text + (text.empty() ? "" : "; ") + markdown(bounds);
  }

  const DraftOrder& order_;
  const Against& found_;
  const Readings& readings_;
  const Chart& chart_;
  const CdsRequest& request_;
  const CardContext& context_;
};

// Paracetamol has many cautions and is what one turns to: only a reason to withhold it is told.
bool is_worth_a_card(const DraftOrder& order, const Against& found) {
  return !found.withheld.empty() ||
         (order.action != "paracetamol" && (!found.cautioned.empty() || !found.half_held.empty()));
}

// Where nothing that was read stands against the order: what was there and could not be read. A
// medicine without a code may be a blood thinner, so signing an anti-inflammatory over it is told.
std::optional<Card> unread_card(const JudgedOrder& judged) {
  const auto& [order, found, readings, chart, request, context] = judged;
  const std::string bounds = bounds_words(found, chart, context.knowledge);
  const bool told = !bounds.empty() && order.action != "paracetamol";
  const bool unread =
      !chart.unread.empty() && order.action == "nsaid" && request.hook == Hook::order_sign;
  if (!told && !unread) {
    return std::nullopt;
  }
  Card card;
  card.summary = std::string(kind_of_order(order.action)) + ", take care: could not be read: " +
                 one_line(told ? bounds : chart.unread.front());
  card.indicator = told ? Indicator::warning : Indicator::info;
  std::string parts = told ? markdown(bounds) : std::string();
  for (const std::string& part : all_not_seen(chart)) {
    parts += (parts.empty() ? "" : "; ") + markdown(part);
  }
  card.detail =
      "Nothing that was read stands against it. **Could not be read, see for yourself:** " + parts +
      "\n\nKnowledge " + markdown(context.knowledge.version) + ", not signed off by a clinician.";
  card.source_label = "Paraspinal, knowledge " + context.knowledge.version;
  card.source_url = context.base_url;
  card.topic_code = "back-pain-medicines";
  card.topic_display = "Medicines and heat for back pain: cautions";
  return card;
}

}  // namespace

std::optional<Card> order_card(const JudgedOrder& judged) {
  return is_worth_a_card(judged.order, judged.found) ? OrderCard(judged).card()
                                                     : unread_card(judged);
}

}  // namespace paraspinal::fhir
