#include "knowledge/triage/advise.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "knowledge/triage/answer_table.h"
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

// What the actions are checked against.
struct Advised {
  knowledge::Rule::Numbers answers;
  knowledge::Setting setting;
  const KnowledgeBase& knowledge;
};

// [condition]: its posterior where advice is for it.
std::vector<std::optional<double>> concerned(std::span<const RankedCondition> ranked,
                                             std::span<const RankedCondition> contributors,
                                             const KnowledgeBase& knowledge) {
  std::vector<std::optional<double>> posteriors(knowledge.conditions.size());
  for (const auto& conditions : {ranked, contributors}) {
    for (const RankedCondition& condition : conditions) {
      const bool first = &condition == ranked.data();
      if (first || condition.posterior >= likely_enough) {
        if (const auto id = knowledge.condition(condition.id)) {
          posteriors[id->index] = condition.posterior;
        }
      }
    }
  }
  return posteriors;
}

// A contraindication that says something of this person.
struct Against {
  const Contraindication* row = nullptr;
  Truth truth = Truth::undecided;
  std::vector<FindingId> findings;  // those that make it hold, or those to ask first
};

// An action for this person, before it is put into words.
struct Chosen {
  const Action* action = nullptr;
  double posterior = 0;  // sum over the conditions it is for
  AdviceState state = AdviceState::given;
  std::vector<Against> against;      // in the order of the content
  std::vector<FindingId> unchecked;  // each once
};

bool contains(const std::vector<FindingId>& findings, FindingId finding) {
  return std::ranges::find(findings, finding) != findings.end();
}

// Of the findings an undecided rule waits for, those that this setting can obtain are to be asked,
// the others stay unchecked.
void split_waiting(const Advised& person, Against& against, Chosen& chosen) {
  std::vector<FindingId> waiting = std::move(against.findings);
  against.findings.clear();
  for (const FindingId finding : waiting) {
    const auto& row = person.knowledge.findings[finding];
    auto& list =
        obtainable(row.obtainable_by, person.setting) ? against.findings : chosen.unchecked;
    if (!contains(list, finding)) {
      list.push_back(finding);
    }
  }
}

// Adds what this contraindication says of this person, if anything.
void weigh_against(const Contraindication& row, const Advised& person, Chosen& chosen) {
  const Truth truth = row.rule.evaluate(person.answers);
  if (truth == Truth::no) {
    return;
  }
  Against against{&row, truth, {}};
  AdviceState state = AdviceState::cautioned;
  if (truth == Truth::undecided) {
    against.findings = row.rule.undecided_by(person.answers);
    split_waiting(person, against, chosen);
    if (against.findings.empty()) {
      return;
    }
  } else {
    against.findings = row.rule.true_because(person.answers);
    state = row.effect == ContraindicationEffect::withhold ? AdviceState::withheld
                                                           : AdviceState::cautioned;
  }
  chosen.state = std::max(chosen.state, state);
  chosen.against.push_back(std::move(against));
}

// Nothing where the action is for none of the conditions.
std::optional<Chosen> choose(const Action& action,
                             const std::vector<std::optional<double>>& posteriors,
                             const Advised& person) {
  std::vector<std::size_t> concerned;
  for (const ConditionId id : action.conditions) {
    if (posteriors[id.index]) {
      concerned.push_back(id.index);
    }
  }
  if (concerned.empty()) {
    return std::nullopt;
  }
  Chosen chosen{&action, 0, AdviceState::given, {}, {}};
  // In one order for all actions, so that those for the same conditions are equal to the last bit.
  std::ranges::sort(concerned);
  for (const std::size_t condition : concerned) {
    chosen.posterior += *posteriors[condition];
  }
  for (const Contraindication& row : action.contraindications) {
    weigh_against(row, person, chosen);
  }
  return chosen;
}

AdviceReason reason_of(const Against& against, const KnowledgeBase& knowledge) {
  AdviceReason reason;
  reason.words = against.row->reason;
  reason.rule = against.row->rule.text();
  auto& findings = against.truth == Truth::undecided ? reason.ask : reason.because;
  findings = ids_of(against.findings, knowledge);
  reason.citation = cited(against.row->citation);
  return reason;
}

Advice in_words(const Chosen& chosen, const std::vector<std::optional<double>>& posteriors,
                const KnowledgeBase& knowledge) {
  const Action& action = *chosen.action;
  Advice advice;
  advice.id = action.id;
  advice.kind = action.kind;
  advice.words = action.words;
  advice.position = action.position;
  advice.state = chosen.state;
  for (const ConditionId id : action.conditions) {
    if (posteriors[id.index]) {
      advice.conditions.push_back(knowledge.conditions[id.index].id);
    }
  }
  advice.reasons.reserve(chosen.against.size());
  // What is known stands before what is to be asked.
  for (const Truth truth : {Truth::yes, Truth::undecided}) {
    for (const Against& against : chosen.against) {
      if (against.truth == truth) {
        advice.reasons.push_back(reason_of(against, knowledge));
      }
    }
  }
  advice.unchecked = ids_of(chosen.unchecked, knowledge);
  advice.citation = cited(action.citation);
  return advice;
}

}  // namespace

std::vector<Advice> advise(const Closed& closed, std::span<const RankedCondition> ranked,
                           std::span<const RankedCondition> contributors, Urgency urgency,
                           knowledge::Setting setting, const KnowledgeBase& knowledge) {
  const auto posteriors = concerned(ranked, contributors, knowledge);
  const AnswerTable answers(closed, knowledge);
  std::vector<Chosen> chosen;
  chosen.reserve(knowledge.actions.size());
  for (const Action& action : knowledge.actions) {
    if (urgency >= action.slowest && urgency <= action.fastest) {
      if (auto one = choose(action, posteriors, {answers.numbers(), setting, knowledge})) {
        chosen.push_back(*std::move(one));
      }
    }
  }
  std::ranges::stable_sort(chosen, [](const Chosen& a, const Chosen& b) {
    return a.state != b.state ? a.state < b.state : a.posterior > b.posterior;
  });
  std::vector<Advice> advice;
  advice.reserve(chosen.size());
  for (const Chosen& one : chosen) {
    advice.push_back(in_words(one, posteriors, knowledge));
  }
  return advice;
}

}  // namespace paraspinal::triage
