#include "knowledge/triage/advise.h"

#include <algorithm>
#include <map>

#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::Action;
using knowledge::Contraindication;
using knowledge::ContraindicationEffect;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Truth;
using knowledge::Urgency;

// Posterior of the conditions that advice is for, by id.
std::map<std::string, double> concerned(std::span<const RankedCondition> ranked,
                                        std::span<const RankedCondition> contributors) {
  std::map<std::string, double> posteriors;
  for (const auto& conditions : {ranked, contributors}) {
    for (const RankedCondition& condition : conditions) {
      const bool first = &condition == ranked.data();
      if (first || condition.posterior >= likely_enough) {
        posteriors[condition.id] = condition.posterior;
      }
    }
  }
  return posteriors;
}

std::vector<std::string> ids_of(const std::vector<FindingId>& findings,
                                const KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  for (const FindingId finding : findings) {
    ids.push_back(knowledge.findings[finding].id);
  }
  return ids;
}

// Of the findings a rule waits for, those that this setting can obtain go to `ask`, the others to
// `unchecked` of the advice. True when there is something to ask.
bool to_ask(const std::vector<FindingId>& waiting, knowledge::Setting setting,
            const KnowledgeBase& knowledge, AdviceReason& reason, Advice& advice) {
  for (const FindingId finding : waiting) {
    const knowledge::Finding& row = knowledge.findings[finding];
    auto& list = obtainable(row.obtainable_by, setting) ? reason.ask : advice.unchecked;
    if (std::ranges::find(list, row.id) == list.end()) {
      list.push_back(row.id);
    }
  }
  return !reason.ask.empty();
}

// Adds what this contraindication says of this person, if anything.
void weigh(const Contraindication& against, const Closed& closed, knowledge::Setting setting,
           const KnowledgeBase& knowledge, Advice& advice) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  const Truth truth = against.rule.evaluate(lookup);
  if (truth == Truth::no) {
    return;
  }
  AdviceReason reason;
  reason.words = against.reason;
  reason.rule = against.rule.text();
  reason.citation = against.citation;
  AdviceState state = AdviceState::cautioned;
  if (truth == Truth::undecided) {
    if (!to_ask(against.rule.undecided_by(lookup), setting, knowledge, reason, advice)) {
      return;
    }
  } else {
    reason.because = ids_of(against.rule.true_because(lookup), knowledge);
    state = against.effect == ContraindicationEffect::withhold ? AdviceState::withheld
                                                               : AdviceState::cautioned;
  }
  advice.state = std::max(advice.state, state);
  advice.reasons.push_back(std::move(reason));
}

Advice check(const Action& action, const Closed& closed, knowledge::Setting setting,
             const KnowledgeBase& knowledge) {
  Advice advice;
  advice.id = action.id;
  advice.kind = action.kind;
  advice.words = action.words;
  advice.position = action.position;
  advice.citation = action.citation;
  for (const Contraindication& against : action.contraindications) {
    weigh(against, closed, setting, knowledge, advice);
  }
  // What is known stands before what is to be asked.
  std::stable_partition(advice.reasons.begin(), advice.reasons.end(),
                        [](const AdviceReason& reason) { return reason.ask.empty(); });
  return advice;
}

}  // namespace

std::vector<Advice> advise(const Closed& closed, std::span<const RankedCondition> ranked,
                           std::span<const RankedCondition> contributors, Urgency urgency,
                           knowledge::Setting setting, const KnowledgeBase& knowledge) {
  const std::map<std::string, double> posteriors = concerned(ranked, contributors);
  std::vector<std::pair<double, Advice>> found;
  for (const Action& action : knowledge.actions) {
    if (urgency < action.slowest || urgency > action.fastest) {
      continue;
    }
    double sum = 0;
    std::vector<std::string> conditions;
    for (const knowledge::ConditionId id : action.conditions) {
      const auto posterior = posteriors.find(knowledge.conditions[id.index].id);
      if (posterior != posteriors.end()) {
        sum += posterior->second;
        conditions.push_back(posterior->first);
      }
    }
    if (!conditions.empty()) {
      Advice advice = check(action, closed, setting, knowledge);
      advice.conditions = std::move(conditions);
      found.emplace_back(sum, std::move(advice));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.second.state != b.second.state ? a.second.state < b.second.state : a.first > b.first;
  });
  std::vector<Advice> advice;
  for (auto& [sum, item] : found) {
    advice.push_back(std::move(item));
  }
  return advice;
}

}  // namespace paraspinal::triage
