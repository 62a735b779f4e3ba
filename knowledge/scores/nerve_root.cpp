#include <array>
#include <bit>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

// The nodes of the graph, as bits.
constexpr unsigned l2 = 1;
constexpr unsigned l3 = 2;
constexpr unsigned l4 = 4;
constexpr unsigned l5 = 8;
constexpr unsigned s1 = 16;
constexpr unsigned sacral = 32;  // S2 to S4
constexpr std::array<unsigned, 6> roots{l2, l3, l4, l5, s1, sacral};
constexpr unsigned all_roots = 63;

// Its edges: which roots, damaged alone, give a sign. source: root_anatomy
struct Sign {
  std::string_view name;
  std::string_view meaning;
  unsigned roots = 0;
};
constexpr std::array<Sign, 14> signs{{
    {"numb_front_of_thigh", "less feeling in the front of the thigh (L2)", l2},
    {"numb_inner_knee", "less feeling on the inner side of the knee (L3)", l3},
    {"numb_inner_shin", "less feeling on the inner side of the shin (L4)", l4},
    {"numb_top_of_foot", "less feeling on the top of the foot, first web (L5)", l5},
    {"numb_outer_foot", "less feeling on the outer edge of the foot (S1)", s1},
    {"numb_perineum", "less feeling round the anus or genitals (S2 to S4)", sacral},
    {"weak_hip_flexion", "weak in bending the hip (L2)", l2},
    {"weak_knee_extension", "weak in straightening the knee (L3, L4)", l3 | l4},
    {"weak_ankle_lifting", "weak in lifting the foot (L4, L5)", l4 | l5},
    {"weak_big_toe_lifting", "weak in lifting the big toe (L5)", l5},
    {"weak_push_off", "weak in pushing off with the foot (S1)", s1},
    {"lax_anal_tone", "lax anal tone or new loss of bladder control (S2 to S4)", sacral},
    {"knee_jerk_reduced", "knee jerk reduced or absent (L3, L4)", l3 | l4},
    {"ankle_jerk_reduced", "ankle jerk reduced or absent (S1)", s1},
}};

// The smallest sets of roots that explain all signs of one side.
struct Cover {
  int size = 0;
  unsigned in_every = all_roots;  // roots that are in each smallest set
  unsigned in_some = 0;
};

bool explains(unsigned set, const Complete& in, int side) {
  for (const Sign& sign : signs) {
    if ((in.points(sign.name) & side) != 0 && (set & sign.roots) == 0) {
      return false;
    }
  }
  return true;
}

Cover smallest_cover(const Complete& in, int side) {
  Cover best{.size = static_cast<int>(roots.size()) + 1};
  for (unsigned set = 0; set <= all_roots; ++set) {
    const int size = std::popcount(set);
    if (size > best.size || !explains(set, in, side)) {
      continue;
    }
    if (size < best.size) {
      best = {.size = size};
    }
    best.in_every &= set;
    best.in_some |= set;
  }
  return best;
}

// 1 for a root that must be affected, 0.5 for one that may be, 0 for one that need not be.
double certainty(const Cover& cover, unsigned root) {
  return (cover.in_every & root) != 0 ? 1.0 : (cover.in_some & root) != 0 ? 0.5 : 0.0;
}

constexpr int left_side = 1;
constexpr int right_side = 2;
constexpr std::array<std::string_view, 6> left_names{"left_l2", "left_l3", "left_l4",
                                                     "left_l5", "left_s1", "left_s2_to_s4"};
constexpr std::array<std::string_view, 6> right_names{"right_l2", "right_l3", "right_l4",
                                                      "right_l5", "right_s1", "right_s2_to_s4"};

engine::Result<Computed> compute_roots(const Complete& in) {
  const Cover left = smallest_cover(in, left_side);
  const Cover right = smallest_cover(in, right_side);
  Computed computed{.value = static_cast<double>(left.size + right.size)};
  const bool any_sacral = ((left.in_every | right.in_every) & sacral) != 0 &&
                          (in.points("numb_perineum") | in.points("lax_anal_tone")) != 0;
  computed.band = any_sacral || computed.value > 1 ? 2 : computed.value > 0 ? 1 : 0;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    computed.parts.push_back({left_names[i], certainty(left, roots[i])});
    computed.parts.push_back({right_names[i], certainty(right, roots[i])});
  }
  return computed;
}

// `left` is reduced on the left and normal on the right; after `left_normal` and `left_only`
// (reduced there) the other side was not tested.
std::vector<ScoreInput> sign_inputs() {
  std::vector<ScoreInput> inputs;
  for (const Sign& sign : signs) {
    auto input = one_of(sign.name, sign.meaning,
                        {{"no", 0},
                         {"left", left_side},
                         {"right", right_side},
                         {"left_normal", 4, {0, right_side}},
                         {"right_normal", 5, {0, left_side}},
                         {"left_only", 6, {left_side, 3}},
                         {"right_only", 7, {right_side, 3}},
                         {"both", 3}});
    input.only_ends = true;
    inputs.push_back(std::move(input));
  }
  return inputs;
}

engine::Result<Computed> compute_raise(const Complete& in) {
  const bool positive = in["leg_pain"] == 1 && in["angle"] < 70;
  const bool crossed = in["crossed_leg_pain"] == 1;
  return Computed{.value = crossed ? 2.0 : positive ? 1.0 : 0.0};
}

}  // namespace

Score nerve_root() {
  return {.id = "nerve_root",
          .name = "Root level: the fewest roots that explain the signs of both legs",
          .caution = "Territories overlap between people; a map of signs, not a diagnosis.",
          .unit = "",
          .inputs = sign_inputs(),
          .bands = {{0, "no root sign", "does not exclude a root problem"},
                    {1, "one root", "fits radiculopathy of that root"},
                    {2, "several roots, both sides or sacral",
                     "red flag: think of cauda equina compression"}},
          .sources = {"root_anatomy", "iversen2013"},
          .compute = compute_roots};
}

Score straight_leg_raise() {
  return {
      .id = "straight_leg_raise",
      .name = "Straight leg raise (0 negative, 1 positive, 2 crossed positive)",
      .caution = "Pain in the back or behind the knee alone does not count.",
      .unit = "",
      .inputs = {yes_or_no("leg_pain",
                           "raising the straight painful leg brings on its pain "
                           "below the knee"),
                 measured("angle", "angle of the hip at which it does", "deg", 0, 120, {69, 70}),
                 yes_or_no("crossed_leg_pain",
                           "raising the other leg brings on pain in the painful leg")},
      .bands = {{0, "negative", "disc herniation is less likely"},
                {1, "positive", "sensitive for disc herniation, not specific"},
                {2, "crossed positive", "specific for disc herniation"}},
      .sources = {"vdw2010"},
      .compute = compute_raise};
}

}  // namespace paraspinal::scores
