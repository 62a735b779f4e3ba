#include "knowledge/scores/gestation.h"

#include <cmath>
#include <utility>

#include "engine/require.h"
#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

using std::chrono::days;

constexpr int days_a_week = 7;
constexpr int days_from_conception = 266;
constexpr int usual_cycle = 28;

// Days of the last day of "weeks + 6".
constexpr int through(int weeks) {
  return weeks * days_a_week + 6;
}

std::optional<double> as_weeks(int gestation) {
  if (gestation < 0 || gestation > longest_days) {
    return std::nullopt;
  }
  return static_cast<double>(gestation) / days_a_week;
}

Day due_from_period(const PregnancyDates& dates) {
  return *dates.last_period + days(days_to_term + dates.cycle_days - usual_cycle);
}

Day due_from_scan(const Scan& scan) {
  return scan.day + days(days_to_term - scan.gestation_days);
}

std::optional<Day> day_in(const Complete& in, std::string_view name) {
  return in.has(name) ? std::optional(day_from_number(in[name])) : std::nullopt;
}

// The first input of those that is missing where another needs it.
std::optional<engine::Error> half_given(const Complete& in) {
  const auto needs = [&in](std::string_view given,
                           std::string_view needed) -> std::optional<engine::Error> {
    if (!in.has(given) || in.has(needed)) {
      return std::nullopt;
    }
    return engine::Error{
        engine::ErrorKind::invalid_argument,
        "gestation: " + std::string(needed) + ": missing: expected with " + std::string(given)};
  };
  for (const auto& [given, needed] : {std::pair{"scan_date", "scan_weeks"},
                                      {"scan_date", "scan_extra_days"},
                                      {"scan_weeks", "scan_date"},
                                      {"transfer_date", "embryo_days"}}) {
    if (auto error = needs(given, needed)) {
      return error;
    }
  }
  return std::nullopt;
}

PregnancyDates dates_in(const Complete& in) {
  PregnancyDates dates{.due_date = day_in(in, "due_date"),
                       .last_period = day_in(in, "last_period"),
                       .cycle_days = in.points("cycle_days")};
  if (const auto transfer = day_in(in, "transfer_date")) {
    dates.transfer = EmbryoTransfer{*transfer, in.points("embryo_days")};
  }
  if (const auto scan = day_in(in, "scan_date")) {
    dates.scan = Scan{*scan, in.points("scan_weeks") * days_a_week + in.points("scan_extra_days")};
  }
  return dates;
}

engine::Result<Computed> compute_gestation(const Complete& in) {
  if (auto error = half_given(in)) {
    return engine::fail(std::move(*error));
  }
  const auto dating = dated(dates_in(in));
  if (!dating) {
    return engine::fail(engine::ErrorKind::invalid_argument,
                        "gestation: no date of the pregnancy: expected last_period, due_date, "
                        "scan_date with scan_weeks, or transfer_date");
  }
  const Day on = day_from_number(in["as_of"]);
  const int gestation = gestation_days(dating->due_date, on);
  if (gestation < 0 || gestation > longest_days) {
    return engine::fail(engine::ErrorKind::invalid_argument,
                        "gestation: as_of: " + day_words(on) + ": expected a day from " +
                            day_words(dating->due_date - days(days_to_term)) + " to " +
                            day_words(dating->due_date + days(longest_days - days_to_term)));
  }
  const int weeks = gestation / days_a_week;
  const int extra_days = gestation % days_a_week;
  const bool redated = dating->basis == DatingBasis::scan && in.has("last_period");
  return Computed{
      .value = static_cast<double>(gestation) / days_a_week,
      .parts = {{"weeks", static_cast<double>(weeks), "wk"},
                {"days", static_cast<double>(extra_days), "d"},
                {"trimester", static_cast<double>(trimester(gestation))},
                {"days_to_due_date", static_cast<double>(days_to_term - gestation), "d"},
                {"redated_by_scan", redated ? 1.0 : 0.0}}};
}

engine::Result<Computed> compute_postpartum(const Complete& in) {
  const double passed = in["as_of"] - in["birth_date"];
  if (passed < 0) {
    return engine::fail(engine::ErrorKind::invalid_argument,
                        "postpartum: birth_date: " + day_words(day_from_number(in["birth_date"])) +
                            ": expected a day not after " +
                            day_words(day_from_number(in["as_of"])));
  }
  return Computed{.value = passed};
}

ScoreInput as_of() {
  auto input = day_if_known("as_of", "the day to judge at, where the person is");
  input.optional = false;
  return input;
}

ScoreInput assumed(ScoreInput input, double value, std::string_view because) {
  input.assumed = value;
  input.assumed_because = because;
  return input;
}

