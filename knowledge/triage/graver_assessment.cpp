#include "knowledge/triage/graver_assessment.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace paraspinal::triage {
namespace {

template <typename Words>
void add_new(std::vector<Words>& items, const std::vector<Words>& more) {
  for (const Words& item : more) {
    if (std::find(items.begin(), items.end(), item) == items.end()) {
      items.push_back(item);
    }
  }
}

// In the order of evaluate_gates (gates.h).
void add_gates(std::vector<Gate>& gates, const std::vector<Gate>& more) {
  for (const Gate& gate : more) {
    const auto same = std::ranges::find(gates, gate.id, &Gate::id);
    if (same == gates.end()) {
      gates.push_back(gate);
    } else if (gate.state < same->state) {
      *same = gate;
    }
  }
  std::ranges::stable_sort(gates, [](const Gate& a, const Gate& b) {
    if (a.state != b.state) {
      return a.state < b.state;
    }
    return a.state == GateState::fired && a.urgency > b.urgency;
  });
}

// What speaks against an action in either stands against it.
void hold_against(std::vector<Advice>& advice, const std::vector<Advice>& more) {
  for (Advice& one : advice) {
    const auto same = std::ranges::find(more, one.id, &Advice::id);
    if (same == more.end()) {
      continue;
    }
    one.state = std::max(one.state, same->state);
    for (const AdviceReason& reason : same->reasons) {
      if (std::ranges::find(one.reasons, reason.rule, &AdviceReason::rule) == one.reasons.end()) {
        one.reasons.push_back(reason);
      }
    }
    std::stable_partition(one.reasons.begin(), one.reasons.end(),
                          [](const AdviceReason& reason) { return reason.ask.empty(); });
    add_new(one.unchecked, same->unchecked);
  }
  std::ranges::stable_sort(advice,
                           [](const Advice& a, const Advice& b) { return a.state < b.state; });
}

}  // namespace

Assessment graver_assessment(Assessment first, Assessment second) {
  std::vector<std::string> conflicts = first.conflicts;
  add_new(conflicts, second.conflicts);
  const bool second_is_faster = second.urgency > first.urgency;
  Assessment graver = second_is_faster ? std::move(second) : std::move(first);
  const Assessment& lesser = second_is_faster ? first : second;
  add_gates(graver.gates, lesser.gates);
  if (lesser.gate_voice.urgency > graver.gate_voice.urgency) {
    graver.gate_voice = lesser.gate_voice;
  }
  if (lesser.loss_voice.urgency > graver.loss_voice.urgency) {
    graver.loss_voice = lesser.loss_voice;
    graver.losses = lesser.losses;
  }
  if (lesser.floor_voice.urgency > graver.floor_voice.urgency) {
    graver.floor_voice = lesser.floor_voice;
  }
  hold_against(graver.advice, lesser.advice);
  add_new(graver.ask_first, lesser.ask_first);
  add_new(graver.not_assessed, lesser.not_assessed);
  graver.conflicts = std::move(conflicts);
  return graver;
}

}  // namespace paraspinal::triage
