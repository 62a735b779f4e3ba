#include "apps/cli/read_export.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "apps/cli/read_input.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

Result<std::vector<std::string>> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code fault;
  std::filesystem::directory_iterator place(folder, fault);
  for (; !fault && place != std::filesystem::directory_iterator(); place.increment(fault)) {
    if (place->path().extension() == ".ndjson" && place->is_regular_file(fault)) {
      names.push_back(place->path().string());
    }
  }
  if (fault) {
    return fail(ErrorKind::not_found, "folder: cannot be read: expected a readable folder");
  }
  if (names.empty()) {
    return fail(ErrorKind::not_found,
                "folder: holds no .ndjson file: expected a bulk export, or a file of one case");
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

bool is_export(const std::string& input) {
  std::error_code unreadable;
  return std::filesystem::is_directory(input, unreadable) ||
         std::filesystem::path(input).extension() == ".ndjson";
}

Result<std::vector<fhir::BulkFile>> read_export(const std::string& input) {
  std::error_code unreadable;
  const Result<std::vector<std::string>> names = std::filesystem::is_directory(input, unreadable)
                                                     ? names_in(input)
                                                     : std::vector<std::string>{input};
  if (!names) {
    return fail(names.error());
  }
  std::vector<fhir::BulkFile> files;
  std::size_t left = fhir::BulkLimits{}.bytes;
  std::istringstream none;
  for (const std::string& name : *names) {
    auto text = read_input(name, none, left);
    if (!text) {
      return fail(text.error().kind, name + ": " + text.error().message);
    }
    left -= text->size();
    files.push_back({name, std::move(*text)});
  }
  return files;
}

}  // namespace paraspinal::cli
