#include <atomic>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/sign_in_guard.h"
#include "apps/records/users.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;

// A file of records with the nurse amina.
class Sessions : public ::testing::Test {
 protected:
  Sessions() {
    const auto added = users.add({.name = "amina", .shown_as = "Amina N.", .role = Role::clinician},
                                 test_password, "2026-11-26T10:00:00Z", "officer");
    EXPECT_TRUE(added) << added.error().message;
  }
  SignIn sign_in(const std::string& name, const std::string& password, std::int64_t at = test_now) {
    auto signed_in = users.sign_in(name, password, at);
    EXPECT_TRUE(signed_in) << signed_in.error().message;
    return signed_in.value_or(SignIn{});
  }
  std::string token(std::int64_t at = test_now) {
    return sign_in("amina", test_password, at).session->token;
  }
  std::optional<Session> session(const std::string& of, std::int64_t at) {
    auto found = users.session(of, at);
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(std::nullopt);
  }

  const RecordsFile file{"sessions"};
  const std::unique_ptr<Records> records = file.open();
  Users users{*records};
};

TEST_F(Sessions, WhoSignsInHasATokenOf256Bits) {
  const auto made = sign_in("amina", test_password).session.value();

  EXPECT_THAT(made.token, MatchesRegex("[0-9a-f]{64}"));
  EXPECT_THAT(made.csrf, MatchesRegex("[0-9a-f]{64}"));
  EXPECT_EQ(made.user.shown_as, "Amina N.");
  EXPECT_EQ(made.expires, test_now + 30 * minute);
}

TEST_F(Sessions, ATokenTellsWhoItIsAlsoAfterReopening) {
  const std::string of = token();
  const auto again = file.open();
  const auto found = Users(*again).session(of, test_now + minute)->value();

  EXPECT_EQ(found.user.name, "amina");
  EXPECT_EQ(found.token, "");
}

TEST_F(Sessions, EachHasItsOwnTokenAndCsrfValueWhichStays) {
  const auto first = sign_in("amina", test_password).session.value();
  const auto second = sign_in("amina", test_password).session.value();

  EXPECT_NE(first.token, second.token);
  EXPECT_NE(first.csrf, second.csrf);
  EXPECT_NE(first.csrf, first.token);
  EXPECT_EQ(session(first.token, test_now)->csrf, first.csrf);
  EXPECT_EQ(session(second.token, test_now)->csrf, second.csrf);
}

TEST_F(Sessions, NeitherTokenNorCsrfValueStandsInTheFile) {
  const auto made = sign_in("amina", test_password).session.value();

  EXPECT_THAT(file.bytes(), Not(HasSubstr(made.token)));
  EXPECT_THAT(file.bytes(), Not(HasSubstr(made.csrf)));
}

TEST_F(Sessions, AnUnknownTokenIsNobody) {
  EXPECT_EQ(session("", test_now), std::nullopt);
  EXPECT_EQ(session(std::string(64, '0'), test_now), std::nullopt);
}

TEST_F(Sessions, OneNotUsedForThirtyMinutesIsOver) {
  const std::string of = token();

  EXPECT_TRUE(session(of, test_now + 30 * minute - 1));
  const std::string other = token();
  EXPECT_FALSE(session(other, test_now + 30 * minute));
}

TEST_F(Sessions, OneInUseLastsTwelveHours) {
  const std::string of = token();
  for (std::int64_t at = test_now; at < test_now + 12 * hour; at += 20 * minute) {
    ASSERT_TRUE(session(of, at)) << at - test_now;
  }

  EXPECT_EQ(session(of, test_now + 12 * hour - 1)->expires, test_now + 12 * hour);
  EXPECT_FALSE(session(of, test_now + 12 * hour));
}

TEST_F(Sessions, AUseIsWrittenDownOnceAMinute) {
  const std::string of = token();

  EXPECT_EQ(session(of, test_now + 59)->expires, test_now + 30 * minute);
  EXPECT_EQ(session(of, test_now + 60)->expires, test_now + 60 + 30 * minute);
}

TEST_F(Sessions, APageThatAsksByItselfKeepsNoneAlive) {
  const std::string of = token();
  for (std::int64_t idle = 10; idle < 30 * minute; idle += 10) {
    ASSERT_TRUE(users.session(of, test_now + idle, idle).value()) << idle;
  }

  EXPECT_FALSE(users.session(of, test_now + 30 * minute, 30 * minute).value());
}

