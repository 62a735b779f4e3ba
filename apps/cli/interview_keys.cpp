// What keys and lines do: press and enter.

#include <algorithm>
#include <array>
#include <utility>

#include "apps/cli/interview.h"
#include "apps/cli/interview_typing.h"
#include "apps/cli/interview_words.h"
#include "apps/cli/text_layout.h"
#include "fhir/pregnancy.h"

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::Presence;
using knowledge::ValueType;

constexpr std::size_t most_choices = 9;

bool is_printable(char key) {
  return key >= ' ' && key != erase_key;
}

// The value that a single key gives to this finding.
std::optional<AnswerValue> value_of(char key, const Finding& finding) {
  if (key == 'x' || (key == 'u' && cannot_say_key(finding) == 'u')) {
    return knowledge::Unknown{};
  }
  if (key == 'r') {
    return knowledge::Refused{};
  }
  if (finding.value_type == ValueType::boolean && (key == 'y' || key == 'n')) {
    return key == 'y' ? Presence::present : Presence::absent;
  }
  if (finding.value_type == ValueType::ordinal && key >= '1' && key <= '9') {
    const auto index = static_cast<std::size_t>(key - '1');
    return index < finding.states.size() ? std::optional<AnswerValue>(knowledge::State{index})
                                         : std::nullopt;
  }
  return std::nullopt;
}

// Why a date that was typed cannot be; empty when it can, and of all that is no date.
std::string no_day(const AnswerValue& value, const Finding& finding, const Interview& call) {
  const auto* day = std::get_if<knowledge::Day>(&value);
  const auto clock = fhir::clock_from(call.start.as_of.value_or(""));
  return day != nullptr && clock ? fhir::no_day_of_pregnancy(finding.id, day->iso, *clock) : "";
}

bool is_typed_in(const Finding& finding) {
  return finding.value_type == ValueType::quantity || finding.value_type == ValueType::date;
}

// The key that a word stands for.
std::optional<char> key_of_word(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, char>, 9> words = {{{"yes", 'y'},
                                                                       {"no", 'n'},
                                                                       {"unknown", 'x'},
                                                                       {"refused", 'r'},
                                                                       {"back", 'b'},
                                                                       {"why", 'w'},
                                                                       {"list", 'l'},
                                                                       {"summary", 's'},
                                                                       {"quit", 'q'}}};
  const auto* const found = std::ranges::find(words, word, &decltype(words)::value_type::first);
  return found == words.end() ? std::nullopt : std::optional<char>(found->second);
}

}  // namespace

Interview Interviewer::searching(Interview call, const std::string& words) const {
  call.page = Page::search;
  call.typed = words;
  call.choices = findings_for(knowledge(), words, most_choices);
  return call;
}

// Whether this key answers the question on the screen, or begins or ends an answer to it. A bundle
// that is affirmed is asked one by one, which answers nothing.
bool Interviewer::would_answer(const Interview& call, char key) const {
  const bool is_digit = key >= '0' && key <= '9';
  if (!call.bundle.empty()) {
    return key == 'n' || key == enter_key || is_digit || (key == 'y' && !call.picked.empty());
  }
  if (!call.asking) {
    return false;
  }
  const Finding& finding = knowledge().findings[*call.asking];
  return value_of(key, finding) || key == enter_key ||
         (is_typed_in(finding) && (is_digit || key == '-'));
}

Interview Interviewer::press(Interview call, char key) const {
  const bool is_question = call.page == Page::question;
  if (is_question && call.typed.empty() && key == ' ') {
    ++call.leaf;  // what the key before it did is told on every part
    return call;
  }
  call.note.clear();
  call.change.clear();
  if (is_question && call.unread && would_answer(call, key)) {
    ++call.leaf;
    call.note = "No answer taken: this is the next part, read all of it first.";
    return call;
  }
  if (call.page == Page::search || call.page == Page::list) {
    return on_choices(std::move(call), key);
  }
  if (is_question && !call.bundle.empty()) {
    return on_bundle(std::move(call), key);
  }
  if (is_question && call.asking) {
    return call.typed.empty() ? on_question(std::move(call), key) : on_value(std::move(call), key);
  }
  return on_command(std::move(call), key);
}

Interview Interviewer::on_question(Interview call, char key) const {
  const Finding& finding = knowledge().findings[*call.asking];
  if (const auto value = value_of(key, finding)) {
    return answer(call, *call.asking, *value);
  }
  if (key == 'u') {
    call.note = "Here u could be mistaken for the state U: press its number, or x for cannot say.";
    return call;
  }
  if (is_typed_in(finding) && ((key >= '0' && key <= '9') || key == '-')) {
    call.typed = key;
    return call;
  }
  return on_command(std::move(call), key);
}

