#pragma once

// The report of a run, for a clinician who has five minutes and has never seen the project: what is
// unsafe first, then the aims, then each question of the protocol with its tables and figures.
//
//   const Page page = report(run, knowledge);
//   write("index.html", html(page));

#include "validation/page.h"
#include "validation/run.h"

namespace paraspinal::validation {

Page report(const Run& run, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
