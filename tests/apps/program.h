#pragma once

// Runs the built program as a person does, and gives what it said.
//
//   const Ran ran = run({"assess", "-", "--format", "json"}, R"({"age_years": 40})");
//   ran.status == 0; ran.output; ran.errors;

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::apps_tests {

struct Ran {
  int status = -1;  // the exit code; -1 when it did not exit by itself
  std::string output;
  std::string errors;
};

// Arguments are passed as they are; `input` is the standard input.
Ran run(const std::vector<std::string>& arguments, std::string_view input = "");

// A sample shipped with the project.
std::string sample(std::string_view name);

std::string text_of(const std::filesystem::path& path);

// How many lines end in it.
std::size_t lines(const std::string& text);

// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // Writes a file into it and gives its path.
  std::string write(std::string_view name, std::string_view content) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace paraspinal::apps_tests
