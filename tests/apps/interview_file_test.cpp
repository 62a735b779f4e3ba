// The interview's file, its replay, and the program from outside.

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/interview_breaths.h"
#include "apps/cli/interview_command.h"
#include "apps/cli/interview_replay.h"
#include "apps/cli/interview_screen.h"
#include "apps/cli/interview_transcript.h"
#include "tests/apps/interview_call.h"
#include "tests/apps/program.h"

namespace paraspinal::apps_tests {
namespace {

using cli::Interview;
using knowledge::Presence;
using knowledge::Sex;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string the_emergency = "bilateral_sciatica_saddle_numbness.json";

std::string text_of_call(const Interview& call) {
  return cli::transcript_text(call, base());
}

// A woman of 30 with one answer of every kind, one of them by somebody else.
Interview varied() {
  Interview call = call_of(30, Sex::female);
  const auto add = [&call](const std::string& id, const knowledge::AnswerValue& value) {
    call = the_interviewer().answer(call, finding(id), value);
  };
  add("temp_c", knowledge::Quantity{37.2});
  add("consciousness", knowledge::State{0});
  call = the_interviewer().press(call, 'p');
  add("chest_pain", Presence::absent);
  call = the_interviewer().press(call, 'p');
  add("dyspnoea", knowledge::Refused{});
  add("lmp", knowledge::Day{"2026-09-01"});
  return call;
}

TEST(InterviewTranscript, IsAPresentationWithItsAnswersInTheirOrder) {
  EXPECT_EQ(text_of_call(varied()), R"({
  "as_of": "2026-11-20T18:30:00Z",
  "setting": "telephone",
  "age_years": 30,
  "sex": "female",
  "findings": {
    "temp_c": 37.2,
    "consciousness": "A",
    "chest_pain": {
      "value": "absent",
      "by": "proxy"
    },
    "dyspnoea": "refused",
    "lmp": "2026-09-01"
  }
}
)");
}

TEST(InterviewTranscript, GivesTheSameCallBack) {
  const Interview call = varied();
  const auto read = cli::read_transcript(text_of_call(call), base(), {});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->answers, call.answers);
  EXPECT_EQ(read->start, call.start);
  const Interview again = the_interviewer().begin(read->start, read->answers);
  EXPECT_EQ(again.assessment, call.assessment);
  EXPECT_EQ(again.asking, call.asking);
}

Interview resumed(const Interview& call) {
  const auto read = cli::read_transcript(text_of_call(call), base(), {});
  EXPECT_TRUE(read) << read.error().message;
  return the_interviewer().begin(read->start, read->answers);
}

// Every bundle but those of danger to life and of a woman, denied each in one breath: far more
// findings than the cap has questions, and safety still has to ask for danger to life.
Interview denied_in_breaths() {
  const auto is_put = [](const knowledge::Bundle& bundle) {
    return bundle.id != "life" &&
           std::ranges::none_of(bundle.items, [](const knowledge::BundleItem& item) {
             return item.applies_when.has_value();
           });
  };
  Interview call = call_of(45, Sex::male);
  for (const knowledge::Bundle& bundle : base().bundles) {
    cli::Put put = cli::Put::alone;
    for (const knowledge::BundleItem& item : bundle.items) {
      if (is_put(bundle)) {
        const knowledge::Answer no{item.no, knowledge::SaidBy::caller, std::nullopt, "answers"};
        call.answers.push_back({item.finding, no, put});
        put = cli::Put::in_same_breath;
      }
    }
  }
  return the_interviewer().begin(call.start, call.answers);
}

TEST(InterviewTranscript, AResumedCallCountsABreathAsOneQuestion) {
  const Interview call = denied_in_breaths();
  ASSERT_GT(call.answers.size(), triage::InquiryLimits{}.most_asked + 2);
  ASSERT_EQ(call.inquiry.state, triage::InquiryState::ask);

  const Interview again = resumed(call);

  EXPECT_EQ(again.answers, call.answers);
  EXPECT_EQ(again.inquiry, call.inquiry);
  EXPECT_EQ(again.page, cli::Page::question);
}

TEST(InterviewTranscript, WithoutBreathsTheSameAnswersPassTheCap) {
  Interview call = denied_in_breaths();
  for (cli::GivenAnswer& given : call.answers) {
    given.put = cli::Put::alone;
  }
  const Interview counted = the_interviewer().begin(call.start, call.answers);
  EXPECT_EQ(counted.inquiry.state, triage::InquiryState::hand_over);
  EXPECT_THAT(cli::banner(counted).front(), HasSubstr("HAND OVER TO A CLINICIAN"));
}

