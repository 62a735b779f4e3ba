// Entry point: check_rows, at the end.

#include "knowledge/base/check_rows.h"

#include <string_view>
#include <utility>

namespace paraspinal::knowledge {

namespace {

// Gives a row of `table` (NULL when it is about the whole table) and what is wrong with it.
struct Check {
  std::string_view table;
  std::string_view sql;
};

// With them begins each query: what it may name beside the tables of schema.sql.
constexpr std::string_view common = R"(
  WITH settings(setting) AS (VALUES ('telephone'), ('primary_care'), ('emergency_department')),
  sexes(sex) AS (VALUES ('female'), ('male')),
  urgencies(urgency) AS (VALUES ('self_care'), ('within_2_weeks'), ('within_3_days'), ('same_day'),
    ('urgent_care'), ('emergency_department'), ('ambulance')),
  stages(stage) AS (VALUES ('not_pregnant'), ('trimester_1'), ('weeks_14_19'), ('weeks_20_27'),
    ('weeks_28_33'), ('weeks_34_36'), ('term'), ('postpartum')),
  parameters AS (SELECT rowid AS rowid, * FROM link WHERE use = 'parameter')
)";

constexpr Check checks[] = {
    {"finding", R"(
      SELECT rowid, format('column id: ''%s'': expected letters, digits and _ only', id)
      FROM finding WHERE id GLOB '*[^A-Za-z0-9_]*' OR id NOT GLOB '[A-Za-z]*')"},
    {"finding", R"(
      SELECT rowid, format('column unit: ''%s'': expected none, for ''%s'' is no quantity', unit, id)
      FROM finding WHERE unit IS NOT NULL AND value_type <> 'quantity')"},
    {"finding", R"(
      SELECT rowid, format('column weightless_because: ''%s'': expected none, for a link of ''%s'' is '
        || 'a parameter', weightless_because, id)
      FROM finding WHERE weightless_because IS NOT NULL AND id IN (SELECT finding FROM parameters))"},
    {"finding", R"(
      SELECT rowid, format('column weightless_because: '''': expected a reason, for no link of ''%s'' '
        || 'is a parameter', id)
      FROM finding WHERE weightless_because IS NULL AND id <> 'back_complaint'
        AND id NOT IN (SELECT finding FROM parameters)
        AND id NOT IN (SELECT scope_finding FROM condition WHERE scope_finding IS NOT NULL))"},
    {"age_band", R"(
      SELECT rowid, format('column from_years: ''%s'': expected %s, where the band before it ends',
        from_years, before)
      FROM (SELECT rowid, from_years, lag(below_years, 1, 16) OVER (ORDER BY from_years) AS before
        FROM age_band) WHERE from_years <> before)"},
    {"grade_spread", R"(
      SELECT NULL, format('grade ''%s'' has no spread: expected one', wanted.grade)
      FROM (SELECT 'A' AS grade UNION ALL SELECT 'B' UNION ALL SELECT 'B-recalled' UNION ALL
        SELECT 'C') AS wanted WHERE wanted.grade NOT IN (SELECT grade FROM grade_spread))"},
    {"condition", R"(
      SELECT NULL, format('%d conditions have the role ''other'': expected one', count(*))
      FROM condition WHERE role = 'other' HAVING count(*) <> 1)"},
    {"condition", R"(
      SELECT rowid, format('columns scope, scope_finding: ''%s'', ''%s'': expected a two-state finding '
        || 'for takes_drug, and none for the others', scope, scope_finding)
      FROM condition WHERE (scope = 'takes_drug') <> (scope_finding IS NOT NULL)
        OR scope_finding NOT IN (SELECT id FROM finding WHERE value_type = 'boolean'))"},
    {"condition", R"(
      SELECT rowid, format('column scope_finding: ''%s'': expected a row in prevalence.csv',
        scope_finding)
      FROM condition WHERE scope_finding IN (SELECT id FROM finding WHERE value_type = 'boolean')
        AND scope = 'takes_drug' AND scope_finding NOT IN (SELECT finding FROM prevalence))"},
    {"prior", R"(
      SELECT NULL, format('condition ''%s'' has no prior for %s: expected one', id, setting)
      FROM condition, settings WHERE NOT EXISTS (SELECT 1 FROM prior
        WHERE prior.condition = condition.id AND prior.setting = settings.setting))"},
    {"prior_modifier", R"(
      SELECT rowid, format('columns factor, level: ''%s'', ''%s'': expected %s', factor, level,
        CASE factor WHEN 'age' THEN 'an id of age_band.csv' WHEN 'sex' THEN 'female or male'
          ELSE 'a pregnancy stage' END)
      FROM prior_modifier AS m WHERE level NOT IN (SELECT id FROM age_band WHERE m.factor = 'age'
        UNION ALL SELECT sex FROM sexes WHERE m.factor = 'sex'
        UNION ALL SELECT stage FROM stages WHERE m.factor = 'pregnancy'))"},
    {"prior_modifier", R"(
      SELECT rowid, format('column value: ''%s'': expected a probability, for the effect is absolute',
        value)
      FROM prior_modifier WHERE effect = 'absolute' AND value > 1)"},
    {"contribution", R"(
      SELECT contribution.rowid, format('column contributor: ''%s'': expected a condition of that role',
        contributor)
      FROM contribution JOIN condition ON id = contributor WHERE role <> 'contributor')"},
    {"contribution", R"(
      SELECT contribution.rowid, format('column condition: ''%s'': expected no contributor', condition)
      FROM contribution JOIN condition ON id = condition WHERE role = 'contributor')"},
    {"mechanism", R"(
      SELECT rowid, format('column id: ''%s'': expected a row in mechanism_cause.csv and in '
        || 'mechanism_finding.csv', id)
      FROM mechanism WHERE id NOT IN (SELECT mechanism FROM mechanism_cause)
        OR id NOT IN (SELECT mechanism FROM mechanism_finding))"},
    {"link", R"(
      SELECT max(rowid), format('columns condition, finding, kind: ''%s'', ''%s'', ''%s'': %d '
        || 'parameter rows; expected one', condition, finding, kind, count(*))
      FROM parameters GROUP BY condition, finding, kind HAVING count(*) > 1)"},
    {"link", R"(
      SELECT parameters.rowid, format('column applies_to: ''referred'': expected other people, for the '
        || 'row is a parameter and callers answer for themselves whether they have ''%s''', finding)
      FROM parameters JOIN finding ON finding.id = finding
      WHERE applies_to = 'referred' AND obtainable_by = 'caller')"},
    {"benign_pattern", R"(
      SELECT b.rowid, format('column finding: ''%s'': expected a two-state finding that a caller can '
        || 'tell', finding)
      FROM benign_pattern AS b JOIN finding ON finding.id = finding
      WHERE value_type <> 'boolean' OR obtainable_by <> 'caller')"},
    {"link", R"(
      SELECT parameters.rowid, format('column finding: ''%s'': expected a two-state finding, for the '
        || 'row is a parameter', finding)
      FROM parameters JOIN finding ON finding.id = finding WHERE value_type <> 'boolean')"},
    {"link", R"(
      SELECT parameters.rowid, format('column finding: ''%s'': no prevalence for %s, %s: expected one, '
        || 'for it is a risk factor', finding, setting, sex)
      FROM parameters, settings, sexes WHERE kind = 'risk' AND NOT EXISTS (SELECT 1
        FROM prevalence AS p WHERE p.finding = parameters.finding
        AND p.setting IN ('any', settings.setting) AND p.sex IN ('any', sexes.sex)))"},
    {"demographic", R"(
      SELECT NULL, format('the shares of %s sum to %s: expected 1', setting, total)
      FROM (SELECT setting, (SELECT round(coalesce(sum(female + male), 0), 9) FROM demographic AS d
        WHERE d.setting = settings.setting) AS total FROM settings) WHERE abs(total - 1) > 1e-6)"},
    {"demographic", R"(
      SELECT NULL, format('no row for %s, %s: expected one', setting, id)
      FROM settings, age_band WHERE NOT EXISTS (SELECT 1 FROM demographic AS d
        WHERE d.setting = settings.setting AND d.age_band = age_band.id))"},
    {"pregnancy_prevalence", R"(
      SELECT NULL, format('the stages of %s sum to %s: expected at most 1', age_band, sum(point))
      FROM pregnancy_prevalence GROUP BY age_band HAVING sum(point) > 1)"},
    {"red_flag", R"(
      SELECT rowid, format('column disposition: ''%s'': expected an id of disposition.csv', disposition)
      FROM red_flag WHERE disposition NOT IN (SELECT id FROM disposition))"},
    {"safety_question", R"(
      SELECT s.rowid, format('column finding: ''%s'': expected a row in question.csv', s.finding)
      FROM safety_question AS s JOIN finding ON finding.id = s.finding
      WHERE obtainable_by = 'caller' AND s.finding NOT IN (SELECT finding FROM question))"},
    {"bundle", R"(
      SELECT bundle.rowid, format('column id: ''%s'': %d rows in bundle_item.csv: expected 2 to 5', id,
        (SELECT count(*) FROM bundle_item WHERE bundle = id))
      FROM bundle WHERE (SELECT count(*) FROM bundle_item WHERE bundle = id) NOT BETWEEN 2 AND 5)"},
    {"bundle_item", R"(
      SELECT b.rowid, format('column finding: ''%s'': expected a row in question.csv, for after a yes '
        || 'it is asked by itself', b.finding)
      FROM bundle_item AS b WHERE b.finding NOT IN (SELECT finding FROM question))"},
    {"bundle_item", R"(
      SELECT b.rowid, format('column finding: ''%s'': expected a finding of two states or of states in '
        || 'order', b.finding)
      FROM bundle_item AS b JOIN finding ON finding.id = b.finding
      WHERE value_type NOT IN ('boolean', 'ordinal'))"},
    {"bundle_item", R"(
      SELECT b.rowid, format('column no_means: ''%s'': expected %s', no_means,
        iif(value_type = 'ordinal', format('a state of ''%s''', b.finding),
          'none, for absent is what a no means'))
      FROM bundle_item AS b JOIN finding ON finding.id = b.finding
      WHERE (value_type = 'boolean' AND no_means IS NOT NULL) OR (value_type = 'ordinal'
        AND (no_means IS NULL OR instr('|' || states || '|', '|' || no_means || '|') = 0)))"},
    {"urgency_disposition", R"(
      SELECT NULL, format('no row for %s: expected one', urgency) FROM urgencies
      WHERE urgency NOT IN (SELECT urgency FROM urgency_disposition))"},
    {"urgency_disposition", R"(
      SELECT rowid, format('column urgency: ''%s'': expected an urgency', urgency)
      FROM urgency_disposition WHERE urgency NOT IN (SELECT urgency FROM urgencies))"},
    {"loss", R"(
      SELECT NULL, format('%d rows: expected one for each of 1 to 6 levels', count(*)) FROM loss
      HAVING count(*) <> 6)"},
    {"article_statement", R"(
      SELECT a.rowid, format('column covered_by: ''%s'': expected an id of condition.csv, finding.csv, '
        || 'link.csv or action.csv', covering.value)
      FROM article_statement AS a,
        json_each('["' || replace(covered_by, '|', '","') || '"]') AS covering
      WHERE covering.value NOT IN (SELECT id FROM condition UNION ALL SELECT id FROM finding
        UNION ALL SELECT id FROM link UNION ALL SELECT id FROM action))"},
    {"coding", R"(
      SELECT rowid, format('column target: ''%s'': expected %s', target, CASE resource
        WHEN 'export' THEN 'an id of condition.csv'
        WHEN 'order' THEN 'an id of action.csv'
        WHEN 'pregnancy_end' THEN 'birth, termination, loss or ectopic'
        WHEN 'none_known' THEN 'an id of finding.csv, or nothing'
        ELSE 'an id of finding.csv' END)
      FROM coding WHERE target NOT IN (
        SELECT id FROM finding WHERE resource NOT IN ('export','order','pregnancy_end')
        UNION ALL SELECT id FROM condition WHERE resource = 'export'
        UNION ALL SELECT id FROM action WHERE resource = 'order'
        UNION ALL SELECT column1 FROM (VALUES ('birth'), ('termination'), ('loss'), ('ectopic'))
          WHERE resource = 'pregnancy_end'
        UNION ALL SELECT 'nothing' WHERE resource = 'none_known'))"},
    {"coding", R"(
      SELECT rowid, format('column state: ''%s'': expected absent, as the code denies its target',
        coalesce(state, ''))
      FROM coding WHERE resource IN ('none_known','empty_section') AND target <> 'nothing'
        AND coalesce(state, '') <> 'absent')"},
    {"unit_conversion", R"(
      SELECT u.rowid, format('columns finding, unit: ''%s'', ''%s'': expected a quantity and another '
        || 'unit than its own', finding, u.unit)
      FROM unit_conversion AS u JOIN finding ON id = finding
      WHERE value_type <> 'quantity' OR u.unit = finding.unit)"},
    {"unit_conversion", R"(
      SELECT rowid, format('column factor: ''%s'': expected a number above 0', factor)
      FROM unit_conversion WHERE factor <= 0)"},
};

// The text with each name in it replaced.
std::string filled_in(std::string text,
                      const std::vector<std::pair<std::string_view, std::string_view>>& names) {
  for (const auto& [name, value] : names) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), value);
      at += value.size();
    }
  }
  return text;
}

