#include "validation/person.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/samples.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::validation {
namespace {

using engine::ErrorKind;
using engine::Evidence;
using engine::fail;
using engine::Result;
using engine::StateIndex;
using knowledge::Answer;
using knowledge::ConditionRole;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::ObtainableBy;
using knowledge::PregnancyStage;
using knowledge::Presence;
using knowledge::Setting;
using knowledge::ValueType;
using triage::Presentation;

using States = std::vector<StateIndex>;

Answer presence(bool present) {
  return told_truly(present ? Presence::present : Presence::absent);
}

// Answers that say something: not asked in vain.
bool is_told(const Answer& answer) {
  return !std::holds_alternative<knowledge::Unknown>(answer.value) &&
         !std::holds_alternative<knowledge::Refused>(answer.value);
}

// Age and sex: as stated, else as drawn, the age a whole year of the band.
void name_person(const States& states, const Model& model, Random& random, Presentation& truth) {
  constexpr int oldest = 95;
  const knowledge::AgeBand& band = model.knowledge.age_bands[states[model.network.age_band.index]];
  const int below = std::max(std::min(band.below_years, oldest), band.from_years + 1);
  const auto years = random.below(static_cast<std::size_t>(below - band.from_years));
  if (!truth.age_years) {
    truth.age_years = band.from_years + static_cast<double>(years);
  }
  if (!truth.sex) {
    truth.sex = knowledge::all_sexes[states[model.network.sex.index]];
  }
}

PregnancyStage stage_of(const States& states, const Model& model) {
  return knowledge::all_pregnancy_stages[states[model.network.pregnancy.index]];
}

// Every two-state finding: as drawn; absent where the network has no number for it.
Answers drawn_answers(const States& states, const Model& model) {
  Answers answers;
  for (std::size_t f = 0; f < model.knowledge.findings.size(); ++f) {
    const Finding& finding = model.knowledge.findings[FindingId{f}];
    const auto variable = model.network.findings[f];
    const bool derived_without_number = finding.obtainable_by == ObtainableBy::derived && !variable;
    if (finding.value_type == ValueType::boolean && !derived_without_number) {
      answers[FindingId{f}] = presence(variable && states[variable->index] == 1);
    }
  }
  const PregnancyStage stage = stage_of(states, model);
  const auto set = [&](std::string_view id, bool present) {
    if (const auto finding = model.knowledge.findings.find(id)) {
      answers[*finding] = presence(present);
    }
  };
  set("pregnant", knowledge::is_pregnant(stage));
  set("postpartum", stage == PregnancyStage::postpartum);
  set("back_complaint", true);
  return answers;
}

// No leg weakness, so no foot drop: the network draws both apart, and what it says of the general
// finding stands. That is nearly what drawing anew until all are coherent would give.
void drop_without_general(const KnowledgeBase& knowledge, Answers& answers) {
  const auto is = [&answers](FindingId finding, Presence presence) {
    const auto place = answers.find(finding);
    return place != answers.end() && place->second.value == knowledge::AnswerValue(presence);
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const knowledge::Implication& implication : knowledge.implications) {
      const auto& mentions = implication.when_true.mentions();
      if (mentions.size() == 1 && !implication.then_absent &&
          is(mentions.front(), Presence::present) && is(implication.then, Presence::absent)) {
        answers[mentions.front()] = presence(false);
        changed = true;
      }
    }
  }
}

// The findings that stand for age and sex are those of the person.
void forget_person(const KnowledgeBase& knowledge, Answers& answers) {
  for (const std::string_view id : {"age_years", "sex_female", "sex_male"}) {
    if (const auto finding = knowledge.findings.find(id)) {
      answers.erase(*finding);
    }
  }
}

void state(const Answers& stated, Answers& answers) {
  for (const auto& [finding, answer] : stated) {
    if (is_told(answer)) {
      answers[finding] = told_truly(answer.value);
    }
  }
}

