// Entry point: local_parameters, at the end.

#include "knowledge/base/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/require.h"

namespace paraspinal::knowledge {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

constexpr double largest_ratio = 10;  // model.md section 2: single likelihood ratios 0.1 ... 10
constexpr double largest_strength = 0.995;
constexpr double smallest_leak = 1e-4;
constexpr int sweeps =
    40;  // of the fixed point between strengths and leak; it converges in about ten

// P(finding | condition) and P(finding | not condition) of one row.
struct Rates {
  double given = 0;
  double given_not = 0;
  bool capped = false;
};

double odds(double p) {
  return p / (1 - p);
}
double from_odds(double o) {
  return o / (1 + o);
}

std::string row_name(const KnowledgeBase& knowledge, const Link& link) {
  return "link " + link.id + " (" + knowledge.conditions[link.condition.index].id + ", " +
         knowledge.findings[link.finding].id + ")";
}

// Cuts the ratio of the two rates to 0.1 ... 10, keeping P(finding | condition). Grade A figures
// are systematic reviews with their own interval and stand as published.
Rates cap(Rates rates, const Grade& grade) {
  if (grade == "A" || rates.given_not <= 0) {
    return rates;
  }
  const double ratio = rates.given / rates.given_not;
  if (ratio > largest_ratio) {
    return {rates.given, rates.given / largest_ratio, true};
  }
  if (ratio < 1 / largest_ratio) {
    return {rates.given_not / largest_ratio, rates.given_not, true};
  }
  return rates;
}

std::optional<double> background_of(const Link& link) {
  if (link.p_given_not) {
    return link.p_given_not;
  }
  if (link.specificity) {
    return 1 - link.specificity->point;
  }
  return std::nullopt;
}

// The two rates of a row, from whichever figures it has.
std::optional<Rates> rates_of(const Link& link) {
  const auto background = background_of(link);
  if (link.sensitivity && background) {
    return Rates{link.sensitivity->point, *background};
  }
  if (link.lr_positive && link.lr_negative && link.lr_positive->point > link.lr_negative->point) {
    const double plus = link.lr_positive->point;
    const double minus = link.lr_negative->point;
    const double given_not = (1 - minus) / (plus - minus);
    if (given_not >= 0 && given_not * plus <= 1) {
      return Rates{plus * given_not, given_not};
    }
  }
  if (!background || *background >= 1) {
    return std::nullopt;
  }
  if (link.lr_positive) {
    return Rates{std::min(link.lr_positive->point * *background, largest_strength), *background};
  }
  if (link.ratio) {
    return Rates{from_odds(link.ratio->point * odds(*background)), *background};
  }
  return std::nullopt;
}

// The odds ratio by which a risk factor acts. RR, HR and SR stand for OR: the conditions are rare.
std::optional<double> odds_ratio_of(const Link& link) {
  if (link.ratio) {
    return link.ratio->point;
  }
  const auto background = background_of(link);
  if (link.sensitivity && background && *background > 0 && *background < 1 &&
      link.sensitivity->point < 1) {
    return odds(link.sensitivity->point) / odds(*background);
  }
  if (link.lr_positive) {
    return link.lr_negative && link.lr_negative->point > 0
               ? link.lr_positive->point / link.lr_negative->point
               : link.lr_positive->point;
  }
  return std::nullopt;
}

// How far a row's background rate counts when rows of one finding disagree.
double grade_weight(const Grade& grade) {
  if (grade == "A") {
    return 4;
  }
  if (grade == "B") {
    return 3;
  }
  return grade == "B-recalled" ? 1.5 : 1;
}

// One row of a finding on its way to a strength.
struct Row {
  std::size_t link = 0;
  ConditionId condition;
  Rates rates;
  double weight = 1;    // of its background rate
  double strength = 0;  // being solved
};

// Weighted geometric mean of the rows' background rates.
double shared_background(const std::vector<Row>& rows) {
  double sum = 0;
  double weights = 0;
  for (const Row& row : rows) {
    sum += row.weight * std::log(std::max(row.rates.given_not, smallest_leak));
    weights += row.weight;
  }
  return std::exp(sum / weights);
}

// What the other rows' conditions leave of "finding absent" among the people who can have the
// condition of row i: prod_{j != i} (1 - P(j) strength_j).
double others_absent(const KnowledgeBase& knowledge, const std::vector<Row>& rows, std::size_t i) {
  double product = 1;
  for (std::size_t j = 0; j < rows.size(); ++j) {
    if (j != i) {
      const double share =
          knowledge.solved.company[rows[i].condition.index * knowledge.conditions.size() +
                                   rows[j].condition.index];
      product *= 1 - share * rows[j].strength;
    }
  }
  return product;
}

// Solves each raising row's P(finding | condition), and the leak that all rows share. Row i by
// itself wants the leak at which P(finding | not condition i) is its own background: (1 - leak)
// others_absent(i) = 1 - background_i. Where rows disagree the leak is the mean of what they want
// on the log scale, weighted by grade.
double solve_strengths(const KnowledgeBase& knowledge, std::vector<Row>& rows) {
  double leak = 0;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double wanted = 1 - (1 - rows[i].rates.given_not) / others_absent(knowledge, rows, i);
      sum += rows[i].weight * std::log(std::clamp(wanted, smallest_leak, 1.0));
      weights += rows[i].weight;
    }
    leak = std::exp(sum / weights);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double without = (1 - leak) * others_absent(knowledge, rows, i);
      rows[i].strength = std::clamp(1 - (1 - rows[i].rates.given) / without, 0.0, largest_strength);
    }
  }
  return leak;
}

