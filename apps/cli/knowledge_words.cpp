#include "apps/cli/knowledge_words.h"

#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"
#include "engine/probability.h"
#include "knowledge/base/uncertainty.h"

namespace paraspinal::cli {
namespace {

using knowledge::Citation;
using knowledge::Figure;
using knowledge::KnowledgeBase;
using knowledge::Link;

std::string applies_words(knowledge::AppliesTo who) {
  switch (who) {
    case knowledge::AppliesTo::unselected:
      return "unselected people";
    case knowledge::AppliesTo::referred:
      return "people already selected by referral";
    case knowledge::AppliesTo::pregnant:
      return "pregnant women";
    case knowledge::AppliesTo::women:
      return "women";
    case knowledge::AppliesTo::takes_drug:
      return "people who take the drug";
  }
  return {};
}

template <typename Words>
std::string with_interval(const Figure& figure, const Words& words) {
  std::string text = words(figure.point);
  if (figure.low && figure.high) {
    text += " (" + words(*figure.low) + " to " + words(*figure.high) + ")";
  }
  return text;
}

void add(std::vector<Detail>& details, const std::string& label, const std::string& text) {
  if (!text.empty()) {
    details.push_back({label, text});
  }
}

std::string background_words(const Link& link) {
  if (!link.p_given_not) {
    return "";
  }
  const std::string basis =
      link.p_given_not_basis.empty() ? "" : " [" + link.p_given_not_basis + "]";
  return percent(*link.p_given_not) + basis;
}

// What the network takes a figure without an interval to lie within; empty for others.
std::string spread_words(const KnowledgeBase& knowledge, const Link& link) {
  const auto parameters = knowledge::uncertain_parameters(knowledge);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const knowledge::UncertainParameter& one = parameters[i];
    if (one.kind != knowledge::ParameterKind::link || &knowledge.links[one.row] != &link) {
      continue;
    }
    const knowledge::Spread& spread = knowledge.solved.spreads[i];
    constexpr double deviates = 1.96;
    const double low = spread.centre - deviates * spread.below;
    const double high = spread.centre + deviates * spread.above;
    if (spread.from_interval) {
      return "";
    }
    if (link.kind == knowledge::LinkKind::risk) {
      return fmt::format("odds ratio {:.2g} to {:.2g}, by its grade", std::exp(low),
                         std::exp(high));
    }
    return fmt::format("{} to {}, by its grade", percent(engine::probability({low}).value),
                       percent(engine::probability({high}).value));
  }
  return "";
}

}  // namespace

std::string number_words(double value) {
  return fmt::format("{:.3g}", value);
}

std::string figure_words(const Figure& figure) {
  return with_interval(figure, percent);
}

std::string ratio_words(const Figure& figure) {
  return with_interval(figure, number_words);
}

std::string check_words(const Citation& citation) {
  std::string text = citation.grade.empty() ? "" : "grade " + citation.grade + ", ";
  text += citation.verified.empty() ? "no word of checking" : verified_words(citation.verified);
  if (citation.sign_off == "none") {
    return text + "; not signed off";
  }
  return citation.sign_off.empty() ? text : text + "; signed off by " + citation.sign_off;
}

std::string source_words(const KnowledgeBase& knowledge, const Citation& citation) {
  const auto found = knowledge.sources.find(citation.source);
  std::string text = citation.source;
  text += found == knowledge.sources.end() ? "" : ": " + found->second.citation;
  return citation.locator.empty() ? text : text + "; " + citation.locator;
}

std::vector<Detail> provenance(const KnowledgeBase& knowledge, const Citation& citation) {
  return {{"checked", check_words(citation)}, {"source", source_words(knowledge, citation)}};
}

std::string named(const std::string& name, const std::string& id) {
  return name + " (" + id + ")";
}

std::string finding_words(const KnowledgeBase& knowledge, knowledge::FindingId finding) {
  return named(knowledge.findings[finding].name, knowledge.findings[finding].id);
}

std::string condition_words(const KnowledgeBase& knowledge, knowledge::ConditionId condition) {
  const knowledge::Condition& row = knowledge.conditions[condition.index];
  return named(row.name, row.id);
}

std::string use_words(knowledge::LinkUse use) {
  switch (use) {
    case knowledge::LinkUse::parameter:
      return "a parameter of the network";
    case knowledge::LinkUse::check:
      return "a check: the network must give it back";
    case knowledge::LinkUse::background:
      return "kept for the reader; the network does not use it";
  }
  return {};
}

std::string urgency_words(knowledge::Urgency urgency) {
  const std::string when(contact_within(urgency));
  const std::string how_soon = spoken(name(urgency));
  return when == how_soon ? how_soon : how_soon + " (" + when + ")";
}

std::vector<Detail> link_details(const KnowledgeBase& knowledge, const Link& link) {
  std::vector<Detail> details;
  add(details, "sensitivity", link.sensitivity ? figure_words(*link.sensitivity) : "");
  add(details, "specificity", link.specificity ? figure_words(*link.specificity) : "");
  add(details, "without it", background_words(link));
  add(details, "LR+", link.lr_positive ? ratio_words(*link.lr_positive) : "");
  add(details, "LR-", link.lr_negative ? ratio_words(*link.lr_negative) : "");
  add(details, link.ratio_kind, link.ratio ? ratio_words(*link.ratio) : "");
  add(details, "post-test", link.post_test ? figure_words(*link.post_test) : "");
  add(details, "may be", spread_words(knowledge, link));
  add(details, "in", link.population + "; for " + applies_words(link.applies_to));
  add(details, "checked", check_words(link.citation));
  add(details, "source", source_words(knowledge, link.citation));
  add(details, "note", link.note);
  return details;
}

}  // namespace paraspinal::cli
