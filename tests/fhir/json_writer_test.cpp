// What is written as it comes against the same value, written whole and read again.

#include "fhir/json_writer.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "fhir/json.h"

namespace paraspinal::fhir {
namespace {

// Every kind of value, in each place that it may stand in.
std::string written(std::size_t indent) {
  JsonWriter out(indent);
  const std::vector<std::string> texts = {"", "plain", "say \"no\"\n",
                                          "38.5 \xC2\xB0"
                                          "C"};
  out.object([&] {
    out.member("text", "a");
    out.member("texts", texts);
    out.member("no texts", std::vector<std::string_view>());
    out.member("yes", true);
    out.member("third", 1.0 / 3.0);
    out.member("whole", [&] { out.number_text("12"); });
    out.member("nothing", [&] { out.null(); });
    out.member("empty", [&] { out.object([] {}); });
    out.name("rows");
    out.array(std::vector{1, 2}, [&](int row) {
      out.object([&] {
        out.member("row", static_cast<double>(row));
        out.member("even", row % 2 == 0);
      });
    });
    out.member("last", "z");
  });
  return std::move(out).text();
}

Json same_value() {
  const auto row = [](double number, bool even) {
    return Json::object({{"row", Json::number(number)}, {"even", Json::boolean(even)}});
  };
  return Json::object(
      {{"text", Json::string("a")},
       {"texts", Json::array({Json::string(""), Json::string("plain"), Json::string("say \"no\"\n"),
                              Json::string("38.5 \xC2\xB0"
                                           "C")})},
       {"no texts", Json::array({})},
       {"yes", Json::boolean(true)},
       {"third", Json::number(1.0 / 3.0)},
       {"whole", Json::number(12)},
       {"nothing", Json()},
       {"empty", Json::object({})},
       {"rows", Json::array({row(1, false), row(2, true)})},
       {"last", Json::string("z")}});
}

TEST(JsonWriter, WritesWhatTheSameValueIsWrittenAs) {
  EXPECT_EQ(written(0), write_json(same_value()));
  EXPECT_EQ(written(2), write_json(same_value(), 2));
}

TEST(JsonWriter, WritesWhatIsReadAsTheSameValue) {
  EXPECT_EQ(parse_json(written(0)).value(), same_value());
  EXPECT_EQ(parse_json(written(3)).value(), same_value());
}

TEST(JsonWriter, WritesTextOutsideAsciiAsItIs) {
  EXPECT_EQ(write_json(Json::string("\xE2\x89\xA5 2 \xC2\xB5g, \xF0\x9F\x98\x80")),
            "\"\xE2\x89\xA5 2 \xC2\xB5g, \xF0\x9F\x98\x80\"");
}

TEST(JsonWriter, EscapesBesideTextOutsideAscii) {
  EXPECT_EQ(write_json(Json::string("\xC2\xB5\t\x01")), "\"\xC2\xB5\\t\\u0001\"");
  EXPECT_EQ(write_json(Json::string("\xC2\xB5\xC2")), "\"\xC2\xB5\xEF\xBF\xBD\"");
  EXPECT_EQ(write_json(Json::string("\x7F")), "\"\x7F\"");
}

}  // namespace
}  // namespace paraspinal::fhir
