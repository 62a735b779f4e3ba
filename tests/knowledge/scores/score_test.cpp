// What holds of every score: its description, its errors, and that bounds hold every completion.

#include "knowledge/scores/score.h"

#include <random>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/load.h"
#include "knowledge/scores/instruments.h"
#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

using scores::Given;
using scores::InputKind;
using scores::Score;
using scores::ScoreInput;
using testing::AnyOf;
using testing::Eq;

// A value that the input can take, drawn at random.
double any_value(const ScoreInput& input, std::mt19937& random) {
  if (input.kind == InputKind::choice) {
    return input.choices[random() % input.choices.size()].value;
  }
  if (input.whole) {
    return std::uniform_int_distribution<int>(static_cast<int>(input.lowest),
                                              static_cast<int>(input.highest))(random);
  }
  return std::uniform_real_distribution<double>(input.lowest, input.highest)(random);
}

// The value, or one of those that it may be where its choice leaves that open.
double closed(const ScoreInput& input, double value, std::mt19937& random) {
  const auto choice = std::ranges::find(input.choices, value, &scores::Choice::value);
  return choice == input.choices.end() || choice->may_be.empty()
             ? value
             : choice->may_be[random() % choice->may_be.size()];
}

bool is_bounded(const Score& score) {
  return std::ranges::none_of(score.inputs,
                              [](const ScoreInput& input) { return input.kind == InputKind::day; });
}

class EveryScore : public testing::TestWithParam<const Score*> {
 protected:
  const Score& score() const { return *GetParam(); }
};

std::vector<const Score*> every_score() {
  std::vector<const Score*> scores;
  for (const Score& score : scores::all_scores()) {
    scores.push_back(&score);
  }
  return scores;
}

// All but the scores of dates, which refuse what they cannot date.
std::vector<const Score*> bounded_scores() {
  std::vector<const Score*> scores = every_score();
  std::erase_if(scores, [](const Score* score) { return !is_bounded(*score); });
  return scores;
}

std::string name_of(const testing::TestParamInfo<const Score*>& info) {
  return std::string(info.param->id);
}

class BoundedScore : public EveryScore {};

INSTANTIATE_TEST_SUITE_P(All, EveryScore, testing::ValuesIn(every_score()), name_of);
INSTANTIATE_TEST_SUITE_P(All, BoundedScore, testing::ValuesIn(bounded_scores()), name_of);

TEST_P(EveryScore, DescribesItsInputsAndBands) {
  std::set<std::string_view> names;
  EXPECT_FALSE(score().name.empty());
  EXPECT_GE(score().bands.size(), 2U);
  for (const ScoreInput& input : score().inputs) {
    EXPECT_TRUE(names.insert(input.name).second) << input.name;
    EXPECT_FALSE(input.meaning.empty()) << input.name;
    EXPECT_EQ(input.kind == InputKind::choice, input.choices.size() >= 2) << input.name;
    EXPECT_EQ(input.kind == InputKind::number, input.lowest < input.highest) << input.name;
    EXPECT_EQ(input.assumed.has_value(), !input.assumed_because.empty()) << input.name;
    for (const double turn : input.turns) {
      EXPECT_TRUE(turn >= input.lowest && turn <= input.highest) << input.name << " " << turn;
    }
  }
  EXPECT_TRUE(std::ranges::is_sorted(score().bands, {}, &scores::Band::from));
}

TEST_P(EveryScore, NamesSourcesThatTheContentHas) {
  static const auto knowledge = knowledge::load_embedded();
  ASSERT_TRUE(knowledge) << knowledge.error().message;
  EXPECT_FALSE(score().sources.empty());
  for (const std::string_view source : score().sources) {
    EXPECT_TRUE(knowledge->sources.contains(std::string(source))) << source;
  }
}

// The law of partial input: whatever the missing inputs turn out to be, the value, the parts and
// the band lie within what was said before.
TEST_P(BoundedScore, BoundsHoldEveryCompletion) {
  std::mt19937 random(20261125);
  for (int trial = 0; trial < 12; ++trial) {
    Given known;
    for (const ScoreInput& input : score().inputs) {
      if (random() % 3 != 0) {
        known[std::string(input.name)] = any_value(input, random);
      }
    }
    const auto bounds = scores::evaluate(score(), known);
    ASSERT_TRUE(bounds) << bounds.error().message;
    for (int completion = 0; completion < 20; ++completion) {
      Given all;
      for (const ScoreInput& input : score().inputs) {
        const auto given = known.find(input.name);
        const bool is_open =
            std::ranges::find(bounds->missing, input.name) != bounds->missing.end();
        if (given != known.end() || is_open) {
          const double value = given != known.end() ? given->second : any_value(input, random);
          all[std::string(input.name)] = closed(input, value, random);
        }
      }
      const auto result = scores::evaluate(score(), all);
      ASSERT_TRUE(result && result->value) << result.error().message;
      EXPECT_LE(bounds->lowest, *result->value);
      EXPECT_GE(bounds->highest, *result->value);
      for (const auto& piece : result->parts) {
        EXPECT_LE(part(*bounds, piece.name).lowest, piece.lowest) << piece.name;
        EXPECT_GE(part(*bounds, piece.name).highest, piece.highest) << piece.name;
      }
      EXPECT_TRUE(std::ranges::any_of(bounds->bands, [&](const scores::Band& band) {
        return band.name == result->bands.front().name;
      })) << result->bands.front().name;
    }
  }
}

