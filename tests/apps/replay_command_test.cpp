// Records are made in the test as the service and the screens make them, then replayed.

#include "apps/cli/replay_command.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/audited_assessment.h"
#include "apps/cli/replay_assessment.h"
#include "apps/cli/replay_report.h"
#include "apps/records/crypto.h"
#include "tests/apps/changed_text.h"
#include "tests/apps/records_file.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using cli::Move;
using cli::Outcome;
using cli::PageFormat;
using cli::Replayed;
using knowledge::Sex;
using knowledge::Urgency;

constexpr const char* other_hash = "0123456789abcdef";

struct Done {
  Outcome outcome = Outcome::answered;
  std::string output;
  std::string errors;
};

// A file of records with its key beside it.
class ReplayTest : public ::testing::Test {
 protected:
  ReplayTest() : file_("replay"), records_(file_.open()), key_(file_.path() + ".key") {
    std::ofstream key(key_);
    const auto& bytes = records::test_key;
    key << records::hexadecimal(std::string(bytes.begin(), bytes.end())) << '\n';
    key.close();
    std::filesystem::permissions(key_, std::filesystem::perms::owner_read);
  }
  ~ReplayTest() override { std::filesystem::remove(key_); }

  void append(const std::string& payload, const std::string& hash,
              const std::string& at = "2026-11-26T09:00:00Z", const std::string& who = "p") {
    const auto line = records_->append({.at = at,
                                        .kind = "assessment",
                                        .person = who,
                                        .user = "amina",
                                        .knowledge_hash = hash,
                                        .payload = payload});
    ASSERT_TRUE(line) << line.error().message;
  }

  Done replay(PageFormat format = PageFormat::text, const std::string& since = "") {
    std::istringstream input;
    std::ostringstream output;
    std::ostringstream errors;
    const Outcome outcome = cli::replay_command(
        {.files = {file_.path(), key_}, .since = since, .format = format}, {input, output, errors});
    return {outcome, output.str(), errors.str()};
  }

  records::Records& records() { return *records_; }
  const std::string& path() const { return file_.path(); }

 private:
  records::RecordsFile file_;
  std::unique_ptr<records::Records> records_;
  std::string key_;
};

triage::Presentation numb() {
  return person(44, Sex::female, {{"saddle_anaesthesia", "present"}});
}

// As the service writes it; `output` may have been changed by another knowledge base.
std::string payload_of(const triage::Presentation& presentation,
                       const triage::AssessOptions& options = {}) {
  const auto assessment = embedded_assessor().assess(presentation, options);
  return R"({"assessment":)" +
         write_json(cli::audited_json({presentation, options, "0.3.0"}, *assessment,
                                      embedded_knowledge())) +
         "}";
}

TEST_F(ReplayTest, OnTheSameKnowledgeEveryAssessmentIsTheSameInEveryByte) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto presentation = random_person(seed);
    if (embedded_assessor().assess(presentation)) {
      append(payload_of(presentation, {.weights = seed % 2 == 0, .fit = seed % 3 == 0}),
             embedded_knowledge().hash);
    }
  }
  append(payload_of(numb(), {.fit = true, .draws = 5, .changes = true}), embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::answered);
  EXPECT_THAT(done.errors, IsEmpty());
  EXPECT_THAT(done.output, HasSubstr("  unlike                 0\n"));
  EXPECT_THAT(done.output, Not(HasSubstr("UNLIKE")));
}

TEST_F(ReplayTest, AnAssessmentThatIsNoLongerTheSameOnTheSameKnowledgeIsToldAndTheCommandFails) {
  append(payload_of(numb()), embedded_knowledge().hash);
  append(with(payload_of(numb()), "\"posterior\":0.", "\"posterior\":0.9"),
         embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::failed);
  EXPECT_THAT(done.output, HasSubstr("line 2  2026-11-26T09:00:00Z  UNLIKE, on the same knowledge\n"
                                     "  differs in   likeliest causes\n"
                                     "  made by      program 0.3.0\n"));
  EXPECT_THAT(done.output, Not(HasSubstr("line 1 ")));
}

