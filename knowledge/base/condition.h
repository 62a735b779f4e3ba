#pragma once

// A cause the network reasons about: "this is part of why this person's back cramps now". Several
// may hold at once. Also the mechanism, a bodily process between conditions and findings.

#include <optional>
#include <string>
#include <vector>

#include "knowledge/base/answer.h"
#include "knowledge/base/source.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::knowledge {

struct ConditionId {
  std::size_t index = 0;
  auto operator<=>(const ConditionId&) const = default;
};

// A primary condition explains the complaint alone; a contributor co-exists and is no rival; the
// one `other` condition stands for every cause the knowledge base does not name.
enum class ConditionRole { primary, contributor, other };

// To whom a condition's prior applies; elsewhere its probability is 0.
enum class PriorScope { all, pregnant, women, takes_drug };

// A published pre-test probability, in one setting.
struct Prior {
  double point = 0;
  std::optional<double> low;
  std::optional<double> high;
  Citation citation;

  bool operator==(const Prior&) const = default;
};

enum class ModifierFactor { age, sex, pregnancy };

// What age, sex or pregnancy does to a prior: an odds multiplier, or an absolute probability.
struct PriorModifier {
  ModifierFactor factor = ModifierFactor::age;
  std::string level;  // an age band id, "female" / "male", or a pregnancy stage
  bool absolute = false;
  double value = 1;
  Citation citation;

  bool operator==(const PriorModifier&) const = default;
};

struct Condition {
  std::string id;
  std::string name;
  std::string body_system;
  ConditionRole role = ConditionRole::primary;
  bool must_not_miss = false;
  Urgency needs_urgency = Urgency::self_care;
  double harm = 1;  // 1 to 10, expert judgement
  PriorScope scope = PriorScope::all;
  std::optional<FindingId> scope_finding;  // the drug, for PriorScope::takes_drug
  std::vector<Prior> priors;               // one a setting, in the order of `all_settings`
  std::vector<PriorModifier> modifiers;

  bool operator==(const Condition&) const = default;
};

// P(mechanism | condition alone).
struct MechanismCause {
  ConditionId condition;
  double point = 0;
  Citation citation;

  bool operator==(const MechanismCause&) const = default;
};

struct Mechanism {
  std::string id;
  std::string name;
  double leak = 0;  // P(mechanism | none of its causes)
  std::vector<MechanismCause> causes;
  std::vector<FindingId> findings;  // the views of it: correlated because of it
  Citation citation;

  bool operator==(const Mechanism&) const = default;
};

}  // namespace paraspinal::knowledge
