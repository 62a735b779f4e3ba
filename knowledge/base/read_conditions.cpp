#include <string>
#include <utility>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<ConditionRole>, 3> roles = {{{"primary", ConditionRole::primary},
                                                       {"contributor", ConditionRole::contributor},
                                                       {"other", ConditionRole::other}}};
constexpr std::array<Word<PriorScope>, 4> scopes = {{{"all", PriorScope::all},
                                                     {"pregnant", PriorScope::pregnant},
                                                     {"women", PriorScope::women},
                                                     {"takes_drug", PriorScope::takes_drug}}};
constexpr std::array<Word<ModifierFactor>, 3> modifier_factors = {
    {{"age", ModifierFactor::age},
     {"sex", ModifierFactor::sex},
     {"pregnancy", ModifierFactor::pregnancy}}};
constexpr std::array<Word<bool>, 2> modifier_effects = {{{"odds", false}, {"absolute", true}}};
constexpr std::array<Word<LinkKind>, 2> link_kinds = {
    {{"finding", LinkKind::finding}, {"risk", LinkKind::risk}}};
constexpr std::array<Word<LinkUse>, 3> link_uses = {{{"parameter", LinkUse::parameter},
                                                     {"check", LinkUse::check},
                                                     {"background", LinkUse::background}}};
constexpr std::array<Word<AppliesTo>, 5> populations = {{{"unselected", AppliesTo::unselected},
                                                         {"referred", AppliesTo::referred},
                                                         {"pregnant", AppliesTo::pregnant},
                                                         {"women", AppliesTo::women},
                                                         {"takes_drug", AppliesTo::takes_drug}}};

std::optional<FindingId> optional_finding_in(Rows& rows, const FindingTable& findings) {
  const std::string id = rows.optional_text();
  if (id.empty()) {
    return std::nullopt;
  }
  const auto found = findings.find(id);
  if (!found) {
    rows.reject(id, "the id of a finding");
  }
  return found;
}

// Each condition has a prior in each setting, and they come setting by setting.
engine::Result<void> read_priors(Reading& reading) {
  auto& conditions = reading.knowledge.conditions;
  Rows rows(reading.database, "prior",
            {"condition", "setting", "point", "low", "high", "source", "NULL", "verified", "grade",
             "sign_off"},
            "CASE setting WHEN 'telephone' THEN 1 WHEN 'primary_care' THEN 2 ELSE 3 END, rowid");
  while (rows.next()) {
    const ConditionId condition = condition_in(rows, reading.conditions);
    const Setting setting = one_of(rows, settings);
    Prior prior{.point = rows.real(),
                .low = rows.optional_real(),
                .high = rows.optional_real(),
                .citation = citation_in(rows)};
    if (!rows.result()) {
      return rows.result();
    }
    auto& priors = conditions[condition.index].priors;
    if (priors.size() != static_cast<std::size_t>(setting)) {
      rows.fail("condition '" + conditions[condition.index].id +
                "' has no prior in one setting or two in another; expected one in each");
    }
    priors.push_back(std::move(prior));
  }
  for (const Condition& condition : conditions) {
    if (condition.priors.size() != all_settings.size()) {
      rows.fail("condition '" + condition.id + "' has " + std::to_string(condition.priors.size()) +
                " priors; expected one in each setting");
    }
  }
  return rows.result();
}

engine::Result<void> read_modifiers(Reading& reading) {
  Rows rows(reading.database, "prior_modifier",
            {"condition", "factor", "level", "effect", "value", "source", "NULL", "verified",
             "grade", "sign_off"});
  while (rows.next()) {
    const ConditionId condition = condition_in(rows, reading.conditions);
    PriorModifier modifier{.factor = one_of(rows, modifier_factors),
                           .level = rows.text(),
                           .absolute = one_of(rows, modifier_effects),
                           .value = rows.real(),
                           .citation = citation_in(rows)};
    if (rows.result()) {
      reading.knowledge.conditions[condition.index].modifiers.push_back(std::move(modifier));
    }
  }
  return rows.result();
}

engine::Result<void> read_contributions(Reading& reading) {
  Rows rows(reading.database, "contribution",
            {"contributor", "condition", "odds_ratio", "source", "NULL", "verified", "grade",
             "sign_off"});
  while (rows.next()) {
    reading.knowledge.contributions.push_back(
        {.contributor = condition_in(rows, reading.conditions),
         .condition = condition_in(rows, reading.conditions),
         .odds_ratio = rows.real(),
         .citation = citation_in(rows)});
  }
  return rows.result();
}

