// The few passes of a plan that is carried out in lanes: their kernels against sums and products
// written out, and what they give against what the steps of the plan give.

#include "engine/lane_program.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/compiled_network.h"
#include "engine/lane_propagation.h"
#include "engine/observation.h"
#include "engine/slicing.h"
#include "tests/engine/random_lanes.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

using tests::random_lanes;
using tests::same_bits;

std::vector<std::uint32_t> random_places(tests::Random& random, std::size_t count,
                                         std::size_t below) {
  std::vector<std::uint32_t> places(count);
  for (std::uint32_t& place : places) {
    place = static_cast<std::uint32_t>(random.below(below));
  }
  return places;
}

// Where the entries of a quad are, from where it begins.
std::size_t place_in(QuadPattern pattern, std::size_t entry) {
  switch (pattern) {
    case QuadPattern::same:
      return 0;
    case QuadPattern::by_last:
      return entry % 2;
    case QuadPattern::by_next:
      return entry / 2;
    case QuadPattern::each:
      return entry;
  }
  return 0;
}

struct Growing {
  std::optional<QuadPattern> first;
  std::optional<QuadPattern> second;
  GrowthConstants constants = GrowthConstants::none;
  bool from_block = false;
};

std::vector<Growing> every_growing() {
  std::vector<Growing> all;
  for (const auto constants :
       {GrowthConstants::none, GrowthConstants::of_all, GrowthConstants::of_each}) {
    for (const bool block : {false, true}) {
      all.push_back({{}, {}, constants, block});
      for (int first = 0; first < 4; ++first) {
        const auto lesser = static_cast<QuadPattern>(first);
        all.push_back({lesser, {}, constants, block});
        for (int second = first; second < 4; ++second) {
          all.push_back({lesser, static_cast<QuadPattern>(second), constants, block});
        }
      }
    }
  }
  return all;
}

// Three quads that become two copies of themselves.
struct GrowthCase {
  explicit GrowthCase(tests::Random& random)
      : block(random_lanes(random, 24)),
        lane_constants(random_lanes(random, 24)),
        first(random_lanes(random, 20)),
        second(random_lanes(random, 20)),
        first_offsets(random_places(random, 6, 16)),
        second_offsets(random_places(random, 6, 16)) {
    for (int i = 0; i < 24; ++i) {
      constants.push_back(random.uniform());
    }
  }

  std::vector<Lanes> grown(const LaneKernels& kernels, const Growing& how) const {
    std::vector<Lanes> result = block;
    LaneGrowth growth;
    growth.block = result.data();
    growth.units = how.from_block ? 3 : 6;
    growth.copies = how.from_block ? 2 : 1;
    growth.constants = constants.data();
    growth.lane_constants = lane_constants.data();
    growth.first = first.data();
    growth.first_offsets = first_offsets.data();
    growth.second = second.data();
    growth.second_offsets = second_offsets.data();
    kernels.grow_quads[growth_kernel(how.first, how.second, how.constants, how.from_block)](growth);
    return result;
  }

  double expected(const Growing& how, std::size_t entry, std::size_t lane) const {
    double product = how.from_block ? block[entry % 12][lane] : 1;
    product *=
        how.first ? first[first_offsets[entry / 4] + place_in(*how.first, entry % 4)][lane] : 1;
    product *=
        how.second ? second[second_offsets[entry / 4] + place_in(*how.second, entry % 4)][lane] : 1;
    switch (how.constants) {
      case GrowthConstants::none:
        return product;
      case GrowthConstants::of_all:
        return product * constants[entry];
      case GrowthConstants::of_each:
        return product * lane_constants[entry][lane];
    }
    return 0;
  }

  std::vector<Lanes> block;
  std::vector<Lanes> lane_constants;
  std::vector<Lanes> first;
  std::vector<Lanes> second;
  std::vector<std::uint32_t> first_offsets;
  std::vector<std::uint32_t> second_offsets;
  std::vector<double> constants;
};

