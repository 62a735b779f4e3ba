// What stands against an action when the weeks of pregnancy are in dispute. Weeks are counted by
// hand: due on 22 January 2027 is 31 weeks on 20 November 2026.

#include "fhir/cds_hooks_against.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const knowledge::KnowledgeBase& cds_content() {
  return cds_clinic().knowledge();
}

knowledge::Contraindication row(
    const std::string& rule, const std::string& reason,
    knowledge::ContraindicationEffect effect = knowledge::ContraindicationEffect::withhold) {
  knowledge::Contraindication made;
  made.rule = knowledge::Rule::parse(rule, cds_content().findings).value();
  made.effect = effect;
  made.reason = reason;
  return made;
}

knowledge::Action of_early_and_late() {
  knowledge::Action action;
  action.contraindications = {
      row("pregnant AND gestational_age<14", "early"),
      row("pregnant AND gestational_age>=20", "late"),
      row("pregnant", "pregnant", knowledge::ContraindicationEffect::caution)};
  return action;
}

triage::Presentation pregnant_person(double stated_weeks, const std::string& due) {
  triage::Presentation presentation;
  presentation.as_of = cds_now;
  const auto answer = [&](const std::string& id, knowledge::AnswerValue value) {
    presentation.findings[*cds_content().findings.find(id)] = {
        std::move(value), knowledge::SaidBy::record, std::nullopt, "Observation/" + id};
  };
  answer("pregnant", knowledge::Presence::present);
  answer("gestational_age", knowledge::Quantity{stated_weeks});
  answer("edd", knowledge::Day{due});
  return presentation;
}

std::vector<std::string> reasons(const std::vector<StandsAgainst>& rows) {
  std::vector<std::string> words;
  for (const StandsAgainst& one : rows) {
    words.push_back(one.row->reason);
  }
  return words;
}

TEST(CdsAgainst, DisputedWeeksAreJudgedByBoth) {
  const Readings readings = readings_of(pregnant_person(10, "2027-01-22"), cds_content());
  const knowledge::Action action = of_early_and_late();
  const Against found = against(action, readings, cds_content());

  EXPECT_THAT(readings.closed, SizeIs(2));
  EXPECT_THAT(reasons(found.withheld), testing::UnorderedElementsAre("early", "late"));
  EXPECT_THAT(reasons(found.cautioned), IsEmpty());
}

TEST(CdsAgainst, WeeksThatAgreeAreOneReading) {
  const Readings readings = readings_of(pregnant_person(31, "2027-01-22"), cds_content());
  const knowledge::Action action = of_early_and_late();
  const Against found = against(action, readings, cds_content());

  EXPECT_THAT(readings.closed, SizeIs(1));
  EXPECT_THAT(reasons(found.withheld), ElementsAre("late"));
}

TEST(CdsAgainst, ARuleThatBothReadingsHoldStandsOnce) {
  const Readings readings = readings_of(pregnant_person(25, "2027-01-22"), cds_content());
  const knowledge::Action action = of_early_and_late();

  EXPECT_THAT(readings.closed, SizeIs(2));
  EXPECT_THAT(reasons(against(action, readings, cds_content()).withheld), ElementsAre("late"));
}

}  // namespace
}  // namespace paraspinal::fhir
