// Entry point: order_cards, declared in cds_hooks_orders.h.

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/cds_hooks_orders.h"
#include "fhir/export_resource.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/words.h"

namespace paraspinal::fhir {

using knowledge::Action;
using knowledge::Contraindication;
using knowledge::ContraindicationEffect;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Truth;

namespace {

// What stands against an action in this person.
struct Against {
  std::vector<const Contraindication*> withheld;
  std::vector<const Contraindication*> cautioned;
  // Part of it holds and only a measure is wanting: pregnant, the weeks not known.
  std::vector<const Contraindication*> half_held;
  std::vector<FindingId> unknown;  // findings that leave a rule undecided, each once
};

bool is_half_held(const Contraindication& one, const triage::Closed& closed,
                  const KnowledgeBase& knowledge) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  const auto is_measure = [&knowledge](FindingId finding) {
    return knowledge.findings[finding].value_type == knowledge::ValueType::quantity;
  };
  const auto is_present = [&closed](FindingId finding) {
    const knowledge::Answer* const answer = closed.find(finding);
    const auto* const presence =
        answer == nullptr ? nullptr : std::get_if<knowledge::Presence>(&answer->value);
    return presence != nullptr && *presence == knowledge::Presence::present;
  };
  return one.effect == ContraindicationEffect::withhold &&
         std::ranges::all_of(one.rule.undecided_by(lookup), is_measure) &&
         std::ranges::any_of(one.rule.affirmed(), is_present);
}

Against against(const Action& action, const triage::Closed& closed,
                const KnowledgeBase& knowledge) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  Against found;
  for (const Contraindication& one : action.contraindications) {
    const Truth truth = one.rule.evaluate(lookup);
    if (truth == Truth::yes) {
      const bool withhold = one.effect == ContraindicationEffect::withhold;
      (withhold ? found.withheld : found.cautioned).push_back(&one);
    } else if (truth == Truth::undecided) {
      if (is_half_held(one, closed, knowledge)) {
        found.half_held.push_back(&one);
      }
      for (const FindingId finding : one.rule.undecided_by(lookup)) {
        if (std::ranges::find(found.unknown, finding) == found.unknown.end()) {
          found.unknown.push_back(finding);
        }
      }
    }
  }
  return found;
}

// A caution for nothing but what already withholds ("pregnant" beside "pregnant, 31 weeks") goes.
void drop_covered(Against& found, const triage::Closed& closed) {
  const auto because = [&closed](const Contraindication* one) {
    return one->rule.true_because([&closed](FindingId id) { return closed.find(id); });
  };
  std::erase_if(found.cautioned, [&](const Contraindication* caution) {
    const auto reasons = because(caution);
    return std::ranges::any_of(found.withheld, [&](const Contraindication* withheld) {
      const auto covering = because(withheld);
      return std::ranges::all_of(reasons, [&](FindingId finding) {
        return std::ranges::find(covering, finding) != covering.end();
      });
    });
  });
}

