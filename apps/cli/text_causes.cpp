// The sections on what it may be: likely_causes, contributors, reasons_for_causes,
// sources_of_reasons.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "knowledge/triage/strongest_first.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::cli {
namespace {

using triage::RankedCondition;

constexpr std::size_t report_causes_shown = 8;
constexpr std::size_t causes_explained = 3;
constexpr std::size_t supporting_shown = 4;
constexpr std::size_t against_shown = 3;
constexpr std::size_t contributors_shown = 4;
constexpr double least_weight = 0.5;  // decibans; below, the odds move by less than an eighth
constexpr std::size_t not_to_be_missed_shown = 5;

// "(4.1-25)", in percent as the posterior before it.
std::string interval_words(const triage::CredibleInterval& interval) {
  const auto figure = [](double p) {
    const std::string text = percent(p);
    return text.substr(0, text.find(' '));
  };
  return "(" + figure(interval.low) + "-" + figure(interval.high) + ")";
}

// The interval takes the bar's place.
std::string row_with_interval(std::string_view rank, const RankedCondition& condition) {
  return fmt::format("{:>3}{:<2}{} {} {:>7} {:>12} {:>7}\n", rank, rank.empty() ? "" : ".",
                     column(condition.name, 44), condition.must_not_miss ? '!' : ' ',
                     percent(condition.posterior), interval_words(*condition.interval),
                     percent(condition.pretest));
}

std::string row(std::string_view rank, const RankedCondition& condition) {
  if (condition.interval) {
    return row_with_interval(rank, condition);
  }
  return fmt::format("{:>3}{:<2}{} {} {} {:>7} {:>7}\n", rank, rank.empty() ? "" : ".",
                     column(condition.name, 44), condition.must_not_miss ? '!' : ' ',
                     bar(condition.posterior, 11), percent(condition.posterior),
                     percent(condition.pretest));
}

std::string table_head(std::string_view title, bool with_intervals) {
  if (with_intervals) {
    return fmt::format("\n{}\n{:>59} {:>12} {:>7}\n", title, "now", "90 % range", "before");
  }
  return fmt::format("\n{:<64}{:>7} {:>7}\n", title, "now", "before");
}

// The likeliest of the must-not-miss conditions that did not reach the table, and all that are a
// reason of the urgency.
std::string not_to_be_missed(std::span<const RankedCondition> rest,
                             const triage::Assessment& assessment) {
  std::string text;
  std::size_t shown = 0;
  for (const RankedCondition& condition : rest) {
    const bool is_likely =
        condition.must_not_miss && condition.posterior > 0 && shown < not_to_be_missed_shown;
    if (is_likely || triage::is_a_reason(condition, assessment)) {
      text += (text.empty() ? "" : "; ") + std::string(condition.name) + " " +
              percent(condition.posterior);
      ++shown;
    }
  }
  return text.empty() ? text : wrapped(text, "     ! less likely: ");
}

std::span<const RankedCondition> explained(const Reported& reported) {
  const auto& conditions = reported.assessment.conditions;
  return std::span(conditions).first(std::min(conditions.size(), causes_explained));
}

// The strongest weights of a condition, each side strongest first.
struct Sides {
  std::vector<const triage::Weight*> supporting;
  std::vector<const triage::Weight*> against;
  std::size_t others = 0;
  double others_together = 0;  // decibans
};

Sides sides(const RankedCondition& condition) {
  Sides sides;
  for (const triage::Weight* weight : triage::strongest_first(condition.weights)) {
    auto& side = weight->decibans > 0 ? sides.supporting : sides.against;
    const std::size_t most = weight->decibans > 0 ? supporting_shown : against_shown;
    if (std::abs(weight->decibans) >= least_weight && side.size() < most) {
      side.push_back(weight);
    } else {
      ++sides.others;
      sides.others_together += weight->decibans;
    }
  }
  return sides;
}

// "through irritation of a nerve root to the leg"; empty for a direct link.
std::string path(const Reported& reported, const triage::Weight& weight) {
  std::string text;
  for (const std::string& id : weight.tie->through) {
    const auto& mechanisms = reported.knowledge.mechanisms;
    const auto mechanism = std::ranges::find(mechanisms, id, &knowledge::Mechanism::id);
    std::string name = mechanism == mechanisms.end() ? spoken(id) : mechanism->name;
    if (name.size() > 1 && std::isupper(static_cast<unsigned char>(name[1])) == 0) {
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    }
    text += (text.empty() ? ", through " : " and ") + name;
  }
  return text;
}

std::string weight_line(const Reported& reported, const triage::Weight& weight) {
  std::string how = joined(weight.tie->sources, ", ");
  if (how.empty() && weight.tie->through.empty()) {
    how = "through competing causes";
  }
  const triage::UsedAnswer& answer = reported.assessment.used[weight.used];
  return wrapped(finding_name(reported, answer.finding) + ": " + answer.state +
                     path(reported, weight) + (how.empty() ? "" : " [" + how + "]"),
                 fmt::format("    {:>+6.1f}  ", weight.decibans));
}

std::string side(const Reported& reported, std::string_view name,
                 const std::vector<const triage::Weight*>& weights) {
  std::string text = weights.empty() ? "" : fmt::format("    {}\n", name);
  for (const triage::Weight* weight : weights) {
    text += weight_line(reported, *weight);
  }
  return text;
}

std::string explanation(const Reported& reported, const RankedCondition& condition) {
  std::string text =
      wrapped(fmt::format("{}: {} people like this; before these answers {} [{}]", condition.name,
                          natural_frequency(condition.posterior),
                          natural_frequency(condition.pretest), condition.prior_citation->source),
              "  ");
  const Sides shown = sides(condition);
  text += side(reported, "for", shown.supporting) + side(reported, "against", shown.against);
  if (shown.others > 0) {
    text += fmt::format("    {:>+6.1f}  {} more together\n", shown.others_together, shown.others);
  }
  return text;
}

}  // namespace

std::string likely_causes(const Reported& reported) {
  const auto& conditions = reported.assessment.conditions;
  std::string text = table_head("WHAT IT MAY BE (several can hold at once; ! must not be missed)",
                                reported.assessment.uncertainty.has_value());
  const std::size_t shown = std::min(conditions.size(), report_causes_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    text += row(fmt::format("{}", i + 1), conditions[i]);
  }
  const auto rest = std::span(conditions).subspan(shown);
  for (const RankedCondition& condition : rest) {
    if (condition.role == knowledge::ConditionRole::other) {
      text += row("", condition);
    }
  }
  return text + not_to_be_missed(rest, reported.assessment);
}

std::string contributors(const Reported& reported) {
  const auto& conditions = reported.assessment.contributors;
  if (conditions.empty()) {
    return {};
  }
  std::string text = table_head("WHAT MAY CONTRIBUTE", reported.assessment.uncertainty.has_value());
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
    ids.emplace_back(condition.prior_citation->source);
    const Sides shown = sides(condition);
    for (const auto* side : {&shown.supporting, &shown.against}) {
      for (const triage::Weight* weight : *side) {
        ids.insert(ids.end(), weight->tie->sources.begin(), weight->tie->sources.end());
      }
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
