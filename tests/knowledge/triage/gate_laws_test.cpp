// What holds of the red-flag rules for everyone, tried on people drawn from the whole content
// (model.md sections 4 and 5). No probability enters here, so that many people can be tried.

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/hanging_gates.h"
#include "knowledge/triage/urgency.h"
#include "tests/support/cases.h"
#include "tests/support/law.h"
#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::Presence;
using triage::Closed;
using triage::Presentation;

constexpr LawTrial many_for_gates{.people = 100'000};
constexpr LawTrial some_for_gates{.people = 30'000};

knowledge::Urgency gates_of(const Closed& facts) {
  return triage::fired_urgency(triage::AnswerTable(facts, embedded_knowledge()),
                               embedded_knowledge());
}

bool is(const Closed& facts, FindingId finding, Presence presence) {
  const Answer* answer = facts.find(finding);
  return answer != nullptr && answer->value == knowledge::AnswerValue(presence);
}

const std::string& id_of(FindingId finding) {
  return embedded_knowledge().findings[finding].id;
}

std::string words(const Presentation& person, FindingId finding, const std::string& what) {
  const auto stated = person.findings.find(finding);
  return id_of(finding) + (stated == person.findings.end() ? " (not asked)" : " (asked before)") +
         ": " + what;
}

// Findings that some red-flag rule negates.
const std::set<FindingId>& negated_findings() {
  static const std::set<FindingId> all = [] {
    std::set<FindingId> found;
    for (const auto& flag : embedded_knowledge().red_flags) {
      found.insert(flag.rule.negated().begin(), flag.rule.negated().end());
    }
    return found;
  }();
  return all;
}

// Two-state findings that some rule seeks and none negates.
std::vector<FindingId> red_flag_findings() {
  std::set<FindingId> flags;
  for (const auto& flag : embedded_knowledge().red_flags) {
    for (const FindingId finding : flag.rule.affirmed()) {
      const bool boolean =
          embedded_knowledge().findings[finding].value_type == knowledge::ValueType::boolean;
      if (boolean && !negated_findings().contains(finding)) {
        flags.insert(finding);
      }
    }
  }
  return {flags.begin(), flags.end()};
}

// Chance that has nothing to do with how the person of this seed was drawn.
Random chance_of(std::uint64_t seed) {
  return Random(seed + 1'000'000'007);
}

// The same for the same seed.
FindingId any_finding(std::uint64_t seed) {
  Random random = chance_of(seed);
  return FindingId{random.below(embedded_knowledge().findings.size())};
}

TEST(Law, IsShownBrokenByThePersonWithNothingThatDoesNotMatter) {
  const Presentation ill = person(71, knowledge::Sex::male,
                                  {{"fever", "present"},
                                   {"rigors", "present"},
                                   {"malaise", "absent"},
                                   {"night_pain", "unknown"}});
  const FindingId fever = *embedded_knowledge().findings.find("fever");
  const Law nobody_has_a_fever = [&](const Presentation& candidate, std::uint64_t) {
    return candidate.findings.contains(fever) && candidate.age_years ? "has a fever" : "";
  };

  const Presentation smallest = smallest_breaking(ill, 1, nobody_has_a_fever);

  EXPECT_EQ(as_json(smallest),
            R"({"setting": "telephone", "age_years": 71, "findings": {"fever": "present"}})");
}

TEST(GateLaws, RedFlagsFireInMoreThanATenthOfThePeopleDrawn) {
  const std::size_t people = people_tried(some_for_gates.people);
  std::size_t fired = 0;
  std::set<std::string> rules;
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    const Closed facts = facts_of(drawn_person(seed, some_for_gates.most_answers));
    fired += gates_of(facts) > knowledge::Urgency::self_care ? 1U : 0U;
    for (const auto& flag : embedded_knowledge().red_flags) {
      if (flag.rule.evaluate([&](FindingId finding) { return facts.find(finding); }) ==
          knowledge::Truth::yes) {
        rules.insert(flag.id);
      }
    }
  }
  const double share = static_cast<double>(fired) / static_cast<double>(people);
  RecordProperty("people", std::to_string(people));
  RecordProperty("share_with_a_fired_gate", std::to_string(share));
  RecordProperty("rules_fired", std::to_string(rules.size()));
  EXPECT_GT(share, 0.10);
  EXPECT_LT(share, 0.95);
  if (people == some_for_gates.people) {
    EXPECT_EQ(rules.size(), embedded_knowledge().red_flags.size());
  }
}

// What the person said of the finding cannot be said any more.
triage::Presentation unable_to_say(Presentation person, FindingId finding) {
  person.findings[finding].value = knowledge::Unknown{};
  return person;
}

TEST(GateLaws, CannotSayInPlaceOfWhatFiredAFastRedFlagHoldsTheSameDay) {
  const auto& knowledge = embedded_knowledge();
  expect_law(some_for_gates, [&](const Presentation& person, std::uint64_t) -> std::string {
    const Closed known = facts_of(person);
    const auto lookup = [&known](FindingId finding) { return known.find(finding); };
    for (const auto& flag : knowledge.red_flags) {
      if (flag.urgency <= knowledge::Urgency::same_day) {
        continue;
      }
      const auto because = flag.rule.true_because(lookup).findings();
      for (const FindingId finding : because) {
        if (!person.findings.contains(finding) ||  // it follows from other answers
            !triage::obtainable(knowledge.findings[finding].obtainable_by, person.setting)) {
          continue;
        }
        const Presentation unable = unable_to_say(person, finding);
        const Closed facts = facts_of(unable);
        const triage::AnswerTable answers(facts, knowledge);
        const auto safety = triage::safety_set(answers, unable.setting, knowledge);
        // Nothing else that fired it followed from what cannot be said any more.
        const bool open = std::ranges::all_of(because, [&](FindingId one) {
          const Answer* answer = facts.find(one);
          return one == finding ? triage::asked_in_vain(answer)
                                : answer != nullptr && answer->value == known.find(one)->value;
        });
        const auto held =
            std::max(gates_of(facts),
                     triage::floor_voice(safety, answers, triage::read_gates(answers, knowledge),
                                         unable.setting, knowledge)
                         .urgency);
        if (open && held < knowledge::Urgency::same_day) {
          return words(person, finding,
                       "unknown leaves " + flag.id + " at " + std::string(name(held)));
        }
      }
    }
    return "";
  });
}

TEST(GateLaws, AddingAPresentRedFlagNeverLowersTheGateVoice) {
  const auto flags = red_flag_findings();
  ASSERT_GT(flags.size(), 100U);
  expect_law(many_for_gates, [&](const Presentation& person, std::uint64_t seed) -> std::string {
    const FindingId added = flags[chance_of(seed).below(flags.size())];
    Presentation worse = person;
    worse.findings[added] = answered(Presence::present);
    const auto before = gates_of(facts_of(person));
    const auto after = gates_of(facts_of(worse));
    return after >= before ? ""
                           : words(person, added,
                                   "present lowers " + std::string(name(before)) + " to " +
                                       std::string(name(after)));
  });
}

// Even a reassuring answer leaves what is known as it was, unless a rule negates what it says. Not
// of numbers that scores give, nor of the age of a person who has given it: a stated one stands
// against those; nor of a denied complaint, which is taken for granted until then.
TEST(GateLaws, AnAnswerNotGivenBeforeNeverLowersTheGateVoiceUnlessARuleNegatesIt) {
  expect_law(some_for_gates, [](const Presentation& person, std::uint64_t seed) -> std::string {
    const FindingId asked = any_finding(seed);
    const auto& row = embedded_knowledge().findings[asked];
    const bool score = row.obtainable_by == knowledge::ObtainableBy::derived &&
                       row.value_type == knowledge::ValueType::quantity;
    const bool told_age = row.id == "age_years" && person.age_years.has_value();
    if (score || told_age || person.findings.contains(asked)) {
      return "";
    }
    Random random = chance_of(seed);
    Presentation told = person;
    told.findings[asked] = answered(drawn_value(row, random));
    const Closed before = facts_of(person);
    const Closed after = facts_of(told);
    if (row.id == "back_complaint" && is(after, asked, Presence::absent)) {
      return "";
    }
    const bool negated = std::ranges::any_of(negated_findings(), [&](FindingId finding) {
      return is(after, finding, Presence::present) && !is(before, finding, Presence::present);
    });
    return negated || gates_of(after) >= gates_of(before)
               ? ""
               : words(person, asked,
                       as_json(told) + " lowers " + std::string(name(gates_of(before))) + " to " +
                           std::string(name(gates_of(after))));
  });
}

TEST(GateLaws, AnAbsentAnswerFiresOnlyRulesThatNegateIt) {
  expect_law(some_for_gates, [](const Presentation& person, std::uint64_t seed) -> std::string {
    const FindingId denied = any_finding(seed);
    if (person.findings.contains(denied) ||
        embedded_knowledge().findings[denied].value_type != knowledge::ValueType::boolean) {
      return "";
    }
    Presentation told = person;
    told.findings[denied] = answered(Presence::absent);
    const Closed before = facts_of(person);
    const Closed after = facts_of(told);
    const auto fires = [](const knowledge::RedFlag& flag, const Closed& facts) {
      return flag.rule.evaluate([&](FindingId finding) { return facts.find(finding); }) ==
             knowledge::Truth::yes;
    };
    for (const auto& flag : embedded_knowledge().red_flags) {
      if (fires(flag, before) || !fires(flag, after)) {
        continue;
      }
      const bool negates_it = std::ranges::any_of(flag.rule.negated(), [&](FindingId finding) {
        return is(after, finding, Presence::absent) && !is(before, finding, Presence::absent);
      });
      if (!negates_it) {
        return words(person, denied, "absent fires " + flag.id);
      }
    }
    return "";
  });
}

TEST(GateLaws, OnlyTheseRulesNegateAFinding) {
  std::map<std::string, std::vector<std::string>> negating;
  for (const auto& flag : embedded_knowledge().red_flags) {
    for (const FindingId finding : flag.rule.negated()) {
      negating[flag.id].push_back(id_of(finding));
    }
  }

  EXPECT_THAT(negating,
              testing::ElementsAre(
                  testing::Pair("rf_aaa_atypical",
                                testing::ElementsAre("pain_after_injury", "pain_mechanical")),
                  testing::Pair("rf_aaa_sudden",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury")),
                  testing::Pair("rf_acs", testing::ElementsAre("pain_mechanical")),
                  testing::Pair("rf_aortic_sudden",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury")),
                  testing::Pair("rf_arm_jaw", testing::ElementsAre("pain_mechanical")),
                  testing::Pair("rf_chest_pain", testing::ElementsAre("pain_mechanical")),
                  testing::Pair("rf_chest_pain_signs", testing::ElementsAre("pain_mechanical")),
                  testing::Pair("rf_fever_back", testing::ElementsAre("widespread_pain")),
                  testing::Pair("rf_over60_sudden",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury")),
                  testing::Pair("rf_under20", testing::ElementsAre("pain_after_injury")),
                  testing::Pair("rf_upper_back_abrupt",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury")),
                  testing::Pair("rf_upper_back_severe",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury")),
                  testing::Pair("rf_upper_back_sudden",
                                testing::ElementsAre("pain_mechanical", "pain_after_injury"))));
}

// Unknown is neither present nor absent: nothing that was known is lost by it, and nothing learnt.
TEST(GateLaws, AnAnswerInVainLeavesEveryFactAsItWas) {
  const auto known = [](const Closed& facts) {
    std::map<FindingId, knowledge::AnswerValue> values;
    for (const auto& [finding, answer] : facts.answers) {
      if (!std::holds_alternative<knowledge::Unknown>(answer.value) &&
          !std::holds_alternative<knowledge::Refused>(answer.value)) {
        values.emplace(finding, answer.value);
      }
    }
    return values;
  };
  expect_law(many_for_gates, [&](const Presentation& person, std::uint64_t seed) -> std::string {
    const FindingId asked = any_finding(seed);
    if (person.findings.contains(asked)) {
      return "";
    }
    Presentation told = person;
    told.findings[asked] = answered(seed % 2 == 0 ? knowledge::AnswerValue(knowledge::Unknown{})
                                                  : knowledge::Refused{});
    return known(facts_of(person)) == known(facts_of(told))
               ? ""
               : words(person, asked, "asked in vain changes what is known");
  });
}

TEST(GateLaws, WhatWasNeverSaidIsKnownOnlyByAReason) {
  expect_law(some_for_gates, [](const Presentation& person, std::uint64_t) -> std::string {
    for (const auto& [finding, answer] : facts_of(person).answers) {
      const bool derived =
          answer.by == knowledge::SaidBy::derived && answer.origin.size() > 5;  // "from x"
      if (!derived && !person.findings.contains(finding)) {
        return id_of(finding) + " is known from nowhere";
      }
    }
    return "";
  });
}

TEST(GateLaws, TheVoiceIsThatOfTheFastestFiredGateAndOpenOnesSayWhatTheyWaitFor) {
  expect_law({.people = 5'000}, [](const Presentation& person, std::uint64_t) -> std::string {
    const Closed facts = facts_of(person);
    const triage::AnswerTable answers(facts, embedded_knowledge());
    const auto gates = triage::evaluate_gates(triage::read_gates(answers, embedded_knowledge()),
                                              embedded_knowledge());
    auto fastest = knowledge::Urgency::self_care;
    for (const triage::Gate& gate : gates) {
      const bool fired = gate.state == triage::GateState::fired;
      if (fired != !gate.because.empty()) {
        return std::string(gate.id) + ": fired without a reason";
      }
      if ((gate.state == triage::GateState::undecided) != !gate.waiting_for.empty()) {
        return std::string(gate.id) + ": undecided, but waits for nothing";
      }
      fastest = fired ? std::max(fastest, gate.urgency) : fastest;
    }
    const bool same = fastest == triage::gate_voice(gates).urgency && fastest == gates_of(facts);
    return same ? "" : "the gate voice is not that of the fastest fired gate";
  });
}

}  // namespace
}  // namespace paraspinal::tests
