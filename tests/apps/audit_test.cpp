// Records' audit as a user of it sees it. Changes behind its back: audit_tampering_test.cpp.

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/records.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::int64_t> numbers(const std::vector<AuditLine>& lines) {
  std::vector<std::int64_t> found;
  for (const AuditLine& line : lines) {
    found.push_back(line.number);
  }
  return found;
}

TEST(Audit, AnEmptyOneVerifiesAndHasNoHead) {
  const RecordsFile file("empty");
  const auto state = file.open()->verify().value();

  EXPECT_EQ(state.lines, 0);
  EXPECT_EQ(state.head, "");
  EXPECT_EQ(state.first_broken, std::nullopt);
}

TEST(Audit, LinesAreNumberedFromOneAndChainedAcrossOpenings) {
  const RecordsFile file("chained");
  append_five(*file.open());
  append_five(*file.open());
  const auto records = file.open();
  const auto state = records->verify().value();

  EXPECT_EQ(state.lines, 10);
  EXPECT_EQ(state.first_broken, std::nullopt) << state.why;
  EXPECT_EQ(state.head, records->lines(10, 1).value().front().hash);
  EXPECT_THAT(numbers(records->lines(1, 100).value()), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

TEST(Audit, AReadLineIsTheOneThatAppendGave) {
  const RecordsFile file("read");
  const auto records = file.open();
  const auto line = records->append(event_of("Patient/1", 1)).value();

  EXPECT_THAT(records->lines(1, 1).value(), ElementsAre(line));
  EXPECT_EQ(line.at, "2026-11-26T10:11:00Z");
  EXPECT_EQ(line.kind, "assessment");
  EXPECT_EQ(line.user, "nurse-7");
  EXPECT_EQ(line.knowledge_hash, "ef1339d1ed88");
}

TEST(Audit, ALineIsAppendedTogetherWithTheAnswerToKeep) {
  const RecordsFile file("kept_answer");
  const auto records = file.open();
  const HookAnswer answer{"view", "instance-1", R"({"cards":[]})", "2026-11-26T10:00:00Z"};
  ASSERT_TRUE(records->append(event_of("Patient/1", 1), answer));
  Event refused = event_of("Patient/1", 2);
  refused.kind = "erasure";
  ASSERT_FALSE(records->append(refused, HookAnswer{"view", "instance-2", "{}", ""}));

  EXPECT_EQ(records->answer_of_hook("view", "instance-1").value(), R"({"cards":[]})");
  EXPECT_EQ(records->answer_of_hook("view", "instance-2").value(), std::nullopt);
  EXPECT_EQ(records->verify().value().lines, 1);
}

TEST(Audit, LinesAreReadFromANumberAndAtMostSoMany) {
  const RecordsFile file("paged");
  const auto records = file.open();
  append_five(*records);

  EXPECT_THAT(numbers(records->lines(2, 3).value()), ElementsAre(2, 3, 4));
  EXPECT_THAT(records->lines(6, 3).value(), IsEmpty());
  EXPECT_THAT(records->lines(1, -1).value(), IsEmpty());
}

TEST(Audit, TheSamePayloadTwiceHasTwoHashes) {
  const RecordsFile file("salted");
  const auto records = file.open();
  const auto first = records->append(event_of("Patient/1", 1)).value();
  const auto second = records->append(event_of("Patient/1", 1)).value();

  EXPECT_NE(first.payload_hash, second.payload_hash);
}

TEST(Audit, PayloadsComeBack) {
  const RecordsFile file("payload");
  append_five(*file.open());
  const auto records = file.open();

  EXPECT_EQ(records->payload(3).value(), R"({"of":"Patient/1","minute":3})");
  EXPECT_EQ(records->payload(4).value(), R"({"of":"","minute":4})");
}

TEST(Audit, APayloadOfAnyBytesComesBack) {
  const RecordsFile file("bytes");
  const auto records = file.open();
  Event event = event_of("Patient/1", 1);
  event.payload = std::string("\0\xff\x80 and an end", 14);
  ASSERT_TRUE(records->append(event));
  event.payload = "";
  ASSERT_TRUE(records->append(event));

  EXPECT_EQ(records->payload(1).value(), std::string("\0\xff\x80 and an end", 14));
  EXPECT_EQ(records->payload(2).value(), "");
}

TEST(Audit, APayloadOfALineThatIsNotThereIsNotFound) {
  const RecordsFile file("no_line");
  const auto payload = file.open()->payload(7);

  ASSERT_FALSE(payload);
  EXPECT_EQ(payload.error().kind, engine::ErrorKind::not_found);
  EXPECT_EQ(payload.error().message, file.path() + ": line 7 of the audit: there is none");
}

TEST(Audit, LinesOfAPersonAreFound) {
  const RecordsFile file("of_person");
  const auto records = file.open();
  append_five(*records);

  EXPECT_THAT(numbers(records->lines_of("Patient/2").value()), ElementsAre(2, 5));
  EXPECT_THAT(records->lines_of("Patient/3").value(), IsEmpty());
}

TEST(Audit, AnErasedPersonHasNoPayloadAndTheChainVerifies) {
  const RecordsFile file("erased");
  const auto records = file.open();
  append_five(*records);
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());
  const auto state = records->verify().value();

  EXPECT_EQ(records->payload(1).value(), std::nullopt);
  EXPECT_EQ(records->payload(3).value(), std::nullopt);
  EXPECT_NE(records->payload(2).value(), std::nullopt);
  EXPECT_THAT(records->lines_of("Patient/1").value(), IsEmpty());
  EXPECT_EQ(state.first_broken, std::nullopt) << state.why;
  EXPECT_EQ(state.lines, 6);
  EXPECT_EQ(state.erased, 2);
}

TEST(Audit, ErasingAppendsALineThatSaysHowMany) {
  const RecordsFile file("erasing_line");
  const auto records = file.open();
  append_five(*records);
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());
  const auto line = records->lines(6, 1).value().front();

  EXPECT_EQ(line.kind, "erasure");
  EXPECT_EQ(line.user, "officer");
  EXPECT_EQ(line.at, "2026-11-26T11:00:00Z");
  EXPECT_THAT(*records->payload(6).value(), HasSubstr(R"({"erased_lines":2,)"));
}