TEST(InterviewTranscript, AResumedCallCountsABreathThatWasAffirmedAsThatAndEachOfIt) {
  const Interview call = press(call_of(45, Sex::male), "y1nunn");
  ASSERT_EQ(call.answers[2].put, cli::Put::after_bundle);
  EXPECT_EQ(resumed(call).answers, call.answers);
}

TEST(InterviewTranscript, ACallResumedInMidBreathCountsAsWithoutTheBreak) {
  // Affirmed, then yes and no: the same answers as when the first alone was named in one breath.
  const Interview call = press(call_of(45, Sex::male), "y1yn");
  ASSERT_EQ(call.answers[2].put, cli::Put::after_bundle);

  const Interview again = resumed(call);

  EXPECT_EQ(again.answers, call.answers);
  EXPECT_EQ(again.inquiry, call.inquiry);
}

TEST(InterviewTranscript, QuestionsOfOneBundleThatWereEachPutAloneAreNoBreathAfterABreak) {
  Interview call = call_of(45, Sex::male);
  for (const char* id : {"dyspnoea", "chest_pain", "syncope"}) {
    call = the_interviewer().answer(call, finding(id), Presence::absent);
  }
  EXPECT_EQ(resumed(call).answers, call.answers);
}

// A man of whom so many things were asked in vain, none of which safety or a breath asks for.
Interview asked_in_vain(std::size_t many) {
  Interview call = call_of(45, Sex::male);
  const auto& safety = base().safety_questions;
  for (std::size_t i = 0; i < base().findings.size() && many > 0; ++i) {
    const knowledge::FindingId id{i};
    const bool is_safety =
        std::ranges::find(safety, id, &knowledge::SafetyQuestion::finding) != safety.end();
    if (!is_safety && cli::item_of(id, base()) == nullptr && base().findings[id].question &&
        base().findings[id].kind == knowledge::FindingKind::symptom) {
      call.answers.push_back(
          {id, {knowledge::Unknown{}, knowledge::SaidBy::caller, std::nullopt, "answers"}});
      --many;
    }
  }
  return the_interviewer().begin(call.start, call.answers);
}

TEST(InterviewTranscript, ACallResumedInMidBreathAtItsCapIsHandedOver) {
  // With the breath that was affirmed, and the first that was asked after it, the cap is reached.
  const Interview before = asked_in_vain(triage::InquiryLimits{}.most_asked - 2);
  ASSERT_EQ(asked(before), "consciousness");
  const Interview call = press(before, "y1");
  ASSERT_EQ(call.inquiry.state, triage::InquiryState::hand_over);
  ASSERT_EQ(call.page, cli::Page::summary);

  const Interview again = resumed(call);

  EXPECT_EQ(again.inquiry, call.inquiry);
  EXPECT_EQ(again.page, cli::Page::summary);
}

TEST(InterviewTranscript, SaysWhyAClinicianGoesOn) {
  const Interview call = asked_in_vain(triage::InquiryLimits{}.most_asked);
  EXPECT_THAT(text_of_call(call), HasSubstr(R"("handed_over": "after 40 questions, )"));
  EXPECT_THAT(text_of_call(press(call, "b")), Not(HasSubstr("handed_over")));
}

TEST(InterviewTranscript, AResumedCallCountsWhatWasNamedAsOneQuestion) {
  const Interview call = call_of(45, Sex::male);
  ASSERT_EQ(asked(call), "consciousness");
  const Interview named = press(call, "2\n");  // short of breath
  ASSERT_EQ(named.answers.size(), call.answers.size() + call.bundle.size());
  EXPECT_EQ(resumed(named).answers, named.answers);
}

TEST(InterviewTranscript, AResumedCallCountsAStateThatWasNamedAndAskedAsASecondQuestion) {
  const Interview call = press(call_of(45, Sex::male), "1\n1");
  ASSERT_EQ(call.answers.size(), 7U);
  EXPECT_EQ(call.answers.back().put, cli::Put::alone);
  EXPECT_EQ(resumed(call).answers, call.answers);
}

TEST(InterviewTranscript, WhatDifferentPeopleSaidWasNotOneBreath) {
  Interview call =
      the_interviewer().answer(call_of(45, Sex::male), finding("dyspnoea"), Presence::absent);
  call = press(call, "p");
  call = the_interviewer().answer(call, finding("chest_pain"), Presence::absent);
  EXPECT_EQ(resumed(call).answers, call.answers);
}

TEST(InterviewTranscript, BackAfterResumeTakesTheWholeBreathBack) {
  const Interview before = call_of(45, Sex::male);
  const Interview call = press(resumed(press(before, "n")), "b");
  EXPECT_EQ(call.answers, before.answers);
  EXPECT_EQ(call.bundle, before.bundle);
}

TEST(InterviewTranscript, ADueDateThatIsLongPastWhenTheCallIsTakenUpIsTold) {
  const auto taken_up = cli::read_transcript(
      R"({"as_of": "2026-11-20", "findings": {"pregnant": "present", "edd": "2026-01-01"}})",
      base(), {});
  ASSERT_TRUE(taken_up) << taken_up.error().message;
  EXPECT_EQ(taken_up->answers.size(), 1U);
  EXPECT_THAT(taken_up->told, HasSubstr("the due date 2026-01-01 lies over 5 weeks before"));
}

TEST(InterviewTranscript, AFileCutShortIsAnErrorThatSaysSo) {
  const std::string whole = text_of_call(varied());
  const auto read = cli::read_transcript(whole.substr(0, whole.size() / 2), base(), {});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("expected a whole transcript"));
}

