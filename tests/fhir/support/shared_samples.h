#pragma once

// Sample bundles that stand beside the project and are no part of it: at $PARASPINAL_SHARED, else
// in `shared` next to the project's own folder. A test that wants them is skipped, by name, without
// them.
//
//   const auto text = shared_file("fhir-samples/synthea/large.json");
//   if (!text) GTEST_SKIP() << "no fhir-samples/synthea/large.json";

#include <optional>
#include <string>

namespace paraspinal::fhir {

std::optional<std::string> shared_file(const std::string& path);

// A record from Synthea, and what an engine nobody here wrote found in it, both JSON.
struct SyntheaRecord {
  std::string bundle;
  std::string facts;
};

std::optional<SyntheaRecord> synthea_record(const std::string& name);

}  // namespace paraspinal::fhir
