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

}  // namespace paraspinal::fhir
