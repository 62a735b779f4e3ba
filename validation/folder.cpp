#include "validation/folder.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace paraspinal::validation {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
namespace files = std::filesystem;

Result<std::string> read_file(const files::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return fail(ErrorKind::not_found, path.string() + ": cannot be read");
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Empty when there is none.
std::string read_if_there(const files::path& path) {
  return read_file(path).value_or("");
}

void write_file(const files::path& path, const std::string& text) {
  files::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  if (!file) {
    throw std::runtime_error(path.string() + " cannot be written");
  }
}

// Published before constructed, each file's cases in its order.
Result<std::vector<ValidationCase>> cases_of(const files::path& folder,
                                             const KnowledgeBase& knowledge) {
  std::vector<files::path> paths;
  std::error_code none;
  for (const auto& entry : files::directory_iterator(folder / "cases", none)) {
    if (entry.path().extension() == ".jsonl") {
      paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths, std::greater<>{});
  if (paths.empty()) {
    return fail(ErrorKind::not_found,
                (folder / "cases").string() + ": holds no .jsonl file, expected the cases");
  }
  const auto groups = read_groups(read_if_there(folder / "case_groups.txt"));
  if (!groups) {
    return fail(groups.error().kind, "case_groups.txt: " + groups.error().message);
  }
  std::vector<ValidationCase> cases;
  for (const files::path& path : paths) {
    auto read = read_file(path).and_then(
        [&](const std::string& text) { return read_cases(text, knowledge); });
    if (!read) {
      return fail(read.error().kind, path.filename().string() + ": " + read.error().message);
    }
    for (ValidationCase& item : *read) {
      if (const auto place = groups->find(item.id); place != groups->end()) {
        item.groups = place->second;
      }
      cases.push_back(std::move(item));
    }
  }
  return cases;
}

}  // namespace paraspinal::validation