// As another build of the program writes it.
std::string payload_off_by(double difference) {
  const auto presentation = numb();
  const auto assessment = embedded_assessor().assess(presentation, {});
  const auto json =
      cli::audited_json({presentation, {}, "0.3.0"}, *assessment, embedded_knowledge());
  const double posterior = assessment->conditions.front().posterior;
  return with(with(write_json(json), "\"posterior\":" + write_json(fhir::Json::number(posterior)),
                   "\"posterior\":" + write_json(fhir::Json::number(posterior + difference))),
              "\"sha256\":\"", "\"sha256\":\"f");
}

TEST_F(ReplayTest, LastDigitsOfPosteriorsAreCountedAsRoundingAndDoNotFail) {
  append(payload_of(numb()), embedded_knowledge().hash);
  append(payload_off_by(2e-12), embedded_knowledge().hash);
  append(payload_off_by(-4e-13), embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::answered);
  EXPECT_THAT(done.output, Not(HasSubstr("UNLIKE")));
  EXPECT_THAT(done.output, HasSubstr("  as they were           1\n"
                                     "  but for rounding       2  (largest difference 2e-12)\n"
                                     "  unlike                 0\n"));
}

TEST_F(ReplayTest, ADifferenceBeyondRoundingFailsBesideThoseOfRounding) {
  append(payload_off_by(2e-12), embedded_knowledge().hash);
  append(payload_off_by(2e-9), embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::failed);
  EXPECT_THAT(done.output, HasSubstr("line 2  2026-11-26T09:00:00Z  UNLIKE, on the same"));
  EXPECT_THAT(done.output, Not(HasSubstr("line 1 ")));
}

TEST_F(ReplayTest, AGateOrAnUrgencyThatDiffersIsNoRounding) {
  append(with(payload_off_by(2e-12), "\"urgency\":\"emergency_department\"",
              "\"urgency\":\"same_day\""),
         embedded_knowledge().hash);
  append(with(payload_off_by(2e-12), "\"gates\":[\"", "\"gates\":[\"rf_other\",\""),
         embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::failed);
  EXPECT_THAT(done.output, HasSubstr("  unlike                 2\n"));
}

TEST_F(ReplayTest, FromOtherKnowledgeWhatMovedIsToldWithItsDirection) {
  const std::string now = payload_of(numb());
  append(with(now, "\"urgency\":\"emergency_department\"", "\"urgency\":\"same_day\""), other_hash);
  append(with(now, "\"urgency\":\"emergency_department\"", "\"urgency\":\"ambulance\""),
         other_hash);
  append(
      with(now, "\"disposition\":\"emergency_department\"", "\"disposition\":\"maternity_unit\""),
      other_hash);
  append(with(now, "\"posterior\":0.", "\"posterior\":0.9"), other_hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::answered);
  EXPECT_THAT(done.output, HasSubstr("line 1  2026-11-26T09:00:00Z  RAISED\n"
                                     "  urgency      same_day -> emergency_department\n"));
  EXPECT_THAT(done.output, HasSubstr("line 2  2026-11-26T09:00:00Z  LOWERED\n"
                                     "  urgency      ambulance -> emergency_department\n"));
  EXPECT_THAT(done.output, HasSubstr("line 3  2026-11-26T09:00:00Z  ELSEWHERE\n"
                                     "  disposition  maternity_unit -> emergency_department\n"));
  EXPECT_THAT(done.output, Not(HasSubstr("line 4 ")));
  EXPECT_THAT(done.output, HasSubstr("lines                    4\n"
                                     "  no assessment          0\n"
                                     "  erased                 0\n"
                                     "  not readable           0\n"
                                     "from the same knowledge\n"
                                     "  as they were           0\n"
                                     "  but for rounding       0\n"
                                     "  unlike                 0\n"
                                     "from other knowledge\n"
                                     "  not moved              1\n"
                                     "  raised                 1\n"
                                     "  lowered                1\n"
                                     "  elsewhere              1\n"
                                     "       1  same_day -> emergency_department\n"
                                     "       1  ambulance -> emergency_department\n"));
}

