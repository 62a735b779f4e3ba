// How soon, for everyone: the highest of three voices, the floor under questions asked in vain, and
// who is not assessed at all (model.md sections 5 and 9).

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/acceptance.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/urgency.h"
#include "tests/support/cases.h"
#include "tests/support/law.h"
#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using knowledge::ObtainableBy;
using knowledge::Urgency;
using triage::Presentation;

constexpr LawTrial wholly_assessed{.people = 600, .most_answers = 40};
constexpr LawTrial many_for_urgency{.people = 30'000};

triage::SafetySet safety_of(const Presentation& person) {
  const auto& knowledge = embedded_knowledge();
  const auto scored = triage::score_findings(person, knowledge);
  const triage::Closed closed = triage::close(scored.presentation, knowledge);
  return triage::safety_set(triage::AnswerTable(closed, knowledge), person.setting, knowledge);
}

Urgency floor_of(const Presentation& person) {
  const auto& knowledge = embedded_knowledge();
  const auto scored = triage::score_findings(person, knowledge);
  const triage::Closed closed = triage::close(scored.presentation, knowledge);
  const triage::AnswerTable answers(closed, knowledge);
  return triage::floor_voice(triage::safety_set(answers, person.setting, knowledge), answers,
                             triage::read_gates(answers, knowledge), person.setting, knowledge)
      .urgency;
}

knowledge::AnswerValue vain(std::uint64_t seed) {
  return seed % 2 == 0 ? knowledge::AnswerValue(knowledge::Unknown{}) : knowledge::Refused{};
}

std::string wrong_voices(const triage::Assessment& answer) {
  const Urgency evidence = std::max(answer.gate_voice.urgency, answer.loss_voice.urgency);
  if (answer.urgency_on_evidence != evidence ||
      answer.urgency != std::max(evidence, answer.floor_voice.urgency)) {
    return "the urgency is not the highest of the three voices";
  }
  for (const triage::Gate& gate : answer.gates) {
    if (gate.state == triage::GateState::fired && gate.urgency > answer.urgency) {
      return std::string(gate.id) + " fired and is undercut";
    }
  }
  return "";
}

// Where: as the gate that decides says, else as the urgency does.
std::string wrong_place(const triage::Assessment& answer) {
  std::set<std::string_view> places;
  for (const triage::Gate& gate : answer.gates) {
    if (gate.state == triage::GateState::fired && gate.urgency == answer.urgency) {
      places.insert(gate.disposition);
    }
  }
  if (places.empty()) {
    places.insert(embedded_knowledge().urgency_advice.at(answer.urgency).disposition);
  }
  return places.contains(answer.disposition) ? "" : "sent to " + std::string(answer.disposition);
}

TEST(UrgencyLaws, TheUrgencyIsTheHighestVoiceAndNoFiredGateIsUndercut) {
  expect_law(wholly_assessed, [](const Presentation& person, std::uint64_t) -> std::string {
    const auto answer = embedded_assessor().assess(person);
    if (!answer) {
      return answer.error().message;
    }
    const std::string voices = wrong_voices(*answer);
    return voices.empty() ? wrong_place(*answer) : voices;
  });
}

TEST(UrgencyLaws, AnAnswerIsProvisionalWhileAMandatoryQuestionIsOpenAndItIsNoEmergency) {
  expect_law(wholly_assessed, [](const Presentation& person, std::uint64_t) -> std::string {
    const auto answer = embedded_assessor().assess(person);
    if (!answer) {
      return answer.error().message;
    }
    const bool open = !safety_of(person).not_asked.empty();
    const bool provisional = open && answer->urgency < Urgency::emergency_department;
    return answer->provisional == provisional && answer->ask_first.empty() == !open
               ? ""
               : "provisional and open questions do not agree";
  });
}

TEST(UrgencyLaws, AskingInVainNeverGivesALowerUrgencyThanNotAsking) {
  const LawTrial trial{.people = 400, .most_answers = 30};
  expect_law(trial, [](const Presentation& person, std::uint64_t seed) -> std::string {
    Random chance(seed + 1'000'000'007);
    Presentation asked = person;
    for (int i = 0; i < 3; ++i) {
      const FindingId finding{chance.below(embedded_knowledge().findings.size())};
      asked.findings.try_emplace(finding, answered(vain(seed)));
    }
    const auto before = embedded_assessor().assess(person);
    const auto after = embedded_assessor().assess(asked);
    if (!before || !after) {
      return before ? after.error().message : before.error().message;
    }
    return after->urgency >= before->urgency &&
                   after->urgency_on_evidence == before->urgency_on_evidence &&
                   after->log_evidence == before->log_evidence
               ? ""
               : "asked in vain: " + as_json(asked);
  });
}

TEST(UrgencyLaws, AMandatoryQuestionAskedInVainFloorsAtSameDay) {
  expect_law(many_for_urgency, [](const Presentation& person, std::uint64_t seed) -> std::string {
    const auto open = safety_of(person).not_asked;
    if (open.empty()) {
      return "";
    }
    Presentation asked = person;
    const FindingId question = open[seed % open.size()];
    asked.findings[question] = answered(vain(seed));
    return floor_of(asked) == Urgency::same_day
               ? ""
               : embedded_knowledge().findings[question].id + " in vain holds no floor";
  });
}

// Only what this setting can put holds a floor, and of that a safety question or what a red flag
// faster than the floor reads; nothing else does.
TEST(UrgencyLaws, NothingButASafetyQuestionOrWhatAFastRedFlagReadsHoldsAFloor) {
  std::set<FindingId> holding;
  for (const auto& question : embedded_knowledge().safety_questions) {
    holding.insert(question.finding);
  }
  for (const auto& flag : embedded_knowledge().red_flags) {
    if (flag.urgency > Urgency::same_day) {
      holding.insert(flag.rule.mentions().begin(), flag.rule.mentions().end());
    }
  }
  expect_law(many_for_urgency, [&](const Presentation& person, std::uint64_t) -> std::string {
    const bool asked_in_vain = std::ranges::any_of(person.findings, [&](const auto& given) {
      const auto& row = embedded_knowledge().findings[given.first];
      return (std::holds_alternative<knowledge::Unknown>(given.second.value) ||
              std::holds_alternative<knowledge::Refused>(given.second.value)) &&
             holding.contains(given.first) && triage::obtainable(row.obtainable_by, person.setting);
    });
    return asked_in_vain || floor_of(person) == Urgency::self_care
               ? ""
               : "a floor that no question in vain holds";
  });
}

TEST(UrgencyLaws, WhatTheSettingCannotObtainIsListedAndHoldsNoFloor) {
  auto knowledge = embedded_knowledge();
  knowledge::SafetyQuestion examined = knowledge.safety_questions.front();
  examined.finding = *knowledge.findings.find("anal_tone_reduced");
  examined.applies_when.reset();
  knowledge.safety_questions = {examined};
  auto caller = person(40, knowledge::Sex::male, {{"anal_tone_reduced", "unknown"}});

  const triage::Closed closed = triage::close(caller, knowledge);
  const triage::AnswerTable answers(closed, knowledge);
  const auto at_the_telephone =
      triage::safety_set(answers, knowledge::Setting::telephone, knowledge);
  const auto examined_in_vain =
      triage::safety_set(answers, knowledge::Setting::primary_care, knowledge);

  EXPECT_THAT(at_the_telephone.not_obtainable, testing::ElementsAre(examined.finding));
  const auto floor = [&](const triage::SafetySet& safety, knowledge::Setting setting) {
    return triage::floor_voice(safety, answers, triage::read_gates(answers, knowledge), setting,
                               knowledge)
        .urgency;
  };
  EXPECT_EQ(floor(at_the_telephone, knowledge::Setting::telephone), Urgency::self_care);
  EXPECT_EQ(floor(examined_in_vain, knowledge::Setting::primary_care), Urgency::same_day);
}

TEST(UrgencyLaws, NobodyUnderSixteenIsAssessedWhateverElseIsSaid) {
  expect_law(many_for_urgency, [](const Presentation& person, std::uint64_t seed) -> std::string {
    Random chance(seed + 1'000'000'007);
    Presentation child = person;
    const double age = 16 * chance.uniform();
    if (chance.chance(0.5)) {
      child.age_years = age;
    } else {
      child.findings[*embedded_knowledge().findings.find("age_years")] =
          answered(knowledge::Quantity{age});
    }
    const auto error = triage::refusal(child, embedded_knowledge());
    const bool handed_over =
        error && error->message.find("hand this call over to a paediatric clinician now") !=
                     std::string::npos;
    return handed_over ? "" : "a child of " + std::to_string(age) + " is let in";
  });
}

TEST(UrgencyLaws, EveryoneDrawnIsOldEnough) {
  expect_law(many_for_urgency, [](const Presentation& person, std::uint64_t) -> std::string {
    const auto error = triage::refusal(person, embedded_knowledge());
    return error ? error->message : "";
  });
}

}  // namespace
}  // namespace paraspinal::tests
