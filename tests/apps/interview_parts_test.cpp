// A page that is longer than the terminal, a part after the other: how soon stays on top, and no
// key answers a question of which a part was not on the screen.

#include "apps/cli/interview_parts.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/interview_call.h"

namespace paraspinal::apps_tests {
namespace {

using cli::Interview;
using cli::Page;
using cli::Part;
using cli::Screen;
using cli::TerminalSize;
using knowledge::Presence;
using knowledge::Sex;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> shown_rows(const Part& part) {
  std::vector<std::string> rows(part.page.begin() + static_cast<std::ptrdiff_t>(part.from),
                                part.page.begin() + static_cast<std::ptrdiff_t>(part.to));
  rows.push_back(part.foot);
  return rows;
}

Part part_at(const Interview& call, TerminalSize size) {
  return cli::part_of(cli::screen(call, base()), size, call.leaf);
}

std::size_t rows_taken(const Part& part) {
  return part.banner.size() + part.news.size() + part.to - part.from + (part.foot.empty() ? 0 : 1) +
         part.keys.size();
}

// A call at a terminal of this size: each key is pressed on what is shown then.
class AtTerminal {
 public:
  AtTerminal(Interview call, TerminalSize size) : call_(std::move(call)), size_(size) { show(); }

  const Interview& press(std::string_view keys) {
    for (const char key : keys) {
      call_ = the_interviewer().press(std::move(call_), key);
      show();
    }
    return call_;
  }
  const Interview& resize(TerminalSize size) {
    size_ = size;
    show();
    return call_;
  }
  const Interview& call() const { return call_; }
  // Space until the last part is shown.
  const Interview& read_on() {
    while (call_.unread) {
      press(" ");
    }
    return call_;
  }

 private:
  void show() { call_.unread = shown_.has_more(call_, part_at(call_, size_)); }

