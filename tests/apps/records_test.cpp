#include "apps/records/records.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "apps/records/schema.h"
#include "apps/records/users.h"
#include "knowledge/base/database.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

engine::Error error_of_opening(const std::string& path, const Key& key = test_key) {
  const auto records = Records::open(path, {.master_key = key});
  EXPECT_FALSE(records);
  return records ? engine::Error{} : records.error();
}

Feedback feedback(const std::string& outcome, const std::string& detail = "") {
  return {.at = "2026-11-26T10:00:00Z",
          .service = "back-cramp",
          .card = "card-1",
          .outcome = outcome,
          .outcome_at = "2026-11-26T09:59:00Z",
          .detail = detail};
}

TEST(Records, AnAnswerOfAHookIsKeptAcrossOpenings) {
  const RecordsFile file("answer");
  ASSERT_TRUE(file.open()->keep_answer("view", "instance-1", R"({"cards":[]})", "2026-11-26"));

  EXPECT_EQ(file.open()->answer_of_hook("view", "instance-1").value(), R"({"cards":[]})");
}

TEST(Records, AnInstanceWithoutAnAnswerGivesNothing) {
  const RecordsFile file("no_answer");
  const auto records = file.open();
  ASSERT_TRUE(records->keep_answer("view", "instance-1", "{}", "2026-11-26"));

  EXPECT_EQ(records->answer_of_hook("view", "instance-2").value(), std::nullopt);
  EXPECT_EQ(records->answer_of_hook("sign", "instance-1").value(), std::nullopt);
}

TEST(Records, TheFirstAnswerOfAHookStands) {
  const RecordsFile file("first_answer");
  const auto records = file.open();
  ASSERT_TRUE(records->keep_answer("view", "instance-1", "first", "2026-11-26"));
  ASSERT_TRUE(records->keep_answer("view", "instance-1", "second", "2026-11-26"));

  EXPECT_EQ(records->answer_of_hook("view", "instance-1").value(), "first");
}

TEST(Records, AnswersBeforeATimeAreForgotten) {
  const RecordsFile file("forgotten");
  const auto records = file.open();
  ASSERT_TRUE(records->keep_answer("view", "old", "{}", "2026-11-25T10:00:00Z"));
  ASSERT_TRUE(records->keep_answer("view", "new", "{}", "2026-11-26T10:00:00Z"));
  ASSERT_TRUE(records->forget_answers("2026-11-26T00:00:00Z"));

  EXPECT_EQ(records->answer_of_hook("view", "old").value(), std::nullopt);
  EXPECT_EQ(records->answer_of_hook("view", "new").value(), "{}");
}

TEST(Records, FeedbackComesBackInTheOrderItCame) {
  const RecordsFile file("feedback");
  ASSERT_TRUE(file.open()->add_feedback({feedback("overridden", R"({"code":"b"})")}));
  ASSERT_TRUE(file.open()->add_feedback({feedback("accepted"), feedback("overridden")}));

  EXPECT_THAT(file.open()->feedback_of("card-1").value(),
              ElementsAre(feedback("overridden", R"({"code":"b"})"), feedback("accepted"),
                          feedback("overridden")));
}

TEST(Records, FeedbackOnAnotherCardIsNotGiven) {
  const RecordsFile file("other_card");
  const auto records = file.open();
  ASSERT_TRUE(records->add_feedback({feedback("accepted")}));

  EXPECT_THAT(records->feedback_of("card-2").value(), IsEmpty());
}

TEST(Records, ATokenIsFirstUsedOnceAlsoAfterReopening) {
  const RecordsFile file("token");
  EXPECT_TRUE(file.open()->first_use("https://ehr", "id-1", 1000, 900).value());

  EXPECT_FALSE(file.open()->first_use("https://ehr", "id-1", 1000, 950).value());
}

TEST(Records, TheSameTokenIdOfAnotherIssuerIsAnotherToken) {
  const RecordsFile file("token_issuer");
  const auto records = file.open();
  ASSERT_TRUE(records->first_use("https://ehr", "id-1", 1000, 900).value());

  EXPECT_TRUE(records->first_use("https://other", "id-1", 1000, 900).value());
}

TEST(Records, AnExpiredTokenIsForgottenAndNotBefore) {
  const RecordsFile file("token_expired");
  const auto records = file.open();
  ASSERT_TRUE(records->first_use("https://ehr", "id-1", 1000, 900).value());

  EXPECT_FALSE(records->first_use("https://ehr", "id-1", 1000, 1000).value());
  EXPECT_TRUE(records->first_use("https://ehr", "id-1", 2000, 1001).value());
}

TEST(Records, OfManyThreadsWithOneTokenOneIsTheFirst) {
  const RecordsFile file("threads");
  const auto records = file.open();
  std::atomic<int> first = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back(
        [&] { first += records->first_use("https://ehr", "id-1", 1000, 900).value() ? 1 : 0; });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  EXPECT_EQ(first, 1);
}

TEST(Records, NothingThatIsEncryptedStandsReadableInTheFile) {
  const RecordsFile file("readable");
  const auto records = file.open();
  ASSERT_TRUE(records->keep_answer("view", "instance-1", "numb between the legs", "2026-11-26"));
  ASSERT_TRUE(records->add_feedback({feedback("overridden", "she was seen yesterday")}));
  Event event = event_of("Patient/4711", 1);
  event.payload = "a fall from a ladder";
  ASSERT_TRUE(records->append(event));

  for (const char* words : {"numb between", "seen yesterday", "4711", "ladder"}) {
    EXPECT_THAT(file.bytes(), Not(HasSubstr(words)));
  }
}

