// Entry point: local_parameters, at the end.

#include "knowledge/base/parameters.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "knowledge/base/figures.h"

namespace paraspinal::knowledge {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

constexpr double widest_interval = 10;  // highest / lowest, of a ratio that stands as published

std::string row_name(const KnowledgeBase& knowledge, const Link& link) {
  return "link " + link.id + " (" + knowledge.conditions[link.condition.index].id + ", " +
         knowledge.findings[link.finding].id + ")";
}

bool is_wide(const std::optional<Figure>& ratio) {
  return ratio && ratio->low && ratio->high && *ratio->high > widest_interval * *ratio->low;
}

// A specificity whose interval lets P(finding | no condition) vary by more than that.
bool is_wide_background(const std::optional<Figure>& specificity) {
  return specificity && specificity->low && specificity->high &&
         1 - *specificity->low > widest_interval * (1 - *specificity->high);
}

// The ratio a row itself speaks of: its odds or risk ratio, its likelihood ratio, or the one of its
// two rates.
std::optional<double> own_ratio(const Link& link) {
  if (link.sensitivity) {
    const auto background = background_rate(link);
    if (background && *background > 0) {
      return link.sensitivity->point / *background;
    }
  }
  if (link.lr_positive) {
    return link.lr_positive->point;
  }
  return link.ratio ? std::optional(link.ratio->point) : std::nullopt;
}

bool gives_effect(const Link& link) {
  const auto background = background_rate(link);
  return background && *background < 1 && (link.sensitivity || link.lr_positive || link.ratio);
}

bool gives_odds_ratio(const Link& link) {
  return link.ratio || link.lr_positive || (link.sensitivity && background_rate(link));
}

Result<void> add_risk(const KnowledgeBase& knowledge, std::size_t index, ParameterRows& rows) {
  const Link& link = knowledge.links[index];
  if (knowledge.conditions[link.condition.index].scope_finding == link.finding) {
    return {};
  }
  if (!gives_odds_ratio(link)) {
    return fail(ErrorKind::corrupt, row_name(knowledge, link) +
                                        " is a parameter, but gives no odds ratio: expected a "
                                        "ratio, a likelihood ratio, or sensitivity with "
                                        "p_given_not");
  }
  auto& effects = rows.effects[link.finding.index];
  if (effects.empty()) {
    rows.risks[link.condition.index].push_back(index);
    return {};
  }
  const bool has_own = std::any_of(effects.begin(), effects.end(), [&](std::size_t other) {
    return knowledge.links[other].condition == link.condition;
  });
  if (!has_own) {
    effects.push_back(index);
  }
  return {};
}

Result<void> add_effect(const KnowledgeBase& knowledge, std::size_t index, ParameterRows& rows) {
  const Link& link = knowledge.links[index];
  if (!gives_effect(link)) {
    return fail(ErrorKind::corrupt, row_name(knowledge, link) +
                                        " is a parameter, but gives no P(finding | condition) and "
                                        "P(finding | not condition): expected sensitivity with "
                                        "p_given_not or specificity, or a ratio with p_given_not");
  }
  rows.effects[link.finding.index].push_back(index);
  return {};
}

// What a finding's rows and routes were solved to.
FindingParameters finding_parameters(const KnowledgeBase& knowledge, FindingId finding,
                                     const std::vector<std::size_t>& rows) {
  FindingParameters parameters;
  parameters.leak = knowledge.solved.leak[finding.index];
  for (const std::size_t row : rows) {
    const double solved = knowledge.solved.strength[row];
    const Link& link = knowledge.links[row];
    const ArcParameter arc{link.condition, std::abs(solved), row, is_capped(link)};
    if (solved != 0) {
      (solved > 0 ? parameters.raising : parameters.lowering).push_back(arc);
    }
  }
  for (std::size_t m = 0; m < knowledge.mechanisms.size(); ++m) {
    const Mechanism& mechanism = knowledge.mechanisms[m];
    for (std::size_t view = 0; view < mechanism.findings.size(); ++view) {
      const double strength = knowledge.solved.route[m][view];
      if (mechanism.findings[view] != finding || strength <= 0) {
        continue;
      }
      MechanismParameter route{m, strength, {}};
      for (const std::size_t row : rows) {
        const auto carries = [&](const MechanismCause& cause) {
          return cause.condition == knowledge.links[row].condition;
        };
        if (std::any_of(mechanism.causes.begin(), mechanism.causes.end(), carries)) {
          route.links.push_back(row);
        }
      }
      parameters.mechanisms.push_back(std::move(route));
    }
  }
  return parameters;
}

std::optional<engine::Error> misfit(const KnowledgeBase& knowledge) {
  const Solved& solved = knowledge.solved;
  const auto wrong = [](const std::string& what, std::size_t is, std::size_t expected) {
    return engine::Error{ErrorKind::corrupt, "the knowledge base has solved " + what + " for " +
                                                 std::to_string(is) + "; expected " +
                                                 std::to_string(expected)};
  };
  if (solved.leak.size() != knowledge.findings.size()) {
    return wrong("leaks of findings", solved.leak.size(), knowledge.findings.size());
  }
  if (solved.strength.size() != knowledge.links.size()) {
    return wrong("strengths of links", solved.strength.size(), knowledge.links.size());
  }
  if (solved.route.size() != knowledge.mechanisms.size()) {
    return wrong("routes of mechanisms", solved.route.size(), knowledge.mechanisms.size());
  }
  if (solved.prevalence.size() != knowledge.findings.size()) {
    return wrong("prevalences of findings", solved.prevalence.size(), knowledge.findings.size());
  }
  for (std::size_t m = 0; m < knowledge.mechanisms.size(); ++m) {
    if (solved.route[m].size() != knowledge.mechanisms[m].findings.size()) {
      return wrong("routes of mechanism " + knowledge.mechanisms[m].id, solved.route[m].size(),
                   knowledge.mechanisms[m].findings.size());
    }
  }
  return std::nullopt;
}

}  // namespace