TEST(LaneGrowth, MultipliesEveryEntryByItsConstantAndItsInputs) {
  tests::Random random(21);
  const GrowthCase one(random);
  ASSERT_EQ(every_growing().size(), growth_kernels);
  for (const Growing& how : every_growing()) {
    const auto grown = one.grown(best_lane_kernels(), how);
    for (std::size_t entry = 0; entry < grown.size(); ++entry) {
      for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
        ASSERT_NEAR(grown[entry][lane], one.expected(how, entry, lane), 1e-15);
      }
    }
  }
}

TEST(LaneGrowth, OfEveryMachineGivesTheSameBits) {
  tests::Random random(22);
  const GrowthCase one(random);
  for (const Growing& how : every_growing()) {
    ASSERT_TRUE(
        same_bits(one.grown(plain_lane_kernels(), how), one.grown(best_lane_kernels(), how)));
  }
}

TEST(LaneGrowth, EntryByEntryIsTheSame) {
  tests::Random random(23);
  const auto first = random_lanes(random, 5);
  const std::vector<std::uint32_t> offsets{0, 4, 1, 1, 3, 2};
  const std::vector<double> constants{0.5, 2, 3, 1, 0.25, 7};
  auto block = random_lanes(random, 6);
  const auto before = block;
  LaneGrowth growth;
  growth.block = block.data();
  growth.units = 3;
  growth.copies = 2;
  growth.first = first.data();
  growth.first_offsets = offsets.data();
  growth.constants = constants.data();

  best_lane_kernels().grow_entries(growth, true);

  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(block[i][2], before[i % 3][2] * first[offsets[i]][2] * constants[i], 1e-15);
  }

  block = before;
  const auto lane_constants = random_lanes(random, 6);
  growth.constants = nullptr;
  growth.lane_constants = lane_constants.data();

  best_lane_kernels().grow_entries(growth, true);

  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(block[i][2], before[i % 3][2] * first[offsets[i]][2] * lane_constants[i][2], 1e-15);
  }
}

TEST(LaneWeighing, SumsEachRowByItsWeightsOfAllLanesOrOfEach) {
  tests::Random random(25);
  const auto weights = random_lanes(random, 6);
  const auto of_each = random_lanes(random, 30);
  std::vector<double> of_all;
  for (const Lanes& entry : of_each) {
    of_all.push_back(entry[3]);
  }
  std::vector<Lanes> sums(5);
  std::vector<Lanes> sums_of_each(5);

  best_lane_kernels().weigh(sums.data(), weights.data(), of_all.data(), 5, 6);
  best_lane_kernels().weigh_each(sums_of_each.data(), weights.data(), of_each.data(), 5, 6);

  for (std::size_t row = 0; row < 5; ++row) {
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      double sum = 0;
      double sum_of_each = 0;
      for (std::size_t i = 0; i < 6; ++i) {
        sum += weights[i][lane] * of_all[row * 6 + i];
        sum_of_each += weights[i][lane] * of_each[row * 6 + i][lane];
      }
      EXPECT_NEAR(sums[row][lane], sum, 1e-14);
      EXPECT_NEAR(sums_of_each[row][lane], sum_of_each, 1e-14);
    }
  }
}

TEST(LaneGathering, SumsTheTermsOfEachSumWithOrWithoutScales) {
  tests::Random random(24);
  for (const std::size_t terms : {1U, 2U, 3U, 4U, 8U}) {
    const auto table = random_lanes(random, 40);
    const auto scales = random_lanes(random, 20);
    const auto first_of = random_places(random, 5, 20);
    const auto term_at = random_places(random, terms, 20);
    const auto scale_first_of = random_places(random, 5, 10);
    const auto scale_term_at = random_places(random, terms, 10);
    for (const bool scaled : {false, true}) {
      std::vector<std::vector<Lanes>> results;
      for (const LaneKernels* kernels : {&plain_lane_kernels(), &best_lane_kernels()}) {
        std::vector<Lanes> sums(5);
        kernels->gather({sums.data(), sums.size(), terms, table.data(), first_of.data(),
                         term_at.data(), scaled ? scales.data() : nullptr, scale_first_of.data(),
                         scale_term_at.data()});
        results.push_back(sums);
      }
      for (std::size_t i = 0; i < 5; ++i) {
        double expected = 0;
        for (std::size_t t = 0; t < terms; ++t) {
          const double scale = scaled ? scales[scale_first_of[i] + scale_term_at[t]][6] : 1;
          expected += table[first_of[i] + term_at[t]][6] * scale;
        }
        EXPECT_NEAR(results[0][i][6], expected, 1e-14);
      }
      EXPECT_TRUE(same_bits(results[0], results[1]));
    }
  }
}

