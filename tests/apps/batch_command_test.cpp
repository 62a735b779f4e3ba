#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/line_reader.h"
#include "tests/apps/program.h"

namespace paraspinal::apps_tests {
namespace {

using testing::HasSubstr;

constexpr const char* as_of = "2026-11-20T18:30:00Z";

std::string case_line(int number) {
  const std::string age = std::to_string(20 + number % 70);
  const std::string fever = number % 3 == 0 ? "present" : "absent";
  return R"({"id": "c)" + std::to_string(number) + R"(", "age_years": )" + age +
         R"(, "sex": "male", "findings": {"fever": ")" + fever + "\"}}\n";
}

std::string case_lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) {
    text += case_line(i);
  }
  return text;
}

Ran batch(const std::string& input, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"batch", "--as-of", as_of};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, input);
}

std::string first_lines(const std::string& text, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count; ++i) {
    end = text.find('\n', end) + 1;
  }
  return text.substr(0, end);
}

TEST(Batch, EachLineGetsTheAnswerThatAssessGives) {
  const std::string one = case_line(6);
  const Ran ran = batch(one, {"--full"});
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_EQ(ran.output, run({"assess", "-", "--as-of", as_of, "--format", "json"}, one).output);
}

TEST(Batch, AnswersStandInTheOrderOfTheInput) {
  const Ran ran = batch(case_lines(40), {"--threads", "4"});
  EXPECT_EQ(ran.status, 0);
  std::istringstream lines(ran.output);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, testing::StartsWith("{\"id\":\"c" + std::to_string(++number) + "\""));
  }
  EXPECT_EQ(number, 40);
}

TEST(Batch, AnswersThatAreMoreThanMemoryIsToHoldAreAllWritten) {
  const int count = 220;
  const Ran ran = batch(case_lines(count), {"--threads", "2"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_GT(ran.output.size(), std::size_t{33} << 20U);  // or this asks for more lines
  std::istringstream lines(ran.output);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_EQ(line.substr(0, 9 + std::to_string(number + 1).size()),
              R"({"id":"c)" + std::to_string(number + 1) + "\"");
    ++number;
  }
  EXPECT_EQ(number, count);
}

TEST(Batch, TheNumberOfThreadsDoesNotChangeAByte) {
  const std::string input = case_lines(30);
  EXPECT_EQ(batch(input, {"--threads", "1"}).output, batch(input, {"--threads", "3"}).output);
}

TEST(Batch, ABadLineIsToldWithItsNumberAndTheOthersAreAnswered) {
  const Ran ran = batch(case_line(1) + "{\"age_years\": \n\n" + case_line(2));
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(std::ranges::count(ran.output, '\n'), 2);
  EXPECT_THAT(ran.errors, testing::StartsWith("paraspinal: line 2: "));
  EXPECT_EQ(std::ranges::count(ran.errors, '\n'), 1) << ran.errors;
}

TEST(Batch, WordsForNoNumberInARecordAreToldAndTheOthersAreAnswered) {
  const std::string record =
      R"({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1982-03-04"}}, {"resource": {"resourceType": "Observation", "id": "o", "status": "final", "effectiveDateTime": "2026-11-20T09:00:00Z", "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "valueString": "nan"}}]})";
  const Ran ran = batch(case_line(1) + record + "\n" + case_line(2));
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 3);
}

TEST(Batch, LastLineNeedsNoEndAndLinesMayEndInCarriageReturns) {
  std::string input = case_lines(2);
  input.insert(input.find('\n'), "\r");
  input.pop_back();
  const Ran ran = batch(input);
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_EQ(ran.output, batch(case_lines(2)).output);
}

TEST(Batch, NoInputIsNoOutput) {
  const Ran ran = batch("");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.output, "");
}

TEST(Batch, WritesToAFileWhatItWouldPrint) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "answers").string();
  EXPECT_EQ(batch(case_lines(5), {"--output", file}).status, 0);
  EXPECT_EQ(text_of(file), batch(case_lines(5)).output);
}

