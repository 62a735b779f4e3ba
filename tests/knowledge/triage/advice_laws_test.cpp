// What is never advised to anyone: over the words of the whole content, and over people drawn from
// it. Each law says its rule in terms of the words of the actions, so that a new action falls under
// it.

#include <algorithm>
#include <regex>

#include <gtest/gtest.h>

#include "knowledge/triage/advise.h"
#include "tests/support/cases.h"
#include "tests/support/law.h"
#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using knowledge::Urgency;
using triage::Advice;
using triage::AdviceState;
using triage::Presentation;

constexpr LawTrial some_for_advice{.people = 1'000, .most_answers = 30};

// Every action that is told at this urgency, as if every condition were likely.
std::vector<Advice> all_advice(const Presentation& person, Urgency urgency = Urgency::self_care) {
  static const std::vector<triage::RankedCondition> everything = [] {
    std::vector<triage::RankedCondition> conditions;
    for (const auto& condition : embedded_knowledge().conditions) {
      triage::RankedCondition ranked;
      ranked.id = condition.id;
      ranked.posterior = 0.5;
      conditions.push_back(std::move(ranked));
    }
    return conditions;
  }();
  const triage::Closed facts = facts_of(person);
  return triage::advise(triage::AnswerTable(facts, embedded_knowledge()), everything, {}, urgency,
                        person.setting, embedded_knowledge());
}

FindingId id(const std::string& finding) {
  return embedded_knowledge().findings.find(finding).value();
}

void say(Presentation& person, const std::string& finding, double value) {
  person.findings[id(finding)] = answered(knowledge::Quantity{value});
}

bool says(const Advice& advice, const std::string& pattern) {
  return std::regex_search(advice.words.begin(), advice.words.end(),
                           std::regex(pattern, std::regex::icase));
}

// Warmth as something to do, not as a warning against it.
bool advises_warmth(const Advice& advice) {
  return says(advice, "\\b(warm|warmth|heat|heating)\\b") && !says(advice, "no warmth|warm up|oil");
}

// Lying down in some way, other than the advice how to lie in pregnancy.
bool advises_lying(const Advice& advice) {
  return says(advice, "\\b(lie|lying|lay)\\b") &&
         !says(advice, "lie on your side, not on your tummy");
}

TEST(AdviceLaws, NoActionLaysAnyoneProne) {
  for (const auto& action : embedded_knowledge().actions) {
    const std::regex prone("\\b(prone|face down|on (the|your) (front|tummy|belly|stomach))\\b",
                           std::regex::icase);
    const std::regex denied("not on (the|your) tummy", std::regex::icase);
    EXPECT_TRUE(!std::regex_search(action.words, prone) || std::regex_search(action.words, denied))
        << action.id << ": " << action.words;
  }
}

TEST(AdviceLaws, NoActionAdvisesRestInBedForLongerThanADayOrTwo) {
  for (const auto& action : embedded_knowledge().actions) {
    const std::regex bed(
        "\\b(bed ?rest|rest in bed|stay in bed|complete rest|plenty of rest)\\b|\\blie "
        "down\\b",
        std::regex::icase);
    const std::regex limit("a day or two at most");
    EXPECT_TRUE(!std::regex_search(action.words, bed) || std::regex_search(action.words, limit))
        << action.id << ": " << action.words;
  }
}

TEST(AdviceLaws, NobodyIsToldToRestOnceTwoDaysHavePassed) {
  expect_law(some_for_advice, [](const Presentation& drawn, std::uint64_t seed) -> std::string {
    Presentation person = drawn;
    say(person, "time_since_onset", 2.01 + static_cast<double>(seed % 60));
    for (const Advice& advice : all_advice(person)) {
      if (says(advice, "\\blie down\\b") && advice.state != AdviceState::withheld) {
        return std::string(advice.id) + ": " + std::string(advice.words);
      }
    }
    return "";
  });
}

// Withheld, or cautioned to lie on the side.
TEST(AdviceLaws, NobodyWhoIsOrMayBeTwentyWeeksPregnantIsLaidFlatOrProne) {
  expect_law(some_for_advice, [](const Presentation& drawn, std::uint64_t seed) -> std::string {
    Presentation person = drawn;
    person.sex = knowledge::Sex::female;
    person.findings.erase(id("sex_male"));
    person.findings.erase(id("edd"));
    person.findings.erase(id("lmp"));
    person.findings.erase(id("trimester"));
    person.findings.erase(id("gestational_age"));
    person.findings[id("pregnant")] = answered(knowledge::Presence::present);
    if (seed % 3 != 0) {  // of the others the weeks are not known
      say(person, "gestational_age", 20 + static_cast<double>(seed % 22));
    }
    for (const Advice& advice : all_advice(person)) {
      if (!advises_lying(advice) || advice.state == AdviceState::withheld) {
        continue;
      }
      const bool cautioned = std::ranges::any_of(advice.reasons, [](const auto& reason) {
        return reason.words.find("on the side") != std::string::npos;
      });
      if (advice.state == AdviceState::given || !cautioned) {
        return std::string(advice.id) + ": " + std::string(advice.words);
      }
    }
    return "";
  });
}

TEST(AdviceLaws, NobodyIsGivenWarmthInTheFirstTwoDaysOfAnInjury) {
  expect_law(some_for_advice, [](const Presentation& drawn, std::uint64_t seed) -> std::string {
    Presentation person = drawn;
    person.findings[id("pain_after_injury")] = answered(knowledge::Presence::present);
    say(person, "time_since_onset", static_cast<double>(seed % 20) / 10);
    for (const Advice& advice : all_advice(person)) {
      if (advises_warmth(advice) && advice.state == AdviceState::given) {
        return std::string(advice.id) + ": " + std::string(advice.words);
      }
    }
    return "";
  });
}

// With nothing else known no rule that can be asked about here is passed over.
TEST(AdviceLaws, AnUnknownContraindicationIsAskedOrListedNeverTakenForAbsent) {
  for (const auto setting : knowledge::all_settings) {
    Presentation person;
    person.setting = setting;
    const triage::Closed facts = facts_of(person);
    const auto lookup = [&](FindingId finding) { return facts.find(finding); };
    for (const Urgency urgency : knowledge::all_urgencies) {
      for (const Advice& advice : all_advice(person, urgency)) {
        const auto action =
            std::ranges::find(embedded_knowledge().actions, advice.id, &knowledge::Action::id);
        for (const auto& against : action->contraindications) {
          if (against.rule.evaluate(lookup) != knowledge::Truth::undecided) {
            continue;
          }
          const bool asked = std::ranges::any_of(advice.reasons, [&](const auto& reason) {
            return reason.rule == against.rule.text() && !reason.ask.empty();
          });
          EXPECT_TRUE((asked && advice.state != AdviceState::given) || !advice.unchecked.empty())
              << advice.id << ": " << against.rule.text();
        }
      }
    }
  }
}

TEST(AdviceLaws, NothingThatIsKnownToStandAgainstAnActionIsPassedOver) {
  expect_law(some_for_advice, [](const Presentation& person, std::uint64_t) -> std::string {
    const triage::Closed facts = facts_of(person);
    const auto lookup = [&](FindingId finding) { return facts.find(finding); };
    for (const Advice& advice : all_advice(person)) {
      const auto action =
          std::ranges::find(embedded_knowledge().actions, advice.id, &knowledge::Action::id);
      for (const auto& against : action->contraindications) {
        const bool withholds = against.effect == knowledge::ContraindicationEffect::withhold;
        const bool wrong =
            withholds ? advice.state != AdviceState::withheld : advice.state == AdviceState::given;
        if (against.rule.evaluate(lookup) == knowledge::Truth::yes && wrong) {
          return std::string(advice.id) + " in spite of " + against.rule.text();
        }
      }
    }
    return "";
  });
}

TEST(AdviceLaws, EverySelfCareActionToDoSaysHowLongOrHowOften) {
  const std::regex timing("\\d|minutes?|seconds|hours?|hourly|days?|weeks?|times|as often|at once");
  // Rules of caution, which hold for as long as their reason does.
  const std::vector<std::string> standing{"no_massage_with_red_flag", "driving"};
  for (const auto& action : embedded_knowledge().actions) {
    if (action.kind == knowledge::ActionKind::self_care &&
        std::ranges::find(standing, action.id) == standing.end()) {
      EXPECT_TRUE(std::regex_search(action.words, timing)) << action.id << ": " << action.words;
    }
  }
}

// What to watch for, how soon, and whom to call: for each urgency, and for each place that a gate
// sends to.
void expect_a_whole_safety_net(const std::string& words, const std::string& of) {
  const std::regex watch("numbness|collapse|stop responding|bleed|red eye|harm");
  const std::regex soon("at once|same day|within");
  const std::regex whom("999 or 112|emergency department|your practice|the unit");
  EXPECT_TRUE(std::regex_search(words, watch)) << of << ": " << words;
  EXPECT_TRUE(std::regex_search(words, soon)) << of << ": " << words;
  EXPECT_TRUE(std::regex_search(words, whom)) << of << ": " << words;
}

TEST(AdviceLaws, EverySafetyNetSaysWhatToWatchForHowSoonAndWhomToCall) {
  const auto& knowledge = embedded_knowledge();
  for (const Urgency urgency : knowledge::all_urgencies) {
    const auto& advice = knowledge.urgency_advice.at(urgency);
    expect_a_whole_safety_net(advice.safety_net, std::string(name(urgency)));
  }
  for (const auto& [place, row] : knowledge.dispositions) {
    if (!row.safety_net.empty()) {
      expect_a_whole_safety_net(row.safety_net, place);
    }
    EXPECT_FALSE(row.contact.empty()) << place;
  }
  for (const std::string place : {"maternity_unit", "early_pregnancy_unit"}) {
    EXPECT_NE(knowledge.dispositions.at(place).safety_net.find("leed"), std::string::npos) << place;
  }
}

TEST(AdviceLaws, WhereAGateSendsIsPartOfTheSafetyNet) {
  const auto& knowledge = embedded_knowledge();
  const auto answer = assessed(person(
      30, knowledge::Sex::female,
      {{"pregnant", "present"}, {"gestational_age", "30"}, {"contractions_regular", "present"}}));

  ASSERT_EQ(answer.disposition, "maternity_unit");
  EXPECT_EQ(answer.safety_net, knowledge.dispositions.at("maternity_unit").safety_net + " " +
                                   knowledge.urgency_advice.at(answer.urgency).safety_net);
}

// A pregnancy is watched wherever she is sent, but for an emergency, where few words are left.
TEST(AdviceLaws, WhoeverIsPregnantIsToldWhatToWatchForWhereverSheIsSent) {
  const auto& knowledge = embedded_knowledge();
  const auto net = [&](const std::string& place) {
    return knowledge.dispositions.at(place).safety_net;
  };
  const auto told = [](const char* weeks) {
    auto who = person(30, knowledge::Sex::female, {{"pregnant", "present"}});
    if (weeks != nullptr) {
      set(who, "gestational_age", weeks);
    }
    return assessed(who);
  };
  for (const char* weeks : {"34", "20", static_cast<const char*>(nullptr)}) {
    const auto answer = told(weeks);
    ASSERT_NE(answer.disposition, "maternity_unit");
    EXPECT_EQ(answer.safety_net,
              net("maternity_unit") + " " + knowledge.urgency_advice.at(answer.urgency).safety_net);
  }
  EXPECT_TRUE(told("10").safety_net.starts_with(net("early_pregnancy_unit")));
  const auto emergency = assessed(person(
      30, knowledge::Sex::female, {{"pregnant", "present"}, {"saddle_anaesthesia", "present"}}));
  ASSERT_GE(emergency.urgency, Urgency::emergency_department);
  EXPECT_EQ(emergency.safety_net.find("waters"), std::string::npos);
  EXPECT_EQ(assessed(person(30, knowledge::Sex::female, {{"pregnant", "absent"}}))
                .safety_net.find("waters"),
            std::string::npos);
}

// Nobody with a fever is told to call for a fever that they have.
TEST(AdviceLaws, ASafetyNetAsksForANewFeverOrOneThatStays) {
  for (const auto& [urgency, advice] : embedded_knowledge().urgency_advice) {
    for (std::size_t at = advice.safety_net.find("fever"); at != std::string::npos;
         at = advice.safety_net.find("fever", at + 1)) {
      const std::string before = advice.safety_net.substr(at < 4 ? 0 : at - 4, 4);
      const std::string after = advice.safety_net.substr(at + 5, 11);
      EXPECT_TRUE(before == "new " || after.starts_with(" that lasts") ||
                  after.starts_with(" with shive"))
          << name(urgency) << ": " << advice.safety_net;
    }
  }
}

}  // namespace
}  // namespace paraspinal::tests
