// The sections on what it may be: likely_causes, contributors, reasons_for_causes,
// sources_of_reasons.

#include <algorithm>
#include <cmath>
#include <span>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"

namespace paraspinal::cli {
namespace {

using triage::RankedCondition;

constexpr std::size_t causes_shown = 8;
constexpr std::size_t causes_explained = 3;
constexpr std::size_t weights_shown = 5;
constexpr std::size_t contributors_shown = 4;
constexpr double least_weight = 0.05;  // decibans; below, a weight prints as 0.0
constexpr std::size_t not_to_be_missed_shown = 5;

std::string row(std::string_view rank, const RankedCondition& condition) {
  return fmt::format("{:>3}{:<2}{} {} {} {:>7} {:>7}\n", rank, rank.empty() ? "" : ".",
                     column(condition.name, 44), condition.must_not_miss ? '!' : ' ',
                     bar(condition.posterior, 11), percent(condition.posterior),
                     percent(condition.pretest));
}

std::string table_head(std::string_view title) {
  return fmt::format("\n{:<64}{:>7} {:>7}\n", title, "now", "before");
}

// The likeliest of the must-not-miss conditions that did not reach the table.
std::string not_to_be_missed(std::span<const RankedCondition> rest) {
  std::string text;
  std::size_t shown = 0;
  for (const RankedCondition& condition : rest) {
    if (condition.must_not_miss && condition.posterior > 0 && shown < not_to_be_missed_shown) {
      text += (text.empty() ? "" : "; ") + condition.name + " " + percent(condition.posterior);
      ++shown;
    }
  }
  return text.empty() ? text : wrapped(text, "     ! less likely: ");
}

std::span<const RankedCondition> explained(const Reported& reported) {
  const auto& conditions = reported.assessment.conditions;
  return std::span(conditions).first(std::min(conditions.size(), causes_explained));
}

std::span<const triage::Weight> strongest(const RankedCondition& condition) {
  const std::span<const triage::Weight> weights(condition.weights);
  const auto end = std::ranges::find_if(weights, [](const triage::Weight& weight) {
    return std::abs(weight.decibans) < least_weight;
  });
  const auto telling = static_cast<std::size_t>(end - weights.begin());
  return weights.first(std::min(telling, weights_shown));
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

std::string weight_line(const Reported& reported, const triage::Weight& weight) {
  const std::string how =
      weight.sources.empty() ? "through competing causes" : joined(weight.sources);
  const triage::UsedAnswer& answer = reported.assessment.used[weight.used];
  return wrapped(finding_name(reported, answer.finding) + ": " + answer.state + " [" + how + "]",
                 fmt::format("    {:>+6.1f}  ", weight.decibans));
}

std::string explanation(const Reported& reported, const RankedCondition& condition) {
  std::string text = wrapped(condition.name + ": " + natural_frequency(condition.posterior) +
                                 " people like this; before these answers " +
                                 natural_frequency(condition.pretest) + " [" +
                                 condition.prior_citation.source + "]",
                             "  ");
  const auto shown = strongest(condition);
  for (const triage::Weight& weight : shown) {
    text += weight_line(reported, weight);
  }
  double rest = 0;
  for (const triage::Weight& weight : std::span(condition.weights).subspan(shown.size())) {
    rest += weight.decibans;
  }
  if (shown.size() < condition.weights.size()) {
    text += fmt::format("    {:>+6.1f}  {} more together\n", rest,
                        condition.weights.size() - shown.size());
  }
  return text;
}

}  // namespace

std::string likely_causes(const Reported& reported) {
  const auto& conditions = reported.assessment.conditions;
  std::string text = table_head("WHAT IT MAY BE (several can hold at once; ! must not be missed)");
  const std::size_t shown = std::min(conditions.size(), causes_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    text += row(fmt::format("{}", i + 1), conditions[i]);
  }
  const auto rest = std::span(conditions).subspan(shown);
  for (const RankedCondition& condition : rest) {
    if (condition.role == knowledge::ConditionRole::other) {
      text += row("", condition);
    }
  }
  return text + not_to_be_missed(rest);
}

std::string contributors(const Reported& reported) {
  const auto& conditions = reported.assessment.contributors;
  if (conditions.empty()) {
    return {};
  }
  std::string text = table_head("WHAT MAY CONTRIBUTE");
  const std::size_t shown = std::min(conditions.size(), contributors_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    text += row("", conditions[i]);
  }
  return text;
}

std::string reasons_for_causes(const Reported& reported) {
  std::string text =
      "\nWHY THESE CAUSES (decibans: +10 makes the odds ten times higher, -10 lower)\n";
  for (const RankedCondition& condition : explained(reported)) {
    text += explanation(reported, condition);
  }
  return text;
}

std::string sources_of_reasons(const Reported& reported) {
  std::vector<std::string> ids;
  for (const RankedCondition& condition : explained(reported)) {
    ids.push_back(condition.prior_citation.source);
    for (const triage::Weight& weight : strongest(condition)) {
      ids.insert(ids.end(), weight.sources.begin(), weight.sources.end());
    }
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  std::string text;
  for (const std::string& id : ids) {
    text += wrapped("[" + id + "] " + citation(reported, id), "  ");
  }
  return text.empty() ? text : "\nSOURCES\n" + text;
}

}  // namespace paraspinal::cli
