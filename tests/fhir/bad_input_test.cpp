// Kinds of bad input, each with one clear line.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;

struct Bad {
  std::string name;
  std::string text;
  ErrorKind kind;
  std::string words;
};

class BadInput : public testing::TestWithParam<Bad> {};

TEST_P(BadInput, IsOneClearLine) {
  const auto imported = import_text(GetParam().text);
  ASSERT_FALSE(imported.has_value());
  EXPECT_EQ(imported.error().kind, GetParam().kind);
  EXPECT_THAT(imported.error().message, testing::HasSubstr(GetParam().words));
  EXPECT_THAT(imported.error().message, testing::HasSubstr("expected"));
  EXPECT_THAT(imported.error().message, testing::Not(testing::HasSubstr("\n")));
}

INSTANTIATE_TEST_SUITE_P(
    Import, BadInput,
    testing::Values(
        Bad{"TruncatedJson", R"({"findings": {"fever": "pre)", ErrorKind::malformed,
            "at byte 23: a string that is not closed"},
        Bad{"TruncatedAfterAComma", R"({"findings": {"fever": "present",)", ErrorKind::malformed,
            "the text ends inside an object or array"},
        Bad{"DuplicateKey", R"({"findings": {"fever": "present", "fever": "absent"}})",
            ErrorKind::malformed, "findings.fever"},
        Bad{"WrongResourceType", R"({"resourceType": "Patient", "id": "1"})", ErrorKind::malformed,
            "resourceType: \"Patient\", expected \"Bundle\""},
        Bad{"NeitherKind", R"({"hello": 1})", ErrorKind::malformed,
            "neither a FHIR Bundle nor a presentation"},
        Bad{"NoObject", "[1, 2]", ErrorKind::malformed, "neither a FHIR Bundle nor a presentation"},
        Bad{"WrongUnit", R"({"findings": {"temp_c": {"value": 38, "unit": "kg"}}})",
            ErrorKind::invalid_argument, "temp_c"},
        Bad{"ImpossibleValue", R"({"findings": {"temp_c": 384}})", ErrorKind::invalid_argument,
            "384"},
        Bad{"TwoPatients", bundle_of({R"({"resourceType": "Patient", "id": "2"})"}),
            ErrorKind::invalid_argument, "2 patients (Patient/1, Patient/2), expected exactly one"},
        Bad{"NoPatient",
            R"({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType":
                "Encounter"}}]})",
            ErrorKind::invalid_argument, "no Patient, expected exactly one"},
        Bad{"EmptyBundle", R"({"resourceType": "Bundle", "type": "collection"})",
            ErrorKind::invalid_argument, "Bundle.entry: empty, expected a Patient"},
        Bad{"EmptyEntries", R"({"resourceType": "Bundle", "type": "collection", "entry": []})",
            ErrorKind::invalid_argument, "Bundle.entry: empty, expected a Patient"},
        Bad{"TwoHundredDeep",
            R"({"findings": )" + std::string(200, '[') + std::string(200, ']') + "}",
            ErrorKind::too_large, "deeper than 100 levels of objects and arrays"},
        Bad{"Binary", std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), ErrorKind::malformed,
            "at byte 0: not UTF-8, expected JSON text"},
        Bad{"OnlyZeros", std::string(64, '\0'), ErrorKind::malformed, "byte 0"},
        Bad{"NoText", "", ErrorKind::malformed, "no text, expected a JSON value"}),
    [](const testing::TestParamInfo<Bad>& bad) { return bad.param.name; });

TEST(BadInput, UnknownFindingIdIsNamed) {
  const auto imported = import_text(R"({"findings": {"zebra": "present"}})");
  ASSERT_FALSE(imported.has_value());
  EXPECT_EQ(imported.error().message,
            "findings.zebra: \"zebra\" is no finding of the knowledge base");
}

}  // namespace
}  // namespace paraspinal::fhir
