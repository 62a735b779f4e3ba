#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

// source: niosh1994, the metric constants.
constexpr double load_constant = 23;   // kg
constexpr double knuckle_height = 75;  // cm
constexpr double just_below_knuckle_height = 74.999;

// Table 5: lifts a minute, then FM for up to 1, 2 and 8 hours, each below and from 75 cm.
struct FrequencyRow {
  double lifts = 0;
  std::array<double, 6> multiplier{};
};
constexpr std::array<FrequencyRow, 18> frequency_table{{
    {0.2, {1.00, 1.00, 0.95, 0.95, 0.85, 0.85}},
    {0.5, {0.97, 0.97, 0.92, 0.92, 0.81, 0.81}},
    {1, {0.94, 0.94, 0.88, 0.88, 0.75, 0.75}},
    {2, {0.91, 0.91, 0.84, 0.84, 0.65, 0.65}},
    {3, {0.88, 0.88, 0.79, 0.79, 0.55, 0.55}},
    {4, {0.84, 0.84, 0.72, 0.72, 0.45, 0.45}},
    {5, {0.80, 0.80, 0.60, 0.60, 0.35, 0.35}},
    {6, {0.75, 0.75, 0.50, 0.50, 0.27, 0.27}},
    {7, {0.70, 0.70, 0.42, 0.42, 0.22, 0.22}},
    {8, {0.60, 0.60, 0.35, 0.35, 0.18, 0.18}},
    {9, {0.52, 0.52, 0.30, 0.30, 0.00, 0.15}},
    {10, {0.45, 0.45, 0.26, 0.26, 0.00, 0.13}},
    {11, {0.41, 0.41, 0.00, 0.23, 0.00, 0.00}},
    {12, {0.37, 0.37, 0.00, 0.21, 0.00, 0.00}},
    {13, {0.00, 0.34, 0.00, 0.00, 0.00, 0.00}},
    {14, {0.00, 0.31, 0.00, 0.00, 0.00, 0.00}},
    {15, {0.00, 0.28, 0.00, 0.00, 0.00, 0.00}},
    {std::numeric_limits<double>::infinity(), {0, 0, 0, 0, 0, 0}},
}};

double horizontal(double cm) {
  return cm > 63 ? 0 : 25 / std::max(cm, 25.0);
}
double vertical(double cm) {
  return cm > 175 ? 0 : 1 - 0.003 * std::abs(cm - knuckle_height);
}
double distance(double cm) {
  return cm > 175 ? 0 : 0.82 + 4.5 / std::max(cm, 25.0);
}
double asymmetry(double degrees) {
  return degrees > 135 ? 0 : 1 - 0.0032 * degrees;
}

// Between rows in proportion, as the manual allows.
double frequency(double lifts, int duration, double vertical_cm) {
  const int position = 2 * duration + (vertical_cm < knuckle_height ? 0 : 1);
  const auto column = static_cast<std::size_t>(position);
  const auto above = std::find_if(frequency_table.begin(), frequency_table.end(),
                                  [lifts](const FrequencyRow& row) { return lifts <= row.lifts; });
  const double upper = above->multiplier.at(column);
  if (above == frequency_table.begin() || std::isinf(above->lifts)) {
    return upper;
  }
  const auto below = std::prev(above);
  const double share = (lifts - below->lifts) / (above->lifts - below->lifts);
  const double lower = below->multiplier.at(column);
  return lower + share * (upper - lower);
}

// Table 7. Grip 0 good, 1 fair, 2 poor.
double coupling(int grip, double vertical_cm) {
  if (grip == 1) {
    return vertical_cm < knuckle_height ? 0.95 : 1.0;
  }
  return grip == 0 ? 1.0 : 0.90;
}

engine::Result<Computed> compute_lifting(const Complete& in) {
  const double height = in["vertical"];
  const double hm = horizontal(in["horizontal"]);
  const double vm = vertical(height);
  const double dm = distance(in["distance"]);
  const double am = asymmetry(in["asymmetry"]);
  const double fm = frequency(in["frequency"], in.points("duration"), height);
  const double cm = coupling(in.points("coupling"), height);
  const double limit = load_constant * hm * vm * dm * am * fm * cm;
  const double index = limit > 0 ? in["load"] / limit : std::numeric_limits<double>::infinity();
  const std::size_t band = index <= 1 ? 0 : index <= 3 ? 1 : 2;
  return Computed{.value = index,
                  .band = band,
                  .parts = {{"recommended_weight_limit", limit, "kg"},
                            {"horizontal_multiplier", hm},
                            {"vertical_multiplier", vm},
                            {"distance_multiplier", dm},
                            {"asymmetry_multiplier", am},
                            {"frequency_multiplier", fm},
                            {"coupling_multiplier", cm}}};
}

}  // namespace

Score niosh_lifting() {
  return {
      .id = "niosh_lifting",
      .name = "Revised NIOSH lifting equation (lifting index)",
      .caution =
          "For two-handed, smooth lifting while standing; not for lifting people, one hand, "
          "sitting, kneeling, over 8 hours, or slippery ground.",
      .unit = "",
      .inputs = {measured("load", "weight of what is lifted", "kg", 0.1, 200),
                 measured("horizontal", "hands from the middle of the ankles", "cm", 0, 120),
                 measured("vertical", "hands above the floor, where the lift begins (or ends)",
                          "cm", 0, 220, {just_below_knuckle_height, knuckle_height, 175}),
                 measured("distance", "how far up or down it is moved", "cm", 0, 220),
                 measured("asymmetry", "how far the load is to the side of straight ahead", "deg",
                          0, 180),
                 measured("frequency", "lifts a minute, averaged over 15 minutes", "/min", 0, 30),
                 one_of("duration", "hours of lifting before a recovery period of light work",
                        {{"up_to_1_hour", 0}, {"up_to_2_hours", 1}, {"up_to_8_hours", 2}}),
                 one_of("coupling", "grip on the load", {{"good", 0}, {"fair", 1}, {"poor", 2}})},
      .bands = {{0, "lifting index up to 1", "the goal of design"},
                {1, "lifting index over 1",
                 "raised risk of lifting-related back pain for some; redesign"},
                {3, "lifting index over 3", "nearly all are at raised risk; redesign first"}},
      .sources = {"niosh1994", "waters1993"},
      .compute = compute_lifting};
}

}  // namespace paraspinal::scores
