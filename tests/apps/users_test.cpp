#include "apps/records/users.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/crypto.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using engine::ErrorKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string now_text = "2026-11-26T10:00:00Z";

const User amina = {.name = "amina", .shown_as = "Amina N.", .role = Role::nurse};

// A file of records with nobody in it.
class UsersTest : public ::testing::Test {
 protected:
  engine::Error error_of_adding(const User& user, const std::string& password = test_password) {
    const auto refused = users.add(user, password, now_text, "officer");
    EXPECT_FALSE(refused);
    return refused ? engine::Error{} : refused.error();
  }
  void add(const User& user) {
    const auto added = users.add(user, test_password, now_text, "officer");
    ASSERT_TRUE(added) << added.error().message;
  }
  bool can_sign_in(const std::string& name, const std::string& password) {
    return users.sign_in(name, password, test_now)->session.has_value();
  }

  const RecordsFile file{"users"};
  const std::unique_ptr<Records> records = file.open();
  Users users{*records};
};

TEST(Roles, HaveTheirNames) {
  for (const Role role : {Role::nurse, Role::clinician, Role::admin}) {
    EXPECT_EQ(role_from(name(role)), role);
  }
  EXPECT_EQ(name(Role::clinician), "clinician");
  EXPECT_EQ(role_from("doctor"), std::nullopt);
}

// RFC 9106 with libsodium's moderate limits: 2^18 KiB, three passes, one lane.
TEST(Passwords, AreHashedWithArgon2idAtModerateCost) {
  const std::string hash = password_hash(test_password, PasswordCost::moderate);

  EXPECT_THAT(hash, StartsWith("$argon2id$v=19$m=262144,t=3,p=1$"));
  EXPECT_TRUE(password_matches(hash, test_password));
  EXPECT_EQ(RecordsOptions{}.password_cost, PasswordCost::moderate);
}

TEST(Passwords, HashedTwiceAreTwoHashes) {
  const std::string hash = password_hash(test_password, PasswordCost::least);

  EXPECT_NE(password_hash(test_password, PasswordCost::least), hash);
  EXPECT_TRUE(password_matches(hash, test_password));
  EXPECT_FALSE(password_matches(hash, "a long passwort"));
  EXPECT_FALSE(password_matches("not a hash", test_password));
}

TEST_F(UsersTest, AreListedByNameAfterReopening) {
  const User bo = {.name = "bo", .shown_as = "B\xc3\xb6", .role = Role::clinician};
  const User chi = {.name = "chi", .shown_as = "Chi", .role = Role::admin, .is_active = false};
  add(chi);
  add(amina);
  add(bo);
  const auto again = file.open();

  EXPECT_THAT(Users(*again).all().value(), ElementsAre(amina, bo, chi));
}

TEST_F(UsersTest, AddingOneIsALineOfTheAudit) {
  add(amina);
  const auto line = records->lines(1, 1)->front();

  EXPECT_EQ(line.kind, "user added");
  EXPECT_EQ(line.at, now_text);
  EXPECT_EQ(line.user, "officer");
  EXPECT_EQ(records->payload(1).value(), R"({"user":"amina","role":"nurse","is_active":true})");
}

TEST_F(UsersTest, OneThatThereIsAlreadyIsRefused) {
  add(amina);

  const auto error = error_of_adding(amina, "another password");
  EXPECT_EQ(error.kind, ErrorKind::invalid_argument);
  EXPECT_EQ(error.message, "name of a user: \"amina\": there is one already");
  EXPECT_EQ(records->verify()->lines, 1);
  EXPECT_TRUE(can_sign_in("amina", test_password));
}

TEST_F(UsersTest, ANameOfOtherSignsIsRefused) {
  for (const std::string name : {"", "Amina", "a b", "a\n", "\xc3\xa4"}) {
    EXPECT_EQ(error_of_adding({.name = name, .shown_as = "A"}).message,
              "name of a user: \"" + name + "\"; expected 1 to 64 of a-z, 0-9, '.', '-' and '_'");
  }
  error_of_adding({.name = std::string(65, 'a'), .shown_as = "A"});
  add({.name = std::string(64, 'a'), .shown_as = "A"});
}

TEST_F(UsersTest, ANameToShowThatIsNotPrintableIsRefused) {
  for (const std::string shown : {"", "a\n", "\xff", "a\xc3", "\xc0\x80"}) {
    EXPECT_THAT(error_of_adding({.name = "a", .shown_as = shown}).message,
                HasSubstr("expected 1 to 100 bytes of UTF-8 without control characters"));
  }
  error_of_adding({.name = "a", .shown_as = std::string(101, 'a')});
}