const Action* action_named(const KnowledgeBase& knowledge, std::string_view id) {
  const auto found = std::ranges::find(knowledge.actions, id, &Action::id);
  return found == knowledge.actions.end() ? nullptr : &*found;
}

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
  OrderCard(const Order& order, const Against& found, const triage::Closed& closed,
            const Chart& chart, const CdsRequest& request, const CardContext& context)
      : order_(order),
        found_(found),
        closed_(closed),
        chart_(chart),
        request_(request),
        context_(context) {}

  Card card() const {
    Card card;
    const Contraindication& first = *reasons().front();
    card.summary = std::string(kind_of_order(order_.action)) +
                   (found_.withheld.empty() ? ", take care: " : ", withhold: ") +
                   without_stop(first.reason) + " (" + because(first) + ")";
    card.detail = detail();
    card.indicator = indicator();
    const auto source = context_.knowledge.sources.find(first.citation.source);
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
  std::vector<const Contraindication*> reasons() const {
    std::vector<const Contraindication*> all = found_.withheld;
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

  std::string name_of(FindingId finding) const {
    const knowledge::Finding& row = context_.knowledge.findings[finding];
    const knowledge::Answer* const answer = closed_.find(finding);
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
  std::string because(const Contraindication& one) const {
    std::string text;
    for (const FindingId finding :
         one.rule.true_because([this](FindingId id) { return closed_.find(id); })) {
      text += (text.empty() ? "" : ", ") + name_of(finding);
    }
    return text;
  }

  // Where the chart says so: "Observation/7".
  std::string origins(const Contraindication& one) const {
    std::string text;
    for (const FindingId finding :
         one.rule.true_because([this](FindingId id) { return closed_.find(id); })) {
      const knowledge::Answer* const answer = closed_.find(finding);
      if (answer != nullptr && is_reference(answer->origin) &&
          text.find(answer->origin) == std::string::npos) {
        text += (text.empty() ? "" : ", ") + answer->origin;
      }
    }
    return text;
  }

  std::string reason_line(const Contraindication& one, bool withheld) const {
    const std::string where = origins(one);
    const auto source = context_.knowledge.sources.find(one.citation.source);
    std::string line = "- **" + std::string(withheld ? "Withhold" : "Take care") + "** - " +
                       markdown(because(one)) +
                       (where.empty() ? "" : " (" + markdown(where) + ")") + ": " +
                       markdown(one.reason);
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
      text += "\n" + reason_line(*all[i], i < found_.withheld.size());
    }
    if (all.size() > most) {
      text += "\n- and " + std::to_string(all.size() - most) + " more";
    }
    text += "\n";
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
    for (const Contraindication* const one : found_.half_held) {
      for (const FindingId finding :
           one->rule.undecided_by([this](FindingId id) { return closed_.find(id); })) {
        text += (text.empty() ? "" : "; ") + markdown(context_.knowledge.findings[finding].name) +
                " (" + markdown(without_stop(one->reason)) + ")";
      }
    }
    return text;
  }

  // Paracetamol in place of an anti-inflammatory, where nothing known stands against that.
  std::string alternative() const {
    const Action* const paracetamol = action_named(context_.knowledge, "paracetamol");
    if (order_.action != "nsaid" || found_.withheld.empty() || paracetamol == nullptr) {
      return {};
    }
    const Against other = against(*paracetamol, closed_, context_.knowledge);
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

  const Order& order_;
  const Against& found_;
  const triage::Closed& closed_;
  const Chart& chart_;
  const CdsRequest& request_;
  const CardContext& context_;
};

// Paracetamol has many cautions and is what one turns to: only a reason to withhold it is told.
bool is_worth_a_card(const Order& order, const Against& found) {
  return !found.withheld.empty() ||
         (order.action != "paracetamol" && (!found.cautioned.empty() || !found.half_held.empty()));
}

// Where nothing that was read stands against the order: what was there and could not be read. A
// medicine without a code may be a blood thinner, so signing an anti-inflammatory over it is told.
std::optional<Card> unread_card(const Order& order, const Against& found, const Chart& chart,
                                const CdsRequest& request, const CardContext& context) {
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

// The chart with the other drafts taken, as the assessment reads it.
triage::Closed closed_for(const Order& order, const std::vector<Drafted>& drafts,
                          const Chart& chart, const KnowledgeBase& knowledge) {
  triage::Presentation presentation = chart.imported.presentation;
  for (const Drafted& draft : drafts) {
    if (draft.entry != order.entry) {
      knowledge::Answer taken;
      taken.value = knowledge::Presence::present;
      taken.origin = draft.origin;
      presentation.findings.insert_or_assign(draft.finding, taken);
    }
  }
  return triage::close(triage::score_findings(presentation, knowledge).presentation, knowledge);
}

}  // namespace

std::vector<Card> order_cards(const std::vector<Order>& orders, const Chart& chart,
                              const CdsRequest& request, const CardContext& context) {
  const std::vector<Drafted> drafts = drafted(request, context.knowledge);
  std::vector<Card> cards;
  for (const Order& order : orders) {
    const Action* const action = action_named(context.knowledge, order.action);
    if (action == nullptr) {
      continue;
    }
    const triage::Closed closed = closed_for(order, drafts, chart, context.knowledge);
    Against found = against(*action, closed, context.knowledge);
    drop_covered(found, closed);
    if (is_worth_a_card(order, found)) {
      cards.push_back(OrderCard(order, found, closed, chart, request, context).card());
    } else if (auto card = unread_card(order, found, chart, request, context)) {
      cards.push_back(std::move(*card));
    }
  }
  return cards;
}

}  // namespace paraspinal::fhir
