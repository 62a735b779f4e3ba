#include "knowledge/base/content_hash.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "knowledge/base/sha256.h"

namespace paraspinal::knowledge {

engine::Result<std::string> content_hash(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    const auto& path = entry.path();
    if (path.extension() == ".csv" || path.filename() == "schema.sql") {
      paths.push_back(path);
    }
  }
  const auto is_schema = [](const auto& path) { return path.filename() == "schema.sql"; };
  if (failure || std::ranges::none_of(paths, is_schema)) {
    return engine::fail(engine::ErrorKind::not_found,
                        folder + ": no schema.sql; expected a folder of knowledge content");
  }
  std::ranges::sort(paths);
  Sha256 hash;
  for (const auto& path : paths) {
    const std::ifstream file(path, std::ios::binary);
    if (!file) {
      return engine::fail(engine::ErrorKind::not_found, path.string() + ": cannot be read");
    }
    std::ostringstream text;
    text << file.rdbuf();
    hash.add(path.filename().string() + ' ' + sha256(text.str()) + '\n');
  }
  return hash.hexadecimal();
}

}  // namespace paraspinal::knowledge
