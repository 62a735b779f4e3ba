#include "knowledge/triage/typed_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using triage::is_typed_for;
using triage::TypedWord;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const TypedWord& word : triage::typed_words(text)) {
    words.push_back(word.word);
  }
  return words;
}

TEST(TypedWords, AreLowerCaseWithoutApostrophesAndFillers) {
  EXPECT_THAT(words_of("She CAN'T feel it when she wipes."),
              ElementsAre("cant", "feel", "when", "wipes"));
}

TEST(TypedWords, InabilitiesAndDeniedVerbsAreOneWordEach) {
  EXPECT_THAT(words_of("cannot, couldn't, can not, unable to, not able to"),
              ElementsAre("cant", "cant", "cant", "cant", "cant"));
  EXPECT_THAT(words_of("can no longer, no longer able to, no longer can, no longer"),
              ElementsAre("cant", "cant", "cant", "no", "longer"));
  EXPECT_THAT(words_of("isn't hasn't don't"), ElementsAre("not", "not", "not"));
}

TEST(TypedWords, EveryOneIsWithFillersAndStandsWhereTheOthersDo) {
  const std::vector<TypedWord> all = triage::every_typed_word("She can not");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].word, "she");
  EXPECT_EQ(all[1].begin, triage::typed_words("She can not")[0].begin);
  EXPECT_EQ(all[2].end, triage::typed_words("She can not")[0].end);
}

TEST(TypedWords, LAndRAloneAreSides) {
  EXPECT_THAT(words_of("L leg, R arm, l5"), ElementsAre("left", "leg", "right", "arm", "l5"));
}

TEST(TypedWords, KnowTheirPlaceAndClause) {
  EXPECT_THAT(triage::typed_words("T 38.2, fever: no"),
              ElementsAre(TypedWord{"t", 0, 1, 0, false}, TypedWord{"38", 2, 4, 0, false},
                          TypedWord{"2", 5, 6, 0, false}, TypedWord{"fever", 8, 13, 1, false},
                          TypedWord{"no", 15, 17, 2, true}));
}

TEST(TypedWords, AHyphenInsideAWordPartsWordsButNoClauses) {
  EXPECT_THAT(triage::typed_words("foot-drop - no"),
              ElementsAre(TypedWord{"foot", 0, 4, 0, false}, TypedWord{"drop", 5, 9, 0, false},
                          TypedWord{"no", 12, 14, 1, true}));
}

TEST(TypedWords, OneSlipIsALetterWrongLackingTooManyOrChangedWithItsNeighbour) {
  EXPECT_TRUE(is_typed_for("breathlass", "breathless"));
  EXPECT_TRUE(is_typed_for("brethless", "breathless"));
  EXPECT_TRUE(is_typed_for("breatthless", "breathless"));
  EXPECT_TRUE(is_typed_for("braethless", "breathless"));
  EXPECT_FALSE(is_typed_for("brethles", "breathless"));
  EXPECT_FALSE(is_typed_for("painted", "fainted"));
}

TEST(TypedWords, ShortWordsMayDifferByTheirLastSOnly) {
  EXPECT_TRUE(is_typed_for("legs", "leg"));
  EXPECT_TRUE(is_typed_for("leg", "legs"));
  EXPECT_FALSE(is_typed_for("lag", "leg"));
  EXPECT_FALSE(is_typed_for("as", "a"));
}

}  // namespace
}  // namespace paraspinal::tests
