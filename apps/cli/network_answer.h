#pragma once

// What the commands of `paraspinal network` do alike: read the file, answer, print or complain.
//
//   return answer_about(file, streams, [&](const engine::NetworkFile& network) { ... });

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/command.h"
#include "apps/cli/network_command.h"
#include "engine/evidence.h"
#include "engine/inference.h"
#include "engine/network_file.h"

namespace paraspinal::cli {

using NetworkAnswer = std::function<engine::Result<std::string>(const engine::NetworkFile&)>;

// Prints what `answer` gives for the network in `file`, or its error.
Outcome answer_about(const std::string& file, Streams streams, const NetworkAnswer& answer);

// "paraspinal: FILE: WORDS"; the words' own first line when it begins with the file. Line breaks
// (before the faulty line and its caret) are kept, other control characters are not.
void complain(Streams streams, const std::string& file, const engine::Error& error);

// The evidence of a question.
engine::Result<engine::Evidence> evidence_of(const engine::Network& network,
                                             const NetworkQuestion& question);

// Inference::posterior, its errors naming the evidence.
engine::Result<engine::Posterior> posterior_of(const engine::Inference& inference,
                                               const engine::Evidence& evidence,
                                               std::span<const engine::VariableId> targets);

// An error of the engine with the evidence named where it is impossible.
engine::Error about_evidence(const engine::Network& network, const engine::Evidence& evidence,
                             engine::Error error);

// Of a share in such rows.
inline constexpr std::size_t bar_width = 20;

// Rows of cells with two blanks between columns, filled to the widest cell; `alignment` has one
// letter a column, 'l' or 'r'. Cells are made printable.
std::string table_text(const std::vector<std::vector<std::string>>& rows,
                       std::string_view alignment);

// "0.087750", "2.3e-07" below 0.0001; "0" and "1" are exact.
std::string probability_text(double probability);

// "ln P(evidence)  -2.3026   P(evidence)  0.100000", the second left out where it would be 0.
std::string evidence_probability_text(double log_evidence);

}  // namespace paraspinal::cli