TEST(InterviewTranscript, IsReplacedAsAWholeAndReadableByItsOwnerOnly) {
  const TemporaryFolder folder;
  const std::string path = folder.write("call.json", "old");
  ASSERT_TRUE(cli::save_transcript(path, "new"));
  EXPECT_EQ(text_of(path), "new");
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
  const auto open_to_others =
      std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  EXPECT_EQ(std::filesystem::status(path).permissions() & open_to_others,
            std::filesystem::perms::none);
}

TEST(InterviewTranscript, InAFolderThatIsNotThereIsAnError) {
  const TemporaryFolder folder;
  const auto saved = cli::save_transcript((folder.path() / "absent" / "call.json").string(), "x");
  ASSERT_FALSE(saved);
  EXPECT_THAT(saved.error().message,
              AllOf(HasSubstr("call.json.part: cannot be opened"), HasSubstr("can be written")));
}

TEST(InterviewTranscript, IsNamedAfterTheTimeOfTheCall) {
  EXPECT_EQ(cli::transcript_name("2026-11-20T18:30:00Z"), "interview-2026-11-20T183000Z.json");
}

// A file that leaves one of a breath open has each of it asked by itself: enough such breaths reach
// the cap before a self-limiting strain can be closed.
TEST(InterviewReplay, TheStrainOfTheSamplesClosesAsItIsAssessed) {
  const std::string file = sample("lifting_strain.json");
  const Ran replayed = run({"interview", "--answers", file});
  const Ran assessed = run({"assess", file, "--draws", "0"});
  EXPECT_THAT(replayed.output, HasSubstr("the safety set is answered, and nothing left is likely"));
  EXPECT_THAT(replayed.output, HasSubstr("How soon     SELF-CARE - no appointment needed"));
  EXPECT_THAT(assessed.output, HasSubstr("SELF-CARE - no appointment needed"));
}

TEST(InterviewReplay, AnswersCannotSayToWhatThePresentationDoesNotKnow) {
  triage::Presentation known;
  known.findings[finding("saddle_anaesthesia")].value = Presence::present;
  const auto replayed = cli::replay(the_interviewer(), call_of(44, Sex::female), known, {});
  EXPECT_EQ(replayed.call.page, cli::Page::interrupt);
  EXPECT_EQ(replayed.call.answers[2].answer.value, knowledge::AnswerValue(knowledge::Unknown{}));
  EXPECT_THAT(replayed.text, HasSubstr("> cannot say"));
}

TEST(InterviewReplay, WithOnlyKnownEndsAtTheFirstQuestionWithoutAnAnswer) {
  const Interview call = call_of(44, Sex::female);
  const auto replayed = cli::replay(the_interviewer(), call, {}, {.only_known = true});
  EXPECT_EQ(replayed.call.answers, call.answers);
  EXPECT_THAT(replayed.text, HasSubstr("Not known, so it ends here:"));
}

TEST(InterviewReplay, WhatThePresentationImpliesAnswersToo) {
  triage::Presentation known;
  for (const knowledge::SafetyQuestion& question : base().safety_questions) {
    const knowledge::Finding& row = base().findings[question.finding];
    if (row.value_type == knowledge::ValueType::boolean) {
      known.findings[question.finding].value = Presence::absent;
    } else if (row.value_type == knowledge::ValueType::quantity) {
      known.findings[question.finding].value = knowledge::Quantity{3};  // as days since it began
    }
  }
  for (const knowledge::Bundle& bundle : base().bundles) {  // read in one breath with these
    for (const knowledge::BundleItem& item : bundle.items) {
      known.findings[item.finding].value = item.no;
    }
  }
  known.findings.erase(finding("fever"));
  known.findings[finding("temp_c")].value = knowledge::Quantity{39.1};
  const auto replayed =
      cli::replay(the_interviewer(), call_of(44, Sex::male), known, {.only_known = true});
  const auto fever = replayed.call.presentation.findings.find(finding("fever"));
  ASSERT_NE(fever, replayed.call.presentation.findings.end());
  EXPECT_EQ(fever->second.value, knowledge::AnswerValue(Presence::present));
  EXPECT_FALSE(replayed.call.presentation.findings.contains(finding("temp_c")));
  EXPECT_THAT(replayed.text, HasSubstr("Known but never asked: "));
}

