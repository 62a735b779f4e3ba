#include "apps/cli/batch_output.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

constexpr mode_t mode_of_answers = 0600;  // answers are about people

engine::Error machine_error(const std::string& path, const std::string& what) {
  return {ErrorKind::not_found, path + ": cannot be " + what + " (" + std::strerror(errno) +
                                    "): expected a file that can be written"};
}

std::string progress_path(const std::string& path) {
  return path + ".progress";
}

Result<void> write_whole(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return engine::fail(machine_error(path, "written"));
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

struct Saved {
  Progress progress;
  std::uint64_t bytes = 0;
};

Result<Saved> read_progress(const std::string& path, std::uint64_t size) {
  std::ifstream file(progress_path(path));
  Saved saved;
  std::string end;
  if (!(file >> saved.progress.lines >> saved.progress.bad >> saved.bytes >> end) || end != "end") {
    return fail(ErrorKind::corrupt, progress_path(path) +
                                        ": cannot be read: expected the lines, the unusable "
                                        "lines and the bytes that are done");
  }
  if (saved.bytes > size) {
    return fail(ErrorKind::corrupt, path + ": has " + std::to_string(size) + " bytes, expected " +
                                        std::to_string(saved.bytes) + " or more, as " +
                                        progress_path(path) + " says");
  }
  return saved;
}

}  // namespace

BatchOutput::BatchOutput(BatchOutput&& other) noexcept
    : stream_(other.stream_),
      path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      bytes_(other.bytes_),
      progress_(other.progress_) {}

BatchOutput::~BatchOutput() {
  if (file_ >= 0) {
    ::close(file_);
  }
}

BatchOutput BatchOutput::stream(std::ostream& output) {
  BatchOutput result;
  result.stream_ = &output;
  return result;
}

Result<BatchOutput> BatchOutput::file(const std::string& path, bool resume) {
  BatchOutput result;
  result.path_ = path;
  std::error_code none;
  const bool exists = std::filesystem::exists(path, none);
  if (exists && !resume) {
    return fail(ErrorKind::invalid_argument,
                path + ": is there already: expected a new file, or --resume");
  }
  if (exists) {
    const auto saved = read_progress(path, std::filesystem::file_size(path, none));
    if (!saved) {
      return fail(saved.error());
    }
    result.progress_ = saved->progress;
    result.bytes_ = saved->bytes;
  }
  result.file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, mode_of_answers);
  if (result.file_ < 0) {
    return fail(machine_error(path, "opened"));
  }
  const auto place = static_cast<off_t>(result.bytes_);
  if (::ftruncate(result.file_, place) != 0 || ::lseek(result.file_, place, SEEK_SET) < 0) {
    return fail(machine_error(path, "cut to what is done"));
  }
  const auto saved = result.save_progress();
  return saved ? Result<BatchOutput>(std::move(result)) : engine::fail(saved.error());
}

Result<void> BatchOutput::save_progress() const {
  const std::string path = progress_path(path_);
  const std::string beside = path + ".part";
  const int file =
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_of_answers);
  if (file < 0) {
    return fail(machine_error(beside, "opened"));
  }
  auto written = write_whole(file,
                             std::to_string(progress_.lines) + ' ' + std::to_string(progress_.bad) +
                                 ' ' + std::to_string(bytes_) + " end\n",
                             beside);
  const bool on_disk = ::fsync(file) == 0;
  ::close(file);
  if (!written) {
    return written;
  }
  if (!on_disk || std::rename(beside.c_str(), path.c_str()) != 0) {
    return fail(machine_error(path, "replaced"));
  }
  return {};
}

Result<void> BatchOutput::write(const std::string& text, const Progress& so_far) {
  progress_ = so_far;
  if (stream_ != nullptr) {
    *stream_ << text << std::flush;
    return *stream_ ? Result<void>() : fail(ErrorKind::not_found, "the output cannot be written");
  }
  auto written = write_whole(file_, text, path_);
  if (!written) {
    return written;
  }
  if (::fdatasync(file_) != 0) {
    return fail(machine_error(path_, "written"));
  }
  bytes_ += text.size();
  return save_progress();
}

}  // namespace paraspinal::cli