// Moves what a mechanism explains of the rows' strengths to a route through it, and leaves the rest
// as direct arcs: 1 - strength = (1 - P(mechanism | condition) v) (1 - direct), with v the largest
// strength that no row exceeds.
void route_through(const Mechanism& mechanism, std::size_t index, std::vector<Row>& rows,
                   FindingParameters& parameters) {
  double v = largest_strength;
  MechanismParameter route{index, 0, {}};
  for (const MechanismCause& cause : mechanism.causes) {
    for (const Row& row : rows) {
      if (row.condition == cause.condition && row.strength > 0) {
        v = std::min(v, row.strength / cause.point);
        route.links.push_back(row.link);
      }
    }
  }
  if (route.links.empty() || v <= 0) {
    return;
  }
  for (const MechanismCause& cause : mechanism.causes) {
    for (Row& row : rows) {
      if (row.condition == cause.condition) {
        row.strength = std::max(0.0, 1 - (1 - row.strength) / (1 - cause.point * v));
      }
    }
  }
  route.strength = v;
  parameters.leak = std::max(smallest_leak, 1 - (1 - parameters.leak) / (1 - mechanism.leak * v));
  parameters.mechanisms.push_back(std::move(route));
}

FindingParameters finding_parameters(const KnowledgeBase& knowledge, FindingId finding,
                                     std::vector<Row> rows) {
  FindingParameters parameters;
  const auto lowers = [](const Row& row) { return row.rates.given < row.rates.given_not; };
  parameters.leak = solve_strengths(knowledge, rows);
  std::vector<Row> raising;
  for (const Row& row : rows) {
    if (lowers(row)) {
      const double strength = 1 - row.rates.given / row.rates.given_not;
      parameters.lowering.push_back({row.condition, strength, row.link, row.rates.capped});
    } else {
      raising.push_back(row);
    }
  }
  for (std::size_t i = 0; i < knowledge.mechanisms.size(); ++i) {
    const auto& views = knowledge.mechanisms[i].findings;
    if (std::find(views.begin(), views.end(), finding) != views.end()) {
      route_through(knowledge.mechanisms[i], i, raising, parameters);
    }
  }
  constexpr double negligible = 0.005;  // a rest that the row's own rounding exceeds
  for (const Row& row : raising) {
    if (row.strength > negligible) {
      parameters.raising.push_back({row.condition, row.strength, row.link, row.rates.capped});
    }
  }
  return parameters;
}

// The rows of each finding that conditions cause: finding rows, and risk rows turned round where a
// finding has both (an odds ratio is symmetric, and a finding cannot be above and below a
// condition).
Result<std::vector<std::vector<Row>>> rows_by_finding(const KnowledgeBase& knowledge) {
  std::vector<std::vector<Row>> rows(knowledge.findings.size());
  for (std::size_t i = 0; i < knowledge.links.size(); ++i) {
    const Link& link = knowledge.links[i];
    if (link.use != LinkUse::parameter || link.kind != LinkKind::finding) {
      continue;
    }
    const auto rates = rates_of(link);
    if (!rates) {
      return fail(ErrorKind::corrupt,
                  row_name(knowledge, link) +
                      " is a parameter, but gives no P(finding | condition) and "
                      "P(finding | not condition): expected sensitivity with p_given_not or "
                      "specificity, or a ratio with p_given_not");
    }
    rows[link.finding.index].push_back({i, link.condition, cap(*rates, link.citation.grade),
                                        grade_weight(link.citation.grade), 0});
  }
  return rows;
}

