#pragma once

// A simulated person: everything that is true of them, whether or not anybody asks.
//
//   const People people(model);
//   const Result<Person> caller = people.as_they_come(knowledge::Setting::telephone, seed);
//   const Result<Person> danger = people.given(cauda_equina, knowledge::Setting::telephone, seed);
//   const Result<Person> known = people.of_case(presentation, seed);
//
// Drawn from the network given that the back hurts: they test the order of questions and the
// arithmetic, never the medicine. What the network has no number for is absent. Findings are made
// coherent by the content's implications (no leg weakness, so no foot drop; the network draws the
// two apart), and numbers (age, weeks, temperature, days, scores) are drawn inside the bands that
// the drawn findings leave.

#include <cstdint>
#include <vector>

#include "validation/random.h"
#include "validation/told_numbers.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

struct Person {
  // Age and sex are known here; `findings` holds every answer that this setting can obtain.
  triage::Presentation truth;
  std::vector<knowledge::ConditionId> conditions;  // that they have

  bool operator==(const Person&) const = default;
};

// Of what is true of somebody, the answers that this setting can obtain, as they would be told; age
// and sex, which a presentation holds apart, are left out.
Answers obtainable_truth(Answers answers, knowledge::Setting setting,
                         const knowledge::KnowledgeBase& knowledge);

class People {
 public:
  explicit People(const Model& model) : model_(model) {}

  // Someone whose back hurts. Errors: those of engine::posterior_samples.
  engine::Result<Person> as_they_come(knowledge::Setting setting, std::uint64_t seed) const;

  // The same among those who have this condition. Errors: also `impossible` when nobody has.
  engine::Result<Person> given(knowledge::ConditionId condition, knowledge::Setting setting,
                               std::uint64_t seed) const;

  // The person of a case: what it states is true, the rest is drawn given that. Errors: also
  // `impossible` when its findings cannot hold together.
  engine::Result<Person> of_case(const triage::Presentation& stated, std::uint64_t seed) const;

 private:
  // From a state of every variable of the network.
  Person person(const std::vector<engine::StateIndex>& states, const triage::Presentation& stated,
                Random& random) const;

  Model model_;
};

}  // namespace paraspinal::validation