constexpr const char* verified_words = "'seen','seen-qual','seen-part','recalled','estimate'";
constexpr const char* grades = "'A','B','B-recalled','C'";

class RowChecks {
 public:
  RowChecks(const Connection& database, const Places& places)
      : database_(database), places_(places) {}

  void run(const std::string& table, const std::string& sql) {
    auto statement =
        database_.prepare(std::string(common) + "SELECT * FROM (" + sql + ") ORDER BY 1, 2");
    if (!statement) {
      problems_.push_back(statement.error().message);
      return;
    }
    auto row = statement->step();
    for (; row && *row; row = statement->step()) {
      problems_.push_back(places_.of(table, statement->integer(0)) + ": " + statement->text(1));
    }
    if (!row) {
      problems_.push_back(row.error().message);
    }
  }

  // Each value of a column, in every table that has it, is one of the words.
  void run_words(const std::string& column, const std::string& words) {
    const std::string sql = filled_in(R"(
        SELECT rowid, format('column COLUMN: ''%s'': expected one of %s', COLUMN, "WORDS")
        FROM TABLE WHERE COLUMN NOT IN (WORDS))",
                                      {{"COLUMN", column}, {"WORDS", words}});
    for (const std::string& table : tables_with(column)) {
      run(table, filled_in(sql, {{"TABLE", table}}));
    }
  }

  // A point lies in its interval, in every table that has them.
  void run_interval(const std::string& point, const std::string& low, const std::string& high) {
    const std::string sql = filled_in(R"(
        SELECT rowid, format('columns LOW, POINT, HIGH: ''%s'', ''%s'', ''%s'': expected them in '
          || 'increasing order', LOW, POINT, HIGH)
        FROM TABLE WHERE LOW > POINT OR HIGH < POINT)",
                                      {{"LOW", low}, {"POINT", point}, {"HIGH", high}});
    for (const std::string& table : tables_with(low)) {
      run(table, filled_in(sql, {{"TABLE", table}}));
    }
  }

  std::vector<std::string> problems() && { return std::move(problems_); }

 private:
  std::vector<std::string> tables_with(const std::string& column) {
    std::vector<std::string> tables;
    auto statement = database_.prepare(
        "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND c.name = ? ORDER BY m.rowid");
    if (!statement) {
      problems_.push_back(statement.error().message);
      return tables;
    }
    statement->bind(1, std::string_view(column));
    for (auto row = statement->step(); row && *row; row = statement->step()) {
      tables.push_back(statement->text(0));
    }
    return tables;
  }

  const Connection& database_;
  const Places& places_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check_rows(const Connection& database, const Places& places) {
  RowChecks rows(database, places);
  for (const auto& [table, sql] : checks) {
    rows.run(std::string(table), std::string(sql));
  }
  rows.run_words("verified", verified_words);
  rows.run_words("grade", grades);
  rows.run_interval("point", "low", "high");
  for (const std::string figure :
       {"sensitivity", "specificity", "lr_positive", "lr_negative", "ratio", "post_test"}) {
    rows.run_interval(figure, figure + "_low", figure + "_high");
  }
  return std::move(rows).problems();
}

}  // namespace paraspinal::knowledge
