// Cards as they are sent: CDS Hooks 2.0, "Card Attributes".

#include "fhir/cds_hooks_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

Card plain_card() {
  Card card;
  card.summary = "A summary";
  card.detail = "A *detail*";
  card.source_label = "A source";
  card.topic_code = "topic";
  card.topic_display = "A topic";
  return card;
}

const CardOrigin card_origin = {"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "service"};

Json only_card(const Card& card, const CardOrigin& from = card_origin) {
  return cards_answer({card}, from).member("cards")->items()[0];
}

// Is there a null, an empty text, list or object anywhere?
bool holds_an_empty(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::null:
      return true;
    case Json::Kind::boolean:
    case Json::Kind::number:
      return false;
    case Json::Kind::string:
      return value.text().empty();
    case Json::Kind::array:
      return value.items().empty() ||
             std::any_of(value.items().begin(), value.items().end(), holds_an_empty);
    case Json::Kind::object:
      for (const auto& [name, member] : value.members()) {
        if (holds_an_empty(member)) {
          return true;
        }
      }
      return value.members().empty();
  }
  return true;
}

TEST(CdsCard, NoCardsIsAnEmptyList) {
  EXPECT_EQ(write_json(cards_answer({}, card_origin)), R"({"cards":[]})");
}

TEST(CdsCard, HasTheRequiredMembersAndNothingEmpty) {
  const Json card = only_card(plain_card());
  EXPECT_EQ(text_of(card, "summary"), "A summary");
  EXPECT_EQ(text_of(card, "indicator"), "info");
  EXPECT_EQ(text_of(*card.member("source"), "label"), "A source");
  EXPECT_FALSE(holds_an_empty(card));
  for (const std::string absent : {"suggestions", "selectionBehavior", "links", "systemActions"}) {
    EXPECT_EQ(card.member(absent), nullptr) << absent;
  }
}

TEST(CdsCard, IndicatorsAreTheThreeOfTheSpecification) {
  Card card = plain_card();
  card.indicator = Indicator::warning;
  EXPECT_EQ(text_of(only_card(card), "indicator"), "warning");
  card.indicator = Indicator::critical;
  EXPECT_EQ(text_of(only_card(card), "indicator"), "critical");
}

TEST(CdsCard, ASummaryHasFewerThan140CharactersWhateverTheirBytes) {
  Card card = plain_card();
  card.summary = "";
  for (int i = 0; i < 140; ++i) {
    card.summary += "\xC3\xA9";  // e acute, two bytes
  }
  const std::string summary = text_of(only_card(card), "summary");
  EXPECT_EQ(summary.size(), 2U * 136 + 3);  // 136 letters and three dots
  card.summary = std::string(139, 'a');
  EXPECT_EQ(text_of(only_card(card), "summary"), card.summary);
}

TEST(CdsCard, OverrideReasonsHaveCodeSystemAndDisplay) {
  const Json card = only_card(plain_card());
  ASSERT_GE(card.member("overrideReasons")->items().size(), 3U);
  for (const Json& reason : card.member("overrideReasons")->items()) {
    EXPECT_NE(text_of(reason, "code"), "");
    EXPECT_EQ(text_of(reason, "system"),
              "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes");
    EXPECT_NE(text_of(reason, "display"), "");
  }
}

TEST(CdsCard, IdsAreTheSameForTheSameCallAndContentAndElseDiffer) {
  const std::string id = text_of(only_card(plain_card()), "uuid");
  EXPECT_EQ(id, text_of(only_card(plain_card()), "uuid"));
  EXPECT_EQ(id.size(), 36U);
  Card other = plain_card();
  other.detail += "!";
  EXPECT_NE(id, text_of(only_card(other), "uuid"));
  EXPECT_NE(id, text_of(only_card(plain_card(), {"another instance", "service"}), "uuid"));
}

TEST(CdsCard, SuggestionsHaveIdsAndASelectionBehavior) {
  Card card = plain_card();
  card.removals = {{"Remove it", "MedicationRequest/1", false},
                   {"Or this", "MedicationRequest/2", false}};
  const Json sent = only_card(card);
  EXPECT_EQ(text_of(sent, "selectionBehavior"), "at-most-one");
  const auto& suggestions = sent.member("suggestions")->items();
  ASSERT_EQ(suggestions.size(), 2U);
  EXPECT_NE(text_of(suggestions[0], "uuid"), text_of(suggestions[1], "uuid"));
  EXPECT_EQ(text_of(suggestions[0], "label"), "Remove it");
  EXPECT_EQ(text_of(suggestions[0].member("actions")->items()[0], "description"), "Remove it");
  EXPECT_EQ(suggestions[0].member("isRecommended"), nullptr);
}

TEST(CdsCard, LinksAreAbsoluteAndHaveNoAppContext) {
  Card card = plain_card();
  card.links = {{"Ask", "https://cds.example.org/q"}};
  const Json link = only_card(card).member("links")->items()[0];
  EXPECT_EQ(text_of(link, "type"), "absolute");
  EXPECT_EQ(text_of(link, "url"), "https://cds.example.org/q");
  EXPECT_EQ(link.member("appContext"), nullptr);
}

TEST(CdsMarkdown, ShowsHtmlAndMarksAsThemselves) {
  EXPECT_EQ(markdown("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(markdown("[x](y) *b* _c_ `d`"), "\\[x\\](y) \\*b\\* \\_c\\_ \\`d\\`");
  EXPECT_EQ(markdown("# a\n- b"), "\\# a - b");
  EXPECT_EQ(markdown("a & b"), "a &amp; b");
}

TEST(CdsMarkdown, MakesNoLinks) {
  EXPECT_EQ(markdown("https://evil.example"), "https&#58;//evil.example");
  EXPECT_EQ(markdown("WWW.evil.example"), "www&#46;evil.example");
  EXPECT_EQ(markdown("me@evil.example"), "me&#64;evil.example");
}

TEST(CdsClipped, CutsAtAWordAndNeverInsideACharacter) {
  EXPECT_EQ(clipped("one two three", 13), "one two three");
  EXPECT_EQ(clipped("one two three", 12), "one two...");
  EXPECT_EQ(clipped("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 4), "\xC3\xA9...");
}

}  // namespace
}  // namespace paraspinal::fhir
