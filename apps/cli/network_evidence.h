#pragma once

// Variables, states and evidence as a person types them or a JSON line holds them, found in a
// network.
//
//   const auto evidence = typed_evidence(network, {"smoke=yes,dysp=no"}, {"xray=0.2:0.8"});
//   const auto line = json_evidence(network, R"({"smoke": "yes", "xray": [0.2, 0.8]})");
//
// Every error is `invalid_argument` (`malformed` for text that is no JSON) and names the thing, its
// value and what was expected; for an unknown variable the nearest name there is.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"
#include "engine/result.h"
#include "engine/sensitivity.h"

namespace paraspinal::cli {

engine::Result<engine::VariableId> variable_named(const engine::Network& network,
                                                  std::string_view name);

// Of "A,B" and "C": the three variables, in order.
engine::Result<std::vector<engine::VariableId>> variables_named(const engine::Network& network,
                                                                std::span<const std::string> lists);

// "X=a". A name may itself hold '=': the longest variable that fits is meant.
engine::Result<engine::VariableState> state_named(const engine::Network& network,
                                                  std::string_view text);

// Lists of "X=a,Y=b", and for each likelihood "X=0.2:0.8", one number a state. Also an error: a
// variable that is named twice. Names with commas: see json_evidence.
engine::Result<engine::Evidence> typed_evidence(const engine::Network& network,
                                                std::span<const std::string> states,
                                                std::span<const std::string> likelihoods);

// A JSON object: a state (a number stands for the state of that name) or a list of numbers, one a
// state, for each observed variable.
engine::Result<engine::Evidence> json_evidence(const engine::Network& network,
                                               std::string_view text);

// "smoke=yes, xray=0.2:0.8"; "nothing" when nothing is observed.
std::string evidence_text(const engine::Network& network, const engine::Evidence& evidence);

}  // namespace paraspinal::cli
