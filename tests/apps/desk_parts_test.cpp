// Parts of the desk by themselves: times, what is held in memory, the audit of a change, what
// stands readable in the file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/audited_assessment.h"
#include "apps/desk/body_reader.h"
#include "apps/desk/call_times.h"
#include "apps/desk/held_calls.h"
#include "apps/desk/override_reasons.h"
#include "apps/desk/state_json.h"
#include "fhir/json.h"
#include "tests/apps/desk_fixture.h"
#include "tests/apps/program.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using testing::HasSubstr;

TEST(CallTimes, AreInUtcToTheSecond) {
  EXPECT_EQ(utc_time("2026-11-20T19:30:00+01:00"), "2026-11-20T18:30:00Z");
  EXPECT_EQ(utc_time("2026-11-20T18:30:00.900Z"), "2026-11-20T18:30:00Z");
  EXPECT_EQ(utc_time("2026-11-20T18:30:00"), std::nullopt);
  EXPECT_EQ(utc_time("2026-11-20"), std::nullopt);
  EXPECT_EQ(utc_time("2026-02-30T10:00:00Z"), std::nullopt);
}

TEST(CallTimes, MoveOverTheEndOfAMonth) {
  EXPECT_EQ(later("2026-03-01T00:00:00Z", -1), "2026-02-28T23:59:59Z");
  EXPECT_EQ(later("2026-11-20T18:30:00Z", -7 * seconds_a_day), "2026-11-13T18:30:00Z");
}

std::shared_ptr<const HeldCall> held(const std::string& id, std::int64_t revision) {
  HeldCall call;
  call.facts.id = id;
  call.facts.revision = revision;
  call.knowledge_hash = "k";
  return std::make_shared<const HeldCall>(std::move(call));
}

TEST(HeldCalls, GiveNoOtherRevisionAndNoOtherKnowledge) {
  HeldCalls calls(2);
  calls.keep(held("a", 3));

  EXPECT_NE(calls.find("a", 3, "k"), nullptr);
  EXPECT_EQ(calls.find("a", 4, "k"), nullptr);
  EXPECT_EQ(calls.find("a", 3, "other"), nullptr);
}

TEST(HeldCalls, ForgetTheOneUsedLongestAgo) {
  HeldCalls calls(2);
  calls.keep(held("a", 1));
  calls.keep(held("b", 1));
  calls.find("a", 1, "k");

  calls.keep(held("c", 1));

  EXPECT_NE(calls.find("a", 1, "k"), nullptr);
  EXPECT_EQ(calls.find("b", 1, "k"), nullptr);
}

TEST(HeldCalls, KeepTheLaterRevision) {
  HeldCalls calls(2);
  calls.keep(held("a", 2));
  calls.keep(held("a", 1));

  EXPECT_NE(calls.find("a", 2, "k"), nullptr);
}

TEST(UrgencyName, NeverShowsSelfCareThatIsProvisional) {
  EXPECT_EQ(urgency_name(knowledge::Urgency::self_care, true), "Not yet safe to close");
  EXPECT_EQ(urgency_name(knowledge::Urgency::self_care, false), "Self-care");
  EXPECT_EQ(urgency_name(knowledge::Urgency::ambulance, true), "Ambulance");
}

// A page without a connection has only its own words.
TEST(DeskWords, ThePageSpellsTheUrgenciesAsTheServiceDoes) {
  const std::string page =
      apps_tests::text_of(PARASPINAL_SOURCE_DIR "/apps/screen/src/service/urgency.ts");

  for (const knowledge::Urgency urgency : knowledge::all_urgencies) {
    EXPECT_THAT(page, HasSubstr(std::string(name(urgency)) + ": \"" + urgency_name(urgency, false) +
                                "\","));
  }
}

TEST(OverrideReasons, HaveACodeAndWordsEach) {
  for (const OverrideReason& reason : override_reasons()) {
    EXPECT_EQ(reason_name(reason.code), reason.name);
    EXPECT_FALSE(reason.name.empty());
  }
  EXPECT_EQ(reason_name("because"), "");
}