TEST_F(ReplayTest, ErasedPersonsAndLinesWithoutAnAssessmentAreCounted) {
  append(payload_of(numb()), embedded_knowledge().hash, "2026-11-26T09:00:00Z", "gone");
  append(R"({"service":"paraspinal-patient-view","answer":"{}"})", embedded_knowledge().hash);
  ASSERT_TRUE(records().erase("gone", "amina", "2026-11-26T09:05:00Z"));

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::answered);
  EXPECT_THAT(done.errors, IsEmpty());
  EXPECT_THAT(done.output, HasSubstr("lines                    3\n"
                                     "  no assessment          2\n"
                                     "  erased                 1\n"));
}

TEST_F(ReplayTest, ALineThatCannotBeReadIsToldWithItsNumberAndTheOthersGoOn) {
  append("no JSON", embedded_knowledge().hash);
  append(with(payload_of(numb()), "saddle_anaesthesia", "saddle_numbness"), other_hash);
  append(with(payload_of(numb()), "\"age_years\":44", "\"age_years\":12"), other_hash);
  append(payload_of(numb()), embedded_knowledge().hash);

  const Done done = replay();

  EXPECT_EQ(done.outcome, Outcome::unusable_input);
  EXPECT_THAT(done.errors, HasSubstr("paraspinal: records: line 1 of the audit: "));
  EXPECT_THAT(done.errors, HasSubstr("paraspinal: records: line 2 of the audit: "
                                     "assessment.input.findings.saddle_numbness: no finding of "));
  EXPECT_THAT(done.errors,
              HasSubstr("paraspinal: records: line 3 of the audit: can no longer be assessed: "));
  EXPECT_THAT(done.output, HasSubstr("  not readable           3\n"));
  EXPECT_THAT(done.output, HasSubstr("  as they were           1\n"));
}

TEST_F(ReplayTest, SinceATimeLeavesOutWhatCameBefore) {
  append(payload_of(numb()), embedded_knowledge().hash, "2026-11-25T23:59:59Z");
  append(payload_of(numb()), embedded_knowledge().hash, "2026-11-26T00:00:00Z");

  EXPECT_THAT(replay(PageFormat::text, "2026-11-26").output,
              HasSubstr("lines                    1\n"));
  EXPECT_THAT(replay(PageFormat::text, "2026-11-25").output,
              HasSubstr("lines                    2\n"));
}

TEST_F(ReplayTest, AsJsonAnObjectALineAndTheSummaryLast) {
  append(
      with(payload_of(numb()), "\"urgency\":\"emergency_department\"", "\"urgency\":\"same_day\""),
      other_hash);

  std::istringstream lines(replay(PageFormat::json).output);
  std::string first;
  std::string last;
  std::getline(lines, first);
  std::getline(lines, last);

  EXPECT_EQ(first,
            R"({"line":1,"at":"2026-11-26T09:00:00Z","same_knowledge":false,"move":"raised",)"
            R"("urgency":{"from":"same_day","to":"emergency_department"},)"
            R"("disposition":{"from":"emergency_department","to":"emergency_department"},)"
            R"("gates_gained":[],"gates_lost":[],"differs_in":"urgency","software":"0.3.0"})");
  EXPECT_EQ(last,
            R"({"knowledge":{"version":")" + embedded_knowledge().version + R"(","hash":")" +
                embedded_knowledge().hash +
                R"("},"lines":1,"without_assessment":0,"erased":0,"unreadable":0,)"
                R"("same_knowledge":{"same":0,"but_for_rounding":0,"largest_rounding":0,)"
                R"("unlike":0},)"
                R"("other_knowledge":{"count":1,"raised":1,"lowered":0,"elsewhere":0},)"
                R"("urgencies":[{"from":"same_day","to":"emergency_department","count":1}]})");
}

