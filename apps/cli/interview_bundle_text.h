#pragma once

// A bundle in words: what a nurse reads in one breath.
//
//   bundle_lines(call, knowledge);   // the lead-in, then each item with its number
//
// Requires a bundle on the screen.

#include <string>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// The lead-in, then each item with its number; those named so far are marked.
std::string bundle_lines(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Plainer words and the meaning of each item.
std::string bundle_meanings(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Lead-in and items as one sentence.
std::string read_aloud(const Interview& call, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