TEST(Batch, AnExistingFileIsNotOverwritten) {
  const TemporaryFolder folder;
  const std::string file = folder.write("answers", "precious");
  const Ran ran = batch(case_lines(1), {"--output", file});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.errors, HasSubstr("is there already: expected a new file, or --resume"));
  EXPECT_EQ(text_of(file), "precious");
}

TEST(Batch, ResumesAfterACrashInTheMiddleOfALine) {
  const TemporaryFolder folder;
  const std::string whole = batch(case_lines(8)).output;
  const std::string done = first_lines(whole, 3);
  const std::string file = folder.write("answers", done + "{\"id\":\"c4\",\"as_o");
  folder.write("answers.progress", "3 0 " + std::to_string(done.size()) + " end\n");
  const Ran ran = batch(case_lines(8), {"--output", file, "--resume"});
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_EQ(text_of(file), whole);
}

TEST(Batch, ResumingRemembersThatALineWasBad) {
  const TemporaryFolder folder;
  const std::string done = first_lines(batch(case_lines(2)).output, 1);
  const std::string file = folder.write("answers", done);
  folder.write("answers.progress", "2 1 " + std::to_string(done.size()) + " end\n");
  EXPECT_EQ(batch(case_line(1) + "bad\n" + case_line(3), {"--output", file, "--resume"}).status, 1);
  EXPECT_EQ(std::ranges::count(text_of(file), '\n'), 2);
}

TEST(Batch, ResumingWhatWasNeverBegunBegins) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "answers").string();
  EXPECT_EQ(batch(case_lines(3), {"--output", file, "--resume"}).status, 0);
  EXPECT_EQ(text_of(file), batch(case_lines(3)).output);
}

TEST(Batch, ResumingWithAnotherInputIsRefused) {
  const TemporaryFolder folder;
  const std::string file = folder.write("answers", "");
  folder.write("answers.progress", "7 0 0 end\n");
  const Ran ran = batch(case_lines(3), {"--output", file, "--resume"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.errors, HasSubstr("fewer than the 7 lines done before"));
}

TEST(Batch, ResumingAFileWithoutItsProgressIsRefused) {
  const TemporaryFolder folder;
  const std::string file = folder.write("answers", "something\n");
  const Ran ran = batch(case_lines(3), {"--output", file, "--resume"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.errors, HasSubstr(".progress: cannot be read"));
  EXPECT_EQ(text_of(file), "something\n");
}

TEST(Batch, ResumingAFileShorterThanItsProgressIsRefused) {
  const TemporaryFolder folder;
  const std::string file = folder.write("answers", "abc\n");
  folder.write("answers.progress", "1 0 900 end\n");
  const Ran ran = batch(case_lines(3), {"--output", file, "--resume"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.errors, HasSubstr("has 4 bytes, expected 900 or more"));
}

TEST(LineReader, ReadsLinesAcrossItsBlocks) {
  const std::string longer(200'000, 'x');
  std::istringstream stream("a\n" + longer + "\n\nlast");
  cli::LineReader reader(stream, 1 << 20);
  EXPECT_EQ(reader.next()->text, "a");
  EXPECT_EQ(reader.next()->text, longer);
  EXPECT_EQ(reader.next()->text, "");
  const auto last = reader.next();
  EXPECT_EQ(last->text, "last");
  EXPECT_EQ(last->number, 4U);
  EXPECT_FALSE(reader.next());
}

TEST(LineReader, ReadsOverALineBeyondItsLimit) {
  std::istringstream stream(std::string(100'000, 'x') + "\nok\n");
  cli::LineReader reader(stream, 1000);
  const auto first = reader.next();
  EXPECT_TRUE(first->too_long);
  EXPECT_EQ(first->text, "");
  EXPECT_EQ(reader.next()->text, "ok");
}

}  // namespace
}  // namespace paraspinal::apps_tests
