#pragma once

// The page under the banner: a question, a search, a list, an interrupt or the summary.
//
//   page_text(call, knowledge);   // "\n Safety question\n\n   Have you any numbness ..."
//
// Not for other callers: see interview_screen.h.

#include <string>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

std::string page_text(const Interview& call, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
