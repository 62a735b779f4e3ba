// Entry point: batch_command, at the end.

#include "apps/cli/batch_command.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "apps/cli/batch_output.h"
#include "apps/cli/knowledge_command.h"
#include "apps/cli/line_reader.h"
#include "fhir/importer.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

// A stretch of lines that are assessed together and written in order: all that stands in memory.
// Of large answers it is shorter; its last ones may go beyond.
constexpr std::size_t stretch_lines = 128;
constexpr std::size_t stretch_bytes = std::size_t{32} << 20U;
constexpr std::size_t stretch_answers = std::size_t{32} << 20U;  // bytes
constexpr std::uint64_t told_every = 10'000;  // lines between two words of progress

// Behind those that are left over.
void fill(LineReader& reader, std::vector<Line>& lines) {
  std::size_t bytes = 0;
  for (const Line& line : lines) {
    bytes += line.text.size();
  }
  while (lines.size() < stretch_lines && bytes < stretch_bytes) {
    auto line = reader.next();
    if (!line) {
      break;
    }
    bytes += line->text.size();
    lines.push_back(std::move(*line));
  }
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t") == std::string::npos;
}

// What every line is answered with.
struct Desk {
  const triage::Clinic& clinic;
  fhir::Importer importer;
};

// The answer of one line, with its end; empty for an empty line.
Result<std::string> answer_line(const Line& line, const Desk& desk, const CaseOptions& options) {
  if (line.too_long) {
    return fail(ErrorKind::too_large, "is longer than " + std::to_string(fhir::JsonLimits{}.bytes) +
                                          " bytes, expected one case");
  }
  return is_blank(line.text) ? Result<std::string>("")
                             : answer_case(line.text, desk.clinic, desk.importer, options);
}

// Of the first lines: as many as a stretch holds the answers of.
std::vector<Result<std::string>> answer_first(const std::vector<Line>& lines, const Desk& desk,
                                              const BatchOptions& options) {
  std::vector<Result<std::string>> answers(lines.size(), Result<std::string>(""));
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> bytes = 0;
  const auto work = [&] {
    while (bytes < stretch_answers) {
      const std::size_t i = next++;
      if (i >= lines.size()) {
        break;
      }
      answers[i] = answer_line(lines[i], desk, options.each);
      bytes += answers[i] ? answers[i]->size() : 0;
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < std::min(options.threads, lines.size()); ++i) {
    others.emplace_back(work);
  }
  work();
  others.clear();
  const std::size_t answered = std::min(answers.size(), next.load());
  answers.erase(answers.begin() + static_cast<std::ptrdiff_t>(answered), answers.end());
  return answers;
}

std::string joined(const std::vector<Result<std::string>>& answers) {
  std::size_t bytes = 0;
  for (const auto& answer : answers) {
    bytes += answer ? answer->size() : 0;
  }
  std::string text;
  text.reserve(bytes);
  for (const auto& answer : answers) {
    text += answer ? *answer : "";
  }
  return text;
}

// Reads over the lines that are done. False when the input is shorter.
bool skip(LineReader& reader, std::uint64_t lines) {
  for (std::uint64_t i = 0; i < lines; ++i) {
    if (!reader.next()) {
      return false;
    }
  }
  return true;
}

void tell(const Progress& before, const Progress& now, std::ostream& errors) {
  if (before.lines / told_every != now.lines / told_every) {
    errors << "paraspinal: " << now.lines << " lines, " << now.bad << " unusable\n" << std::flush;
  }
}

Outcome assess_lines(const BatchOptions& options, const triage::Clinic& clinic, BatchOutput& output,
                     Streams streams) {
  const Desk desk{clinic, fhir::Importer(clinic.knowledge())};
  LineReader reader(streams.input, fhir::JsonLimits{}.bytes);
  Progress progress = output.progress();
  if (!skip(reader, progress.lines)) {
    streams.errors << error_line("standard input",
                                 "has fewer than the " + std::to_string(progress.lines) +
                                     " lines done before, expected the same input");
    return Outcome::failed;
  }
  std::vector<Line> lines;
  while (true) {
    fill(reader, lines);
    if (lines.empty()) {
      break;
    }
    const auto answers = answer_first(lines, desk, options);
    const Progress before = progress;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      ++progress.lines;
      if (!answers[i]) {
        ++progress.bad;
        streams.errors << error_line("line " + std::to_string(lines[i].number),
                                     answers[i].error().message);
      }
    }
    if (const auto written = output.write(joined(answers), progress); !written) {
      streams.errors << error_line("failed", written.error().message);
      return Outcome::failed;
    }
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(answers.size()));
    tell(before, progress, streams.errors);
  }
  return progress.bad == 0 ? Outcome::answered : Outcome::failed;
}

}  // namespace

Outcome batch_command(const BatchOptions& options, Streams streams) {
  const auto clinic = triage::open_clinic(options.knowledge);
  if (!clinic) {
    return unusable_knowledge(options.knowledge, clinic.error(), streams);
  }
  if (!options.output) {
    BatchOutput output = BatchOutput::stream(streams.output);
    return assess_lines(options, **clinic, output, streams);
  }
  auto output = BatchOutput::file(*options.output, options.resume);
  if (!output) {
    streams.errors << error_line("output", output.error().message);
    return Outcome::wrong_usage;
  }
  return assess_lines(options, **clinic, *output, streams);
}

}  // namespace paraspinal::cli