void tell_weeks(PregnancyStage stage, const KnowledgeBase& knowledge, Random& random,
                Answers& answers) {
  const auto finding = knowledge.findings.find("gestational_age");
  const auto weeks = told_weeks(stage, random);
  if (finding && weeks) {
    answers.try_emplace(*finding, told_truly(knowledge::Quantity{*weeks}));
  }
}

// Somebody in this setting can find it out by asking or looking.
bool askable(const Finding& finding, Setting setting) {
  const bool by_caller = finding.obtainable_by == ObtainableBy::caller;
  return finding.obtainable_by != ObtainableBy::derived &&
         triage::obtainable(finding.obtainable_by, setting) &&
         (!by_caller || finding.question.has_value());
}

}  // namespace

Answers obtainable_truth(Answers answers, Setting setting, const KnowledgeBase& knowledge) {
  forget_person(knowledge, answers);
  Answers truth;
  for (const auto& [finding, answer] : answers) {
    if (is_told(answer) && askable(knowledge.findings[finding], setting)) {
      truth[finding] = told_truly(answer.value);
    }
  }
  return truth;
}

Person People::person(const States& states, const Presentation& stated, Random& random) const {
  const KnowledgeBase& knowledge = model_.knowledge;
  Person result;
  result.truth.id = stated.id;
  result.truth.as_of = stated.as_of;
  result.truth.setting = stated.setting;
  result.truth.age_years = stated.age_years;
  result.truth.sex = stated.sex;
  name_person(states, model_, random, result.truth);

  Answers facts = stated.findings.empty() ? Answers{} : triage::close(stated, knowledge).answers;
  Presentation all = result.truth;
  all.findings = drawn_answers(states, model_);
  forget_person(knowledge, facts);
  forget_person(knowledge, all.findings);
  drop_without_general(knowledge, all.findings);
  state(facts, all.findings);
  Answers answers = triage::close(all, knowledge).answers;
  state(facts, answers);
  tell_weeks(stage_of(states, model_), knowledge, random, answers);
  tell_numbers(knowledge, random, answers);
  result.truth.findings = obtainable_truth(std::move(answers), stated.setting, knowledge);
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (states[model_.network.conditions[c].index] == 1) {
      result.conditions.push_back({c});
    }
  }
  return result;
}

Result<Person> People::as_they_come(Setting setting, std::uint64_t seed) const {
  constexpr int attempts = 100'000;
  Random random(seed);
  Evidence evidence;
  evidence.observe(model_.network.setting, static_cast<std::size_t>(setting));
  for (int i = 0; i < attempts; ++i) {
    const auto states = engine::posterior_samples(model_.inference, evidence, 1, random.bits());
    if (!states) {
      return fail(states.error());
    }
    if (states->front()[model_.network.complaint.index] == 1) {
      Presentation nothing_stated;
      nothing_stated.setting = setting;
      return person(states->front(), nothing_stated, random);
    }
  }
  return fail(ErrorKind::impossible, "of " + std::to_string(attempts) +
                                         " people drawn none has the complaint; expected some");
}

Result<Person> People::given(knowledge::ConditionId condition, Setting setting,
                             std::uint64_t seed) const {
  Random random(seed);
  Evidence evidence;
  evidence.observe(model_.network.setting, static_cast<std::size_t>(setting));
  evidence.observe(model_.network.conditions[condition.index], 1);
  // A primary condition is complaint enough.
  if (model_.knowledge.conditions[condition.index].role == ConditionRole::contributor) {
    evidence.observe(model_.network.complaint, 1);
  }
  const auto states = engine::posterior_samples(model_.inference, evidence, 1, random.bits());
  if (!states) {
    return fail(states.error());
  }
  Presentation nothing_stated;
  nothing_stated.setting = setting;
  return person(states->front(), nothing_stated, random);
}

Result<Person> People::of_case(const Presentation& stated, std::uint64_t seed) const {
  Random random(seed);
  const auto states =
      engine::posterior_samples(model_.inference, evidence_of(stated, model_), 1, random.bits());
  if (!states) {
    return fail(states.error());
  }
  return person(states->front(), stated, random);
}

}  // namespace paraspinal::validation