TEST(InterviewProgram, ReplaysACaseToItsSummaryTheSameEveryTime) {
  const std::vector<std::string> arguments = {"interview", "--answers", sample(the_emergency),
                                              "--as-of", "2026-11-20T18:30:00Z"};
  const Ran ran = run(arguments);
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("What is your age?"), HasSubstr("> 44 years"),
                                HasSubstr("STOP: a red flag has fired."),
                                HasSubstr("R  Recommend    Send to an emergency department")));
  EXPECT_EQ(run(arguments).output, ran.output);
}

TEST(InterviewProgram, HoldsACallByLinesAndKeepsEveryAnswer) {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "call.json").string();
  // The input ends without q, as when the line is cut off.
  const Ran ran = run({"interview", "--transcript", file, "--age", "44", "--sex", "female",
                       "--as-of", "2026-11-20"},
                      "/fever\n1\nno\n/saddle_anaesthesia\n1\n");
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output,
              HasSubstr("Suspended. Go on with: paraspinal interview --resume " + file));
  EXPECT_THAT(text_of(file), HasSubstr(R"("fever": "absent")"));

  const Ran resumed = run({"interview", "--resume", file}, "/saddle_anaesthesia\n1\ny\nq\n");
  EXPECT_EQ(resumed.status, 0) << resumed.errors;
  EXPECT_THAT(resumed.output,
              AllOf(HasSubstr("STOP: a red flag has fired."), HasSubstr("female 44")));
  EXPECT_THAT(text_of(file), AllOf(HasSubstr(R"("fever": "absent")"),
                                   HasSubstr(R"("saddle_anaesthesia": "present")")));
}

TEST(InterviewProgram, DoesNotWriteOverAFileThatIsThere) {
  const TemporaryFolder folder;
  const std::string file = folder.write("call.json", "{}");
  const Ran ran = run({"interview", "--transcript", file}, "q\n");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, HasSubstr("exists already: expected a new one, or --resume"));
  EXPECT_EQ(text_of(file), "{}");
}

TEST(InterviewProgram, ReportsAHalfWrittenTranscript) {
  const TemporaryFolder folder;
  const std::string file = folder.write("call.json", "{\"age_years\": 44, \"findings\": {\"fe");
  const Ran ran = run({"interview", "--resume", file}, "q\n");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, AllOf(HasSubstr(file), HasSubstr("expected a whole transcript")));
}

TEST(InterviewProgram, UnderSixteenEndsWithTheHandOverText) {
  const TemporaryFolder folder;
  const Ran ran = run({"interview", "--transcript", (folder.path() / "call.json").string(), "--age",
                       "12", "--sex", "male"},
                      "q\n");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.output, HasSubstr("NO ASSESSMENT - hand over"));
}

TEST(InterviewProgram, AnAgeThatIsNoNumberWithinBoundsIsWrongUsage) {
  for (const std::string age : {"nan", "-nan", "inf", "121", "-1", "old"}) {
    const Ran ran = run({"interview", "--age", age});
    EXPECT_EQ(ran.status, 2) << age;
    EXPECT_THAT(ran.errors, HasSubstr(age + ": expected a number of years from 0 to 120"));
  }
}

TEST(InterviewProgram, WhatCannotBeOfTheInputOfAReplayIsTold) {
  const Ran ran = run({"interview", "--answers", "-", "--as-of", "2026-11-20"},
                      R"({"age_years": 30, "sex": "female", "findings": {"lmp": "2027-01-01"}})");
  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("the last period 2027-01-01 lies after"));
}

TEST(InterviewProgram, CannotBeginWhereItsFileCannotBeWritten) {
  const TemporaryFolder folder;
  const Ran ran =
      run({"interview", "--transcript", (folder.path() / "absent" / "call.json").string(), "--age",
           "44", "--sex", "male"},
          "q\n");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.errors, HasSubstr("cannot be opened"));
}

}  // namespace
}  // namespace paraspinal::apps_tests