TEST(LaneScaling, GivesTheScaledTableItsSumsOrBoth) {
  tests::Random random(25);
  for (const std::size_t rows : {2U, 7U, 16U}) {
    const std::size_t columns = 6;
    const auto table = random_lanes(random, rows * columns);
    const auto of_rows = random_lanes(random, rows);
    const auto of_columns = random_lanes(random, columns);
    std::vector<Lanes> by_rows(table.size());
    std::vector<Lanes> by_columns(table.size());
    std::vector<Lanes> column_sums(columns);
    std::vector<Lanes> row_sums(rows);
    std::vector<Lanes> column_sums_alone(columns);
    std::vector<Lanes> row_sums_alone(rows);
    const LaneKernels& kernels = best_lane_kernels();

    kernels.scale_rows(by_rows.data(), table.data(), of_rows.data(), rows, columns,
                       column_sums.data());
    kernels.scale_columns(by_columns.data(), table.data(), of_columns.data(), rows, columns,
                          row_sums.data());
    kernels.scale_rows(nullptr, table.data(), of_rows.data(), rows, columns,
                       column_sums_alone.data());
    kernels.scale_columns(nullptr, table.data(), of_columns.data(), rows, columns,
                          row_sums_alone.data());

    std::vector<double> expected_rows(rows);
    std::vector<double> expected_columns(columns);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        const double entry = table[r * columns + c][1];
        EXPECT_EQ(by_rows[r * columns + c][1], entry * of_rows[r][1]);
        EXPECT_EQ(by_columns[r * columns + c][1], entry * of_columns[c][1]);
        expected_columns[c] += entry * of_rows[r][1];
        expected_rows[r] += entry * of_columns[c][1];
      }
    }
    for (std::size_t r = 0; r < rows; ++r) {
      EXPECT_NEAR(row_sums[r][1], expected_rows[r], 1e-14);
    }
    for (std::size_t c = 0; c < columns; ++c) {
      EXPECT_NEAR(column_sums[c][1], expected_columns[c], 1e-14);
    }
    EXPECT_TRUE(same_bits(row_sums, row_sums_alone));
    EXPECT_TRUE(same_bits(column_sums, column_sums_alone));
  }
}

TEST(LaneScaling, MagnitudesAreTheLargestAndTheSmallestOfEachLane) {
  std::vector<Lanes> values(3);
  values[0] = values[1] = values[2] = Lanes{};
  values[0].set(2, -4);
  values[1].set(2, 0.5);
  values[2].set(2, 1);
  Lanes largest;
  Lanes smallest;

  best_lane_kernels().magnitudes(values.data(), values.size(), largest, smallest);

  EXPECT_EQ(largest[2], 4);
  EXPECT_EQ(smallest[2], 0.5);
  EXPECT_EQ(largest[0], 0);
  EXPECT_EQ(smallest[0], 0);
}

// A plan for every marginal and some evidence on a random network, with what it needs to be run.
struct PlannedQuery {
  PlannedQuery(const Network& of, const Evidence& evidence)
      : compiled(of), observation(check(of, evidence).value()) {
    const std::vector<bool> all(of.size(), true);
    plan = make_plan(compiled, observation, all, all, PlanOptions{}).value();
    log_constant = observation.log_scale;
    log_constant += slice_families(compiled, plan, observation, workspace);
    log_constant += enter_evidence(compiled, plan, observation, workspace);
  }

