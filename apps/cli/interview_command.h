#pragma once

// `paraspinal interview`: a call at a terminal, key by key; line by line where there is no
// terminal; or the replay of a presentation that answers what is asked.
//
//   InterviewOptions options{.transcript = "call.json", .now = "2026-11-20T18:30:00Z"};
//   return static_cast<int>(interview_command(options, {std::cin, std::cout, std::cerr}));
//
// Every answer is in the transcript before the next screen is shown. The end of the input suspends.

#include <optional>
#include <string>

#include "apps/cli/command.h"
#include "knowledge/base/context.h"

namespace paraspinal::cli {

struct InterviewOptions {
  std::string transcript;   // written; empty in a replay that keeps none
  std::string resume;       // a transcript to go on from
  std::string answers;      // a presentation to replay, as a file or "-"
  bool only_known = false;  // a replay ends at the first question it has no answer to
  std::optional<knowledge::Setting> setting;
  std::optional<double> age_years;
  std::optional<knowledge::Sex> sex;
  std::string as_of;                          // ISO date or time; overrides the input's own
  std::string now;                            // for a call that states no time of its own
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
  bool single_keys = false;                   // standard input and output are a terminal
};

// Gives answered, unusable_input (a file that cannot be read, or a person outside the service),
// unusable_knowledge, or failed (the transcript cannot be written). Throws when the output cannot
// be written.
Outcome interview_command(const InterviewOptions& options, Streams streams);

// "interview-2026-11-20T183000Z.json" for a call at this time.
std::string transcript_name(const std::string& now);

}  // namespace paraspinal::cli
