#pragma once

// Where a batch writes, so that it can be taken up again after a crash: beside a file OUT stands
// OUT.progress, which says how many lines of the input are done and how many bytes of OUT hold
// their answers. It is replaced as a whole after the bytes are on the disk.
//
//   auto output = BatchOutput::file("answers.ndjson", resume);
//   output->progress().lines;             // to skip
//   output->write(text, {lines, bad});    // answers of all lines so far are written
//
// Answers to the standard output cannot be taken up again.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>

#include "engine/result.h"

namespace paraspinal::cli {

// How far a batch has come.
struct Progress {
  std::uint64_t lines = 0;  // of the input
  std::uint64_t bad = 0;    // of these, not usable

  bool operator==(const Progress&) const = default;
};

class BatchOutput {
 public:
  // Errors: `invalid_argument` when the file exists and is not to be resumed; `not_found` when it
  // cannot be opened; `corrupt` when OUT.progress does not fit the file. To resume what was never
  // begun is to begin.
  static engine::Result<BatchOutput> file(const std::string& path, bool resume);
  static BatchOutput stream(std::ostream& output);

  BatchOutput(BatchOutput&& other) noexcept;
  BatchOutput& operator=(BatchOutput&&) = delete;
  BatchOutput(const BatchOutput&) = delete;
  BatchOutput& operator=(const BatchOutput&) = delete;
  ~BatchOutput();

  const Progress& progress() const { return progress_; }

  // Errors: `not_found` when it cannot be written.
  engine::Result<void> write(const std::string& text, const Progress& so_far);

 private:
  BatchOutput() = default;

  engine::Result<void> save_progress() const;

  std::ostream* stream_ = nullptr;
  std::string path_;
  int file_ = -1;
  std::uint64_t bytes_ = 0;
  Progress progress_;
};

}  // namespace paraspinal::cli
