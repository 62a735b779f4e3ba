#include "tests/apps/program.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <sys/wait.h>

namespace paraspinal::apps_tests {
namespace {

std::string shell_quoted(std::string_view text) {
  std::string shell = "'";
  for (const char c : text) {
    shell += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return shell + "'";
}

}  // namespace

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "paraspinal_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary folder " + name);
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view content) const {
  const auto path = path_ / name;
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

Ran run(const std::vector<std::string>& arguments, std::string_view input) {
  const TemporaryFolder folder;
  std::string command = shell_quoted(PARASPINAL_PROGRAM);
  for (const std::string& argument : arguments) {
    command += " " + shell_quoted(argument);
  }
  command += " < " + shell_quoted(folder.write("input", input));
  command += " > " + shell_quoted((folder.path() / "output").string());
  command += " 2> " + shell_quoted((folder.path() / "errors").string());
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(folder.path() / "output"),
          text_of(folder.path() / "errors")};
}

std::string sample(std::string_view name) {
  return (std::filesystem::path(PARASPINAL_SAMPLES) / name).string();
}

}  // namespace paraspinal::apps_tests