const Prevalence* prevalence_of(const KnowledgeBase& knowledge, FindingId finding, Setting setting,
                                Sex sex) {
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
  return best;
}

Result<std::vector<double>> prevalence_table(const KnowledgeBase& knowledge, FindingId finding) {
  std::vector<double> table;
  for (const Setting setting : all_settings) {
    for (const Sex sex : all_sexes) {
      const Prevalence* row = prevalence_of(knowledge, finding, setting, sex);
      if (row == nullptr) {
        return fail(ErrorKind::corrupt, "risk factor " + knowledge.findings[finding].id +
                                            " has no prevalence for " + std::string(name(setting)) +
                                            ", " + std::string(name(sex)));
      }
      table.push_back(row->point);
    }
  }
  return table;
}

}  // namespace

bool is_context_finding(const Finding& finding) {
  constexpr std::array<std::string_view, 8> context = {
      "sex_female",      "sex_male",  "pregnant", "postpartum",
      "gestational_age", "trimester", "lmp",      "edd"};
  return finding.id.starts_with("age_ge") || finding.id.starts_with("age_lt") ||
         finding.id.starts_with("age_gt") || finding.id == "age_years" ||
         std::find(context.begin(), context.end(), finding.id) != context.end();
}

Result<Parameters> local_parameters(const KnowledgeBase& knowledge) {
  const std::size_t count = knowledge.conditions.size();
  if (knowledge.solved.company.size() != count * count) {
    return fail(ErrorKind::corrupt, "the company of the conditions is not solved");
  }
  Parameters parameters;
  parameters.findings.resize(knowledge.findings.size());
  parameters.prevalence.resize(knowledge.findings.size());
  parameters.risks.resize(knowledge.conditions.size());

  auto rows = rows_by_finding(knowledge);
  if (!rows) {
    return fail(rows.error());
  }
  std::vector<FindingId> risk_factors;
  for (std::size_t i = 0; i < knowledge.links.size(); ++i) {
    const Link& link = knowledge.links[i];
    if (link.use != LinkUse::parameter) {
      continue;
    }
    if (is_context_finding(knowledge.findings[link.finding])) {
      return fail(ErrorKind::corrupt, row_name(knowledge, link) +
                                          " is a parameter, but age, sex and pregnancy are in the "
                                          "prior: expected use background");
    }
    if (link.kind != LinkKind::risk ||
        knowledge.conditions[link.condition.index].scope_finding == link.finding) {
      continue;
    }
    const auto ratio = odds_ratio_of(link);
    if (!ratio) {
      return fail(ErrorKind::corrupt,
                  row_name(knowledge, link) +
                      " is a parameter, but gives no odds ratio: expected a ratio, a likelihood "
                      "ratio, or sensitivity with p_given_not");
    }
    const double bounded = std::clamp(*ratio, 1 / largest_ratio, largest_ratio);
    const bool capped = bounded != *ratio && link.citation.grade != "A";
    const double used = capped ? bounded : *ratio;
    auto& effects = (*rows)[link.finding.index];
    if (!effects.empty()) {
      const auto same = [&](const Row& row) { return row.condition == link.condition; };
      if (std::any_of(effects.begin(), effects.end(), same)) {
        continue;  // the pair has a row of its own as an effect
      }
      const double background = background_of(link).value_or(shared_background(effects));
      effects.push_back({i, link.condition,
                         Rates{from_odds(used * odds(background)), background, capped},
                         grade_weight(link.citation.grade), 0});
      continue;
    }
    parameters.risks[link.condition.index].push_back({link.finding, std::log(used), i, capped});
    risk_factors.push_back(link.finding);
  }
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (const auto drug = knowledge.conditions[c].scope_finding) {
      parameters.risks[c].push_back({*drug, drug_log_odds, std::nullopt, false});
      risk_factors.push_back(*drug);
    }
  }
  for (std::size_t f = 0; f < rows->size(); ++f) {
    if (!(*rows)[f].empty()) {
      parameters.findings[f] = finding_parameters(knowledge, FindingId{f}, std::move((*rows)[f]));
    }
  }
  for (const FindingId finding : risk_factors) {
    auto& table = parameters.prevalence[finding.index];
    if (table.empty()) {
      auto solved = prevalence_table(knowledge, finding);
      if (!solved) {
        return fail(solved.error());
      }
      table = std::move(*solved);
    }
  }
  return parameters;
}

}  // namespace paraspinal::knowledge