TEST_P(BoundedScore, OfNothingNamesEveryInputThatItNeeds) {
  const auto result = scores::evaluate(score(), {});
  ASSERT_TRUE(result) << result.error().message;
  std::size_t needed = 0;
  for (const ScoreInput& input : score().inputs) {
    needed += !input.assumed && !input.optional ? 1U : 0U;
  }
  EXPECT_EQ(result->missing.size(), needed);
  EXPECT_LT(result->lowest, result->highest);
}

TEST_P(EveryScore, RefusesAnInputItDoesNotHave) {
  const auto result = scores::evaluate(score(), {{"phase_of_the_moon", 1}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message.find(std::string(score().id) +
                                        ": phase_of_the_moon: unknown input: expected one of " +
                                        std::string(score().inputs.front().name)),
            0U);
}

TEST_P(EveryScore, RefusesValuesOutOfRange) {
  for (const ScoreInput& input : score().inputs) {
    if (input.kind == InputKind::number) {
      EXPECT_FALSE(scores::evaluate(score(), {{std::string(input.name), input.highest + 1}}))
          << input.name;
      EXPECT_FALSE(scores::evaluate(score(), {{std::string(input.name), input.lowest - 1}}))
          << input.name;
    }
    if (input.kind == InputKind::choice) {
      EXPECT_FALSE(scores::evaluate(score(), {{std::string(input.name), 99}})) << input.name;
    }
  }
}

TEST(Score, ErrorsNameTheInputItsValueAndWhatWasExpected) {
  EXPECT_EQ(refusal("rula", "upper_arm=7"),
            "rula: upper_arm: 7: expected a whole number from 1 to 6");
  EXPECT_EQ(refusal("rula", "neck=1.5"), "rula: neck: 1.5: expected a whole number from 1 to 6");
  EXPECT_EQ(refusal("rula", "neck=much"), "rula: neck: much: expected a whole number from 1 to 6");
  EXPECT_EQ(refusal("niosh_lifting", "load=0"),
            "niosh_lifting: load: 0: expected a number from 0.1 to 200 kg");
  EXPECT_EQ(refusal("qsofa", "consciousness=dozing"),
            "qsofa: consciousness: dozing: expected one of alert, confused, voice, pain, "
            "unresponsive");
  EXPECT_EQ(refusal("phq2", "down=nan"), "phq2: down: nan: expected a whole number from 0 to 3");
  EXPECT_EQ(refusal("gad2", "mood=1"),
            "gad2: mood: unknown input: expected one of nervous, worrying");
}

TEST(Score, NamesMayBeWrittenWithDashes) {
  EXPECT_EQ(scored("phq2", "little-interest=2 down=1").value, 3);
}

TEST(Score, IdsAreUniqueAndFound) {
  std::set<std::string_view> ids;
  for (const Score& score : scores::all_scores()) {
    EXPECT_TRUE(ids.insert(score.id).second) << score.id;
    EXPECT_EQ(scores::find_score(score.id), &score);
  }
  EXPECT_EQ(scores::find_score("apgar"), nullptr);
}

TEST(Score, ReadingAnInputItDoesNotHaveIsABrokenContract) {
  const auto score = scores::phq2();
  const std::vector<std::optional<double>> values(score.inputs.size(), std::nullopt);
  const scores::Complete complete(score.inputs, values);
  EXPECT_THROW(static_cast<void>(complete["age"]), std::logic_error);
  EXPECT_THROW(static_cast<void>(complete["down"]), std::logic_error);
  EXPECT_FALSE(complete.has("age"));
}

TEST(ValueWords, AreShort) {
  EXPECT_EQ(scores::value_words(3), "3");
  EXPECT_EQ(scores::value_words(2.7419354), "2.74194");
  EXPECT_EQ(scores::value_words(-std::numeric_limits<double>::infinity()), "below any limit");
}

}  // namespace
}  // namespace paraspinal::tests