TEST_F(Sessions, IdleTimeCountsFromTheLastThingThatWasDone) {
  const std::string of = token();
  EXPECT_EQ(users.session(of, test_now + 10 * minute, 50).value()->expires,
            test_now + 10 * minute - 50 + 30 * minute);

  EXPECT_TRUE(users.session(of, test_now + 40 * minute - 51, 30 * minute).value());
  EXPECT_FALSE(users.session(of, test_now + 40 * minute - 50, 0).value());
}

TEST_F(Sessions, OfTwoPagesTheOneThatIsUsedKeepsItAlive) {
  const std::string of = token();
  for (std::int64_t at = minute; at < hour; at += minute) {
    ASSERT_TRUE(users.session(of, test_now + at, at).value()) << at;
    ASSERT_TRUE(users.session(of, test_now + at, 5).value()) << at;
  }
}

TEST_F(Sessions, OneSignedOutIsOverAndTheOthersAreNot) {
  const std::string of = token();
  const std::string other = token();
  ASSERT_TRUE(users.sign_out(of, test_now));

  EXPECT_FALSE(session(of, test_now));
  EXPECT_TRUE(session(other, test_now));
  EXPECT_TRUE(users.sign_out("unknown", test_now));
}

TEST_F(Sessions, ThoseOverAreForgottenWhenSomebodySignsIn) {
  token();
  token(test_now + 13 * hour);
  const auto connection = knowledge::Connection::open_or_create(file.path());
  auto statement = connection->prepare("SELECT count(*) FROM session");
  ASSERT_TRUE(statement->step().value());

  EXPECT_EQ(statement->integer(0), 1);
}

// Without the master key: a row for a token of one's own, or a row made another's.
TEST_F(Sessions, OneMadeOrMovedBehindTheRecordsIsNobodys) {
  ASSERT_TRUE(users.add({.name = "bo", .shown_as = "Bo", .role = Role::admin}, test_password,
                        "2026-11-26T10:00:00Z", "officer"));
  const std::string moved = token();
  const std::string renewed = token();
  Tampering(file.path()).run("UPDATE session SET user = 'bo'");
  EXPECT_FALSE(session(moved, test_now));
  Tampering(file.path()).run("UPDATE session SET user = 'amina', started = started + 1");
  EXPECT_FALSE(session(renewed, test_now));
}

TEST_F(Sessions, AWrongPasswordGivesNoneAndTellsNoMore) {
  const SignIn refused = sign_in("amina", wrong_password);

  EXPECT_FALSE(refused.session);
  EXPECT_EQ(refused.wait_seconds, 0);
}

TEST_F(Sessions, APasswordWithMoreBehindItIsWrong) {
  EXPECT_FALSE(sign_in("amina", test_password + "x").session);
  EXPECT_FALSE(sign_in("amina", std::string(5'000, 'x')).session);
}

// After five the name waits 30 seconds, and twice as long with each further one up to an hour.
TEST_F(Sessions, WaitsDoubleWithEachWrongPasswordAlsoOfNamesThatThereAreNot) {
  for (const std::string name : {"amina", "nobody", "Not A Name"}) {
    std::int64_t at = test_now;
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(sign_in(name, wrong_password, at).wait_seconds, 0) << name << " " << i;
    }
    for (const std::int64_t wait : {30, 60, 120, 240, 480, 960, 1'920, 3'600, 3'600}) {
      EXPECT_EQ(sign_in(name, test_password, at).wait_seconds, wait) << name;
      EXPECT_EQ(sign_in(name, test_password, at + wait - 1).wait_seconds, 1) << name;
      at += wait;
      const SignIn looked_at = sign_in(name, wrong_password, at);
      EXPECT_EQ(looked_at.wait_seconds, 0) << name;
      EXPECT_FALSE(looked_at.session) << name;
    }
  }
}

TEST_F(Sessions, ALockedNameIsRefusedWithTheRightPasswordUntilTheWaitIsOver) {
  for (int i = 0; i < 5; ++i) {
    sign_in("amina", wrong_password);
  }

  EXPECT_FALSE(sign_in("amina", test_password, test_now + 29).session);
  EXPECT_TRUE(sign_in("amina", test_password, test_now + 30).session);
}

TEST_F(Sessions, TheRightPasswordBeginsTheCountAnew) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(sign_in("amina", i % 5 == 4 ? test_password : wrong_password).wait_seconds, 0) << i;
  }
  EXPECT_TRUE(sign_in("amina", test_password).session);
}

TEST_F(Sessions, ALockOutOutlastsTheProcess) {
  for (int i = 0; i < 5; ++i) {
    sign_in("amina", wrong_password);
  }
  const auto again = file.open();

  EXPECT_EQ(Users(*again).sign_in("amina", test_password, test_now)->wait_seconds, 30);
}

TEST_F(Sessions, ALockedNameDoesNotLockOthers) {
  for (int i = 0; i < 5; ++i) {
    sign_in("nobody", wrong_password);
  }

  EXPECT_TRUE(sign_in("amina", test_password).session);
}

TEST_F(Sessions, TriesAreForgottenAfterADayWithoutOne) {
  for (int i = 0; i < 5; ++i) {
    sign_in("amina", wrong_password);
  }
  sign_in("nobody", wrong_password, test_now + 25 * hour);

  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(sign_in("amina", wrong_password, test_now + 25 * hour).wait_seconds, 0);
  }
}