std::optional<std::size_t> mechanism_in(Rows& rows, const std::vector<Mechanism>& mechanisms) {
  const std::string id = rows.text();
  for (std::size_t i = 0; i < mechanisms.size(); ++i) {
    if (mechanisms[i].id == id) {
      return i;
    }
  }
  rows.reject(id, "the id of a mechanism");
  return std::nullopt;
}

}  // namespace

engine::Result<void> read_conditions(Reading& reading) {
  Rows rows(reading.database, "condition",
            {"id", "name", "body_system", "role", "must_not_miss", "needs_urgency", "harm", "scope",
             "scope_finding"});
  while (rows.next()) {
    Condition condition{.id = rows.text(),
                        .name = rows.text(),
                        .body_system = rows.text(),
                        .role = one_of(rows, roles),
                        .must_not_miss = rows.flag(),
                        .needs_urgency = urgency_in(rows),
                        .harm = rows.real(),
                        .scope = one_of(rows, scopes),
                        .scope_finding = optional_finding_in(rows, reading.knowledge.findings),
                        .priors = {},
                        .modifiers = {}};
    reading.conditions[condition.id] = {reading.knowledge.conditions.size()};
    reading.knowledge.conditions.push_back(std::move(condition));
  }
  if (!rows.result()) {
    return rows.result();
  }
  for (const auto read : {read_priors, read_modifiers, read_contributions}) {
    if (auto result = read(reading); !result) {
      return result;
    }
  }
  return {};
}

engine::Result<void> read_mechanisms(Reading& reading) {
  auto& mechanisms = reading.knowledge.mechanisms;
  Rows rows(reading.database, "mechanism",
            {"id", "name", "leak", "source", "NULL", "verified", "grade", "sign_off"});
  while (rows.next()) {
    mechanisms.push_back({.id = rows.text(),
                          .name = rows.text(),
                          .leak = rows.real(),
                          .causes = {},
                          .findings = {},
                          .citation = citation_in(rows)});
  }
  if (!rows.result()) {
    return rows.result();
  }
  Rows causes(
      reading.database, "mechanism_cause",
      {"mechanism", "condition", "point", "source", "NULL", "verified", "grade", "sign_off"});
  while (causes.next()) {
    if (const auto mechanism = mechanism_in(causes, mechanisms)) {
      mechanisms[*mechanism].causes.push_back(
          {.condition = condition_in(causes, reading.conditions),
           .point = causes.real(),
           .citation = citation_in(causes)});
    }
  }
  Rows findings(reading.database, "mechanism_finding", {"mechanism", "finding"});
  while (findings.next()) {
    if (const auto mechanism = mechanism_in(findings, mechanisms)) {
      mechanisms[*mechanism].findings.push_back(finding_in(findings, reading.knowledge.findings));
    }
  }
  return causes.result() ? findings.result() : causes.result();
}

engine::Result<void> read_links(Reading& reading) {
  Rows rows(reading.database, "link",
            {"id",
             "condition",
             "finding",
             "kind",
             "use",
             "applies_to",
             "sensitivity",
             "sensitivity_low",
             "sensitivity_high",
             "specificity",
             "specificity_low",
             "specificity_high",
             "p_given_not",
             "p_given_not_basis",
             "lr_positive",
             "lr_positive_low",
             "lr_positive_high",
             "lr_negative",
             "lr_negative_low",
             "lr_negative_high",
             "ratio_kind",
             "ratio",
             "ratio_low",
             "ratio_high",
             "post_test",
             "post_test_low",
             "post_test_high",
             "population",
             "note",
             "source",
             "locator",
             "verified",
             "grade",
             "sign_off"});
  while (rows.next()) {
    reading.knowledge.links.push_back({.id = rows.text(),
                                       .condition = condition_in(rows, reading.conditions),
                                       .finding = finding_in(rows, reading.knowledge.findings),
                                       .kind = one_of(rows, link_kinds),
                                       .use = one_of(rows, link_uses),
                                       .applies_to = one_of(rows, populations),
                                       .sensitivity = figure_in(rows),
                                       .specificity = figure_in(rows),
                                       .p_given_not = rows.optional_real(),
                                       .p_given_not_basis = rows.optional_text(),
                                       .lr_positive = figure_in(rows),
                                       .lr_negative = figure_in(rows),
                                       .ratio_kind = rows.optional_text(),
                                       .ratio = figure_in(rows),
                                       .post_test = figure_in(rows),
                                       .population = rows.text(),
                                       .note = rows.optional_text(),
                                       .citation = citation_in(rows)});
  }
  return rows.result();
}

}  // namespace paraspinal::knowledge
