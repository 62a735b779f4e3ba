// What parse_json reads and refuses, beside another parser (nlohmann) on every short text of
// tokens, and where the two differ by intent: names that stand twice, numbers without a double.

#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "fhir/json.h"

namespace paraspinal::fhir {
namespace {

using nlohmann::ordered_json;

// Both refuse, or both read the same; a name that stands twice is refused here only.
void expect_agreement(const std::string& text) {
  const auto ours = parse_json(text);
  const auto other = ordered_json::parse(text, nullptr, false);
  if (ours.has_value()) {
    ASSERT_FALSE(other.is_discarded()) << text;
    ASSERT_EQ(write_json(*ours), other.dump()) << text;
  } else if (!other.is_discarded()) {
    ASSERT_NE(ours.error().message.find("stands twice"), std::string::npos)
        << text << ": " << ours.error().message;
  }
}

template <std::size_t N>
void expect_agreement_on_texts_of(const std::array<std::string_view, N>& tokens, std::size_t most,
                                  const std::string& text) {
  expect_agreement(text);
  if (most == 0 || testing::Test::HasFatalFailure()) {
    return;
  }
  for (const std::string_view token : tokens) {
    expect_agreement_on_texts_of(tokens, most - 1, text + std::string(token));
  }
}

TEST(JsonGrammar, EveryTextOfFiveTokensIsReadAsAnotherParserReadsIt) {
  constexpr std::array<std::string_view, 10> tokens = {"{", "}",     "[", "]",     ",",
                                                       ":", "\"a\"", "7", "false", " "};
  expect_agreement_on_texts_of(tokens, 5, "");
}

TEST(JsonGrammar, EveryContentOfAnObjectOfFiveTokensIsReadAsAnotherParserReadsIt) {
  constexpr std::array<std::string_view, 9> tokens = {"}",     "{",    ",", ":", "\"a\"",
                                                      "\"b\"", "null", "[", "]"};
  expect_agreement_on_texts_of(tokens, 5, "{\"c\":");
}

TEST(JsonGrammar, EveryNumberOfFiveCharactersIsReadAsAnotherParserReadsIt) {
  constexpr std::array<std::string_view, 6> characters = {"0", "1", "-", ".", "e", "+"};
  const auto check = [&](const auto& self, const std::string& digits) -> void {
    ASSERT_EQ(parse_json("[" + digits + "]").has_value(), ordered_json::accept("[" + digits + "]"))
        << digits;
    if (digits.size() < 5) {
      for (const std::string_view c : characters) {
        self(self, digits + std::string(c));
      }
    }
  };
  check(check, "1");
  check(check, "-");
  check(check, "0");
}

TEST(JsonGrammar, EveryStringOfFivePiecesIsReadAsAnotherParserReadsIt) {
  constexpr std::array<std::string_view, 9> pieces = {
      "a", "\\", "\"", "\\u00e9", "\\ud83d", "\\ude00", "\xC3\xA9", "u0061", "\n"};
  const auto check = [&](const auto& self, const std::string& text, std::size_t most) -> void {
    expect_agreement("[\"" + text + "\"]");
    if (most > 0 && !testing::Test::HasFatalFailure()) {
      for (const std::string_view piece : pieces) {
        self(self, text + std::string(piece), most - 1);
      }
    }
  };
  check(check, "", 5);
}

TEST(JsonGrammar, StringsAroundTheWidthsOfRegistersAreWhole) {
  for (std::size_t length = 0; length < 200; ++length) {
    const std::string plain(length, 'x');
    expect_agreement("{\"" + plain + "\":[\"" + plain + "\",\"" + plain + "\\n\\u20ac\"]}");
  }
}

TEST(JsonGrammar, EscapesBesidePlainStringsLeaveThemAsTheyAre) {
  const auto json = parse_json(R"({"a\"b":"c\\d","e":"f","g\u0068":"i\/","j":"k"})");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->members()[0].name(), "a\"b");
  EXPECT_EQ(json->members()[0].value().text(), "c\\d");
  EXPECT_EQ(json->member("e")->text(), "f");
  EXPECT_EQ(json->member("gh")->text(), "i/");
  EXPECT_EQ(json->member("j")->text(), "k");
}

