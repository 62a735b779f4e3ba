#pragma once

// Of two assessments of one person, made from readings between which the answers do not decide: one
// that is no less urgent, and that advises nothing more, than either.
//
//   const Assessment assessment = graver_assessment(by_stated_weeks, by_dated_weeks);
//
// Gates, voices, withheld advice and questions are those of both; causes and their weights, what
// was used, intervals and changes are those of the faster one, of equals the first. What follows
// from the voices (urgency, disposition) is to be decided anew. Not for: assessments of two cases.

#include "knowledge/triage/assessment.h"

namespace paraspinal::triage {

Assessment graver_assessment(Assessment first, Assessment second);

}  // namespace paraspinal::triage
