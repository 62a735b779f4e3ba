#pragma once

// The file of a call: a presentation whose findings stand in the order they were answered.
// It is written anew after every answer beside its place and then renamed, so that a crash leaves
// the last whole one.
//
//   save_transcript("call.json", transcript_text(call, knowledge));
//   const Result<Transcript> taken_up = read_transcript(text, knowledge, {});
//   interviewer.begin(taken_up->start, taken_up->answers);

#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/interview.h"
#include "engine/result.h"
#include "fhir/import.h"

namespace paraspinal::cli {

struct Transcript {
  triage::Presentation start;
  // Age and sex first, then as in the file. How each was put stands in it where their order alone
  // does not tell (interview_breaths.h): the cap on questions counts on as without a break.
  std::vector<GivenAnswer> answers;
  std::string told = {};  // what of the file is not as it was, such as a due date long past by now
};

// A finding that was answered twice stands once, with its last answer, at the place of that one.
// Of a call that is handed over it says why, as `handed_over`.
std::string transcript_text(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Errors: `malformed` for text that ends too early or is no JSON; `invalid_argument` as
// import_presentation.
engine::Result<Transcript> read_transcript(std::string_view text,
                                           const knowledge::KnowledgeBase& knowledge,
                                           const fhir::ImportOptions& options);

// The answers of a presentation's age and sex, as findings.
std::vector<GivenAnswer> answers_of_person(const triage::Presentation& presentation,
                                           const knowledge::KnowledgeBase& knowledge);

// The warnings and errors of an import, in a line; empty when there are none.
std::string warnings_of(const fhir::Ledger& ledger);

// Errors: `not_found` when the file or the one beside it, PATH.part, cannot be written. Readable by
// its owner only.
engine::Result<void> save_transcript(const std::string& path, const std::string& text);

}  // namespace paraspinal::cli
