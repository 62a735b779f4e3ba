#pragma once

// What was read in one breath, found again in answers that stand in their order alone, as those of
// a transcript mostly do. A guess from the content's bundles: where it is wrong, for each of a
// breath was asked by itself, the transcript says how each was put.
//
//   transcript.answers = put_in_breaths(std::move(transcript.answers), knowledge);
//
// Not for a call that goes on: there each answer says how it was asked for.

#include <vector>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// Null for a finding in no bundle.
const knowledge::BundleItem* item_of(knowledge::FindingId finding,
                                     const knowledge::KnowledgeBase& knowledge);

// Answers of one bundle that follow one another in its order, by the same person, were one breath
// when a no or the naming of some can have given them all; else the breath was affirmed, and each
// asked by itself.
std::vector<GivenAnswer> put_in_breaths(std::vector<GivenAnswer> answers,
                                        const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
