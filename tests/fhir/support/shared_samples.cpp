#include "tests/fhir/support/shared_samples.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <source_location>
#include <sstream>
#include <utility>

namespace paraspinal::fhir {

namespace {

// tests/fhir/support/shared_samples.cpp is four levels below the project's folder.
std::filesystem::path shared_folder() {
  if (const char* const named = std::getenv("PARASPINAL_SHARED")) {
    return named;
  }
  const std::filesystem::path here = std::source_location::current().file_name();
  const std::filesystem::path project =
      here.parent_path().parent_path().parent_path().parent_path();
  return project.parent_path() / "shared";
}

}  // namespace

std::optional<std::string> shared_file(const std::string& path) {
  std::ifstream file(shared_folder() / path, std::ios::binary);
  if (!file) {
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::optional<SyntheaRecord> synthea_record(const std::string& name) {
  auto bundle = shared_file("fhir-samples/synthea/" + name + ".json");
  auto facts = shared_file("fhir-samples/oracle/" + name + ".facts.json");
  if (!bundle || !facts) {
    return std::nullopt;
  }
  return SyntheaRecord{std::move(*bundle), std::move(*facts)};
}

}  // namespace paraspinal::fhir
