// Entry point: check_rows_by_inference, at the end.

#include "knowledge/base/fidelity.h"

#include <algorithm>

#include "knowledge/base/network_rates.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {
namespace {

using engine::fail;
using engine::Result;

std::string not_applicable(const KnowledgeBase& knowledge, const Link& link) {
  if (is_context_finding(knowledge.findings[link.finding])) {
    return "age, sex and pregnancy are in the priors";
  }
  if (link.use != LinkUse::background) {
    return "";
  }
  if (link.applies_to == AppliesTo::referred) {
    return "referral_population: " +
           (link.note.empty() ? std::string("never used for callers") : link.note);
  }
  return std::string(background_without_reason) + (link.note.empty() ? "" : ": " + link.note);
}

// A bounded ratio that the network gives is the bound itself but for what the closed form of the
// solver leaves out.
bool lies_at_bound(const Rates& rates) {
  constexpr double near = 0.95;
  const double positive = rates.given / rates.given_not;
  const double negative = (1 - rates.given) / (1 - rates.given_not);
  const double odds_ratio = odds(rates.given) / odds(rates.given_not);
  const auto at = [&](double ratio) { return std::max(ratio, 1 / ratio) >= near * largest_ratio; };
  return at(positive) || at(negative) || at(odds_ratio);
}

bool disjoint(const PublishedFigure& a, const PublishedFigure& b) {
  return a.high < b.low || b.high < a.low;
}

// True when the other row publishes, of the same condition and finding, the same figure with an
// interval that has nothing in common with one that is outside; or, of the same finding, such a
// specificity.
bool contradicts(const Link& other, const Link& link, const std::vector<FigureCheck>& figures) {
  if (other.finding != link.finding) {
    return false;
  }
  for (const PublishedFigure& theirs : published_figures(other)) {
    for (const FigureCheck& ours : figures) {
      const bool comparable =
          other.condition == link.condition || ours.published.kind == FigureKind::specificity;
      if (comparable && !ours.inside() && theirs.kind == ours.published.kind &&
          disjoint(theirs, ours.published)) {
        return true;
      }
    }
  }
  return false;
}

// Why the excuse does not hold; empty when it does.
std::string objection(const KnowledgeBase& knowledge, const RowCheck& row) {
  const Link& link = knowledge.links[row.link];
  switch (row.excuse->excuse) {
    case Excuse::capped:
      return stands_as_published(link) || !lies_at_bound(*row.rates)
                 ? "excused as capped, but the network's ratio does not lie at a bound"
                 : "";
    case Excuse::referral_population:
      return link.applies_to != AppliesTo::referred
                 ? "excused as referral_population, but the row is not of referred people"
                 : "";
    case Excuse::conflicts_with: {
      const Link& other = knowledge.links[*row.excuse->other];
      return contradicts(other, link, row.figures)
                 ? ""
                 : "excused as conflicts_with " + other.id +
                       ", but that row publishes nothing to the contrary";
    }
  }
  return "an unknown excuse";
}

std::string fault_of(const KnowledgeBase& knowledge, const RowCheck& row) {
  if (!row.applicable() || row.inside()) {
    return "";
  }
  if (row.figures.empty()) {
    return "publishes no figure that the network could give back";
  }
  return row.excuse ? objection(knowledge, row) : "has no excuse";
}

}  // namespace

bool RowCheck::inside() const {
  return !figures.empty() &&
         std::all_of(figures.begin(), figures.end(), [](const auto& f) { return f.inside(); });
}

std::string_view name(Excuse excuse) {
  switch (excuse) {
    case Excuse::capped:
      return "capped";
    case Excuse::referral_population:
      return "referral_population";
    case Excuse::conflicts_with:
      return "conflicts_with";
  }
  return {};
}

Result<std::vector<RowCheck>> check_rows_by_inference(const KnowledgeBase& knowledge,
                                                      const ClinicalNetwork& network,
                                                      Setting setting) {
  NetworkRates rates(knowledge, network, setting);
  std::vector<RowCheck> rows;
  for (std::size_t i = 0; i < knowledge.links.size(); ++i) {
    const Link& link = knowledge.links[i];
    if (link.citation.grade != "A" && link.citation.grade != "B") {
      continue;
    }
    RowCheck row{i, not_applicable(knowledge, link), {}, std::nullopt, std::nullopt, ""};
    if (network.findings[link.finding.index]) {
      const auto measured = rates.of(link.finding, link.condition, link.applies_to);
      if (!measured) {
        return fail(measured.error().kind, "link " + link.id + ": " + measured.error().message);
      }
      row.rates = measured->rates;
      for (const PublishedFigure& figure : published_figures(link)) {
        row.figures.push_back(
            {figure, figure_value(figure.kind, measured->rates, measured->condition)});
      }
    }
    for (const LinkExcuse& excuse : knowledge.link_excuses) {
      if (excuse.link == i) {
        row.excuse = excuse;
      }
    }
    row.fault = fault_of(knowledge, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace paraspinal::knowledge
