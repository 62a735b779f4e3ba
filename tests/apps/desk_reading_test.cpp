// Who read what is a line of the audit: of each call, document and list, without what it says, and
// once for the many times that a page asks.

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using records::AuditLine;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* caller = R"("caller": {"name": "Rosa Vale", "telephone": "01632 960001"})";

std::vector<AuditLine> lines(DeskHouse& house) {
  return house.records().lines(1, 1'000).value();
}

std::vector<std::string> kinds_since(DeskHouse& house, std::size_t before) {
  std::vector<std::string> kinds;
  const auto all = lines(house);
  for (std::size_t i = before; i < all.size(); ++i) {
    kinds.push_back(all[i].kind);
  }
  return kinds;
}

// A call of nurse1, open.
std::string call_of_nurse1(DeskHouse& house) {
  DeskPage page = apps_tests::of_44(house, "nurse1", caller);
  page.answer("fever", "\"present\"");
  return page.call();
}

TEST(DeskReading, WhoReadsACallIsALineWithoutWhatItSays) {
  DeskHouse house("reads");
  const std::string call = call_of_nurse1(house);
  DeskPage other = house.sign_in("clinician1");

  EXPECT_EQ(other.get("/desk/calls/" + call).status, 200);

  const AuditLine line = lines(house).back();
  EXPECT_EQ(line.kind, "call read");
  EXPECT_EQ(line.user, "clinician1");
  EXPECT_EQ(line.at, "2026-11-20T18:30:00Z");
  const std::string payload = house.records().payload(line.number)->value();
  EXPECT_THAT(payload, HasSubstr(call));
  EXPECT_THAT(payload, Not(HasSubstr("Vale")));
  EXPECT_THAT(payload, Not(HasSubstr("960001")));
  EXPECT_THAT(payload, Not(HasSubstr("fever")));
  EXPECT_EQ(house.records().verify()->first_broken, std::nullopt);
}

TEST(DeskReading, APageThatAsksEveryTenSecondsIsALineInAQuarterOfAnHour) {
  DeskHouse house("polls");
  const std::string call = call_of_nurse1(house);
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  for (int i = 0; i < 90; ++i) {
    other.get("/desk/calls/" + call);
    house.wait(10);
  }
  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read"));
  other.get("/desk/calls/" + call);

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read", "call read"));
}

TEST(DeskReading, WhatCameInSinceIsALineOfItsOwn) {
  DeskHouse house("since");
  DeskPage page = house.sign_in("nurse1");
  page.open_call(caller);
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  other.get("/desk/calls/" + page.call());
  page.answer("fever", "\"present\"");
  other.get("/desk/calls/" + page.call());
  other.get("/desk/calls/" + page.call());

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read", "call answers", "call read"));
  EXPECT_THAT(house.records().payload(lines(house).back().number)->value(),
              HasSubstr(R"("revision":1)"));
}

TEST(DeskReading, WhoReadsWhatTheyHaveJustChangedIsNoLineBesideIt) {
  DeskHouse house("own_change");
  DeskPage page = house.sign_in("nurse1");
  page.open_call(caller);
  const std::size_t before = lines(house).size();

  page.answer("fever", "\"present\"");
  page.read();

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call answers"));
}

TEST(DeskReading, APageThatIsBehindAndIsShownTheCallIsALine) {
  DeskHouse house("behind_reads");
  const std::string call = call_of_nurse1(house);
  const DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  const auto behind = other.post("/desk/calls/" + call + "/notes",
                                 R"({"request": "N", "revision": 0, "text": "calm"})");

  EXPECT_EQ(behind.status, 409);
  EXPECT_THAT(behind.body, HasSubstr("fever"));
  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read"));
  EXPECT_EQ(lines(house).back().user, "clinician1");
}

TEST(DeskReading, AWishSentAgainToACallThatHasGoneOnIsALine) {
  DeskHouse house("again");
  DeskPage page = house.sign_in("nurse1");
  page.open_call(caller);
  const std::string path = "/desk/calls/" + page.call() + "/notes";
  const std::string wish = R"({"request": "N", "revision": 0, "text": "calm"})";
  page.post(path, wish);
  DeskPage other = house.sign_in("clinician1");
  other.take_up(page.call());
  other.answer("fever", "\"present\"");
  const std::size_t before = lines(house).size();

  EXPECT_EQ(page.post(path, wish).status, 200);

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read"));
  EXPECT_EQ(lines(house).back().user, "nurse1");
}

TEST(DeskReading, AnOpeningSentAgainToACallThatHasGoneOnIsALine) {
  DeskHouse house("opened_again");
  const DeskPage page = house.sign_in("nurse1");
  const std::string opening = R"({"request": "O", "setting": "telephone"})";
  DeskPage other = house.sign_in("clinician1");
  other.take_up(apps_tests::member(page.post("/desk/calls", opening).body, "call.id"));
  const std::size_t before = lines(house).size();

  page.post("/desk/calls", opening);
  other.answer("fever", "\"present\"");
  page.post("/desk/calls", opening);

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call answers", "call read"));
  EXPECT_EQ(lines(house).back().user, "nurse1");
}

TEST(DeskReading, EachUserAndEachCallIsALineOfItsOwn) {
  DeskHouse house("each");
  const std::string one = call_of_nurse1(house);
  const std::string two = call_of_nurse1(house);
  DeskPage clinician = house.sign_in("clinician1");
  DeskPage nurse = house.sign_in("nurse2");
  const std::size_t before = lines(house).size();

  clinician.get("/desk/calls/" + one);
  clinician.get("/desk/calls/" + two);
  nurse.get("/desk/calls/" + one);
  clinician.get("/desk/calls/" + two);

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read", "call read", "call read"));
  EXPECT_EQ(lines(house).back().user, "nurse2");
}

TEST(DeskReading, WhatACallIsHandedOnAsIsALineOfItsKind) {
  DeskHouse house("handed_on");
  const std::string path = "/desk/calls/" + call_of_nurse1(house);
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  other.get(path + "/assessment", {{"draws", "0"}});
  other.get(path + "/network");
  other.get(path + "/summary");
  other.get(path + "/summary");
  other.get(path + "/presentation");
  other.get(path + "/fhir");
  other.get(path + "/fhir");

  EXPECT_THAT(kinds_since(house, before),
              ElementsAre("call read", "call given as summary", "call given as presentation",
                          "call given as FHIR", "call given as FHIR"));
}

TEST(DeskReading, AListOfCallsAndOneOfCallBacksIsALine) {
  DeskHouse house("lists");
  call_of_nurse1(house);
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  other.get("/desk/calls");
  other.get("/desk/calls");
  other.get("/desk/call-backs");

  EXPECT_THAT(kinds_since(house, before), ElementsAre("calls listed", "call-backs listed"));
  EXPECT_EQ(house.records().payload(lines(house).back().number - 1)->value(), R"({"count":1})");
}

TEST(DeskReading, WhatIsMarkedAsAnsweredInACallIsReadFromIt) {
  DeskHouse house("marked");
  const std::string call = call_of_nurse1(house);
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  other.get("/desk/findings", {{"q", "fever"}});
  EXPECT_THAT(kinds_since(house, before), IsEmpty());
  other.get("/desk/findings", {{"q", "fever"}, {"call", call}});

  EXPECT_THAT(kinds_since(house, before), ElementsAre("call read"));
}

TEST(DeskReading, WhoReadsNothingIsNoLine) {
  DeskHouse house("nothing");
  DeskPage other = house.sign_in("clinician1");
  const std::size_t before = lines(house).size();

  other.get("/desk/calls/0123456789abcdef0123456789abcdef");
  other.get("/desk/session");
  other.get("/desk/reasons");

  EXPECT_THAT(kinds_since(house, before), IsEmpty());
}

TEST(Readings, BeginOnceWithinAQuarterOfAnHourAndAgainWhenTheLineWasNotWritten) {
  Readings readings;

  EXPECT_TRUE(readings.begins("amina", "call read c1", 0));
  EXPECT_FALSE(readings.begins("amina", "call read c1", 899));
  EXPECT_TRUE(readings.begins("amina", "call read c1", 900));
  EXPECT_TRUE(readings.begins("bela", "call read c1", 900));
  readings.take_back("amina", "call read c1");
  EXPECT_TRUE(readings.begins("amina", "call read c1", 901));
}

TEST(DeskReading, WhoSignsInAndOutIsALine) {
  DeskHouse house("in_and_out");
  const std::size_t before = lines(house).size();
  DeskPage page = house.sign_in("nurse1");
  house.dispatch(page.request("DELETE", "/desk/session"));
  house.dispatch(
      apps_tests::post("/desk/session", R"({"name": "nurse1", "password": "not the password"})"));

  EXPECT_THAT(kinds_since(house, before), ElementsAre("signed in", "signed out", "sign-in failed"));
  EXPECT_EQ(lines(house).back().user, "nurse1");
}

}  // namespace
}  // namespace paraspinal::desk
