#pragma once

// A probability as people are best told it: so many of so many alike (Gigerenzer & Hoffrage 1995).
//
//   natural_frequency(0.06) == "about 6 in 100";

#include <string>

namespace paraspinal::triage {

// "about 6 in 100", "about 2 in 1,000", "fewer than 1 in 10,000", "more than 99 in 100".
std::string natural_frequency(double probability);

}  // namespace paraspinal::triage