TEST(JsonGrammar, ANameWrittenInTwoWaysStandsTwice) {
  const auto json = parse_json(R"({"x": {"a": 1, "\u0061": 2}})");
  ASSERT_FALSE(json.has_value());
  EXPECT_EQ(json.error().message,
            "at x.a (byte 26): a name that stands twice in one object, expected once");
}

TEST(JsonGrammar, ANameWrittenInTwoWaysAmongManyStandsTwice) {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i) {
    text += "\"n" + std::to_string(i) + "\":0,";
  }
  EXPECT_TRUE(parse_json(text + "\"m\":0}").has_value());
  const auto json = parse_json(text + "\"\\u006e500\":0}");
  ASSERT_FALSE(json.has_value());
  EXPECT_NE(json.error().message.find("n500"), std::string::npos) << json.error().message;
}

TEST(JsonGrammar, TheSameNameInAnotherObjectIsAnother) {
  EXPECT_TRUE(parse_json(R"([{"a":{"a":1},"b":{"a":2}},{"a":3}])").has_value());
}

TEST(JsonGrammar, NumbersKeepTheirDigits) {
  const auto json = parse_json("[123456789012345678901234567890, 1e400, -0, 0.010, 1E+2, -1e-400]");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->items()[0].text(), "123456789012345678901234567890");
  EXPECT_EQ(json->items()[0].as_double(), 123456789012345678901234567890.0);
  EXPECT_EQ(json->items()[1].text(), "1e400");
  EXPECT_FALSE(json->items()[1].as_double().has_value());
  EXPECT_EQ(json->items()[2].text(), "-0");
  EXPECT_EQ(json->items()[3].text(), "0.010");
  EXPECT_EQ(json->items()[4].text(), "1E+2");
  EXPECT_EQ(json->items()[5].text(), "-1e-400");
}

TEST(JsonGrammar, ErrorsNameWhereTheyAreAndWhatWasExpected) {
  const std::array<std::array<std::string_view, 2>, 8> errors = {{
      {R"({"a" 1})", "at a (byte 5): found `1`, expected a colon"},
      {R"({"a":1 "b":2})", "at a (byte 7): found `\"b\"`, expected a comma or }"},
      {R"({"a":{1:2}})", "at a (byte 6): found `1`, expected a name in quotes"},
      {"[1, 2 3]", "at [2] (byte 6): found `3`, expected a comma or ]"},
      {"[1] 2", "at byte 4: text after the end of the JSON value, expected nothing"},
      {R"({"a":["\x"]})",
       "at a[0] (byte 6): a string with a wrong escape, expected one of \\\" \\\\ \\/ \\b \\f \\n "
       "\\r \\t \\uXXXX"},
      {R"({"\ud800":1})", "at byte 1: a name with half of a surrogate pair, expected both halves"},
      {R"([[],[{"b":[)",
       "at [1][0].b[0] (the end): the text ends inside an object or array, expected it to be "
       "closed"},
  }};
  for (const auto& [text, words] : errors) {
    const auto json = parse_json(text);
    ASSERT_FALSE(json.has_value()) << text;
    EXPECT_EQ(json.error().message, words);
  }
}

TEST(JsonGrammar, ManyItemsAndMembersKeepTheirOrder) {
  std::string list = "[";
  std::string object = "{";
  for (int i = 0; i < 10'000; ++i) {
    const std::string digits = std::to_string(i);
    list += (i == 0 ? "" : ",") + digits;
    object += (i == 0 ? "\"" : ",\"") + digits + "\":[" + digits + "]";
  }
  expect_agreement(list + "]");
  expect_agreement(object + "}");
}

}  // namespace
}  // namespace paraspinal::fhir