TEST(BodyReader, NamesTheFirstThingThatIsWrong) {
  auto body = BodyReader::read(R"({"a": "x", "b": 1, "c": true})", 100);
  ASSERT_TRUE(body);

  EXPECT_EQ(body->text("a", 10), "x");
  EXPECT_EQ(body->text("b", 10), "");
  body->truth("a");

  EXPECT_EQ(body->error()->message,
            "b: expected text of at most 10 bytes, without control characters");
  EXPECT_EQ(BodyReader::read("[1]", 100).error().message, "body: expected an object");
  EXPECT_EQ(BodyReader::read("{}  ", 3).error().message, "body: has 4 bytes: expected at most 3");
}

TEST(DeskAudit, HoldsTheAssessmentThatAnAnswerMade) {
  DeskHouse house("audit");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 44, "said_by": "caller"},
                   {"finding": "saddle_anaesthesia", "value": "present", "said_by": "proxy"}])");

  const auto lines = house.records().lines(1, 1'000);

  ASSERT_TRUE(lines);
  const records::AuditLine& line = lines->back();
  EXPECT_EQ(line.kind, "call answers");
  EXPECT_EQ(line.user, "nurse1");
  EXPECT_EQ(line.knowledge_hash, page.state("knowledge.hash"));
  const auto payload = fhir::parse_json(house.records().payload(line.number)->value());
  const fhir::Json* within = cli::audited_within(*payload);
  ASSERT_NE(within, nullptr);
  const auto audited = cli::read_audited(*within, apps_tests::embedded_clinic()->knowledge());
  ASSERT_TRUE(audited) << audited.error().message;
  EXPECT_EQ(name(audited->output.urgency), page.state("urgency.level"));
  EXPECT_EQ(audited->made_from.input.age_years, 44);
  EXPECT_TRUE(house.records().verify()->why.empty());
}

TEST(DeskAudit, HasALineForEveryChange) {
  DeskHouse house("lines");
  DeskPage page = house.sign_in("nurse1");
  const std::size_t before = house.records().lines(1, 1'000)->size();
  page.open_call();
  page.answer("age_years", "44");
  page.answer("sex_female", "\"absent\"");
  page.answer("fever", "\"present\"");
  page.change("undo");
  page.change("notes", R"("text": "quiet")");
  page.change("override", R"("urgency": "ambulance", "reason": "more_unwell")");
  page.change("call-back", R"("due_at": "2026-11-20T19:00:00Z", "why": "better?")");
  page.change("close", R"("repeated_back": true, "disposition_accepted": true)");
  page.change("reopen");
  page.get("/desk/calls/" + page.call() + "/fhir");

  std::vector<std::string> kinds;
  const auto lines = house.records().lines(static_cast<std::int64_t>(before) + 1, 1'000);
  for (const records::AuditLine& line : *lines) {
    kinds.push_back(line.kind);
  }

  EXPECT_THAT(kinds,
              testing::ElementsAre("call opened", "call answers", "call answers", "call answers",
                                   "call undo", "call note", "call override", "call back",
                                   "call closed", "call opened again", "call given as FHIR"));
}

TEST(DeskAudit, NothingOfAPersonStandsReadableInTheFile) {
  DeskHouse house("readable");
  DeskPage page = house.sign_in("nurse1");
  page.open_call(R"("caller": {"name": "Zebedee Quux", "telephone": "01632 960777"})");
  page.answer("saddle_anaesthesia", "\"present\"");
  page.change("notes", R"("text": "lives in Xanadu")");

  const std::string bytes = house.bytes();

  EXPECT_THAT(bytes, HasSubstr("call answers"));
  for (const char* word : {"Zebedee", "960777", "saddle_anaesthesia", "Xanadu"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace paraspinal::desk
