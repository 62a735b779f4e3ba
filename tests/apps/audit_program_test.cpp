// The commands on records as a person types them: options, exit codes, a password in a terminal.

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/records/users.h"
#include "tests/apps/program.h"
#include "tests/apps/records_commands.h"

namespace paraspinal::cli {
namespace {

using apps_tests::Ran;
using apps_tests::run;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> on(const RecordsFolder& folder, std::vector<std::string> words) {
  for (const std::string& word : {std::string("--records"), folder.files().records,
                                  std::string("--master-key"), folder.files().master_key}) {
    words.push_back(word);
  }
  return words;
}

TEST(RecordsProgram, AUserIsAddedAndTheAuditVerified) {
  const RecordsFolder folder;
  const Ran added = run(on(folder, {"user", "add", "amina", "--shown-as", "Amina N.", "--role",
                                    "nurse", "--by", "officer"}),
                        "a long password\n");
  const Ran listed = run(on(folder, {"audit", "list"}));
  const Ran verified = run(on(folder, {"audit", "verify"}));

  EXPECT_EQ(added.status, 0) << added.errors;
  EXPECT_THAT(listed.output, HasSubstr("user added            officer\n"));
  EXPECT_EQ(verified.status, 0) << verified.errors;
  EXPECT_THAT(verified.output, HasSubstr("The chain holds.\n"));
}

TEST(RecordsProgram, WrongUsageIsSaidAndEndsWithTwo) {
  const RecordsFolder folder;
  const Ran anchor = run(on(folder, {"audit", "verify", "--anchor", "12"}));
  const Ran role = run(on(folder, {"user", "add", "amina", "--role", "doctor"}));

  EXPECT_EQ(anchor.status, 2);
  EXPECT_THAT(anchor.errors, HasSubstr("12: expected a line's number, a colon and its hash"));
  EXPECT_EQ(role.status, 2);
  EXPECT_EQ(run(on(folder, {"retention", "--days", "0"})).status, 2);
  EXPECT_EQ(run({"audit", "verify"}).status, 2);
  EXPECT_EQ(run(on(folder, {"user", "add", "amina", "--role", "nurse", "--password", "x"})).status,
            2);
}

TEST(RecordsProgram, APersonIsExportedAndErased) {
  const RecordsFolder folder;
  ASSERT_TRUE(folder.open()->append({.at = "2026-11-26T10:00:00Z",
                                     .kind = "assessment",
                                     .person = "Patient/1",
                                     .user = "ehr",
                                     .knowledge_hash = "",
                                     .payload = "{}"}));
  const Ran exported = run(on(folder, {"person", "export", "Patient/1"}));
  const Ran erased = run(on(folder, {"person", "erase", "Patient/1"}));

  EXPECT_EQ(exported.status, 0) << exported.errors;
  EXPECT_THAT(exported.output, HasSubstr("\"person\": \"Patient/1\""));
  EXPECT_EQ(erased.status, 0) << erased.errors;
  EXPECT_EQ(run(on(folder, {"person", "erase", "Patient/1"})).status, 3);
}

// What a terminal shows while these lines are typed into `user password`; its exit code is last.
std::string shown_while_typing(const RecordsFolder& folder, const std::vector<std::string>& typed) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    ::execl(PARASPINAL_PROGRAM, "paraspinal", "user", "password", "amina", "--records",
            folder.files().records.c_str(), "--master-key", folder.files().master_key.c_str(),
            nullptr);
    ::_exit(99);
  }
  std::string shown;
  std::size_t asked = 0;
  char read[256];
  for (ssize_t size; (size = ::read(terminal, read, sizeof(read))) > 0;) {
    shown.append(read, static_cast<std::size_t>(size));
    if (shown.ends_with(": ") && asked < typed.size()) {
      const std::string line = typed[asked++] + "\n";
      EXPECT_EQ(::write(terminal, line.data(), line.size()), static_cast<ssize_t>(line.size()));
    }
  }
  ::close(terminal);
  int status = 0;
  ::waitpid(child, &status, 0);
  return shown + std::to_string(WEXITSTATUS(status));
}

class TypedPassword : public ::testing::Test {
 protected:
  TypedPassword() {
    const auto records = folder.open();
    EXPECT_TRUE(records::Users(*records).add({.name = "amina", .shown_as = "Amina"},
                                             "a long password", "2026-11-26T10:00:00Z", ""));
  }
  const RecordsFolder folder;
};

TEST_F(TypedPassword, IsAskedForTwiceAndNotShown) {
  const std::string shown = shown_while_typing(folder, {"quite another one", "quite another one"});
  const auto records = folder.open();

  EXPECT_THAT(shown, HasSubstr("New password: \r\nThe same again: \r\n"));
  EXPECT_THAT(shown, Not(HasSubstr("another one")));
  EXPECT_EQ(shown.back(), '0') << shown;
  EXPECT_TRUE(
      records::Users(*records).sign_in("amina", "quite another one", 1'800'000'000)->session);
}

TEST_F(TypedPassword, ThatDiffersTheSecondTimeIsRefused) {
  const std::string shown = shown_while_typing(folder, {"quite another one", "quite another two"});

  EXPECT_THAT(shown, HasSubstr("password: the two that were typed differ"));
  EXPECT_EQ(shown.back(), '2') << shown;
}

}  // namespace
}  // namespace paraspinal::cli
