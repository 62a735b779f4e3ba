#include "apps/records/chain.h"

#include <gtest/gtest.h>

#include "apps/records/crypto.h"

namespace paraspinal::records {
namespace {

AuditLine first_line() {
  return {.number = 1,
          .at = "2026-11-26T10:11:00Z",
          .kind = "assessment",
          .user = "nurse-7",
          .knowledge_hash = "ef1339d1ed88",
          .payload_hash = std::string(64, 'a'),
          .hash = {}};
}

// FIPS 180-4, "abc".
TEST(Chain, Sha256IsThePublishedOne) {
  EXPECT_EQ(hexadecimal(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// From Python's hashlib: sha256 over, with field(b) = pack('<q', len(b)) + b,
// field('paraspinal audit line 1') field('') pack('<q', 1) and the five fields.
TEST(Chain, TheHashOfALineIsThatOfItsJoinedFields) {
  EXPECT_EQ(line_hash("", first_line()),
            "16e547eb4e6bdcfa59183eec175e59c68ca7a351ffe29fb4ccd58114f24db7ac");
}

TEST(Chain, FieldsDoNotRunIntoOneAnother) {
  AuditLine moved = first_line();
  moved.kind = "assessmentn";
  moved.user = "urse-7";

  EXPECT_NE(line_hash("", moved), line_hash("", first_line()));
}

TEST(Chain, APayloadComesOutOfItsSaltedForm) {
  EXPECT_EQ(payload_in(salted_payload(random_salt(), "Patient/1", "words")), "words");
  EXPECT_EQ(payload_in(salted_payload(random_salt(), "", "")), "");
}

TEST(Chain, ASaltedPayloadOfAnotherShapeIsNothing) {
  const std::string salted = salted_payload(random_salt(), "Patient/1", "words");

  EXPECT_EQ(payload_in(""), std::nullopt);
  EXPECT_EQ(payload_in(salted + "x"), std::nullopt);
  for (std::size_t size = 0; size < salted.size(); ++size) {
    EXPECT_EQ(payload_in(salted.substr(0, size)), std::nullopt) << size;
  }
}

TEST(Chain, ErasedLinesAreCountedAndTheirOrderMatters) {
  ErasedLines lines;
  lines.add(3);
  lines.add(5);
  ErasedLines others;
  others.add(5);
  others.add(3);

  EXPECT_EQ(lines.payload().substr(0, 18), R"({"erased_lines":2,)");
  EXPECT_NE(lines.payload(), others.payload());
}

TEST(Crypto, ABoxOpensWithItsKeyAndWhatItIsAboutOnly) {
  const Key key = random_key();
  const std::string box = encrypt(key, "words", "line 7");

  EXPECT_EQ(decrypt(key, box, "line 7"), "words");
  EXPECT_EQ(decrypt(key, box, "line 8"), std::nullopt);
  EXPECT_EQ(decrypt(random_key(), box, "line 7"), std::nullopt);
  EXPECT_EQ(decrypt(key, box.substr(0, 39), "line 7"), std::nullopt);
}

TEST(Crypto, TheSameWordsEncryptedTwiceAreTwoBoxes) {
  const Key key = random_key();

  EXPECT_NE(encrypt(key, "words", ""), encrypt(key, "words", ""));
}

TEST(Crypto, AWrappedKeyUnwrapsForItsPersonAndMasterKeyOnly) {
  const Keyring keyring(Key{1});
  const Key key = random_key();
  const std::string wrapped = wrap(keyring, key, keyring.tag("Patient/1"));

  EXPECT_EQ(unwrap(keyring, wrapped, keyring.tag("Patient/1")), key);
  EXPECT_EQ(unwrap(keyring, wrapped, keyring.tag("Patient/2")), std::nullopt);
  EXPECT_EQ(unwrap(Keyring(Key{2}), wrapped, keyring.tag("Patient/1")), std::nullopt);
}

TEST(Crypto, TagsSealsAndChecksAreOfTheMasterKey) {
  const Keyring one(Key{1});
  const Keyring other(Key{2});

  EXPECT_NE(one.tag("Patient/1"), other.tag("Patient/1"));
  EXPECT_NE(one.seal("words"), other.seal("words"));
  EXPECT_NE(one.check(), other.check());
  EXPECT_EQ(one.check(), Keyring(Key{1}).check());
}

}  // namespace
}  // namespace paraspinal::records
