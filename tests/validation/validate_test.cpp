#include "validation/validate.h"

#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "validation/folder.h"

namespace paraspinal::tests {
namespace {

using ::testing::HasSubstr;
using validation::Outcome;
using validation::read_if_there;
using validation::validate;
using validation::ValidateOptions;
using validation::write_file;

// An emergency that anybody sees: numb between the legs, and urine that does not come.
constexpr const char* one_case =
    R"({"id": "one", "kind": "constructed", "source": {"citation": "none"}, "tier": "B",)"
    R"( "red_flag_at_first_contact": "yes", "presentation": {"id": "one", "setting": "telephone",)"
    R"( "age_years": 44, "sex": "female", "findings": {"saddle_anaesthesia": "present",)"
    R"( "urinary_retention": "present"}}, "expected": {"condition": "cauda_equina_syndrome",)"
    R"( "alternatives": [], "expected_urgency": "emergency-now", "urgencies": []}})";

class Validate : public ::testing::Test {
 protected:
  Validate() {
    options_.folder = ::testing::TempDir() + "paraspinal_validate_" +
                      ::testing::UnitTest::GetInstance()->current_test_info()->name() +
                      std::to_string(::getpid());
    options_.with_calls = false;
    options_.with_ablations = false;
    write_file(options_.folder + "/cases/constructed.jsonl", std::string(one_case) + '\n');
  }
  ~Validate() override { std::filesystem::remove_all(options_.folder); }

  Outcome run(bool check) {
    options_.check = check;
    errors_.str("");
    return validate(options_, output_, errors_);
  }
  std::string file(const std::string& name) { return read_if_there(options_.folder + "/" + name); }

  ValidateOptions options_;
  std::ostringstream output_;
  std::ostringstream errors_;
};

TEST_F(Validate, WritesReportSignatureLastRunAndGaps) {
  EXPECT_EQ(run(false), Outcome::answered) << errors_.str();

  EXPECT_THAT(file("report/index.html"), HasSubstr("</html>"));
  EXPECT_THAT(file("report/report.md"), HasSubstr("## The aims"));
  EXPECT_EQ(file("signature.txt").size(), 65U);  // 64 digits and a line end
  EXPECT_THAT(file("last_run.json"), HasSubstr("\"emergencies_found\""));
  EXPECT_THAT(file("known_gaps.csv"), HasSubstr("case,kind,what,ours,expected,why"));
  EXPECT_THAT(output_.str(), HasSubstr("visible emergencies found | 100 % (1/1)"));
}

TEST_F(Validate, CheckPassesWhileAnswersAreTheSame) {
  run(false);

  EXPECT_EQ(run(true), Outcome::answered) << errors_.str();
}

TEST_F(Validate, CheckFailsWhenTheSignatureMoved) {
  run(false);
  write_file(options_.folder + "/signature.txt", "0000\n");

  EXPECT_EQ(run(true), Outcome::failed);
  EXPECT_THAT(errors_.str(), HasSubstr("expected 0000: answers changed; say why"));
}

TEST_F(Validate, CheckFailsWhenAnEmergencyIsLost) {
  run(false);
  write_file(options_.folder + "/last_run.json",
             R"({"emergencies_found": ["one", "other"], "answers": {}})");

  EXPECT_EQ(run(true), Outcome::failed);
  EXPECT_THAT(errors_.str(), HasSubstr("other: an emergency that was found before is missed"));
}

TEST_F(Validate, CheckBeforeTheFirstRunHasNothingToCompare) {
  EXPECT_EQ(run(true), Outcome::nothing_to_compare);
  EXPECT_THAT(errors_.str(), HasSubstr("nothing to compare with yet"));
}

TEST_F(Validate, SecondRunNamesWhatChanged) {
  run(false);
  write_file(options_.folder + "/last_run.json",
             R"({"answers": {"one": {"urgency": "self_care", "first": "muscle_strain"}}})");
  output_.str("");
  run(false);

  EXPECT_THAT(output_.str(), HasSubstr("was self_care, muscle_strain first"));
}

TEST_F(Validate, FolderWithoutCasesIsUnusable) {
  options_.folder += "/none";

  EXPECT_EQ(run(false), Outcome::unusable_input);
  EXPECT_THAT(errors_.str(), HasSubstr("holds no .jsonl file, expected the cases"));
}

TEST_F(Validate, UnreadableCaseIsNamedWithItsFile) {
  write_file(options_.folder + "/cases/published.jsonl", "{}\n");

  EXPECT_EQ(run(false), Outcome::unusable_input);
  EXPECT_THAT(errors_.str(), HasSubstr("published.jsonl: line 1: expected an object with id"));
}

TEST_F(Validate, UnusableKnowledgeIsItsOwnOutcome) {
  options_.knowledge = options_.folder + "/no_such.sqlite";

  EXPECT_EQ(run(false), Outcome::unusable_knowledge);
}

}  // namespace
}  // namespace paraspinal::tests