TEST(Audit, ErasingForgetsKeptAnswers) {
  const RecordsFile file("erased_answers");
  const auto records = file.open();
  append_five(*records);
  ASSERT_TRUE(records->keep_answer("view", "instance-1", "{}", "2026-11-26"));
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());

  EXPECT_EQ(records->answer_of_hook("view", "instance-1").value(), std::nullopt);
}

// The encrypted payload, the wrapped key and the tag of a person, as bytes.
TEST(Audit, ErasingLeavesNoByteOfThePerson) {
  const RecordsFile file("no_byte");
  const auto records = file.open();
  append_five(*records);
  std::vector<std::string> of_person;
  {
    const Tampering hands(file.path());
    of_person = {hands.value("payload", "box", 1), hands.value("payload", "box", 3),
                 hands.value("person", "tag", 1), hands.value("person", "wrapped_key", 1)};
  }
  for (const std::string& bytes : of_person) {
    ASSERT_THAT(file.bytes().find(bytes), Not(std::string::npos));
  }
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());

  for (const std::string& bytes : of_person) {
    EXPECT_EQ(file.bytes().find(bytes.substr(0, 16)), std::string::npos);
  }
}

TEST(Audit, APersonWhoComesBackAfterAnErasureHasANewKey) {
  const RecordsFile file("back");
  const auto records = file.open();
  append_five(*records);
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());
  ASSERT_TRUE(records->append(event_of("Patient/1", 20)));

  EXPECT_THAT(numbers(records->lines_of("Patient/1").value()), ElementsAre(7));
  EXPECT_EQ(records->payload(1).value(), std::nullopt);
  EXPECT_EQ(records->verify().value().first_broken, std::nullopt);
}

TEST(Audit, ErasingAPersonOfWhomNothingIsKnownIsFalseAndNoLine) {
  const RecordsFile file("unknown");
  const auto records = file.open();
  append_five(*records);

  EXPECT_FALSE(records->erase("Patient/3", "officer", "2026-11-26T11:00:00Z").value());
  EXPECT_EQ(records->verify().value().lines, 5);
}

TEST(Audit, NobodyCannotBeErased) {
  const RecordsFile file("nobody");
  const auto erased = file.open()->erase("", "officer", "2026-11-26T11:00:00Z");

  ASSERT_FALSE(erased);
  EXPECT_EQ(erased.error().message, "person to erase: empty; expected an id");
}

TEST(Audit, AnEventOfTheKindErasureOrOfNoneIsRefused) {
  const RecordsFile file("kind");
  const auto records = file.open();
  Event event = event_of("Patient/1", 1);
  for (const std::string kind : {"", "erasure"}) {
    event.kind = kind;
    const auto line = records->append(event);

    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().message,
              "kind of an event: \"" + kind + "\"; expected a word, not \"erasure\"");
  }
}

TEST(Audit, ThreadsAppendWhileOthersVerify) {
  const RecordsFile file("threads_append");
  const auto records = file.open();
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      for (int minute = 0; minute < 20; ++minute) {
        ASSERT_TRUE(records->append(event_of("Patient/" + std::to_string(i), minute)));
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    const auto state = records->verify();
    ASSERT_TRUE(state) << state.error().message;
    EXPECT_EQ(state->first_broken, std::nullopt) << state->why;
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  EXPECT_EQ(records->verify().value().lines, 60);
}

}  // namespace
}  // namespace paraspinal::records
