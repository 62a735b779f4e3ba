#pragma once

// A call without anybody: a presentation answers what is asked.
//
//   const Replayed replayed = replay(interviewer, interviewer.begin(start, {}), known, {});
//   replayed.text;      // each question with its answer, then the SBAR summary
//
// What the presentation implies answers too; what it does not know is answered "cannot say".

#include <functional>
#include <string>
#include <vector>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

struct ReplayOptions {
  bool only_known = false;  // end at the first question that the presentation does not answer
};

struct Replayed {
  Interview call;
  std::string text;
};

// `known` answers; `call` has begun.
Replayed replay(const Interviewer& interviewer, Interview call, const triage::Presentation& known,
                const ReplayOptions& options);

}  // namespace paraspinal::cli
