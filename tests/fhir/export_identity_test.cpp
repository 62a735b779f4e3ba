#include "fhir/export_identity.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace paraspinal::fhir {
namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : sha1(bytes)) {
    text.push_back(digits[byte >> 4U]);
    text.push_back(digits[byte & 15U]);
  }
  return text;
}

struct Digest {
  std::string message;
  std::string expected;
};

class Sha1 : public testing::TestWithParam<Digest> {};

TEST_P(Sha1, GivesThePublishedDigest) {
  EXPECT_EQ(hexadecimal(GetParam().message), GetParam().expected);
}

// source: FIPS 180-2, appendix A; the empty message from NIST's SHAVS vectors
INSTANTIATE_TEST_SUITE_P(
    Published, Sha1,
    testing::Values(Digest{"", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
                    Digest{"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
                    Digest{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                           "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
                    Digest{std::string(1000000, 'a'), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"}));

TEST(NameBasedUuid, MatchesTheExampleOfPythonsUuidModule) {
  // source: docs of Python's uuid module, uuid5(NAMESPACE_DNS, 'python.org'); the namespace is
  // RFC 4122's, appendix C
  constexpr Uuid dns = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                        0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  EXPECT_EQ(name_based_uuid(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(NameBasedUuid, AnotherNameGivesAnotherId) {
  EXPECT_NE(name_based_uuid(assessment_namespace, "a"), name_based_uuid(assessment_namespace, "b"));
}

}  // namespace
}  // namespace paraspinal::fhir
