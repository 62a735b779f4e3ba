// A list of texts in the manner of JSONTestSuite (Seriot 2016), of our own writing: what RFC 8259
// forbids is refused, what it allows is read.

#include "fhir/json.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace paraspinal::fhir {
namespace {

class ForbiddenText : public testing::TestWithParam<std::string> {};

TEST_P(ForbiddenText, IsMalformed) {
  const auto json = parse_json(GetParam());
  ASSERT_FALSE(json.has_value()) << GetParam();
  EXPECT_EQ(json.error().kind, engine::ErrorKind::malformed);
  EXPECT_NE(json.error().message.find("expected"), std::string::npos) << json.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Json, ForbiddenText,
    testing::Values(
        // numbers
        "[01]", "[-01]", "[1.]", "[.5]", "[-.5]", "[1e]", "[1e+]", "[1E-]", "[+1]", "[-]", "[--1]",
        "[0x1F]", "[1_000]", "[NaN]", "[nan]", "[Infinity]", "[-Infinity]", "[1,000.0.0]",
        "[1 000]", "[1e1.5]", "[2.e3]", "[0e]", "[\xEF\xBC\x91]", "-", "01", "1 2", "1.",
        // literals
        "[nul]", "[nulll]", "[True]", "[tru]", "[truefalse]", "[fals]", "nul", "[undefined]",
        // strings
        "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u12G4\"]", "[\"\\ud800\"]", "[\"\\udc00\"]",
        "[\"\\ud800\\ud800\"]", "[\"\\ud800abc\"]", "[\"\\ud800\\u0041\"]", "{\"\\udfff\": 1}",
        "[\"a\nb\"]", "[\"a\tb\"]", "[\"\x01\"]", "['a']", "[\"a]", "[\"\\\"]", "[\"a\"b\"]",
        "\"abc", "abc", "\"a\" \"b\"", "[\"a\"b]",
        // bytes
        "[\"\xFF\"]", "[\"\xC0\xAF\"]", "[\"\xED\xA0\x80\"]", "[\"\xF4\x90\x80\x80\"]",
        "[\"\xE2\x82\"]", "\xEF\xBB\xBF[1]", "\xFF\xFE[\x00]", "[1\x0C]", "[\xE2\x81\xA0]",
        "\x7F"
        "ELF\x02\x01\x01",
        // structure
        "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1}", "{1}",
        "[1]]", "[1][2]", "[1],", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}", "{,\"a\":1}",
        "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":1]", "{\"a\"::1}", "{1:1}", "{\"a\":1}}",
        "[1]x", "[1]#", "[1] // end", "/* */[1]", "{\"a\":[1,2}", "[{\"a\":1]", "{\"a\":{\"b\":[}",
        "[\"a\",\n4\n,1,", "*", "[*]", "<null>", "{\"a\"", "{\"a\":", "{\"a\":1",
        // names
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"x\":{\"b\":0,\"c\":1,\"b\":2}}]"));

class AllowedText : public testing::TestWithParam<std::string> {};

TEST_P(AllowedText, IsReadAndWrittenAsItWas) {
  const auto json = parse_json(GetParam());
  ASSERT_TRUE(json.has_value()) << json.error().message;
  EXPECT_EQ(write_json(*json), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Json, AllowedText,
    testing::Values("[]", "{}", "[[],{}]", "null", "true", "false", "0", "-0", "\"\"", "\"a\"",
                    "[1.0]", "[1.00]", "[0.010]", "[1e3]", "[1E+3]", "[-1.5e-10]", "[1e400]",
                    "[1e-400]", "[123456789012345678901234567890]", "[-0.0]", "[null,true,false,0]",
                    "{\"\":0}", "{\"a\":{\"a\":{\"a\":[1]}}}", "[\"\\\\ \\\" / \\b\\f\\n\\r\\t\"]",
                    "[\"\\u0000\"]", "[\"\xE2\x82\xAC\"]", "[\"\xF0\x9F\x98\x80\"]",
                    "[\"\xC2\xB5\"]"));

TEST(Json, EscapesAreReadAsTheCharactersTheyStandFor) {
  const auto json = parse_json(R"(["\u00e9\ud83d\ude00\/"])");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->items().front().text(), "\xC3\xA9\xF0\x9F\x98\x80/");
}

TEST(Json, WhitespaceAroundTheValueIsAllowed) {
  EXPECT_TRUE(parse_json(" \r\n\t[ 1 , 2 ]\n\n").has_value());
  EXPECT_TRUE(parse_json(" 7 \n").has_value());
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Json, AHundredLevelsAreReadAndOneMoreIsTooLarge) {
  EXPECT_TRUE(parse_json(nested(100)).has_value());
  const auto deep = parse_json(nested(101));
  ASSERT_FALSE(deep.has_value());
  EXPECT_EQ(deep.error().kind, engine::ErrorKind::too_large);
  EXPECT_NE(deep.error().message.find("deeper than 100 levels"), std::string::npos);
}

TEST(Json, AMillionOpenBracketsAreRefusedWithoutRecursion) {
  const auto deep = parse_json(std::string(1'000'000, '['));
  ASSERT_FALSE(deep.has_value());
  EXPECT_EQ(deep.error().kind, engine::ErrorKind::too_large);
}

TEST(Json, MoreBytesThanTheLimitAreTooLarge) {
  const auto json = parse_json("[1234567]", {.bytes = 8});
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().kind, engine::ErrorKind::too_large);
  EXPECT_NE(json.error().message.find("9 bytes, expected at most 8"), std::string::npos);
}

