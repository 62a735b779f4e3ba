#pragma once

// A call as a state machine without a terminal or a clock: a key or a line in, the next state out.
// What it holds follows from the answers alone, so that taking one back is a replay of the others.
//
//   const Interviewer interviewer(clinic);
//   Interview call = interviewer.begin({.as_of = "2026-11-20"}, {});
//   call = interviewer.press(std::move(call), 'y');
//   call.inquiry.safety_answered;  call.assessment->urgency;
//
// The words on the screen are written by interview_screen.h, the file by interview_transcript.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/clinic.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::cli {

// Keys that are no printable character.
inline constexpr char enter_key = '\n';
inline constexpr char erase_key = '\x7f';
inline constexpr char escape_key = '\x1b';

// How an answer was asked for: by itself; in the same breath as the answer before it; or by itself,
// as the first after a bundle was affirmed (two questions, then).
enum class Put { alone, in_same_breath, after_bundle };

// One answer, in the order of the call. A later one to the same finding stands in its place.
struct GivenAnswer {
  knowledge::FindingId finding;
  knowledge::Answer answer;
  Put put = Put::alone;

  bool operator==(const GivenAnswer&) const = default;
};

enum class Page {
  question,
  interrupt,  // a gate for emergency_department or ambulance has just fired
  search,     // for a finding, by words
  list,       // what could be asked next
  summary,    // SBAR
  refused     // outside the service, or answers that cannot hold together
};

// The whole state of a call.
struct Interview {
  triage::Presentation start;        // id, time and setting; no age, sex or findings
  std::vector<GivenAnswer> answers;  // age and sex too, as the findings age_years and sex_female

  // What follows from these.
  triage::Presentation presentation;
  std::optional<triage::Assessment> assessment;  // nothing when refused
  triage::Inquiry inquiry;
  std::string refusal;  // why there is no assessment

  // What is on the screen.
  Page page = Page::question;
  std::optional<knowledge::FindingId> asking;  // nothing when no question is left
  std::vector<knowledge::FindingId> bundle;    // read in one breath; else empty
  std::vector<knowledge::FindingId> picked;    // of these, those that were named so far
  std::vector<knowledge::FindingId> opened;   // a bundle that was affirmed: each is asked by itself
  std::size_t opened_at = 0;                  // how many answers there were then
  std::string typed;                          // a number, a date or words to search
  std::vector<knowledge::FindingId> choices;  // on the pages search and list; at most 9
  bool explained = false;                     // plainer words and meaning are shown
  bool reasoned = false;                      // why this question now
  bool by_proxy = false;                      // somebody answers for the person
  bool going_on = false;  // the nurse asks on after an emergency or the last needed question
  std::size_t leaf = 0;   // of a text longer than the screen
  bool unread = false;    // parts of the question were not on the screen: no key answers it yet
  std::string note;       // what the last key did; empty when it did nothing to tell
  std::string change;     // how the last answer raised the urgency, and why; empty when it did not
  std::vector<std::string> interrupted_by;  // gates whose interrupt was shown
  bool ended = false;
};

class Interviewer {
 public:
  // The clinic must outlive this object and the calls it gives.
  explicit Interviewer(const triage::Clinic& clinic) : clinic_(&clinic) {}

  // `start` has no age, sex or findings; `answers` are those of a call that is taken up again.
  Interview begin(triage::Presentation start, std::vector<GivenAnswer> answers) const;

  // One key, at once. A key without a meaning on the page changes nothing but the note.
  Interview press(Interview call, char key) const;

  // A line where single keys cannot be read: one key, a word (yes, no, unknown, refused), a number,
  // a date, or `/words`. An empty line is Enter. A longer line is never read as several keys. In a
  // search a line replaces the words.
  Interview enter(Interview call, std::string_view line) const;

  // Records an answer and moves on.
  Interview answer(Interview call, knowledge::FindingId finding,
                   const knowledge::AnswerValue& value) const;

  // A yes or "cannot say" to the bundle on the screen: each of it is asked by itself.
  Interview open_bundle(Interview call) const;

  // A no to the bundle on the screen.
  Interview deny_bundle(Interview call) const;

  // What is left of a bundle that was affirmed; else the question the inquiry puts first; after an
  // emergency what would make it an ambulance, then the first safety question not asked.
  std::optional<knowledge::FindingId> suggestion(const Interview& call) const;

  const knowledge::KnowledgeBase& knowledge() const { return clinic_->knowledge(); }

 private:
  Interview thought(Interview call) const;
  Interview moved_on(Interview call) const;
  Interview taken_back(Interview call) const;
  Interview asked(Interview call, std::optional<knowledge::FindingId> finding) const;
  // The suggestion, as a bundle where the inquiry puts one.
  Interview suggested(Interview call) const;
  Interview bundled(Interview call) const;
  Interview recorded(Interview call, std::vector<GivenAnswer> answers) const;
  Interview name_picked(Interview call) const;
  Interview on_bundle(Interview call, char key) const;
  Interview searching(Interview call, const std::string& words) const;
  Interview on_question(Interview call, char key) const;
  Interview on_value(Interview call, char key) const;
  Interview on_choices(Interview call, char key) const;
  Interview on_command(Interview call, char key) const;
  bool takes_text(const Interview& call, std::string_view line) const;
  bool would_answer(const Interview& call, char key) const;

  const triage::Clinic* clinic_;
};

// Of a bundle that was affirmed, what is neither answered nor implied.
std::vector<knowledge::FindingId> left_of_bundle(const Interview& call,
                                                 const knowledge::KnowledgeBase& knowledge);

// The presentation that answers make, each later one in the place of an earlier one.
triage::Presentation presentation_of(triage::Presentation start,
                                     const std::vector<GivenAnswer>& answers,
                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
