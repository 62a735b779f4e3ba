#pragma once

// What can be done about a condition: self-care, treatment, referral and prevention, with the rules
// that stand against it in this person.
//
//   for (const Action& action : knowledge.actions) {
//     for (const Contraindication& against : action.contraindications) {
//       if (against.rule.evaluate(answers) == Truth::yes) ...   // withhold, or caution: `reason`
//     }
//   }
//
// A rule that is undecided is a question to ask before the advice is given, never a "no".

#include <string>
#include <vector>

#include "knowledge/base/condition.h"
#include "knowledge/base/rule.h"

namespace paraspinal::knowledge {

enum class ActionKind { self_care, treatment, referral, prevention };
enum class ContraindicationEffect { withhold, caution };

// What stands against an action, and why; told to the person.
struct Contraindication {
  Rule rule;
  ContraindicationEffect effect = ContraindicationEffect::withhold;
  std::string reason;
  Citation citation;
};

struct Action {
  std::string id;
  ActionKind kind = ActionKind::self_care;
  std::string words;                     // to the person
  std::string position;                  // what the guidelines say of it
  Urgency slowest = Urgency::self_care;  // told from this urgency ...
  Urgency fastest = Urgency::ambulance;  // ... to this one
  std::string note;
  std::vector<ConditionId> conditions;  // it is for these, in the order of the content
  std::vector<Contraindication> contraindications;
  Citation citation;
};

}  // namespace paraspinal::knowledge
