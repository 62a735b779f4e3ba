#include "apps/cli/network_answer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_evidence.h"
#include "apps/cli/network_formats.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::Evidence;
using engine::Inference;
using engine::Network;
using engine::Posterior;
using engine::Result;
using engine::VariableId;

constexpr std::size_t longest_evidence_shown = 200;

std::size_t width_of(const std::string& cell) {
  return static_cast<std::size_t>(std::ranges::count_if(
      cell, [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0U) != 0x80U; }));
}

std::vector<std::size_t> widths_of(const std::vector<std::vector<std::string>>& rows,
                                   std::size_t columns) {
  std::vector<std::size_t> widths(columns, 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  return widths;
}

}  // namespace

Outcome answer_about(const std::string& file, Streams streams, const NetworkAnswer& answer) {
  const auto text = read_network(file).and_then(answer);
  if (!text) {
    complain(streams, file, text.error());
    return Outcome::unusable_input;
  }
  streams.output << *text << std::flush;
  if (!streams.output) {
    throw std::runtime_error("the output cannot be written");
  }
  return Outcome::answered;
}

void complain(Streams streams, const std::string& file, const Error& error) {
  std::istringstream lines(error.message);
  std::string line;
  std::getline(lines, line);
  const std::string place = line.starts_with(file + ":") ? "" : file + ": ";
  streams.errors << printable("paraspinal: " + place + line) << '\n';
  while (std::getline(lines, line)) {
    streams.errors << "  " << printable(line) << '\n';
  }
}

Result<Evidence> evidence_of(const Network& network, const NetworkQuestion& question) {
  return typed_evidence(network, question.evidence, question.likelihood);
}

Result<Posterior> posterior_of(const Inference& inference, const Evidence& evidence,
                               std::span<const VariableId> targets) {
  return inference.posterior(evidence, targets).map_error([&](Error error) {
    return about_evidence(inference.network(), evidence, std::move(error));
  });
}

Error about_evidence(const Network& network, const Evidence& evidence, Error error) {
  if (error.kind == ErrorKind::impossible) {
    std::string text = evidence_text(network, evidence);
    if (text.size() > longest_evidence_shown) {
      text = text.substr(0, longest_evidence_shown) + "...";
    }
    error.message = "'" + text + "': " + error.message + "; expected what can occur together";
  }
  return error;
}

std::string table_text(const std::vector<std::vector<std::string>>& rows,
                       std::string_view alignment) {
  const auto widths = widths_of(rows, alignment.size());
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = printable(row[i]);
      const std::string blanks(widths[i] - width_of(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (alignment[i] == 'r' ? blanks + cell : cell + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string probability_text(double probability) {
  if (probability == 0 || probability == 1) {
    return probability == 0 ? "0" : "1";
  }
  return probability < 0.0001 ? fmt::format("{:.1e}", probability)
                              : fmt::format("{:.6f}", probability);
}

std::string evidence_probability_text(double log_evidence) {
  const double probability = std::exp(log_evidence);
  return fmt::format("ln P(evidence)  {:.6g}", log_evidence) +
         (probability > 0 ? fmt::format("   P(evidence)  {:.4g}", probability) : "") + '\n';
}

}  // namespace paraspinal::cli
