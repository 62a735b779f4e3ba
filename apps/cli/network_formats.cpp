#include "apps/cli/network_formats.h"

#include <filesystem>
#include <optional>
#include <sstream>
#include <utility>

#include "apps/cli/noisy_or_json.h"
#include "apps/cli/read_input.h"
#include "engine/bif.h"
#include "engine/uai.h"
#include "engine/xmlbif.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Network;
using engine::NetworkFile;
using engine::Result;
using engine::VariableId;

enum class NetworkFormat { bif, xmlbif, uai, noisy_or };

std::optional<NetworkFormat> format_of(const std::string& path) {
  if (path.ends_with(".bif")) {
    return NetworkFormat::bif;
  }
  if (path.ends_with(".xml") || path.ends_with(".xmlbif")) {
    return NetworkFormat::xmlbif;
  }
  if (path.ends_with(".uai")) {
    return NetworkFormat::uai;
  }
  if (path.ends_with(".noisyor.json")) {
    return NetworkFormat::noisy_or;
  }
  return std::nullopt;
}

tl::unexpected<engine::Error> unknown_extension() {
  return fail(ErrorKind::invalid_argument,
              "extension: unknown: expected .bif, .xml, .xmlbif, .uai or, to read, .noisyor.json");
}

Result<NetworkFile> network_of_layers(const engine::NoisyOrNetwork& layers) {
  return engine::to_network(layers).map([](Network network) {
    std::vector<VariableId> order;
    for (std::size_t i = 0; i < network.size(); ++i) {
      order.push_back(VariableId{i});
    }
    return NetworkFile{std::move(network), std::move(order), 0};
  });
}

Result<NetworkFile> parsed(NetworkFormat format, const std::string& text, const std::string& path) {
  switch (format) {
    case NetworkFormat::bif:
      return engine::read_bif(text, path);
    case NetworkFormat::xmlbif:
      return engine::read_xmlbif(text, path);
    case NetworkFormat::uai:
      return engine::read_uai(text, path);
    case NetworkFormat::noisy_or:
      return read_noisy_or(text).and_then(network_of_layers);
  }
  return unknown_extension();
}

std::size_t not_tables(const Network& network) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const auto& distribution = network.distribution(VariableId{i});
    count += std::holds_alternative<engine::TableDistribution>(distribution) ? 0U : 1U;
  }
  return count;
}

}  // namespace

Result<NetworkFile> read_network(const std::string& path) {
  const auto format = format_of(path);
  if (!format) {
    return unknown_extension();
  }
  if (!std::filesystem::exists(path)) {
    return fail(ErrorKind::not_found, "file: does not exist: expected a network file");
  }
  std::istringstream no_standard_input;
  return read_input(path, no_standard_input).and_then([&](const std::string& text) {
    return parsed(*format, text, path);
  });
}

Result<std::string> network_text(const Network& network, const std::string& path) {
  const auto format = format_of(path);
  if (!format) {
    return unknown_extension();
  }
  switch (*format) {
    case NetworkFormat::bif:
      return engine::write_bif(network);
    case NetworkFormat::xmlbif:
      return engine::write_xmlbif(network);
    case NetworkFormat::uai:
      return engine::write_uai(network);
    case NetworkFormat::noisy_or:
      return fail(ErrorKind::invalid_argument,
                  "extension: .noisyor.json is only read: expected .bif, .xml, .xmlbif or .uai");
  }
  return unknown_extension();
}

std::string lost_in_format(const Network& network, const std::string& path) {
  std::string words;
  if (const std::size_t count = not_tables(network); count > 0) {
    words = std::to_string(count) +
            " noisy-OR distributions are written out as tables; their leaks and links are not kept";
  }
  if (format_of(path) == NetworkFormat::uai) {
    words += std::string(words.empty() ? "" : "; ") +
             "the format has no names: variables become x0, x1, ... and states s0, s1, ...";
  }
  return words;
}

}  // namespace paraspinal::cli
