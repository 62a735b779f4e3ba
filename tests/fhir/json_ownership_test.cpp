// Who owns what in a Json, and what survives its being moved, copied or taken apart.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "fhir/json.h"

namespace paraspinal::fhir {
namespace {

const std::string owned_text =
    R"({"name":"a name that is longer than a short string","tab":"a\tb","list":[1.50,{"x":null}]})";

TEST(JsonOwnership, AParsedValueOutlivesItsText) {
  auto copy = std::make_unique<std::string>(owned_text);
  const auto json = parse_json(*copy);
  std::fill(copy->begin(), copy->end(), '?');
  copy.reset();
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(write_json(*json), owned_text);
}

TEST(JsonOwnership, ViewsSurviveTheMoveOfTheirRoot) {
  auto json = parse_json(owned_text);
  ASSERT_TRUE(json.has_value());
  const std::string_view name = json->member("name")->text();
  const Json* const list = json->member("list");
  const Json moved = *std::move(json);
  EXPECT_EQ(name, "a name that is longer than a short string");
  EXPECT_EQ(write_json(*list), R"([1.50,{"x":null}])");
  EXPECT_EQ(moved.member("list"), list);
}

TEST(JsonOwnership, WhatWasMovedFromIsNull) {
  auto json = parse_json(owned_text);
  ASSERT_TRUE(json.has_value());
  const Json moved = *std::move(json);
  EXPECT_EQ(write_json(*json), "null");
}

TEST(JsonOwnership, ACopyOfAnInnerValueOutlivesItsRoot) {
  std::optional<Json> root = parse_json(owned_text).value();
  const Json list = *root->member("list");
  const std::vector<Json> items(root->member("list")->items().begin(),
                                root->member("list")->items().end());
  const std::vector<Json::Member> members(root->members().begin(), root->members().end());
  root.reset();
  EXPECT_EQ(write_json(list), R"([1.50,{"x":null}])");
  EXPECT_EQ(write_json(items.back()), R"({"x":null})");
  EXPECT_EQ(members.front().name(), "name");
  EXPECT_EQ(members[1].value().text(), "a\tb");
}

TEST(JsonOwnership, AnAssignedValueIsReplacedWhole) {
  Json json = parse_json(owned_text).value();
  json = *json.member("list");
  EXPECT_EQ(write_json(json), R"([1.50,{"x":null}])");
  json = Json::string("s");
  EXPECT_EQ(json, Json::string("s"));
}

TEST(JsonOwnership, RootsThatHoldNothingNeedNoText) {
  for (const std::string root : {"[]", "{}", "7", "\"s\"", "true", "null"}) {
    const auto json = parse_json(root);
    ASSERT_TRUE(json.has_value()) << root;
    EXPECT_EQ(write_json(Json(*json)), root);
  }
}

TEST(JsonOwnership, ABuiltValueMayHoldPartsOfAParsedOne) {
  std::optional<Json> root = parse_json(owned_text).value();
  const Json built = Json::object({{"kept", *root->member("list")}, {"own", Json::number(1)}});
  root.reset();
  EXPECT_EQ(write_json(built), R"({"kept":[1.50,{"x":null}],"own":1})");
}

TEST(JsonOwnership, NamesOfABuiltObjectAreItsOwn) {
  std::vector<Json::Member> members;
  {
    const std::string name = "a name that is longer than a short string";
    members.emplace_back(name, Json::boolean(true));
  }
  const Json json = Json::object(std::move(members));
  EXPECT_EQ(json.members().front().name(), "a name that is longer than a short string");
}

TEST(JsonOwnership, WhatIsMovedIntoABracedListIsNotCopied) {
  Json inner = Json::array({Json::string("long enough to stand somewhere")});
  const Json* const at = inner.items().data();
  const Json outer = Json::object({{"a", Json::object({{"b", std::move(inner)}})}});
  EXPECT_EQ(outer.member("a")->member("b")->items().data(), at);
}

TEST(JsonOwnership, EqualMeansTheSameKindTextAndParts) {
  const Json json = parse_json(owned_text).value();
  EXPECT_EQ(json, Json(json));
  EXPECT_EQ(json, parse_json(owned_text).value());
  EXPECT_NE(parse_json("[1]").value(), parse_json("[1.0]").value());
  EXPECT_NE(parse_json("[\"1\"]").value(), parse_json("[1]").value());
  EXPECT_NE(parse_json("[true]").value(), parse_json("[false]").value());
  EXPECT_NE(parse_json("{\"a\":1,\"b\":2}").value(), parse_json("{\"b\":2,\"a\":1}").value());
}

TEST(JsonOwnership, ANodeIsSmall) {
  EXPECT_LE(sizeof(Json), 24U);
}

}  // namespace
}  // namespace paraspinal::fhir