  Interview call_;
  TerminalSize size_;
  cli::ShownQuestion shown_;
};

constexpr TerminalSize usual_size = {24, 80};
constexpr TerminalSize low_size = {12, 80};
constexpr TerminalSize tiny_size = {10, 40};

Interview man_of_34() {
  return call_of(34, Sex::male);
}

TEST(InterviewParts, ALongPageIsTurnedInPartsThatGoRound) {
  const Screen screen{
      cli::Tone::calm, {"one", "two"}, {}, {"a", "b", "c", "d", "e", "f", "g"}, {"k"}};
  // Ten rows: two of banner, one of keys, one empty; six are left, one of them for the foot.
  const auto first = shown_rows(cli::part_of(screen, {10, 80}, 0));
  EXPECT_THAT(first, testing::ElementsAre("a", "b", "c", "d", "e", HasSubstr("part 1 of 2")));
  EXPECT_THAT(shown_rows(cli::part_of(screen, {10, 80}, 1)),
              testing::ElementsAre("f", "g", HasSubstr("part 2 of 2")));
  EXPECT_EQ(shown_rows(cli::part_of(screen, {10, 80}, 2)), first);
  EXPECT_THAT(shown_rows(cli::part_of(screen, usual_size, 1)),
              testing::SizeIs(screen.body.size() + 1));
}

TEST(InterviewParts, ALineWiderThanTheTerminalCountsAsTheRowsItTakes) {
  const Screen screen{cli::Tone::calm, {"soon      "}, {}, {"abcdefghij", "\u00e4bcde"}, {}};
  const Part part = cli::part_of(screen, {10, 5}, 0);
  EXPECT_THAT(part.banner, testing::ElementsAre("soon "));
  EXPECT_THAT(part.page, testing::ElementsAre("abcde", "fghij", "\u00e4bcde"));
}

TEST(InterviewParts, HowSoonStaysOnTopInEveryTerminal) {
  Interview call = man_of_34();
  call.note = "A note that takes a row of its own, and in a narrow terminal some more of them.";
  for (const Page page : {Page::question, Page::summary, Page::interrupt}) {
    call.page = page;
    for (std::size_t rows = 3; rows <= 60; ++rows) {
      for (const std::size_t columns : {1, 20, 40, 79, 80, 200}) {
        const Part part = part_at(call, {rows, columns});
        EXPECT_LE(rows_taken(part), rows) << columns;
        ASSERT_FALSE(part.banner.empty());
        EXPECT_EQ(part.banner.front(), cli::banner(call).front().substr(0, columns));
        EXPECT_LT(part.from, part.to);
      }
    }
  }
}

TEST(InterviewParts, WhatTheLastKeyDidIsToldOnEveryPart) {
  Interview call = the_interviewer().press(man_of_34(), 'p');
  call.leaf = 1;
  EXPECT_THAT(part_at(call, low_size).news, testing::Contains(HasSubstr("somebody else answers")));
  EXPECT_EQ(the_interviewer().press(call, ' ').note, call.note);
}

TEST(InterviewParts, ABundleOfWhichAPartWasNotShownIsNeverAnswered) {
  for (const TerminalSize size : {low_size, tiny_size}) {
    for (const char key : {'n', cli::enter_key, '1', '5', '9'}) {
      AtTerminal terminal(man_of_34(), size);
      ASSERT_EQ(terminal.call().bundle.size(), 5U);
      ASSERT_TRUE(terminal.call().unread);
      const std::vector<cli::GivenAnswer> before = terminal.call().answers;
      const Interview& call = terminal.press(std::string(1, key));
      EXPECT_EQ(call.answers, before) << key;
      EXPECT_TRUE(call.picked.empty()) << key;
      EXPECT_EQ(call.leaf, 1U) << key;
      EXPECT_THAT(call.note, HasSubstr("No answer taken: this is the next part"));
    }
  }
}

TEST(InterviewParts, ANoAnswersABundleOnceItsLastPartWasShown) {
  AtTerminal terminal(man_of_34(), tiny_size);
  const std::size_t before = terminal.call().answers.size();
  EXPECT_EQ(terminal.read_on().answers.size(), before);
  EXPECT_EQ(terminal.press("n").answers.size(), before + 5);
}

TEST(InterviewParts, NumbersMarkItemsOfEarlierPartsOnceTheLastWasShown) {
  AtTerminal terminal(man_of_34(), low_size);
  terminal.read_on();
  const Interview& call = terminal.press("2\n");
  EXPECT_EQ(call.presentation.findings.at(finding("dyspnoea")).value,
            knowledge::AnswerValue(Presence::present));
}

TEST(InterviewParts, WhatIsReadStaysReadWhenMoreIsShownOfIt) {
  AtTerminal terminal(man_of_34(), usual_size);
  ASSERT_FALSE(terminal.call().unread);
  EXPECT_FALSE(terminal.press("?").unread);
  EXPECT_FALSE(terminal.resize(tiny_size).unread);
}

TEST(InterviewParts, TheNextQuestionIsReadAnew) {
  AtTerminal terminal(man_of_34(), tiny_size);
  terminal.read_on();
  EXPECT_TRUE(terminal.press("n").unread);
}

TEST(InterviewParts, ALargerTerminalShowsTheRest) {
  AtTerminal terminal(man_of_34(), tiny_size);
  EXPECT_FALSE(terminal.resize({60, 80}).unread);
}

// Between two sizes no item is passed over.
TEST(InterviewParts, AfterAnotherSizeEveryRowIsStillToBeShown) {
  AtTerminal terminal(man_of_34(), tiny_size);
  terminal.press(" ");
  EXPECT_TRUE(terminal.resize(low_size).unread);
}

TEST(InterviewParts, ASingleQuestionIsNotAnsweredBeforeItWasShownEither) {
  Interview call = the_interviewer().press(man_of_34(), 'y');
  ASSERT_TRUE(call.bundle.empty());
  AtTerminal terminal(std::move(call), tiny_size);
  ASSERT_TRUE(terminal.call().unread);
  const std::size_t before = terminal.call().answers.size();
  for (const char key : {'1', 'x', 'r'}) {
    EXPECT_EQ(AtTerminal(terminal.call(), tiny_size).press(std::string(1, key)).answers.size(),
              before);
  }
  terminal.read_on();
  EXPECT_EQ(terminal.press("1").answers.size(), before + 1);
}

TEST(InterviewParts, CannotSayToABundleAsksEachByItselfFromAnyPart) {
  AtTerminal terminal(man_of_34(), tiny_size);
  const Interview& call = terminal.press("u");
  EXPECT_TRUE(call.bundle.empty());
  EXPECT_THAT(call.note, StartsWith("Each by itself"));
}

}  // namespace
}  // namespace paraspinal::apps_tests
