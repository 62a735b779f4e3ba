#pragma once

// Network files by their extension: .bif, .xml and .xmlbif, .uai, and .noisyor.json to read only.
//
//   const auto file = read_network("alarm.bif");
//   const auto text = network_text(file->network, "alarm.xml");

#include <string>

#include "engine/network_file.h"

namespace paraspinal::cli {

// Errors: `not_found` for a file that cannot be read; `invalid_argument` for an extension that is
// none of these; those of the format's reader, which name file and line.
engine::Result<engine::NetworkFile> read_network(const std::string& path);

// The network in the format that the extension of `path` means. Errors: `invalid_argument` for an
// extension that cannot be written; `too_large` as engine::tables_of.
engine::Result<std::string> network_text(const engine::Network& network, const std::string& path);

// What the format that the extension of `path` means does not keep of this network, in one
// sentence; empty when nothing is lost.
std::string lost_in_format(const engine::Network& network, const std::string& path);

}  // namespace paraspinal::cli
