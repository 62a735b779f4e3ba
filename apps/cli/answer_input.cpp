// Entry point: answer_input, at the end.

#include "apps/cli/answer_input.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "apps/cli/read_export.h"
#include "apps/cli/read_input.h"
#include "fhir/bulk.h"
#include "fhir/import_cases.h"

namespace paraspinal::cli {
namespace {

std::string shown_name(const std::string& input) {
  return input == "-" ? "standard input" : input;
}

class InputAnswers {
 public:
  InputAnswers(const std::string& input, const triage::Clinic& clinic, const CaseOptions& options,
               Streams streams)
      : name_(shown_name(input)), clinic_(clinic), options_(options), streams_(streams) {}

  Outcome of_text(const std::string& text) {
    const auto cases = fhir::import_cases(text, clinic_.knowledge(), import_options(options_));
    if (!cases) {
      return complain(name_, cases.error());
    }
    answer(*cases, text);
    return outcome_;
  }

  Outcome of_export(const std::vector<fhir::BulkFile>& files) {
    const auto bulk = fhir::import_bulk(files, clinic_.knowledge(), import_options(options_));
    if (!bulk) {
      return complain(name_, bulk.error());
    }
    for (const fhir::Issue& issue : bulk->issues) {
      if (issue.severity != fhir::Severity::information) {
        streams_.errors << error_line(issue.expression, issue.diagnostics);
        outcome_ = Outcome::unusable_input;
      }
    }
    answer(bulk->cases, "");
    return outcome_;
  }

  Outcome complain(const std::string& place, const engine::Error& error) {
    // The words on a resource of an export begin with its file and line: more than the folder.
    const std::size_t colon = error.message.find(": ");
    const bool names_it = error.message.starts_with(place) && colon != std::string::npos;
    streams_.errors << (names_it ? error_line(error.message.substr(0, colon),
                                              error.message.substr(colon + 2))
                                 : error_line(place, error.message));
    outcome_ = Outcome::unusable_input;
    return outcome_;
  }

 private:
  // `text` is what they were imported from; empty when it was many files.
  void answer(const fhir::Cases& cases, std::string_view text) {
    const bool several = cases.patients.size() > 1;
    for (const auto& imported : cases.patients) {
      const auto report = imported.and_then(
          [&](const fhir::Imported& one) { return answer_imported(one, text, clinic_, options_); });
      if (report) {
        streams_.output << *report << std::flush;
        continue;
      }
      engine::Error error = report.error();
      if (imported && several) {
        error.message = imported->patient + ": " + error.message;
      }
      complain(name_, error);
    }
    tell_unassigned(cases.unassigned);
  }

  void tell_unassigned(const std::vector<fhir::LedgerEntry>& unassigned) {
    constexpr std::size_t named = 3;
    if (unassigned.empty()) {
      return;
    }
    std::string words = std::to_string(unassigned.size()) +
                        (unassigned.size() == 1 ? " resource is" : " resources are") +
                        " of no patient here and not used: ";
    for (std::size_t i = 0; i < unassigned.size() && i < named; ++i) {
      words += (i == 0 ? "" : ", ") + unassigned[i].resource + " (" + unassigned[i].why + ")";
    }
    streams_.errors << error_line(name_, words + (unassigned.size() > named ? ", ..." : ""));
  }

  std::string name_;
  const triage::Clinic& clinic_;
  const CaseOptions& options_;
  Streams streams_;
  Outcome outcome_ = Outcome::answered;
};

}  // namespace

Outcome answer_input(const std::string& input, const triage::Clinic& clinic,
                     const CaseOptions& options, Streams streams) {
  InputAnswers answers(input, clinic, options, streams);
  if (is_export(input)) {
    const auto files = read_export(input);
    return files ? answers.of_export(*files) : answers.complain(shown_name(input), files.error());
  }
  const auto text = read_input(input, streams.input);
  return text ? answers.of_text(*text) : answers.complain(shown_name(input), text.error());
}

}  // namespace paraspinal::cli