  // With the program where one is given.
  std::vector<double> answers(const LaneProgram* program) {
    std::vector<double> constants;
    LanePropagation lanes(plan, workspace, lane_workspace);
    if (program != nullptr) {
      constants.resize(program->constants_size + 1);
      std::vector<std::size_t> cliques(plan.cliques.size());
      std::iota(cliques.begin(), cliques.end(), std::size_t{0});
      program->multiply_constants(plan, cliques, workspace.factors, constants.data());
      lanes.use(*program, constants.data());
    }
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      lanes.set_unary(lane, workspace.unary);
    }
    lanes.collect();
    std::vector<double> found{lanes.log_total(5) + log_constant};
    if (found[0] == -std::numeric_limits<double>::infinity()) {
      return found;
    }
    lanes.distribute();
    for (std::size_t i = 0; i < plan.place.size(); ++i) {
      for (std::size_t s = 0; plan.place[i] != QueryPlan::none && s < compiled.states(i); ++s) {
        found.push_back(lanes.marginal(plan.place[i], s, 5));
      }
    }
    return found;
  }

  CompiledNetwork compiled;
  Observation observation;
  QueryPlan plan;
  Workspace workspace;
  LaneWorkspace lane_workspace;
  double log_constant = 0;
};

TEST(LaneProgram, AgreesWithEnumerationAndWithTheStepsOfThePlan) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    tests::Random random(seed);
    const Network network = tests::random_network(
        random,
        {.variables = 4 + random.below(7), .most_parents = 5, .zeros = seed % 3 == 0 ? 0.1 : 0.0});
    const Evidence evidence = tests::random_evidence(random, network, 0.3);
    const tests::Enumeration reference = tests::enumerate(network, evidence);
    if (reference.evidence == 0) {
      continue;
    }
    PlannedQuery query(network, evidence);
    const LaneProgram program(query.plan);

    const auto by_program = query.answers(&program);
    const auto by_steps = query.answers(nullptr);

    ASSERT_EQ(by_program.size(), by_steps.size());
    for (std::size_t i = 0; i < by_steps.size(); ++i) {
      ASSERT_NEAR(by_program[i], by_steps[i], 1e-10) << "seed " << seed;
    }
    ASSERT_NEAR(by_program[0], std::log(reference.evidence), 1e-10) << "seed " << seed;
    std::size_t next = 1;
    for (std::size_t i = 0; i < network.size(); ++i) {
      for (std::size_t s = 0;
           query.plan.place[i] != QueryPlan::none && s < query.compiled.states(i); ++s) {
        ASSERT_NEAR(by_program[next++], reference.marginals[i][s], 1e-10) << "seed " << seed;
      }
    }
  }
}

TEST(LaneProgram, AgreesWithTheStepsOfThePlanInLargeTrees) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 26, .most_parents = 5, .zeros = 0});
    PlannedQuery query(network, tests::random_evidence(random, network, 0.2));
    const LaneProgram program(query.plan);

    const auto by_program = query.answers(&program);
    const auto by_steps = query.answers(nullptr);

    if (std::isinf(by_steps[0])) {
      ASSERT_EQ(by_program, by_steps);
      continue;
    }
    for (std::size_t i = 0; i < by_steps.size(); ++i) {
      ASSERT_NEAR(by_program[i], by_steps[i], 1e-10) << "seed " << seed;
    }
  }
}

TEST(LaneProgram, IsTheSameInMemoryThatIsUsedAgain) {
  tests::Random random(31);
  const Network network = tests::random_network(random, {.variables = 12, .most_parents = 4});
  const Network other = tests::random_network(random, {.variables = 20, .most_parents = 4});
  PlannedQuery query(network, {});
  const PlannedQuery larger(other, {});
  KeptLaneProgram kept;
  LaneProgram room(larger.plan);

  const LaneProgram& first = kept.of(query.plan, room);
  const auto from_room = query.answers(&first);
  const LaneProgram& second = kept.of(query.plan, room);

  EXPECT_EQ(&first, &room);
  EXPECT_NE(&second, &room);
  EXPECT_EQ(&kept.of(query.plan, room), &second);
  EXPECT_EQ(query.answers(&second), from_room);
}

}  // namespace
}  // namespace paraspinal::engine
