// Entry point: counted_once, at the end.

#include "knowledge/triage/counted_once.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::ConditionId;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

// [finding]: true of an observed one that another, observed in the same state, entails and moves
// every condition that it moves.
std::vector<bool> entailed(const std::vector<Observed>& all, const KnowledgeBase& knowledge,
                           const ClinicalNetwork& network) {
  std::vector<std::optional<engine::StateIndex>> state(knowledge.findings.size());
  for (const Observed& item : all) {
    state[item.finding.index] = item.state;
  }
  std::vector<bool> result(state.size(), false);
  for (const auto& implication : knowledge.implications) {
    if (implication.then_absent || implication.when_true.mentions().size() != 1) {
      continue;
    }
    const FindingId specific = implication.when_true.mentions().front();
    const FindingId general = implication.then;
    const auto& observed = state[specific.index];
    if (!observed || observed != state[general.index]) {
      continue;
    }
    const FindingId entailing = *observed == 1 ? specific : general;
    const FindingId other = *observed == 1 ? general : specific;
    result[other.index] =
        result[other.index] ||
        std::ranges::includes(network.ties.moved_by(entailing), network.ties.moved_by(other));
  }
  return result;
}

bool is_derived(const Answer* answer) {
  return answer != nullptr && answer->by == knowledge::SaidBy::derived;
}

// What each stated answer says of the conditions, by itself or by what follows from it alone.
struct Telling {
  FindingId stated;
  std::set<ConditionId> conditions;
};

std::vector<Telling> what_alone_tells(const std::vector<FindingId>& stated,
                                      const std::vector<Observed>& all, const Closed& closed,
                                      const KnowledgeBase& knowledge,
                                      const ClinicalNetwork& network) {
  std::vector<Telling> tellings;
  for (const FindingId finding : stated) {
    tellings.push_back({finding, {}});
  }
  for (const Observed& item : all) {
    const auto behind = stated_behind(item.finding, closed, knowledge);
    if (behind.size() != 1) {
      continue;
    }
    const auto telling = std::ranges::find(tellings, behind.front(), &Telling::stated);
    if (telling != tellings.end()) {
      const auto& moved = network.ties.moved_by(item.finding);
      telling->conditions.insert(moved.begin(), moved.end());
    }
  }
  return tellings;
}

bool is_told_by_its_items(const Observed& item, const std::vector<Observed>& all,
                          const Closed& closed, const KnowledgeBase& knowledge,
                          const ClinicalNetwork& network) {
  if (!is_derived(closed.find(item.finding))) {
    return false;
  }
  const auto stated = stated_behind(item.finding, closed, knowledge);
  if (stated.size() < 2) {
    return false;
  }
  const auto tellings = what_alone_tells(stated, all, closed, knowledge, network);
  const auto& moved = network.ties.moved_by(item.finding);
  return std::ranges::all_of(moved, [&tellings](ConditionId condition) {
    const auto telling = std::ranges::count_if(tellings, [condition](const Telling& telling_of) {
      return telling_of.conditions.contains(condition);
    });
    return 2 * static_cast<std::size_t>(telling) > tellings.size();
  });
}

}  // namespace

std::vector<FindingId> findings_named(std::string_view text, const KnowledgeBase& knowledge) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  std::vector<FindingId> named;
  for (std::size_t from = text.find_first_of(letters); from != std::string_view::npos;) {
    const std::size_t to = std::min(text.find_first_not_of(letters, from), text.size());
    if (const auto finding = knowledge.findings.find(text.substr(from, to - from))) {
      named.push_back(*finding);
    }
    from = text.find_first_of(letters, to);
  }
  return named;
}

std::vector<FindingId> stated_behind(FindingId finding, const Closed& closed,
                                     const KnowledgeBase& knowledge) {
  std::vector<FindingId> stated;
  std::vector<FindingId> met{finding};  // each once
  for (std::size_t next = 0; next < met.size(); ++next) {
    const Answer* answer = closed.find(met[next]);
    if (answer != nullptr && !is_derived(answer)) {
      stated.push_back(met[next]);
    }
    if (!is_derived(answer)) {
      continue;
    }
    for (const FindingId named : findings_named(answer->origin, knowledge)) {
      if (std::ranges::find(met, named) == met.end()) {
        met.push_back(named);
      }
    }
  }
  std::ranges::sort(stated);
  return stated;
}

std::vector<Observed> counted_once(const std::vector<Observed>& all, const Closed& closed,
                                   const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                                   std::vector<NotUsed>& not_used) {
  const std::vector<bool> is_entailed = entailed(all, knowledge, network);
  std::vector<Observed> once;
  once.reserve(all.size());
  for (const Observed& item : all) {
    if (is_entailed[item.finding.index]) {
      continue;
    }
    if (is_told_by_its_items(item, all, closed, knowledge, network)) {
      const knowledge::Finding& row = knowledge.findings[item.finding];
      const Answer* answer = closed.find(item.finding);
      not_used.push_back({row.id + " " + state_words(row, answer->value),
                          "the findings it is counted from are evidence themselves"});
      continue;
    }
    once.push_back(item);
  }
  return once;
}

}  // namespace paraspinal::triage
