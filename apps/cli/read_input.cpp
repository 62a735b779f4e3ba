#include "apps/cli/read_input.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;

// Reads to the end, or one buffer past the limit: a stream without end does not fill the memory.
engine::Result<std::string> read_all(std::istream& stream, std::size_t limit) {
  std::string text;
  std::array<char, 65536> buffer;
  while (text.size() <= limit && !stream.eof()) {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    if (stream.bad()) {
      return fail(ErrorKind::not_found, "file: cannot be read: expected a readable file");
    }
    text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (text.size() > limit) {
    return fail(ErrorKind::too_large,
                "file: more than " + std::to_string(limit) + " bytes: expected at most that many");
  }
  return text;
}

}  // namespace

engine::Result<std::string> read_input(const std::string& input, std::istream& standard_input,
                                       std::size_t limit) {
  if (input == "-") {
    return read_all(standard_input, limit);
  }
  std::error_code unreadable;
  const auto status = std::filesystem::status(input, unreadable);
  if (std::filesystem::is_directory(status)) {
    return fail(ErrorKind::not_found, "file: is a directory: expected a file");
  }
  std::ifstream file(input, std::ios::binary);
  if (!file) {
    const bool exists = std::filesystem::exists(status);
    return fail(ErrorKind::not_found, std::string("file: ") +
                                          (exists ? "cannot be opened" : "does not exist") +
                                          ": expected a readable file, or - for standard input");
  }
  return read_all(file, limit);
}

}  // namespace paraspinal::cli
