// The section on what the causes leave open: not_explained.

#include <algorithm>
#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"

namespace paraspinal::cli {
namespace {

constexpr double least_ratio_told = 2;  // below, findings may look at odds by chance

bool fired_a_gate(const Reported& reported, std::string_view finding) {
  return std::ranges::any_of(reported.assessment.gates, [finding](const triage::Gate& gate) {
    return gate.state == triage::GateState::fired && gate.because.has(finding);
  });
}

// A red flag stands whether or not a cause accounts for it.
std::string unexplained_line(const Reported& reported, const triage::Unexplained& finding) {
  return wrapped(finding_name(reported, finding.finding) +
                     ": present; no cause here accounts for it in " +
                     natural_frequency(finding.by_chance) + " people like this" +
                     (fired_a_gate(reported, finding.finding) ? "; its red flag stands" : ""),
                 "  - ");
}

std::string conflict_lines(const Reported& reported, const triage::Conflict& conflict) {
  const double ratio = std::exp(conflict.nats);
  if (ratio < least_ratio_told || conflict.findings.empty()) {
    return {};
  }
  std::string names;
  for (const std::string_view finding : conflict.findings) {
    const auto used =
        std::ranges::find(reported.assessment.used, finding, &triage::UsedAnswer::finding);
    names += (names.empty() ? "" : "; ") + finding_name(reported, finding);
    if (used != reported.assessment.used.end()) {
      names += ": " + used->state;
    }
  }
  const std::string times = ratio < 1000 ? fmt::format("{:.0f}", ratio) : "over 1,000";
  return wrapped("The answers fit together badly: about " + times +
                     " times less likely together than if they had nothing to do with each other. "
                     "More than one cause, a rare one, or a wrong answer? First to check: " +
                     names + ".",
                 "  ! ");
}

}  // namespace

std::string not_explained(const Reported& reported) {
  std::string text;
  for (const triage::Unexplained& finding : reported.assessment.unexplained) {
    text += unexplained_line(reported, finding);
  }
  if (reported.assessment.conflict) {
    text += conflict_lines(reported, *reported.assessment.conflict);
  }
  return text.empty() ? text : "\nWHAT THESE CAUSES DO NOT EXPLAIN\n" + text;
}

}  // namespace paraspinal::cli
