#include "apps/records/key_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace paraspinal::records {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() : folder_(::testing::TempDir() + "paraspinal_keys_" + std::to_string(::getpid())) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~KeyFile() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/master.key"; }
  void write(const std::string& text, unsigned mode = 0600) const {
    std::ofstream(path()) << text;
    ASSERT_EQ(::chmod(path().c_str(), mode), 0);
  }
  engine::Error error() const {
    const auto key = read_key(path());
    EXPECT_FALSE(key);
    return key ? engine::Error{} : key.error();
  }

 private:
  std::string folder_;
};

TEST_F(KeyFile, IsMadeOnceAndReadAgain) {
  const auto made = read_key(path());
  ASSERT_TRUE(made) << made.error().message;

  EXPECT_EQ(read_key(path()).value(), *made);
  EXPECT_NE(*made, Key{});
}

TEST_F(KeyFile, IsForItsOwnerOnlyAndAloneInItsFolder) {
  ASSERT_TRUE(read_key(path()));
  struct stat status = {};
  ASSERT_EQ(::stat(path().c_str(), &status), 0);

  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto folder = std::filesystem::path(path()).parent_path();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(KeyFile, IsReadAsHexadecimalDigits) {
  write("00ff10" + std::string(58, '0') + "\n");
  const auto key = read_key(path());

  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(*key, (Key{0x00, 0xff, 0x10}));
}

TEST_F(KeyFile, ThatOthersCanReadIsRefused) {
  write(std::string(64, 'a') + "\n", 0640);

  EXPECT_EQ(error().kind, engine::ErrorKind::invalid_argument);
  EXPECT_EQ(error().message,
            path() + ": others than its owner have rights on it; expected mode 0600");
}

TEST_F(KeyFile, ThatIsNotAKeyIsMalformedAndIsNotQuoted) {
  for (const std::string& text :
       {std::string("secretsecret"), std::string(), std::string(64, 'g'), std::string(63, 'a'),
        std::string(66, 'a'), std::string(64, 'A'), std::string(64, 'a') + "\n\n"}) {
    write(text);

    EXPECT_EQ(error().message,
              path() + ": not a key; expected 64 hexadecimal digits (0-9, a-f) " + "and a newline");
    EXPECT_THAT(error().message, Not(HasSubstr("secretsecret")));
  }
}

TEST_F(KeyFile, ThatIsAFolderIsMalformed) {
  std::filesystem::create_directory(path());

  EXPECT_EQ(error().message, path() + ": not a file; expected 64 hexadecimal digits");
}

TEST_F(KeyFile, InAFolderThatIsNotThereCannotBeWritten) {
  const auto key = read_key(path() + "/nowhere/master.key");

  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().kind, engine::ErrorKind::not_found);
  EXPECT_EQ(key.error().message,
            path() + "/nowhere/master.key: cannot be written: No such file or directory");
}

// Each child ends with the first byte of the key it read.
TEST_F(KeyFile, OfTwoProcessesAtOnceIsOneKey) {
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    children.push_back(::fork());
    if (children.back() == 0) {
      const auto key = read_key(path());
      ::_exit(key ? (*key)[0] : 1);
    }
  }
  std::vector<int> read;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    read.push_back(WEXITSTATUS(status));
  }

  EXPECT_THAT(read, ::testing::Each(read_key(path()).value()[0]));
}

}  // namespace
}  // namespace paraspinal::records