TEST_F(Sessions, AClockThatWentBackMakesNoWaitLonger) {
  for (int i = 0; i < 5; ++i) {
    sign_in("amina", wrong_password);
  }

  EXPECT_EQ(sign_in("amina", test_password, test_now - hour).wait_seconds, 30);
}

TEST_F(Sessions, ThePasswordTypedAsANameDoesNotStandInTheFile) {
  sign_in("my-secret-password", wrong_password);

  EXPECT_THAT(file.bytes(), Not(HasSubstr("my-secret-password")));
}

// Many guesses at one moment are no way around the lock-out.
TEST_F(Sessions, OfManyGuessesAtOnceFiveAreLookedAt) {
  std::atomic<int> looked_at = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      const auto refused = users.sign_in("amina", wrong_password, test_now);
      looked_at += refused && refused->wait_seconds == 0 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  EXPECT_EQ(looked_at, 5);
}

TEST_F(Sessions, ACheckSaysWhoItIsAndKeepsNoSession) {
  const auto checked = users.check("amina", test_password, test_now).value();

  EXPECT_EQ(checked.session->user.name, "amina");
  EXPECT_EQ(checked.session->token, "");
  EXPECT_EQ(session("", test_now), std::nullopt);
}

TEST_F(Sessions, ChecksAtOneScreenLockNeitherSigningInNorOtherScreens) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(users.check("amina", wrong_password, test_now, "nurse1")->session);
  }

  EXPECT_EQ(users.check("amina", test_password, test_now, "nurse1")->wait_seconds, 30);
  EXPECT_TRUE(users.check("amina", test_password, test_now, "nurse2")->session);
  EXPECT_TRUE(sign_in("amina", test_password).session);
  EXPECT_EQ(users.check("amina", test_password, test_now, "nurse1")->wait_seconds, 30);
  EXPECT_TRUE(users.check("amina", test_password, test_now + 30, "nurse1")->session);
}

TEST_F(Sessions, WrongPasswordsFromOneAddressLockNoOther) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(users.sign_in("amina", wrong_password, test_now, "192.0.2.1")->session);
  }

  EXPECT_EQ(users.sign_in("amina", test_password, test_now, "192.0.2.1")->wait_seconds, 30);
  EXPECT_TRUE(users.sign_in("amina", test_password, test_now, "192.0.2.2")->session);
  EXPECT_EQ(users.sign_in("amina", test_password, test_now, "192.0.2.1")->wait_seconds, 30);
}

TEST_F(Sessions, AHundredWrongPasswordsFromAllAddressesLockTheNameEverywhere) {
  for (int i = 0; i < 100; ++i) {
    const std::string address = "192.0.2." + std::to_string(i / 4);
    EXPECT_EQ(users.sign_in("amina", wrong_password, test_now, address)->wait_seconds, 0) << i;
  }

  EXPECT_EQ(users.sign_in("amina", test_password, test_now, "198.51.100.1")->wait_seconds, 30);
  EXPECT_EQ(users.check("amina", test_password, test_now, "nurse1")->wait_seconds, 30);
  EXPECT_TRUE(users.sign_in("amina", test_password, test_now + 30, "198.51.100.1")->session);
  EXPECT_TRUE(users.sign_in("amina", test_password, test_now + 30, "198.51.100.2")->session);
}

TEST_F(Sessions, ANewPasswordEndsTheLockOutOfEachAddress) {
  for (int i = 0; i < 10; ++i) {
    users.sign_in("amina", wrong_password, test_now, i % 2 == 0 ? "192.0.2.1" : "192.0.2.2")
        .value();
  }
  ASSERT_TRUE(users.set_password("amina", test_password, "2026-11-26T10:00:00Z", "officer"));

  EXPECT_TRUE(users.sign_in("amina", test_password, test_now, "192.0.2.1")->session);
  EXPECT_TRUE(users.sign_in("amina", test_password, test_now, "192.0.2.2")->session);
}

}  // namespace
}  // namespace paraspinal::records
