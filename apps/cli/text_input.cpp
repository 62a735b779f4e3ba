// The sections on the input: not_assessed, conflicts, not_used.

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

constexpr std::size_t lines_shown = 8;

// The first lines, and how many were left out: nothing is dropped silently.
std::string some_of(const std::vector<std::string>& lines) {
  std::string text;
  const std::size_t shown = std::min(lines.size(), lines_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    text += wrapped(lines[i], "  - ");
  }
  if (shown < lines.size()) {
    text += fmt::format("  and {} more (--format json lists them all)\n", lines.size() - shown);
  }
  return text;
}

// "temp_c 38.4 Cel" with the finding's name for its id; other words stay as they are.
std::string named(const Reported& reported, const std::string& what) {
  const std::size_t end = what.find(' ');
  const std::string id = what.substr(0, end);
  if (!reported.knowledge.findings.find(id)) {
    return what;
  }
  return finding_name(reported, id) + (end == std::string::npos ? "" : ":" + what.substr(end));
}

std::vector<std::string> unused_lines(const Reported& reported) {
  std::vector<std::string> lines;
  for (const triage::NotUsed& unused : reported.assessment.not_used) {
    lines.push_back(named(reported, unused.what) + ": " + unused.why);
  }
  for (const fhir::Issue& issue : reported.ledger.issues) {
    lines.push_back(issue.expression + ": " + issue.diagnostics);
  }
  for (const fhir::LedgerEntry& entry : reported.ledger.entries) {
    if (entry.fate != fhir::Fate::used) {
      lines.push_back(entry.resource + ": " + entry.why);
    }
  }
  for (const std::string& code : reported.ledger.unmapped_codes) {
    lines.push_back("code not known: " + code);
  }
  for (const std::string& unit : reported.ledger.unmapped_units) {
    lines.push_back("unit not known: " + unit);
  }
  return lines;
}

std::string resource_count(const fhir::Ledger& ledger) {
  const auto count = [&ledger](fhir::Fate fate) {
    return std::ranges::count(ledger.entries, fate, &fhir::LedgerEntry::fate);
  };
  return fmt::format("{} resources read: {} used, {} ignored, {} unreadable\n",
                     ledger.entries.size(), count(fhir::Fate::used), count(fhir::Fate::ignored),
                     count(fhir::Fate::unreadable));
}

}  // namespace

std::string not_assessed(const Reported& reported) {
  if (reported.assessment.not_assessed.empty()) {
    return {};
  }
  std::string text;
  for (const std::string_view finding : reported.assessment.not_assessed) {
    text += (text.empty() ? "" : "; ") + finding_name(reported, finding);
  }
  return "\nNOT ASSESSED: cannot be had in this setting\n" + wrapped(text, "  ");
}

std::string conflicts(const Reported& reported) {
  const auto sentences =
      triage::with_names(reported.assessment.conflicts, reported.knowledge.findings);
  return sentences.empty() ? "" : "\nCONFLICTS IN THE INPUT\n" + some_of(sentences);
}

std::string not_used(const Reported& reported) {
  std::string text;
  if (!reported.ledger.entries.empty()) {
    text += "  " + resource_count(reported.ledger);
  }
  text += some_of(unused_lines(reported));
  return text.empty() ? text : "\nNOT USED\n" + text;
}

}  // namespace paraspinal::cli
