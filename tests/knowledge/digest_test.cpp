#include "knowledge/base/digest.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/content_hash.h"
#include "knowledge/base/load.h"
#include "knowledge/base/sha256.h"
#include "tests/knowledge/tiny_content.h"
#include "tests/support/networks_reference.h"

namespace paraspinal::tests {
namespace {

using ::testing::HasSubstr;

// The tiny knowledge base with one byte of the file changed.
engine::Result<knowledge::KnowledgeBase> load_with_flipped(TinyContent& content, std::string bytes,
                                                           std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  content.write("flipped.sqlite", bytes);
  return knowledge::load_file(content.folder() + "/flipped.sqlite");
}

// FIPS 180-4 examples, and NIST's of a million times "a".
TEST(Sha256, IsThatOfTheStandard) {
  EXPECT_EQ(knowledge::sha256(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(knowledge::sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(knowledge::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(knowledge::sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, InPartsIsTheSameAsAtOnce) {
  for (const std::size_t length : {55U, 56U, 63U, 64U, 65U, 130U}) {
    const std::string text(length, 'x');
    knowledge::Sha256 hash;
    hash.add(text.substr(0, length / 3));
    hash.add(text.substr(length / 3));
    EXPECT_EQ(hash.hexadecimal(), knowledge::sha256(text)) << length;
  }
}

TEST(Digest, AFlippedByteInATextIsFound) {
  TinyContent content;
  content.build();
  const std::string bytes = text_of(content.database());
  const auto loaded = load_with_flipped(content, bytes, bytes.find("Muscle strain"));

  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, engine::ErrorKind::corrupt);
  EXPECT_THAT(loaded.error().message, HasSubstr(": the file was changed after it was built"));
}

// 0.74 as it stands in the file: an IEEE double, the highest byte first.
TEST(Digest, AFlippedByteInANumberIsFound) {
  TinyContent content;
  content.build();
  const std::string bytes = text_of(content.database());
  const std::size_t at = bytes.find("\x3f\xe7\xae\x14\x7a\xe1\x47\xae");
  ASSERT_NE(at, std::string::npos);
  const auto loaded = load_with_flipped(content, bytes, at + 7);

  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr(": the file was changed after it was built"));
}

// Where a byte is part of a value, the file is refused; elsewhere it holds the same rows.
TEST(Digest, NoFlippedByteChangesWhatIsRead) {
  TinyContent content;
  content.build();
  const auto original = knowledge::Connection::open(content.database());
  const std::string expected = knowledge::digest_of(*original).value();
  const std::string bytes = text_of(content.database());
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 2003) {
    if (!load_with_flipped(content, bytes, at)) {
      ++refused;
      continue;
    }
    const auto flipped = knowledge::Connection::open(content.folder() + "/flipped.sqlite");
    EXPECT_EQ(knowledge::digest_of(*flipped).value(), expected) << "byte " << at;
  }
  EXPECT_GT(refused, 10);
}

TEST(Digest, ATruncatedFileIsRefusedWhereverItEnds) {
  TinyContent content;
  content.build();
  const std::string bytes = text_of(content.database());
  for (std::size_t size = 1; size < bytes.size(); size += 20011) {
    content.write("cut.sqlite", bytes.substr(0, size));
    const auto loaded = knowledge::load_file(content.folder() + "/cut.sqlite");
    ASSERT_FALSE(loaded) << size;
    EXPECT_EQ(loaded.error().kind, engine::ErrorKind::corrupt);
  }
}

TEST(Digest, AFileWithoutOneIsRefused) {
  const TinyContent content;
  content.build();
  const auto editor = knowledge::Connection::create(":memory:");
  ASSERT_TRUE(editor->execute("ATTACH '" + content.database() +
                              "' AS built; DELETE FROM built.meta WHERE key = 'digest'"));

  EXPECT_THAT(knowledge::load_file(content.database()).error().message, HasSubstr("expected ''"));
}

// printf '%s\n' "a.csv $(sha256sum of "x")" ... by coreutils.
TEST(ContentHash, IsTheHashOfNamesAndHashes) {
  TinyContent content;
  const std::string folder = content.folder() + "/two";
  std::filesystem::create_directory(folder);
  content.write("two/schema.sql", "abc");
  content.write("two/a.csv", "");
  content.write("two/notes.txt", "not part of it");

  EXPECT_EQ(knowledge::content_hash(folder).value(),
            knowledge::sha256(
                "a.csv e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
                "schema.sql ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"));
}

TEST(ContentHash, IsTheOneThatTheProjectsBuildKeeps) {
  EXPECT_EQ(knowledge::content_hash(PARASPINAL_SOURCE_DIR "/knowledge/content").value(),
            knowledge::load_embedded()->hash);
}

TEST(ContentHash, OfAFolderWithoutContentIsAnError) {
  const TinyContent content;

  EXPECT_EQ(knowledge::content_hash("/nowhere").error().message,
            "/nowhere: no schema.sql; expected a folder of knowledge content");
}

}  // namespace
}  // namespace paraspinal::tests
