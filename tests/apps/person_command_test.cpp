#include "apps/cli/person_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/retention_command.h"
#include "fhir/json.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_commands.h"
#include "tests/apps/records_file.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using records::Calls;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

const std::string now = "2026-11-26T11:00:00Z";

// Records with a call about tel:1 (lines 1 to 4: opened, answers, a call-back promised and done), a
// line of a hook about it (5), and a call about tel:2 (6).
class PersonCommand : public ::testing::Test {
 protected:
  PersonCommand() {
    const auto records = folder.open();
    Calls calls(*records);
    call = records::opened(calls, "tel:1").id;
    records::add(calls, call, 0, records::answers(1));
    const auto back = records::promised(calls, call, 1, 2, records::at_minute(30));
    EXPECT_TRUE(calls.done(back, "reached", records::at_minute(31), "bo").value());
    records::Event hook = records::event_of("tel:1", 5);
    hook.payload = "not JSON";
    EXPECT_TRUE(records->append(hook));
    records::opened(calls, "tel:2");
  }
  Said export_of(const std::string& id) const {
    return say([&](Streams streams) {
      return export_person({.files = folder.files(), .id = id, .at = now}, streams);
    });
  }
  Said erase(const std::string& id) const {
    return say([&](Streams streams) {
      return erase_person({.files = folder.files(), .id = id, .at = now}, streams);
    });
  }

  const RecordsFolder folder;
  std::string call;
};

TEST_F(PersonCommand, AllThatIsStoredIsExportedAsJson) {
  const Said said = export_of("tel:1");
  const auto json = fhir::parse_json(said.output);

  ASSERT_TRUE(json) << said.errors;
  EXPECT_EQ(json->member("person")->text(), "tel:1");
  ASSERT_THAT(json->member("calls")->items(), SizeIs(1));
  const Json& held = json->member("calls")->items()[0];
  EXPECT_EQ(held.member("id")->text(), call);
  EXPECT_EQ(held.member("start")->member("name")->text(), "Ms Example");
  EXPECT_EQ(held.member("closed_at")->kind(), Json::Kind::null);
  ASSERT_THAT(held.member("events")->items(), SizeIs(2));
  EXPECT_EQ(held.member("events")->items()[0].member("content")->member("secret")->text(), "1");
  ASSERT_THAT(held.member("call_backs")->items(), SizeIs(1));
  EXPECT_EQ(held.member("call_backs")->items()[0].member("outcome")->text(), "reached");
  ASSERT_THAT(json->member("audit")->items(), SizeIs(5));
  EXPECT_EQ(json->member("audit")->items()[0].member("kind")->text(), "call opened");
  EXPECT_EQ(json->member("audit")->items()[4].member("payload")->text(), "not JSON");
}

TEST_F(PersonCommand, AnExportIsALineOfTheAudit) {
  export_of("tel:1");
  const auto line = folder.open()->lines_of("tel:1")->back();

  EXPECT_EQ(line.kind, "person exported");
  EXPECT_EQ(line.at, now);
  EXPECT_EQ(line.user, "the command line");
}

TEST_F(PersonCommand, TheIdOfACallStandsForItsPerson) {
  EXPECT_THAT(export_of(call).output, HasSubstr("\"person\": \"tel:1\""));
  EXPECT_THAT(erase(call).output, StartsWith("tel:1: erased; 6 lines "));
}

TEST_F(PersonCommand, ErasingTellsHowManyLinesCanNoLongerBeRead) {
  const Said said = erase("tel:1");

  EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
  EXPECT_EQ(said.output,
            "tel:1: erased; 5 lines of the audit can no longer be read, and no call is left\n");
  const auto records = folder.open();
  EXPECT_EQ(records::first_broken(*records), std::nullopt);
  EXPECT_THAT(Calls(*records).of_person("tel:1").value(), IsEmpty());
  EXPECT_THAT(Calls(*records).of_person("tel:2").value(), SizeIs(1));
}

TEST_F(PersonCommand, APersonOfWhomNothingIsStoredIsAnError) {
  erase("tel:1");
  for (const Said& said : {export_of("tel:1"), erase("tel:1"), erase("tel:7")}) {
    EXPECT_EQ(said.outcome, Outcome::unusable_input);
    EXPECT_THAT(said.errors, HasSubstr(": nothing is stored"));
    EXPECT_THAT(said.output, IsEmpty());
  }
  EXPECT_THAT(erase("").errors, HasSubstr("person: \"\"; expected an id"));
}

TEST_F(PersonCommand, KeysOfClientsThatEndInTheIdAreNamed) {
  const auto hook = [&](const std::string& person, const std::string& user) {
    records::Event event = records::event_of(person, 6);
    event.kind = "hook";
    event.user = user;
    EXPECT_TRUE(folder.open()->append(event));
  };
  hook("https://ehr.example|Patient/1", "https://ehr.example Practitioner/2");
  hook("|Patient/1", " Practitioner/2");  // as nameless clients were filed before

  for (const Said& said : {export_of("Patient/1"), erase("Patient/1")}) {
    EXPECT_EQ(said.outcome, Outcome::unusable_input);
    EXPECT_THAT(said.errors,
                HasSubstr("person Patient/1: nothing is stored under this id, but under "
                          "\"|Patient/1\", \"https://ehr.example|Patient/1\""));
  }

  hook("Patient/1", "");
  const Said erased = erase("Patient/1");
  EXPECT_EQ(erased.outcome, Outcome::answered);
  EXPECT_THAT(erased.errors, HasSubstr("Patient/1: there is also \"|Patient/1\", "
                                       "\"https://ehr.example|Patient/1\", left as it is"));
  EXPECT_THAT(erase("|Patient/1").output, StartsWith("|Patient/1: erased; 1 line "));
}

TEST_F(PersonCommand, RetentionForgetsClosedCallsAndFeedbackOlderThanSoManyDays) {
  {
    const auto records = folder.open();
    Calls calls(*records);
    records::add(calls, call, 2, records::event_of_kind("closed", 40));
    ASSERT_TRUE(records->add_feedback({{.at = "2026-11-26T10:00:00Z",
                                        .service = "s",
                                        .card = "c",
                                        .outcome = "accepted",
                                        .outcome_at = "",
                                        .detail = ""}}));
  }
  const auto keep = [&](std::int64_t days) {
    return say([&](Streams streams) {
      return retention({.files = folder.files(), .days = days, .now = "2026-12-06T10:40:01Z"},
                       streams);
    });
  };

  EXPECT_EQ(keep(11).output,
            "before 2026-11-25T10:40:01Z: 0 calls and 0 items of feedback "
            "forgotten\n");
  EXPECT_EQ(keep(10).output,
            "before 2026-11-26T10:40:01Z: 1 call and 1 item of feedback "
            "forgotten\n");
  const auto records = folder.open();
  EXPECT_EQ(records::first_broken(*records), std::nullopt);
  EXPECT_THAT(Calls(*records).of_person("tel:1").value(), IsEmpty());
  EXPECT_THAT(records->lines_of("tel:1").value(), SizeIs(1));  // of the hook
}

}  // namespace
}  // namespace paraspinal::cli