ScoreInput points_if_known(std::string_view name, std::string_view meaning, double lowest,
                           double highest) {
  auto input = points(name, meaning, lowest, highest);
  input.optional = true;
  return input;
}

}  // namespace

std::optional<Dating> dated(const PregnancyDates& dates) {
  if (dates.transfer) {
    return Dating{dates.transfer->day + days(days_from_conception - dates.transfer->embryo_days),
                  DatingBasis::embryo_transfer};
  }
  if (dates.due_date) {
    return Dating{*dates.due_date, DatingBasis::due_date};
  }
  if (!dates.last_period) {
    return dates.scan ? std::optional(Dating{due_from_scan(*dates.scan), DatingBasis::scan})
                      : std::nullopt;
  }
  const Day by_period = due_from_period(dates);
  if (!dates.scan) {
    return Dating{by_period, DatingBasis::last_period};
  }
  const int period_days = gestation_days(by_period, dates.scan->day);
  const int behind = period_days - dates.scan->gestation_days;
  if (std::abs(behind) > redating_threshold(period_days)) {
    return Dating{due_from_scan(*dates.scan), DatingBasis::scan, behind};
  }
  return Dating{by_period, DatingBasis::last_period, behind};
}

int redating_threshold(int days_by_period) {
  return stepped(days_by_period, {{through(8), 5},
                                  {through(15), 7},
                                  {through(21), 10},
                                  {through(27), 14},
                                  {longest_days, 21}});
}

int gestation_days(Day due_date, Day on) {
  return days_to_term - static_cast<int>((due_date - on).count());
}

std::string weeks_and_days(int days) {
  engine::require(days >= 0, "a gestation is not negative");
  return std::to_string(days / days_a_week) + '+' + std::to_string(days % days_a_week);
}

int trimester(int days) {
  return days <= through(13) ? 1 : days <= through(27) ? 2 : 3;
}

std::optional<long> days_between(std::string_view from, std::string_view to) {
  const auto first = day_of(from);
  const auto second = day_of(to);
  if (!first || !second) {
    return std::nullopt;
  }
  return (*second - *first).count();
}

std::optional<double> gestational_weeks_from_due_date(std::string_view due_date,
                                                      std::string_view day) {
  const auto due = day_of(due_date);
  const auto on = day_of(day);
  return due && on ? as_weeks(gestation_days(*due, *on)) : std::nullopt;
}

std::optional<double> gestational_weeks_from_last_period(std::string_view last_period,
                                                         std::string_view day) {
  const auto period = day_of(last_period);
  const auto on = day_of(day);
  return period && on ? as_weeks(gestation_days(*period + days(days_to_term), *on)) : std::nullopt;
}

Score gestation() {
  return {
      .id = "gestation",
      .name = "Weeks of pregnancy on a day, with redating by scan",
      .caution = "Without a scan before 22 weeks the dates are uncertain.",
      .unit = "wk",
      .inputs = {as_of(), day_if_known("last_period", "first day of the last period"),
                 assumed(points("cycle_days", "days from period to period", 20, 45), usual_cycle,
                         "the usual cycle"),
                 day_if_known("due_date", "due date, as told by who dated the pregnancy"),
                 day_if_known("scan_date", "day of the first scan"),
                 points_if_known("scan_weeks", "completed weeks that it gave for its day", 4, 42),
                 points_if_known("scan_extra_days", "and days", 0, 6),
                 day_if_known("transfer_date", "day of embryo transfer"),
                 points_if_known("embryo_days", "age of the embryo then", 1, 7)},
      .bands = {{0, "first trimester", "early pregnancy: ectopic pregnancy and miscarriage"},
                {14, "second trimester", "from 20 weeks: preterm labour, pre-eclampsia, abruption"},
                {28, "third trimester, preterm", "preterm labour, pre-eclampsia, abruption"},
                {37, "term", "labour, pre-eclampsia, abruption"},
                {42, "after term", "maternity unit today"}},
      .sources = {"acogco700", "edd_criteria"},
      .compute = compute_gestation};
}

Score postpartum() {
  auto birth = as_of();
  birth.name = "birth_date";
  birth.meaning = "day of the birth";
  return {.id = "postpartum",
          .name = "Days since the birth",
          .caution = "",
          .unit = "d",
          .inputs = {as_of(), birth},
          .bands = {{0, "puerperium", "six weeks with risks of their own"},
                    {42, "after the puerperium", "none from the birth itself"}},
          .sources = {"acogco700"},
          .compute = compute_postpartum};
}

}  // namespace paraspinal::scores
