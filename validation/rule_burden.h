#pragma once

// What red flags cost: of simulated callers as they come, how many each rule sends faster, and how
// many of those have anything that needs it. The other side of rule_way_calls.h: a rule that fires
// for everybody misses nobody.
//
//   const auto heard = hear_callers({.callers = 5'000, .threads = 2}, world, model);
//   const RuleBurden burden = rule_burden(heard, model.knowledge);
//   burden.rules.front().alone;      // callers whom this rule and no other sends so fast
//
// All that a caller can tell is known, as if everything had been asked. Callers are simulated: they
// test how rules and the content's background rates work together, never the medicine.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "validation/interval.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

// One caller of whom everything is known.
struct HeardCaller {
  knowledge::Urgency gates = knowledge::Urgency::self_care;
  knowledge::Urgency loss = knowledge::Urgency::self_care;
  knowledge::Urgency needed = knowledge::Urgency::self_care;  // by what they have, the fastest
  std::vector<std::size_t> fired;                             // places among the red flags

  bool operator==(const HeardCaller&) const = default;
};

struct HearingPlan {
  std::size_t callers = 5'000;
  std::uint64_t seed = 20261126;
  std::size_t threads = 1;
};

// People drawn from the model `world` (world.h), by telephone, judged by `model`; nothing of those
// who cannot be drawn or judged. The same seed draws the same people, and what they have, from two
// worlds that differ in leaks alone. The number of threads changes nothing but the time.
std::vector<std::optional<HeardCaller>> hear_callers(const HearingPlan& plan, const Model& world,
                                                     const Model& model);

// Callers of one urgency.
struct LevelCount {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::size_t by_gates = 0;
  std::size_t by_loss = 0;
  std::size_t on_evidence = 0;    // the faster of both
  std::size_t by_loss_alone = 0;  // the gates ask for less
  std::size_t needed = 0;

  bool operator==(const LevelCount&) const = default;
};

// "So fast or faster".
struct Reach {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  Proportion sent;            // of all callers
  Proportion needed_of_sent;  // have something that needs it
  Proportion sent_of_needed;

  bool operator==(const Reach&) const = default;
};

struct RuleCost {
  std::string rule;
  knowledge::Urgency urgency = knowledge::Urgency::self_care;  // that the rule asks for
  std::size_t fires = 0;
  std::size_t alone = 0;            // no other fired rule asks for as much
  std::size_t needed = 0;           // of those for whom it fires, have what needs so much
  std::size_t needed_same_day = 0;  // likewise, the same day or faster

  bool operator==(const RuleCost&) const = default;
};

struct RuleBurden {
  std::size_t callers = 0;
  std::size_t failed = 0;
  std::vector<LevelCount> levels;  // of all urgencies, slowest first
  std::vector<Reach> reaches;      // same day, emergency department, ambulance
  std::vector<RuleCost> rules;     // all; the most alone first, then the most fires

  bool operator==(const RuleBurden&) const = default;
};

RuleBurden rule_burden(const std::vector<std::optional<HeardCaller>>& heard,
                       const knowledge::KnowledgeBase& knowledge);

// The same callers twice.
struct RuleBurdens {
  RuleBurden as_they_come;
  RuleBurden by_causes_alone;  // had no finding come without a cause

  bool operator==(const RuleBurdens&) const = default;
};

// Errors: those of triage::open_clinic.
engine::Result<RuleBurdens> rule_burdens(const HearingPlan& plan, const Model& model);

}  // namespace paraspinal::validation