TEST(Records, TheFileIsForItsOwnerOnly) {
  const RecordsFile file("mode");
  const auto records = file.open();
  for (const std::string end : {"", "-wal"}) {
    struct stat status = {};
    ASSERT_EQ(::stat((file.path() + end).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << end;
  }
}

TEST(Records, AWrongMasterKeyIsAnError) {
  const RecordsFile file("wrong_key");
  file.open();

  const auto error = error_of_opening(file.path(), Key{8});
  EXPECT_EQ(error.kind, engine::ErrorKind::invalid_argument);
  EXPECT_EQ(error.message,
            file.path() + ": the master key is not the one that the file was made with");
}

TEST(Records, AFileOfANewerSchemaIsRefusedByNumber) {
  const RecordsFile file("newer");
  file.open();
  Tampering(file.path()).run("PRAGMA user_version = 99");

  const auto error = error_of_opening(file.path());
  EXPECT_EQ(error.kind, engine::ErrorKind::invalid_argument);
  EXPECT_EQ(error.message, file.path() + ": schema 99; expected at most 4, the newest that this " +
                               "program knows");
}

TEST(Records, AFileOfSchemaOneGetsAnAuditAndKeepsItsFeedback) {
  const RecordsFile file("migrated");
  {
    const auto connection = knowledge::Connection::open_or_create(file.path());
    ASSERT_TRUE(connection->execute(std::string(schema_steps()[0])));
    ASSERT_TRUE(
        connection->execute("PRAGMA application_id = 1348555365; PRAGMA user_version = 1;"
                            "INSERT INTO used_token VALUES ('https://ehr', 'id-1', 1000)"));
  }
  const auto records = file.open();

  EXPECT_FALSE(records->first_use("https://ehr", "id-1", 1000, 900).value());
  EXPECT_EQ(records->append(event_of("Patient/1", 1)).value().number, 1);
  EXPECT_EQ(records->verify().value().first_broken, std::nullopt);
}

// As the program before the screens left it: hooks and an audit, and no users or calls.
TEST(Records, AFileOfSchemaTwoGetsUsersAndCallsAndKeepsItsAudit) {
  const RecordsFile file("migrated_two");
  append_five(*file.open());
  Tampering(file.path())
      .run(
          "DROP TABLE call_back; DROP TABLE call_event; DROP TABLE call; DROP TABLE session; "
          "DROP TABLE user; DROP TABLE failed_sign_in; PRAGMA user_version = 2");
  const auto records = file.open();
  Users users(*records);
  Calls calls(*records);
  const Call call = opened(calls, "Patient/1");
  add(calls, call.id, 0, answers(1));

  EXPECT_TRUE(users.add({.name = "amina", .shown_as = "Amina N."}, "a long password",
                        "2026-11-26T10:00:00Z", "officer"));
  EXPECT_EQ(records->verify()->first_broken, std::nullopt);
  EXPECT_EQ(records->verify()->lines, 8);
  EXPECT_EQ(records->payload(1).value(), event_of("Patient/1", 1).payload);
}

TEST(Records, FeedbackBeforeATimeIsForgotten) {
  const RecordsFile file("feedback_forgotten");
  const auto records = file.open();
  Feedback old = feedback("accepted");
  old.at = "2025-11-26T10:00:00Z";
  ASSERT_TRUE(records->add_feedback({old, old, feedback("overridden")}));

  EXPECT_EQ(records->forget_feedback("2026-11-26T10:00:00Z").value(), 2);
  EXPECT_THAT(records->feedback_of("card-1").value(), ElementsAre(feedback("overridden")));
}

TEST(Records, ADatabaseOfSomethingElseIsRefused) {
  const RecordsFile file("other");
  ASSERT_TRUE(knowledge::Connection::create(file.path())->execute("CREATE TABLE t (x)"));

  EXPECT_EQ(error_of_opening(file.path()).message,
            file.path() + ": a database of something else; expected a file of records");
}

TEST(Records, AFileThatIsNoDatabaseIsAnError) {
  const RecordsFile file("garbage");
  std::ofstream(file.path()) << std::string(10'000, 'x');

  const auto error = error_of_opening(file.path());
  EXPECT_EQ(error.kind, engine::ErrorKind::corrupt);
  EXPECT_EQ(error.message, file.path() + ": file is not a database");
}

TEST(Records, AFileWithOverwrittenPagesIsAnError) {
  const RecordsFile file("pages");
  append_five(*file.open());
  const auto size = std::filesystem::file_size(file.path());
  {
    std::fstream damaged(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(4096);
    damaged << std::string(size - 4096, '\x5a');
  }

  EXPECT_EQ(error_of_opening(file.path()).message,
            file.path() + ": database disk image is malformed");
}

TEST(Records, AFolderThatDoesNotExistIsAnError) {
  EXPECT_EQ(error_of_opening("/nowhere/records.sqlite").message,
            "/nowhere/records.sqlite: unable to open database file");
}

}  // namespace
}  // namespace paraspinal::records
