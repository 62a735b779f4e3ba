#include "validation/tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>

namespace paraspinal::validation {
namespace {

std::string whole(double share) {
  return std::to_string(static_cast<int>(std::lround(share * 100)));
}

// A measure of the methods table: its name, and how it is shown.
struct Row {
  std::string name;
  std::function<std::string(const Measures&)> cell;
};

Row share(std::string name, Proportion Measures::*proportion) {
  return {std::move(name), [proportion](const Measures& m) { return shown(m.*proportion); }};
}

std::string score(double value, std::size_t predictions, int digits) {
  return predictions == 0 ? "-" : shown(value, digits);
}

std::size_t predictions(const Measures& measures) {
  std::size_t count = 0;
  for (const CalibrationBin& bin : measures.calibration) {
    count += bin.predictions;
  }
  return count;
}

std::vector<Row> measure_rows() {
  return {{"cases judged (refused)",
           [](const Measures& m) {
             return std::to_string(m.cases) + " (" + std::to_string(m.refused) + ")";
           }},
          share("safe: not slower than acceptable", &Measures::safe),
          share("visible emergencies found", &Measures::emergencies_found),
          share("slower by two levels or more", &Measures::under_by_two),
          share("exact: within the expected tier", &Measures::exact),
          share("acceptable urgency", &Measures::acceptable),
          share("slower than acceptable", &Measures::under),
          share("faster than acceptable", &Measures::over),
          share("benign cases sent too fast", &Measures::benign_over),
          share("expected condition first", &Measures::top_1),
          share("... in the first three", &Measures::top_3),
          share("... in the first five", &Measures::top_5),
          share("acceptable condition first", &Measures::right_1),
          share("... in the first three", &Measures::right_3),
          share("... in the first five", &Measures::right_5),
          {"expected condition is never ranked (a contributor)",
           [](const Measures& m) { return std::to_string(m.contributors); }},
          share("red flags: sensitivity", &Measures::sensitivity),
          share("red flags: specificity", &Measures::specificity),
          {"log score, nats (pre-test)",
           [](const Measures& m) {
             return score(m.log_score, predictions(m), 2) + " (" +
                    score(m.log_score_pretest, predictions(m), 2) + ")";
           }},
          {"Brier score (pre-test)",
           [](const Measures& m) {
             return score(m.brier, predictions(m), 4) + " (" +
                    score(m.brier_pretest, predictions(m), 4) + ")";
           }},
          {"provisional answers", [](const Measures& m) { return std::to_string(m.provisional); }}};
}

// "expected" of what the protocol aims at.
std::vector<std::string> aim_row(const std::string& set, const std::string& aim,
                                 const Proportion& found, double bound, bool at_least) {
  const bool met = at_least ? found.share() >= bound : found.share() <= bound;
  return {set, aim, shown(found), found.of == 0 ? "-" : met ? "met" : "missed"};
}

void add_call_aims(const CallSet& set, std::vector<std::vector<std::string>>& rows) {
  const CallSummary found = summary(set);
  const auto met = [](bool yes) { return std::string(yes ? "met" : "missed"); };
  rows.push_back({set.who, "median of at most 9 questions", shown(found.questions.median, 0),
                  met(found.questions.median <= 9)});
  rows.push_back({set.who, "P90 of at most 15 questions", shown(found.questions.percentile_90, 0),
                  met(found.questions.percentile_90 <= 15)});
  rows.push_back(aim_row(set.who, "agreement >= 99 %", found.agree, 0.99, true));
  rows.push_back(aim_row(set.who, "no call two levels slower", found.under_by_two, 0, false));
}

}  // namespace

std::string shown(const Proportion& proportion) {
  if (proportion.of == 0) {
    return "-";
  }
  const Interval interval = exact_interval(proportion);
  return whole(proportion.share()) + " % (" + std::to_string(proportion.hits) + "/" +
         std::to_string(proportion.of) + "), " + whole(interval.low) + "-" + whole(interval.high);
}

std::string shown(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

Table methods_table(const std::string& caption, const std::vector<MethodMeasures>& methods) {
  Table table{caption, {"measure"}, {}};
  for (const MethodMeasures& method : methods) {
    table.header.push_back(method.method);
  }
  for (const Row& row : measure_rows()) {
    std::vector<std::string> cells = {row.name};
    for (const MethodMeasures& method : methods) {
      cells.push_back(row.cell(method.measures));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table groups_table(const SetMeasures& set) {
  Table table{"By group, as built",
              {"group", "cases", "safe", "benign sent too fast", "acceptable condition first",
               "in the first three"},
              {}};
  for (const GroupMeasures& group : set.groups) {
    const Measures& m = group.measures;
    table.rows.push_back({group.group + ": " + group.value, std::to_string(m.cases), shown(m.safe),
                          shown(m.benign_over), shown(m.right_1), shown(m.right_3)});
  }
  return table;
}

Table levels_table(const SetMeasures& set) {
  Table table{
      "Levels too slow (-) or too fast (+)",
      {"method", "-4 or more", "-3", "-2", "-1", "acceptable", "+1", "+2", "+3", "+4 or more"},
      {}};
  for (const MethodMeasures& method : set.methods) {
    const Measures& m = method.measures;
    const auto from_four = [](const std::array<std::size_t, 7>& levels) {
      return std::to_string(levels[4] + levels[5] + levels[6]);
    };
    std::vector<std::string> row = {method.method, from_four(m.levels_slow)};
    for (const std::size_t level : {3U, 2U, 1U}) {
      row.push_back(std::to_string(m.levels_slow[level]));
    }
    row.push_back(std::to_string(m.acceptable.hits));
    for (const std::size_t level : {1U, 2U, 3U}) {
      row.push_back(std::to_string(m.levels_fast[level]));
    }
    row.push_back(from_four(m.levels_fast));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table gaps_table(const std::vector<Gap>& gaps) {
  Table table{"Each case that we get wrong", {"case", "what", "ours", "expected"}, {}};
  for (const Gap& gap : gaps) {
    table.rows.push_back({gap.id, gap.what, gap.ours, gap.expected});
  }
  return table;
}

Table aims_table(const Run& run) {
  Table table{"The aims, set before the first run", {"set", "aim", "found", ""}, {}};
  for (const SetMeasures& set : run.sets) {
    const Measures& m = set.methods.front().measures;
    table.rows.push_back(aim_row(set.kind, "safe >= 98 %", m.safe, 0.98, true));
    table.rows.push_back(
        aim_row(set.kind, "no visible emergency under-triaged", m.emergencies_found, 1, true));
    table.rows.push_back(
        aim_row(set.kind, "benign cases sent too fast <= 15 %", m.benign_over, 0.15, false));
    table.rows.push_back(
        aim_row(set.kind, "acceptable condition first >= 72 %", m.right_1, 0.72, true));
    table.rows.push_back(aim_row(set.kind, "in the first three >= 90 %", m.right_3, 0.90, true));
  }
  for (const CallSet& set : run.calls) {
    if (set.style == CallStyle{} && !set.rows.empty()) {
      add_call_aims(set, table.rows);
    }
  }
  return table;
}

std::vector<std::string> unsafe(const Run& run) {
  std::vector<std::string> found;
  for (const SetMeasures& set : run.sets) {
    const Measures& m = set.methods.front().measures;
    for (const std::string& id : m.emergencies_missed) {
      found.push_back(set.kind + " case " + id + ": an emergency visible at first contact, missed");
    }
    for (const std::string& id : m.slower_by_two) {
      if (std::ranges::find(m.emergencies_missed, id) == m.emergencies_missed.end()) {
        found.push_back(set.kind + " case " + id +
                        ": slower than acceptable by two levels or more");
      }
    }
  }
  for (const CallSet& set : run.calls) {
    if (set.who == "callers with each danger" && set.style == CallStyle{}) {
      for (const std::string& call : summary(set).slower_by_two) {
        found.push_back("simulated call, " + call);
      }
    }
  }
  for (const RuleWayCall& call : run.ways.calls) {
    if (is_unsafe(call)) {
      found.push_back("simulated call, " + words(call));
    }
  }
  return found;
}

}  // namespace paraspinal::validation