TEST_F(ReplayTest, AFileThatIsNotThereAndKnowledgeThatIsNoneAreErrors) {
  std::istringstream input;
  std::ostringstream output;
  std::ostringstream errors;
  const cli::Streams streams = {input, output, errors};

  EXPECT_EQ(cli::replay_command({.files = {"none.sqlite", "none.key"}}, streams),
            Outcome::unusable_input);
  EXPECT_THAT(errors.str(), StartsWith("paraspinal: records: none.sqlite: "));
  EXPECT_EQ(cli::replay_command({.files = {path(), path() + ".key"}, .knowledge = "none.sqlite"},
                                streams),
            Outcome::unusable_knowledge);
}

Replayed moved(Urgency from, Urgency to) {
  Replayed replayed;
  replayed.before.urgency = from;
  replayed.after.urgency = to;
  return replayed;
}

TEST(ReplayedAssessment, AFasterUrgencyIsRaisedAndASlowerLowered) {
  EXPECT_EQ(move_of(moved(Urgency::same_day, Urgency::urgent_care)), Move::raised);
  EXPECT_EQ(move_of(moved(Urgency::urgent_care, Urgency::same_day)), Move::lowered);
  EXPECT_EQ(move_of(moved(Urgency::same_day, Urgency::same_day)), Move::none);
}

TEST(ReplayedAssessment, IsTheSameButForRoundingWhenOnlyPosteriorsDifferAndLittle) {
  Replayed replayed;
  replayed.before.causes = {{"strain", 0.5}, {"disc", 0.25}};
  replayed.after = replayed.before;
  replayed.before.sha256 = "other";
  EXPECT_EQ(likeness_of(replayed), cli::Likeness::unlike);

  replayed.after.causes[1].posterior += 1e-10;
  EXPECT_EQ(likeness_of(replayed), cli::Likeness::but_for_rounding);
  EXPECT_NEAR(largest_difference(replayed), 1e-10, 1e-15);

  replayed.after.causes[1].posterior += 1e-8;
  EXPECT_EQ(likeness_of(replayed), cli::Likeness::unlike);
}

TEST(ReplayedAssessment, CausesInAnotherOrderAreNoRounding) {
  Replayed replayed;
  replayed.before.causes = {{"strain", 0.5}, {"disc", 0.5}};
  replayed.after.causes = {{"disc", 0.5}, {"strain", 0.5}};
  EXPECT_EQ(likeness_of(replayed), cli::Likeness::unlike);
  EXPECT_TRUE(std::isinf(largest_difference(replayed)));
}

TEST(ReplayedAssessment, GatesAreGainedAndLost) {
  Replayed replayed;
  replayed.before.gates = {"rf_a", "rf_b"};
  replayed.after.gates = {"rf_b", "rf_c"};

  EXPECT_THAT(gates_gained(replayed), ElementsAre("rf_c"));
  EXPECT_THAT(gates_lost(replayed), ElementsAre("rf_a"));
}

TEST(ReplayedAssessment, WhatDiffersIsNamed) {
  Replayed replayed = moved(Urgency::same_day, Urgency::ambulance);
  replayed.after.provisional = true;
  EXPECT_EQ(differing_parts(replayed), "urgency, whether it is provisional");

  replayed.after = replayed.before;
  replayed.after.sha256 = "other";
  EXPECT_EQ(differing_parts(replayed), "parts that the audit does not keep in words");

  replayed.is_same = true;
  EXPECT_EQ(differing_parts(replayed), "");
}

}  // namespace
}  // namespace paraspinal::tests
