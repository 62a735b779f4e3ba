#include "knowledge/triage/advise.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/in_place.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::Action;
using knowledge::ConditionId;
using knowledge::Contraindication;
using knowledge::ContraindicationEffect;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Truth;
using knowledge::Urgency;

// A condition that advice is for.
struct Concern {
  ConditionId condition;
  double posterior = 0;
};

// What the actions are checked against.
struct Advised {
  knowledge::Rule::Numbers answers;
  knowledge::Setting setting;
  std::vector<Concern> concerns;  // in the order of the content
  std::vector<char> is_concern;   // [condition]
  const KnowledgeBase& knowledge;
};

std::vector<Concern> concerns_of(std::span<const RankedCondition> ranked,
                                 std::span<const RankedCondition> contributors,
                                 const KnowledgeBase& knowledge) {
  std::vector<Concern> concerns;
  for (const auto& conditions : {ranked, contributors}) {
    for (const RankedCondition& condition : conditions) {
      const bool first = &condition == ranked.data();
      if (first || condition.posterior >= likely_enough) {
        if (const auto id = knowledge.condition(condition.id)) {
          concerns.push_back({*id, condition.posterior});
        }
      }
    }
  }
  std::ranges::sort(concerns, {}, &Concern::condition);
  return concerns;
}

// A contraindication that says something of this person.
struct Against {
  const Contraindication* row = nullptr;
  knowledge::NamedFindings because;
  knowledge::NamedFindings ask;
};

// An action for this person, before it is put into words.
struct Chosen {
  const Action* action = nullptr;
  double posterior = 0;  // sum over the conditions it is for
  AdviceState state = AdviceState::given;
  std::vector<Against> against;      // in the order of the content
  std::vector<FindingId> unchecked;  // each once
};

// [condition] Which are among them.
std::vector<char> marked(const std::vector<Concern>& concerns, std::size_t conditions) {
  std::vector<char> is_concern(conditions, 0);
  for (const Concern& concern : concerns) {
    is_concern[concern.condition.index] = 1;
  }
  return is_concern;
}

// The sum over the conditions that the action is for, in one order for all actions, so that those
// for the same conditions are equal to the last bit; nothing where it is for none.
std::optional<double> posterior_of(const Action& action, const Advised& person) {
  if (std::ranges::none_of(action.conditions,
                           [&](ConditionId id) { return person.is_concern[id.index] != 0; })) {
    return std::nullopt;
  }
  double sum = 0;
  for (const Concern& concern : person.concerns) {
    if (std::ranges::find(action.conditions, concern.condition) != action.conditions.end()) {
      sum += concern.posterior;
    }
  }
  return sum;
}

// Of the findings an undecided rule waits for, those that this setting can obtain; the others stay
// unchecked.
knowledge::NamedFindings to_ask(const knowledge::NamedFindings& waited_for, const Advised& person,
                                std::vector<FindingId>& unchecked) {
  return waited_for.where([&](FindingId finding) {
    if (obtainable(person.knowledge.findings.obtainable_by(finding), person.setting)) {
      return true;
    }
    if (std::ranges::find(unchecked, finding) == unchecked.end()) {
      unchecked.push_back(finding);
    }
    return false;
  });
}

// Adds what this contraindication says of this person, if anything.
void weigh_against(const Contraindication& row, const Advised& person, Chosen& chosen) {
  const auto [truth, findings] = row.rule.reasoned(person.answers);
  AdviceState state = AdviceState::cautioned;
  Against against{&row, {}, {}};
  if (truth == Truth::undecided) {
    against.ask = to_ask(findings, person, chosen.unchecked);
  } else if (truth == Truth::yes) {
    against.because = findings;
    state = row.effect == ContraindicationEffect::withhold ? AdviceState::withheld
                                                           : AdviceState::cautioned;
  }
  if (truth == Truth::yes || !against.ask.empty()) {
    chosen.state = std::max(chosen.state, state);
    chosen.against.push_back(against);
  }
}

Chosen choose(const Action& action, double posterior, const Advised& person) {
  Chosen chosen{&action, posterior, AdviceState::given, {}, {}};
  chosen.against.reserve(action.contraindications.size());
  for (const Contraindication& row : action.contraindications) {
    weigh_against(row, person, chosen);
  }
  return chosen;
}

AdviceReason reason_of(const Against& against) {
  return {.words = against.row->reason,
          .rule = against.row->rule.text(),
          .because = against.because,
          .ask = against.ask,
          .citation = Cited(against.row->citation)};
}

Advice in_words(const Chosen& chosen, const Advised& person) {
  const Action& action = *chosen.action;
  Advice advice;
  advice.id = action.id;
  advice.kind = action.kind;
  advice.words = action.words;
  advice.position = action.position;
  advice.state = chosen.state;
  advice.conditions.reserve(std::min(action.conditions.size(), person.concerns.size()));
  for (const ConditionId id : action.conditions) {
    if (person.is_concern[id.index] != 0) {
      advice.conditions.push_back(person.knowledge.conditions[id.index].id);
    }
  }
  advice.reasons.reserve(chosen.against.size());
  // What is known stands before what is to be asked.
  for (const bool is_known : {true, false}) {
    for (const Against& against : chosen.against) {
      if (against.ask.empty() == is_known) {
        advice.reasons.emplace_back(InPlace{[&] { return reason_of(against); }});
      }
    }
  }
  advice.unchecked = ids_of(chosen.unchecked, person.knowledge);
  advice.citation = Cited(action.citation);
  return advice;
}

}  // namespace

std::vector<Advice> advise(const AnswerTable& answers, std::span<const RankedCondition> ranked,
                           std::span<const RankedCondition> contributors, Urgency urgency,
                           knowledge::Setting setting, const KnowledgeBase& knowledge) {
  auto concerns = concerns_of(ranked, contributors, knowledge);
  auto is_concern = marked(concerns, knowledge.conditions.size());
  const Advised person{answers.numbers(), setting, std::move(concerns), std::move(is_concern),
                       knowledge};
  std::vector<Chosen> chosen;
  chosen.reserve(knowledge.actions.size());
  for (const Action& action : knowledge.actions) {
    if (urgency >= action.slowest && urgency <= action.fastest) {
      if (const auto posterior = posterior_of(action, person)) {
        chosen.emplace_back(InPlace{[&] { return choose(action, *posterior, person); }});
      }
    }
  }
  std::vector<const Chosen*> order;
  order.reserve(chosen.size());
  for (const Chosen& one : chosen) {
    order.push_back(&one);
  }
  std::ranges::stable_sort(order, [](const Chosen* a, const Chosen* b) {
    return a->state != b->state ? a->state < b->state : a->posterior > b->posterior;
  });
  std::vector<Advice> advice;
  advice.reserve(chosen.size());
  for (const Chosen* one : order) {
    advice.emplace_back(InPlace{[&] { return in_words(*one, person); }});
  }
  return advice;
}

}  // namespace paraspinal::triage