TEST(Json, MoreValuesThanTheLimitAreTooLarge) {
  const JsonLimits limits{.values = 3};
  EXPECT_TRUE(parse_json("[1,2]", limits).has_value());
  const auto json = parse_json("[1,2,3]", limits);
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().kind, engine::ErrorKind::too_large);
}

TEST(Json, AnErrorNamesThePlaceAndTheByte) {
  const auto json = parse_json(R"({"entry": [{"id": "a"}, {"id": tru}]})");
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().message, "at entry[1].id (byte 31): found `tru`, expected a JSON value");
}

TEST(Json, ADuplicateNameIsNamed) {
  const auto json = parse_json(R"({"subject": {"id": 1, "id": 2}})");
  ASSERT_FALSE(json.has_value());
  EXPECT_NE(json.error().message.find("subject.id"), std::string::npos) << json.error().message;
  EXPECT_NE(json.error().message.find("stands twice"), std::string::npos);
}

TEST(Json, ADuplicateAmongManyNamesIsFound) {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) {
    text += "\"n" + std::to_string(i) + "\":0,";
  }
  const auto json = parse_json(text + "\"n42\":0}");
  ASSERT_FALSE(json.has_value());
  EXPECT_NE(json.error().message.find("n42"), std::string::npos);
}

TEST(Json, BadBytesAreLocated) {
  const auto json = parse_json("[\"ab\xFF\"]");
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().message, "at byte 4: not UTF-8, expected JSON text");
}

TEST(Json, ATruncatedTextSaysThatItEnds) {
  const auto json = parse_json(R"({"entry": [{"id": "a")");
  ASSERT_FALSE(json.has_value());
  EXPECT_NE(json.error().message.find("the text ends inside an object or array"), std::string::npos)
      << json.error().message;
}

TEST(Json, AnErrorIsOneShortLineWhateverTheNames) {
  const auto json = parse_json("{\"" + std::string(10'000, 'n') + "\\n\": [tru]}");
  ASSERT_FALSE(json.has_value());
  EXPECT_LT(json.error().message.size(), 300U);
  EXPECT_EQ(json.error().message.find('\n'), std::string::npos);
}

TEST(Json, ANumberBeyondADoubleHasNoDouble) {
  EXPECT_FALSE(Json::number_text("1e400").as_double().has_value());
  EXPECT_EQ(Json::number_text("0.010").as_double(), 0.01);
  EXPECT_FALSE(Json::string("1").as_double().has_value());
}

TEST(Json, NumbersAreWrittenShortestThatReadBackTheSame) {
  EXPECT_EQ(write_json(Json::number(0.1)), "0.1");
  EXPECT_EQ(write_json(Json::number(1)), "1");
  EXPECT_EQ(write_json(Json::number(1.0 / 3.0)), "0.3333333333333333");
}

TEST(Json, IndentedTextHasALineForEachMember) {
  const Json json = Json::object(
      {{"a", Json::array({Json::number(1), Json::number(2)})}, {"b", Json::object({})}});
  EXPECT_EQ(write_json(json, 2), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
}

TEST(Json, BytesThatAreNotUtf8AreWrittenAsTheReplacementCharacter) {
  EXPECT_EQ(write_json(Json::string("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

TEST(Json, ANameTwiceInAnObjectBreaksTheContract) {
  EXPECT_THROW(Json::object({{"a", Json()}, {"a", Json()}}), std::logic_error);
  EXPECT_THROW(Json::number_text("01"), std::logic_error);
}

TEST(Json, MemberFindsByNameAndOnlyInObjects) {
  const auto json = parse_json(R"({"a": 1, "b": [2]})");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->member("a")->text(), "1");
  EXPECT_EQ(json->member("c"), nullptr);
  EXPECT_EQ(json->member("b")->member("a"), nullptr);
}

}  // namespace
}  // namespace paraspinal::fhir
