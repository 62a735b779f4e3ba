// Ten kinds of bad input: each gives exit 3 and exactly one line that names the file and the fault.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/program.h"

namespace paraspinal::apps_tests {
namespace {

struct BadInput {
  std::string name;  // of the file, and of the test
  std::string content;
  std::string says;  // a part of the line that names the fault
};

std::string bundle(const std::string& entries) {
  return R"({"resourceType": "Bundle", "type": "collection", "entry": [)" + entries + "]}";
}

std::string findings(std::string_view members) {
  return R"({"age_years": 40, "sex": "female", "findings": {)" + std::string(members) + "}}";
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

std::vector<BadInput> bad_inputs() {
  return {
      {"truncated", R"({"age_years": 40, "findings": {"fever": "abs)", "truncated"},
      {"duplicate_key", R"({"age_years": 40, "age_years": 14, "findings": {}})", "age_years"},
      {"wrong_resource_type", R"({"resourceType": "Bundel", "type": "collection"})", "Bundel"},
      {"unknown_finding", findings(R"("sadle_anaesthesia": "present")"), "sadle_anaesthesia"},
      {"wrong_unit", findings(R"("temp_c": {"value": 38.4, "unit": "mmol/L"})"), "temp_c"},
      {"impossible_value", findings(R"("temp_c": 384)"), "384"},
      {"no_patient", bundle(R"({"resource": {"resourceType": "Observation"}})"), "no Patient"},
      {"empty_bundle", bundle(""), "entry"},
      {"nested_200_deep", nested(200), "deep"},
      {"binary", std::string("\x7f\x45\x4c\x46\x02\x01\x00\xff\xfe\x1b[2J", 13), "UTF-8"},
  };
}

class UnusableInput : public testing::TestWithParam<BadInput> {};

TEST_P(UnusableInput, IsThreeAndOneLineThatNamesFileAndFault) {
  const TemporaryFolder folder;
  const std::string file = folder.write(GetParam().name + ".json", GetParam().content);

  const Ran ran = run({"assess", file});

  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.output, "");
  EXPECT_EQ(std::ranges::count(ran.errors, '\n'), 1) << ran.errors;
  EXPECT_THAT(ran.errors, testing::StartsWith("paraspinal: " + file + ": "));
  EXPECT_THAT(ran.errors, testing::HasSubstr(GetParam().says));
}

TEST_P(UnusableInput, IsNamedAsStandardInputWhenItCameThere) {
  const Ran ran = run({"assess", "-"}, GetParam().content);
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, testing::StartsWith("paraspinal: standard input: "));
}

INSTANTIATE_TEST_SUITE_P(Kinds, UnusableInput, testing::ValuesIn(bad_inputs()),
                         [](const auto& each) { return each.param.name; });

TEST(UnusableInput, AnErrorCannotSteerTheTerminal) {
  const Ran ran = run({"assess", "-"}, "{\"findings\": {\"\\u001b[2Jfever\": \"present\"}}");
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.errors.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace paraspinal::apps_tests
