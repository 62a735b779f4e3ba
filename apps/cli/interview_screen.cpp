// Entry points: screen and plain, at the end.

#include "apps/cli/interview_screen.h"

#include <cmath>
#include <sstream>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/interview_pages.h"
#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Urgency;

constexpr std::size_t progress_width = 15;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

// `left` and `right` on one line of exactly the page's width; `left` is cut where they meet.
std::string spread(const std::string& left, const std::string& right) {
  const std::string safe = printable(right);
  return column(" " + left, page_width - safe.size() - 2) + " " + safe + " ";
}

std::string urgency_line(const Interview& call) {
  const triage::Assessment& assessment = *call.assessment;
  if (is_handed_over(call)) {
    return spread(hand_over_words(assessment), "");
  }
  if (is_not_yet_an_answer(call)) {
    return spread("NOT YET SAFE TO CLOSE", "provisional");
  }
  const std::string within(contact_within(assessment.urgency));
  const bool says_when = spoken(name(assessment.urgency)) == within;
  const std::string words = large_print(name(assessment.urgency)) +
                            (says_when ? "" : " - " + within) + " - " +
                            std::string(assessment.disposition_name);
  const bool goes_on = call.inquiry.state == triage::InquiryState::ask;
  return spread(words, assessment.provisional ? "provisional" : goes_on ? "so far" : "");
}

std::string person(const Interview& call) {
  const triage::Presentation& who = call.presentation;
  std::string text = who.sex ? std::string(name(*who.sex)) : "sex not known";
  text += who.age_years ? fmt::format(" {:.0f}", std::floor(*who.age_years)) : ", age not known";
  return text + ", " + spoken(name(who.setting)) + (call.by_proxy ? ", proxy answers" : "");
}

std::string progress_line(const Interview& call) {
  const triage::Inquiry& inquiry = call.inquiry;
  const double share = inquiry.safety_total == 0 ? 1.0
                                                 : static_cast<double>(inquiry.safety_answered) /
                                                       static_cast<double>(inquiry.safety_total);
  return spread(fmt::format("safety {} {} of {}", bar(share, progress_width),
                            inquiry.safety_answered, inquiry.safety_total),
                person(call));
}

Tone tone_of(const Interview& call) {
  if (!call.assessment || call.assessment->urgency >= Urgency::urgent_care) {
    return Tone::urgent;
  }
  const bool is_open = call.assessment->provisional || is_not_yet_an_answer(call);
  return is_open || call.assessment->urgency >= Urgency::same_day ? Tone::soon : Tone::calm;
}

// What the last key did; on a question in a place of its own, so that it stays where it was. An
// interrupt says it all itself.
std::string news(const Interview& call) {
  const bool is_empty = call.note.empty() && call.change.empty();
  if (call.page == Page::interrupt || (call.page != Page::question && is_empty)) {
    return "";
  }
  return "\n" + (call.note.empty() ? "\n" : wrapped(call.note, " * ")) +
         (call.change.empty() ? "" : wrapped(call.change, " * "));
}

std::vector<std::string> keys_of(const Interview& call) {
  switch (call.page) {
    case Page::question:
      return {" / search  l list  b back  w why  ? explain  s summary  p proxy  q suspend"};
    case Page::interrupt:
      return {" c ask on, if it delays nothing   s summary   / add a finding   b back   q end"};
    case Page::search:
      return {" type words   1-9 choose   Enter the first   Esc back to the question"};
    case Page::list:
      return {" 1-9 choose   Esc back to the question"};
    case Page::summary:
      return {" c ask on   / add a finding   b back   q end"};
    case Page::refused:
      return {" b take the last answer back   q end"};
  }
  return {};
}

}  // namespace

std::vector<std::string> banner(const Interview& call) {
  if (!call.assessment) {
    return {spread("NO ASSESSMENT - hand over", ""), spread("", person(call))};
  }
  return {urgency_line(call), progress_line(call)};
}

Screen screen(const Interview& call, const KnowledgeBase& knowledge) {
  return {tone_of(call), banner(call), lines_of(news(call)), lines_of(page_text(call, knowledge)),
          keys_of(call)};
}

std::string plain(const Screen& screen) {
  const std::string rule(page_width, '=');
  std::string text = rule + '\n';
  for (const std::string& line : screen.banner) {
    text += line + '\n';
  }
  text += rule + '\n';
  for (const auto* lines : {&screen.news, &screen.body}) {
    for (const std::string& line : *lines) {
      text += line + '\n';
    }
  }
  text += '\n';
  for (const std::string& line : screen.keys) {
    text += line + '\n';
  }
  return text;
}

}  // namespace paraspinal::cli
