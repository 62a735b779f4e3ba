// Entry points: readings_of and against.

#include "fhir/cds_hooks_against.h"

#include <algorithm>

#include "knowledge/triage/score_findings.h"

namespace paraspinal::fhir {

using knowledge::Action;
using knowledge::Contraindication;
using knowledge::ContraindicationEffect;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Truth;

namespace {

triage::Closed closed(const triage::Presentation& presentation, const KnowledgeBase& knowledge) {
  return triage::close(triage::score_findings(presentation, knowledge).presentation, knowledge);
}

bool is_present(FindingId finding, const triage::Closed& reading) {
  const knowledge::Answer* const answer = reading.find(finding);
  const auto* const presence =
      answer == nullptr ? nullptr : std::get_if<knowledge::Presence>(&answer->value);
  return presence != nullptr && *presence == knowledge::Presence::present;
}

bool is_half_held(const StandsAgainst& one, const KnowledgeBase& knowledge) {
  const auto is_measure = [&knowledge](FindingId finding) {
    return knowledge.findings[finding].value_type == knowledge::ValueType::quantity;
  };
  return one.row->effect == ContraindicationEffect::withhold &&
         std::ranges::all_of(undecided_by(one), is_measure) &&
         std::ranges::any_of(one.row->rule.affirmed(),
                             [&](FindingId finding) { return is_present(finding, *one.reading); });
}

void add_rule(const StandsAgainst& one, std::vector<StandsAgainst>& to) {
  if (std::ranges::find(to, one.row, &StandsAgainst::row) == to.end()) {
    to.push_back(one);
  }
}

void add_unknown(const StandsAgainst& one, std::vector<FindingId>& to) {
  for (const FindingId finding : undecided_by(one)) {
    if (std::ranges::find(to, finding) == to.end()) {
      to.push_back(finding);
    }
  }
}

void judge(const StandsAgainst& one, const KnowledgeBase& knowledge, Against& found) {
  const triage::Closed& reading = *one.reading;
  const Truth truth =
      one.row->rule.evaluate([&reading](FindingId finding) { return reading.find(finding); });
  if (truth == Truth::yes) {
    const bool withhold = one.row->effect == ContraindicationEffect::withhold;
    add_rule(one, withhold ? found.withheld : found.cautioned);
  } else if (truth == Truth::undecided) {
    if (is_half_held(one, knowledge)) {
      add_rule(one, found.half_held);
    }
    add_unknown(one, found.unknown);
  }
}

void drop_covered(Against& found) {
  std::erase_if(found.cautioned, [&](const StandsAgainst& caution) {
    const auto reasons = true_because(caution);
    return std::ranges::any_of(found.withheld, [&](const StandsAgainst& withheld) {
      const auto covering = true_because(withheld);
      return std::ranges::all_of(reasons, [&](FindingId finding) {
        return std::ranges::find(covering, finding) != covering.end();
      });
    });
  });
}

}  // namespace

Readings readings_of(const triage::Presentation& presentation, const KnowledgeBase& knowledge) {
  Readings readings{{closed(presentation, knowledge)},
                    triage::weeks_apart(presentation, knowledge)};
  if (readings.apart) {
    readings.closed.push_back(
        closed(triage::with_other_weeks(presentation, *readings.apart, knowledge), knowledge));
  }
  return readings;
}

Against against(const Action& action, const Readings& readings, const KnowledgeBase& knowledge) {
  Against found;
  for (const triage::Closed& reading : readings.closed) {
    for (const Contraindication& row : action.contraindications) {
      judge({&row, &reading}, knowledge, found);
    }
  }
  drop_covered(found);
  return found;
}

std::vector<FindingId> true_because(const StandsAgainst& one) {
  const triage::Closed& reading = *one.reading;
  return one.row->rule.true_because([&reading](FindingId id) { return reading.find(id); })
      .findings();
}

std::vector<FindingId> undecided_by(const StandsAgainst& one) {
  const triage::Closed& reading = *one.reading;
  return one.row->rule.undecided_by([&reading](FindingId id) { return reading.find(id); })
      .findings();
}

const Action* action_named(const KnowledgeBase& knowledge, std::string_view id) {
  const auto found = std::ranges::find(knowledge.actions, id, &Action::id);
  return found == knowledge.actions.end() ? nullptr : &*found;
}

}  // namespace paraspinal::fhir
