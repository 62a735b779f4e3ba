#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/user_command.h"
#include "tests/apps/records_commands.h"

namespace paraspinal::cli {
namespace {

using records::Role;
using records::User;
using records::Users;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string now_text = "2026-11-26T10:00:00Z";
constexpr std::int64_t now_seconds = 1'800'000'000;

UserOptions of(const RecordsFolder& folder, const std::string& name) {
  return {.files = folder.files(), .name = name, .at = now_text};
}

// Records with the nurse amina.
class UserCommand : public ::testing::Test {
 protected:
  UserCommand() {
    const auto records = folder.open();
    EXPECT_TRUE(Users(*records).add({.name = "amina", .shown_as = "Amina N."}, "a long password",
                                    now_text, "officer"));
  }
  Said change(const std::string& name, std::optional<Role> role, std::optional<bool> is_active) {
    return say([&](Streams streams) {
      return change_user({.each = of(folder, name), .role = role, .is_active = is_active}, streams);
    });
  }
  bool can_sign_in(const std::string& password) {
    const auto records = folder.open();
    return Users(*records).sign_in("amina", password, now_seconds)->session.has_value();
  }

  const RecordsFolder folder;
};

TEST(UserCommandFiles, TheFirstUserMakesTheFilesAndItsPasswordIsTheFirstLine) {
  const RecordsFolder folder;
  const Said said = say(
      [&](Streams streams) {
        return add_user({.each = of(folder, "bo"), .shown_as = "Dr Bo", .role = Role::clinician},
                        streams);
      },
      "pass word with spaces \nanother line\n");
  const auto records = folder.open();
  Users users(*records);

  EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
  EXPECT_EQ(said.output, "bo: added as clinician\n");
  EXPECT_THAT(users.all().value(),
              ElementsAre(User{.name = "bo", .shown_as = "Dr Bo", .role = Role::clinician}));
  EXPECT_TRUE(users.sign_in("bo", "pass word with spaces ", now_seconds)->session);
  EXPECT_EQ(records->lines(1, 1)->front().user, "the command line");
}

TEST_F(UserCommand, WithoutALineThereIsNoPassword) {
  const Said said =
      say([&](Streams streams) { return add_user({.each = of(folder, "bo")}, streams); });

  EXPECT_EQ(said.outcome, Outcome::wrong_usage);
  EXPECT_EQ(said.errors,
            "paraspinal: records: password: there is none; expected a line of input\n");
}

TEST_F(UserCommand, AShortPasswordIsRefusedWithoutShowingIt) {
  const Said said = say(
      [&](Streams streams) { return add_user({.each = of(folder, "bo")}, streams); }, "short\n");

  EXPECT_EQ(said.outcome, Outcome::wrong_usage);
  EXPECT_EQ(said.errors, "paraspinal: records: password: 5 bytes; expected 10 to 1,000\n");
  EXPECT_THAT(said.output, IsEmpty());
}

TEST_F(UserCommand, ANameThatIsNotAllowedOrThereAlreadyIsWrongUsage) {
  const auto add = [&](const std::string& name) {
    return say([&](Streams streams) { return add_user({.each = of(folder, name)}, streams); },
               "a long password\n");
  };

  EXPECT_EQ(add("No Body").outcome, Outcome::wrong_usage);
  EXPECT_EQ(add("amina").outcome, Outcome::wrong_usage);
  EXPECT_EQ(add("amina").errors,
            "paraspinal: records: name of a user: \"amina\": there is one already\n");
}

TEST_F(UserCommand, APasswordIsSetAnew) {
  const Said said =
      say([&](Streams streams) { return set_user_password(of(folder, "amina"), streams); },
          "quite another one\n");

  EXPECT_EQ(said.outcome, Outcome::answered) << said.errors;
  EXPECT_TRUE(can_sign_in("quite another one"));
}

TEST_F(UserCommand, ARoleIsChanged) {
  const Said said = change("amina", Role::admin, {});

  EXPECT_EQ(said.outcome, Outcome::answered);
  EXPECT_EQ(said.output, "amina: is admin now\n");
  EXPECT_EQ(Users(*folder.open()).all()->front().role, Role::admin);
}

TEST_F(UserCommand, OneIsDeactivatedAndActivated) {
  EXPECT_EQ(change("amina", {}, false).output, "amina: may not sign in any more\n");
  EXPECT_FALSE(can_sign_in("a long password"));
  EXPECT_EQ(change("amina", {}, true).output, "amina: may sign in\n");
  EXPECT_TRUE(can_sign_in("a long password"));
}

TEST_F(UserCommand, AnUnknownOneIsAnError) {
  const Said said = change("bo", Role::admin, {});

  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, HasSubstr("user bo: there is none"));
}

TEST_F(UserCommand, AllAreListedWithRoleAndWhetherActive) {
  change("amina", {}, false);
  const auto records = folder.open();
  ASSERT_TRUE(Users(*records).add({.name = "bo", .shown_as = "Dr Bo", .role = Role::clinician},
                                  "a long password", now_text, "officer"));
  const Said said = say([&](Streams streams) { return list_users(folder.files(), streams); });

  EXPECT_EQ(said.output,
            "amina                 nurse      inactive  Amina N.\n"
            "bo                    clinician  active    Dr Bo\n");
}

}  // namespace
}  // namespace paraspinal::cli
