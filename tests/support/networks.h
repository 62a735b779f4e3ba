#pragma once

// Textbook networks as code, for tests.

#include <cstddef>
#include <string>

#include "engine/network.h"

namespace paraspinal::tests {

// "f" and 12 give "f12".
std::string numbered(const char* prefix, std::size_t number);

// Lauritzen & Spiegelhalter 1988: asia, tub, smoke, lung, bronc, either, xray, dysp; state 0 = no.
engine::Network asia();

// Pearl 1988 / Russell & Norvig: cloudy, sprinkler, rain, wet_grass; state 0 = false.
engine::Network sprinkler();

// Pearl 1988: burglary, earthquake, alarm, john_calls, mary_calls; Russell & Norvig's numbers.
engine::Network burglary();

// One cause `disease` (P = 0.3) and `findings` independent findings f0, f1, ... with
// P(present | disease) = 0.7 and P(present | no disease) = 0.4.
engine::Network naive_bayes(std::size_t findings);

}  // namespace paraspinal::tests