TEST_F(UsersTest, APasswordTooShortOrTooLongIsRefusedWithoutSayingIt) {
  EXPECT_EQ(error_of_adding(amina, "123456789").message, "password: 9 bytes; expected 10 to 1,000");
  EXPECT_EQ(error_of_adding(amina, std::string(1'001, 'x')).message,
            "password: 1001 bytes; expected 10 to 1,000");
}

TEST_F(UsersTest, ANewPasswordTakesThePlaceOfTheOld) {
  add(amina);
  const std::string token = users.sign_in("amina", test_password, test_now)->session->token;
  ASSERT_TRUE(users.set_password("amina", "quite another one", now_text, "amina"));

  EXPECT_FALSE(can_sign_in("amina", test_password));
  EXPECT_TRUE(can_sign_in("amina", "quite another one"));
  EXPECT_EQ(users.session(token, test_now).value(), std::nullopt);
  EXPECT_EQ(records->lines(3, 1)->front().kind, "password set");  // after "signed in"
}

TEST_F(UsersTest, ANewPasswordEndsALockOut) {
  add(amina);
  for (int i = 0; i < 5; ++i) {
    can_sign_in("amina", "a wrong password");
  }
  ASSERT_GT(users.sign_in("amina", test_password, test_now)->wait_seconds, 0);
  ASSERT_TRUE(users.set_password("amina", test_password, now_text, "officer"));

  EXPECT_TRUE(can_sign_in("amina", test_password));
}

TEST_F(UsersTest, ARoleIsChangedAndTheSessionHasItAtOnce) {
  add(amina);
  const std::string token = users.sign_in("amina", test_password, test_now)->session->token;
  ASSERT_TRUE(users.change("amina", Role::clinician, std::nullopt, now_text, "officer"));

  EXPECT_EQ(users.all()->front().role, Role::clinician);
  EXPECT_EQ(users.session(token, test_now)->value().user.role, Role::clinician);
  EXPECT_EQ(records->payload(3).value(), R"({"user":"amina","role":"clinician","is_active":true})");
  EXPECT_EQ(records->lines(3, 1)->front().kind, "user changed");  // after "signed in"
}

TEST_F(UsersTest, WhoIsNotActiveHasNoSessionAndGetsNone) {
  add(amina);
  const std::string token = users.sign_in("amina", test_password, test_now)->session->token;
  ASSERT_TRUE(users.change("amina", std::nullopt, false, now_text, "officer"));

  EXPECT_EQ(users.session(token, test_now).value(), std::nullopt);
  EXPECT_FALSE(can_sign_in("amina", test_password));
  ASSERT_TRUE(users.change("amina", std::nullopt, true, now_text, "officer"));
  EXPECT_EQ(users.session(token, test_now).value(), std::nullopt);
  EXPECT_TRUE(can_sign_in("amina", test_password));
}

TEST_F(UsersTest, AnUnknownOneIsNotFound) {
  for (const auto& refused : {users.set_password("bo", test_password, now_text, "officer"),
                              users.change("bo", Role::admin, std::nullopt, now_text, "officer")}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
    EXPECT_EQ(refused.error().message, "user bo: there is none");
  }
  EXPECT_EQ(records->verify()->lines, 0);
}

TEST_F(UsersTest, NeitherPasswordNorHashStandsInTheFile) {
  add(amina);

  EXPECT_THAT(file.bytes(), Not(HasSubstr(test_password)));
  EXPECT_THAT(file.bytes(), Not(HasSubstr("argon2id")));
}

// Without the master key.
TEST_F(UsersTest, WhoChangesARowBehindTheRecordsGainsNothing) {
  add(amina);
  for (const std::string change :
       {"role = 'admin'", "shown_as = 'Other'", "name = 'bo'", "is_active = 0"}) {
    Tampering(file.path()).run("CREATE TABLE kept AS SELECT * FROM user");
    Tampering(file.path()).run("UPDATE user SET " + change);
    const auto all = users.all();

    ASSERT_FALSE(all) << change;
    EXPECT_EQ(all.error().kind, ErrorKind::corrupt);
    EXPECT_THAT(all.error().message, HasSubstr("its row is not as it was written"));
    EXPECT_FALSE(users.sign_in(change == "name = 'bo'" ? "bo" : "amina", test_password, test_now));
    Tampering(file.path())
        .run("DELETE FROM user; INSERT INTO user SELECT * FROM kept; DROP TABLE kept");
  }
  EXPECT_THAT(users.all().value(), ElementsAre(amina));
}

}  // namespace
}  // namespace paraspinal::records