bool stands_as_published(const Link& link) {
  const bool ratio_is_published =
      link.lr_positive || link.ratio || (link.sensitivity && published_background(link));
  return link.citation.grade == "A" && ratio_is_published && !is_wide(link.lr_positive) &&
         !is_wide(link.ratio) && !is_wide_background(link.specificity);
}

bool is_capped(const Link& link) {
  const auto ratio = own_ratio(link);
  return ratio && (*ratio > largest_ratio || *ratio < 1 / largest_ratio) &&
         !stands_as_published(link);
}

bool is_context_finding(const Finding& finding) {
  constexpr std::array<std::string_view, 8> context = {
      "sex_female",      "sex_male",  "pregnant", "postpartum",
      "gestational_age", "trimester", "lmp",      "edd"};
  return finding.id.starts_with("age_ge") || finding.id.starts_with("age_lt") ||
         finding.id.starts_with("age_gt") || finding.id == "age_years" ||
         std::find(context.begin(), context.end(), finding.id) != context.end();
}

Result<ParameterRows> parameter_rows(const KnowledgeBase& knowledge) {
  ParameterRows rows;
  rows.effects.resize(knowledge.findings.size());
  rows.risks.resize(knowledge.conditions.size());
  for (const LinkKind kind : {LinkKind::finding, LinkKind::risk}) {
    for (std::size_t i = 0; i < knowledge.links.size(); ++i) {
      const Link& link = knowledge.links[i];
      if (link.use != LinkUse::parameter || link.kind != kind) {
        continue;
      }
      if (is_context_finding(knowledge.findings[link.finding])) {
        return fail(ErrorKind::corrupt, row_name(knowledge, link) +
                                            " is a parameter, but age, sex and pregnancy are in "
                                            "the prior: expected use background");
      }
      const auto added =
          kind == LinkKind::risk ? add_risk(knowledge, i, rows) : add_effect(knowledge, i, rows);
      if (!added) {
        return fail(added.error());
      }
    }
  }
  return rows;
}

Result<std::vector<double>> published_prevalence(const KnowledgeBase& knowledge,
                                                 FindingId finding) {
  std::vector<double> table;
  for (const Setting setting : all_settings) {
    for (const Sex sex : all_sexes) {
      const Prevalence* best = nullptr;
      int best_rank = -1;
      for (const Prevalence& row : knowledge.prevalences) {
        const bool fits = row.finding == finding && (!row.setting || *row.setting == setting) &&
                          (!row.sex || *row.sex == sex);
        const int rank = (row.setting ? 2 : 0) + (row.sex ? 1 : 0);
        if (fits && rank > best_rank) {
          best = &row;
          best_rank = rank;
        }
      }
      if (best == nullptr) {
        return fail(ErrorKind::corrupt, "risk factor " + knowledge.findings[finding].id +
                                            " has no prevalence for " + std::string(name(setting)) +
                                            ", " + std::string(name(sex)));
      }
      table.push_back(best->point);
    }
  }
  return table;
}

Result<Parameters> local_parameters(const KnowledgeBase& knowledge) {
  const auto rows = parameter_rows(knowledge);
  if (!rows) {
    return fail(rows.error());
  }
  if (auto error = misfit(knowledge)) {
    return fail(std::move(*error));
  }
  Parameters parameters;
  parameters.findings.resize(knowledge.findings.size());
  parameters.risks.resize(knowledge.conditions.size());
  parameters.prevalence = knowledge.solved.prevalence;
  for (std::size_t f = 0; f < rows->effects.size(); ++f) {
    if (!rows->effects[f].empty()) {
      parameters.findings[f] = finding_parameters(knowledge, FindingId{f}, rows->effects[f]);
    }
  }
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    for (const std::size_t row : rows->risks[c]) {
      const Link& link = knowledge.links[row];
      parameters.risks[c].push_back(
          {link.finding, knowledge.solved.strength[row], row, is_capped(link)});
    }
    if (const auto drug = knowledge.conditions[c].scope_finding) {
      parameters.risks[c].push_back({*drug, drug_log_odds, std::nullopt, false});
    }
  }
  return parameters;
}

}  // namespace paraspinal::knowledge
