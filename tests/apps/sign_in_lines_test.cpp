// What signing in and out leaves in the audit.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/users.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A file of records with the nurse amina.
class SignInLines : public ::testing::Test {
 protected:
  SignInLines() {
    const auto added = users.add({.name = "amina", .shown_as = "Amina N.", .role = Role::nurse},
                                 test_password, "2026-11-26T10:00:00Z", "officer");
    EXPECT_TRUE(added) << added.error().message;
  }
  AuditLine last() const { return records->lines(1, 1'000)->back(); }
  std::string payload() const { return records->payload(last().number)->value(); }

  const RecordsFile file{"sign_in_lines"};
  const std::unique_ptr<Records> records = file.open();
  Users users{*records};
};

TEST_F(SignInLines, WhoSignsInIsALineWithTheTimeAndThePlace) {
  ASSERT_TRUE(users.sign_in("amina", test_password, test_now, "192.0.2.1")->session);

  EXPECT_EQ(last().kind, "signed in");
  EXPECT_EQ(last().user, "amina");
  EXPECT_EQ(last().at, "2027-01-15T08:00:00Z");
  EXPECT_EQ(payload(), R"({"from":"192.0.2.1"})");
}

TEST_F(SignInLines, WhoSignsOutIsALineOnce) {
  const std::string token = users.sign_in("amina", test_password, test_now)->session->token;
  ASSERT_TRUE(users.sign_out(token, test_now + 60));
  ASSERT_TRUE(users.sign_out(token, test_now + 120));

  EXPECT_EQ(last().kind, "signed out");
  EXPECT_EQ(last().user, "amina");
  EXPECT_EQ(last().at, "2027-01-15T08:01:00Z");
  EXPECT_EQ(last().number, 3);
}

TEST_F(SignInLines, AWrongPasswordIsALineThatDoesNotHoldIt) {
  ASSERT_FALSE(users.sign_in("amina", wrong_password, test_now, "192.0.2.1")->session);

  EXPECT_EQ(last().kind, "sign-in failed");
  EXPECT_EQ(last().user, "amina");
  EXPECT_EQ(payload(), R"({"from":"192.0.2.1","why":"wrong password"})");
}

TEST_F(SignInLines, ANameThatNobodyHasIsInNoLine) {
  ASSERT_FALSE(users.sign_in(test_password, test_password, test_now, "192.0.2.1")->session);

  EXPECT_EQ(last().kind, "sign-in failed");
  EXPECT_EQ(last().user, "");
  EXPECT_EQ(payload(), R"({"from":"192.0.2.1","why":"no such name"})");
}

TEST_F(SignInLines, WhoIsNotActiveAnyMoreIsALineThatSaysSo) {
  ASSERT_TRUE(users.change("amina", {}, false, "2026-11-26T10:00:00Z", "officer"));
  ASSERT_FALSE(users.sign_in("amina", test_password, test_now)->session);

  EXPECT_EQ(payload(), R"({"why":"not active"})");
}

TEST_F(SignInLines, ALockedNameIsNoMoreLinesThanItsWrongPasswords) {
  for (int i = 0; i < 20; ++i) {
    users.sign_in("amina", wrong_password, test_now, "192.0.2.1");
  }

  EXPECT_EQ(last().number, 1 + 5);
}

TEST_F(SignInLines, AnAddressThatIsNoneKeepsOnlyWhatAddressesAreMadeOf) {
  users.sign_in("amina", test_password, test_now, "1.2.3.4\", \"why\": \"\n");

  EXPECT_EQ(payload(), R"({"from":"1.2.3.4why:"})");
}

TEST_F(SignInLines, ARefusedSecondIsALineOfWhoAsked) {
  ASSERT_FALSE(users.check("amina", wrong_password, test_now, "nurse1")->session);
  const AuditLine line = last();

  EXPECT_EQ(line.kind, "second refused");
  EXPECT_EQ(line.user, "nurse1");
  EXPECT_EQ(payload(), R"({"second":"amina","why":"wrong password"})");
}

TEST_F(SignInLines, ASecondWhoAgreesIsALineOfWhoAsked) {
  ASSERT_TRUE(users.change("amina", Role::clinician, {}, "2026-11-26T10:00:00Z", "officer"));
  ASSERT_TRUE(users.check("amina", test_password, test_now, "nurse1")->session);

  EXPECT_EQ(last().kind, "second agreed");
  EXPECT_EQ(last().user, "nurse1");
  EXPECT_EQ(payload(), R"({"second":"amina"})");
}

TEST_F(SignInLines, ASecondWhoIsNoClinicianIsRefusedAndCountedLikeAWrongPassword) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(users.check("amina", test_password, test_now, "nurse1")->session);
    EXPECT_EQ(last().kind, "second refused");
    EXPECT_EQ(payload(), R"({"second":"amina","why":"not a clinician"})");
  }

  EXPECT_EQ(users.check("amina", test_password, test_now, "nurse1")->wait_seconds, 30);
  EXPECT_EQ(last().number, 1 + 5);
}

TEST_F(SignInLines, NamesThatNobodyHasAreOneLineInAQuarterOfAnHourFromOneAddress) {
  for (int i = 0; i < 20; ++i) {
    users.sign_in("nobody" + std::to_string(i), wrong_password, test_now + i, "192.0.2.1");
  }
  EXPECT_EQ(last().number, 1 + 1);
  users.sign_in("nobody", wrong_password, test_now, "192.0.2.2");
  EXPECT_EQ(last().number, 1 + 2);

  users.sign_in("nobody20", wrong_password, test_now + 900, "192.0.2.1");

  EXPECT_EQ(last().number, 1 + 3);
  EXPECT_EQ(payload(), R"({"from":"192.0.2.1","why":"no such name","tries":20})");
}

TEST_F(SignInLines, StandInTheChain) {
  users.sign_in("amina", wrong_password, test_now);
  users.sign_in("amina", test_password, test_now);

  EXPECT_EQ(records->verify()->first_broken, std::nullopt);
  EXPECT_THAT(file.bytes(), Not(HasSubstr(wrong_password)));
}

}  // namespace
}  // namespace paraspinal::records