// A number or date that is being typed.
Interview Interviewer::on_value(Interview call, char key) const {
  if (key == enter_key) {
    const Finding& finding = knowledge().findings[*call.asking];
    const auto value = read_typed(call.typed, finding);
    const std::string why = value ? no_day(*value, finding, call) : value.error().message;
    if (why.empty()) {
      return answer(call, *call.asking, *value);
    }
    call.note = why + ".";
    call.typed.clear();
  } else if (key == escape_key) {
    call.typed.clear();
  } else if (key == erase_key) {
    call.typed.pop_back();
  } else if (is_printable(key)) {
    call.typed.push_back(key);
  }
  return call;
}

// The pages that offer findings by number.
Interview Interviewer::on_choices(Interview call, char key) const {
  const bool searches = call.page == Page::search;
  const bool first = key == enter_key && searches && !call.choices.empty();
  const auto index = first ? std::size_t{0} : static_cast<std::size_t>(key - '1');
  if ((first || (key >= '1' && key <= '9')) && index < call.choices.size()) {
    const Interview next = asked(call, call.choices[index]);
    return searches ? next : bundled(next);
  }
  if (key == escape_key || !searches || (key == erase_key && call.typed.empty())) {
    return suggested(call);
  }
  std::string words = call.typed;
  if (key == erase_key) {
    words.pop_back();
  } else if (is_printable(key) || static_cast<unsigned char>(key) >= 0x80U) {
    words.push_back(key);
  }
  return searching(std::move(call), words);
}

// What the keys do on every other page.
Interview Interviewer::on_command(Interview call, char key) const {
  const bool can_answer = call.page != Page::refused;
  const bool on_text = call.page == Page::summary || call.page == Page::interrupt;
  if (key == 'q') {
    call.ended = true;
  } else if (key == 'b') {
    return taken_back(std::move(call));
  } else if (!can_answer) {
    call.note = "Only b (back) and q (end) work here.";
  } else if (key == '/') {
    return searching(std::move(call), "");
  } else if (key == 's') {
    call.page = Page::summary;
    call.leaf = 0;
  } else if (key == 'p') {
    call.by_proxy = !call.by_proxy;
    call.note = call.by_proxy ? "From now on somebody else answers for the person."
                              : "From now on the person answers.";
  } else if (key == ' ') {
    ++call.leaf;
  } else if (on_text && key == 'c') {
    call.going_on = true;
    return suggested(call);
  } else if (!on_text && key == '?') {
    call.explained = !call.explained;
  } else if (!on_text && key == 'w') {
    call.reasoned = !call.reasoned;
  } else if (!on_text && key == 'l') {
    call.page = Page::list;
    for (const triage::NextQuestion& question : call.inquiry.questions) {
      if (call.choices.size() < most_choices) {
        call.choices.push_back(*knowledge().findings.find(question.finding));
      }
    }
  } else if (key == escape_key) {
    return suggested(call);
  } else if (is_printable(key)) {
    call.note = std::string(1, key) + " does nothing here.";
  }
  return call;
}

// A search goes on with another line; a number among its choices chooses.
bool Interviewer::takes_text(const Interview& call, std::string_view line) const {
  const bool is_digit = line.front() >= '0' && line.front() <= '9';
  if (call.page == Page::search) {
    return !(line.size() == 1 && is_digit);
  }
  return call.page == Page::question && call.asking && call.bundle.empty() &&
         is_typed_in(knowledge().findings[*call.asking]) && (is_digit || line.front() == '-');
}

Interview Interviewer::enter(Interview call, std::string_view line) const {
  if (line.empty()) {
    return press(std::move(call), enter_key);
  }
  call.note.clear();
  call.change.clear();
  if (line.size() > 1 && line.front() == '/' && call.page != Page::refused) {
    return searching(std::move(call), std::string(line.substr(1)));
  }
  if (takes_text(call, line)) {
    if (call.page == Page::search) {
      return searching(std::move(call), std::string(line));
    }
    call.typed = line;
    return press(std::move(call), enter_key);
  }
  const auto key = line.size() == 1 ? std::optional<char>(line.front()) : key_of_word(line);
  if (key) {
    return press(std::move(call), *key);
  }
  call.note = printable(line) + ": expected one key, a number, a date, or /words to search.";
  return call;
}

}  // namespace paraspinal::cli
