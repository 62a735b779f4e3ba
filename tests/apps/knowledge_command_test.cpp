// `paraspinal knowledge ...` from outside: what is shown, exit codes and errors.

#include <algorithm>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/knowledge_diff.h"
#include "apps/cli/knowledge_graph.h"
#include "apps/cli/knowledge_page.h"
#include "apps/cli/knowledge_search.h"
#include "apps/cli/knowledge_show.h"
#include "fhir/json.h"
#include "knowledge/base/content_hash.h"
#include "knowledge/base/load.h"
#include "tests/apps/program.h"
#include "tests/knowledge/tiny_content.h"

namespace paraspinal::apps_tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// In code points; a longer word, which cannot be broken, stands alone on its line.
void expect_at_most_eighty_columns(const std::string& text) {
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
    const std::string line = text.substr(from, end - from);
    const auto columns = std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
    const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
    EXPECT_TRUE(columns <= 80 || line.find(' ', word) == std::string::npos) << line;
  }
}

std::string content() {
  return PARASPINAL_SOURCE_DIR "/knowledge/content";
}

const knowledge::KnowledgeBase& embedded() {
  static const knowledge::KnowledgeBase loaded = knowledge::load_embedded().value();
  return loaded;
}

TEST(KnowledgeShow, AConditionHasFrequenciesFindingsRedFlagsAndAdvice) {
  const Ran ran = run({"knowledge", "show", "cauda_equina_syndrome"});

  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("\nCauda equina syndrome\n"), HasSubstr("Must not be missed."),
                    HasSubstr("emergency department (within 1 hour)"), HasSubstr("HOW COMMON"),
                    HasSubstr("telephone: about "), HasSubstr("RED FLAGS THAT SUSPECT IT"),
                    HasSubstr("rf_ces_major"), HasSubstr("Numb between the legs")));
  EXPECT_THAT(ran.output, AllOf(HasSubstr("checked "), HasSubstr("source "),
                                HasSubstr("not signed off"), HasSubstr("grade B, seen")));
  expect_at_most_eighty_columns(ran.output);
}

TEST(KnowledgeShow, AFindingHasItsQuestionItsLinksAndTheRulesThatNameIt) {
  const Ran ran = run({"knowledge", "show", "saddle_anaesthesia"});

  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(
      ran.output,
      AllOf(HasSubstr("HOW TO ASK"), HasSubstr("plainer"), HasSubstr("ASKED FOR SAFETY"),
            HasSubstr("RED FLAGS THAT ASK ABOUT IT"), HasSubstr("rf_ces_major"),
            HasSubstr("CONDITIONS IT SPEAKS FOR OR AGAINST"), HasSubstr("(cauda_equina_syndrome)"),
            HasSubstr("sensitivity"), HasSubstr("MECHANISMS")));
  expect_at_most_eighty_columns(ran.output);
}

TEST(KnowledgeShow, ARedFlagHasItsRuleWithNamesAndItsSource) {
  const Ran ran = run({"knowledge", "show", "rf_ces_major"});

  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("red flag rf_ces_major"), HasSubstr("Asks for emergency department"),
                    HasSubstr("Numb between the legs"), HasSubstr("SUSPECTS"),
                    HasSubstr("girft_interactive: GIRFT")));
}

TEST(KnowledgeShow, AnActionHasWhatStandsAgainstIt) {
  const Ran ran = run({"knowledge", "show", "nsaid"});

  EXPECT_THAT(ran.output, AllOf(HasSubstr("withhold when pregnant AND gestational_age>=20"),
                                HasSubstr("reason "), HasSubstr("WHAT IT IS FOR")));
}

TEST(KnowledgeShow, EveryIdHasAPageThatFits) {
  for (const std::string& id : cli::known_ids(embedded())) {
    const auto pages = cli::pages_of(embedded(), id);
    ASSERT_FALSE(pages.empty()) << id;
    for (const cli::KnowledgePage& page : pages) {
      expect_at_most_eighty_columns(cli::page_text(page));
    }
  }
}

TEST(KnowledgeShow, SaysTheFiguresOfALinkAsTheContentHasThem) {
  knowledge::Link link = embedded().links.front();
  link.sensitivity = {0.25, 0.125, 0.5};
  link.lr_positive = {2.5, std::nullopt, std::nullopt};
  link.p_given_not = 0.1;
  link.p_given_not_basis = "estimate";
  link.note = "a note";
  const std::string text = cli::page_text(cli::link_page(embedded(), link));

  EXPECT_THAT(text, AllOf(HasSubstr("25 % (12 % to 50 %)"), HasSubstr("LR+          2.5\n"),
                          HasSubstr("10 % [estimate]"), HasSubstr("a note"),
                          HasSubstr(link.citation.source + ": "),
                          HasSubstr("grade " + link.citation.grade)));
}

TEST(KnowledgeShow, ASourceNamesWhatRestsOnIt) {
  const Ran ran = run({"knowledge", "show", "girft_interactive"});

  EXPECT_THAT(ran.output, AllOf(HasSubstr("WHAT RESTS ON IT"), HasSubstr("red flags: "),
                                HasSubstr("rf_ces_major"), HasSubstr("HOW IT WAS CHECKED")));
}

TEST(KnowledgeShow, JsonIsOnePageALine) {
  const Ran ran = run({"knowledge", "show", "nsaid", "saddle_anaesthesia", "--format", "json"});

  ASSERT_EQ(lines(ran.output), 2U) << ran.errors;
  const auto page = fhir::parse_json(ran.output.substr(0, ran.output.find('\n')));
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->member("id")->text(), "nsaid");
  EXPECT_EQ(page->member("kind")->text(), "action");
  EXPECT_FALSE(page->member("sections")->items().empty());
}

TEST(KnowledgeShow, AnUnknownIdIsOneLineWithTheNearest) {
  const Ran ran = run({"knowledge", "show", "sadle_anaesthesia", "nsaid"});

  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines(ran.errors), 1U);
  EXPECT_THAT(ran.errors,
              AllOf(StartsWith("paraspinal: sadle_anaesthesia: no such id; expected that of a "),
                    HasSubstr("the nearest are saddle_anaesthesia")));
  EXPECT_THAT(ran.output, HasSubstr("action nsaid"));  // the others are still shown
}

TEST(KnowledgeShow, WordsOfAnIdSuggestThoseThatHoldThem) {
  EXPECT_THAT(run({"knowledge", "show", "lifting_heavy"}).errors,
              HasSubstr("the nearest are heavy_lifting_recent"));
  EXPECT_THAT(run({"knowledge", "show", "cauda"}).errors,
              HasSubstr("the nearest are cauda_equina_syndrome"));
}

TEST(KnowledgeSearch, FindsAllWordsWhateverTheirCase) {
  const auto found = cli::matches(embedded(), "SADDLE numb");

  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().id, "saddle_anaesthesia");
  EXPECT_EQ(found.front().kind, "finding");
}

TEST(KnowledgeSearch, TheIdItselfComesFirst) {
  const auto found = cli::matches(embedded(), "nsaid");

  ASSERT_GT(found.size(), 1U);
  EXPECT_EQ(found.front().id, "nsaid");
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &cli::Match::rank));
}

TEST(KnowledgeSearch, FindsQuestionsSourcesAndCodes) {
  const auto holds = [](const std::string& text, const std::string& id) {
    return std::ranges::any_of(cli::matches(embedded(), text),
                               [&id](const cli::Match& match) { return match.id == id; });
  };

  EXPECT_TRUE(holds("genitals inner thighs", "saddle_anaesthesia"));  // its question
  EXPECT_TRUE(holds("hoeritzauer incidence", "hoeritzauer2020"));     // a citation
  EXPECT_TRUE(holds("73211009", "diabetes_known"));                   // a SNOMED code
}

TEST(KnowledgeSearch, ACodeThatEndsAPregnancyIsFoundAsItself) {
  const auto found = cli::matches(embedded(), "66348005");

  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, "code");
  EXPECT_EQ(found.front().id, "66348005");
  EXPECT_EQ(found.front().name, "Childbirth (birth)");
}

TEST(KnowledgeSearch, EachIsFoundOnce) {
  auto found = cli::matches(embedded(), "pain");
  const auto key = [](const cli::Match& match) { return std::pair(match.kind, match.id); };
  std::ranges::sort(found, {}, key);

  EXPECT_EQ(std::ranges::adjacent_find(found, {}, key), found.end());
}

TEST(KnowledgeSearch, NothingFoundIsThreeAndOneLine) {
  const Ran ran = run({"knowledge", "search", "xylophone"});

  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.output, IsEmpty());
  EXPECT_EQ(ran.errors,
            "paraspinal: xylophone: nothing in the knowledge base holds all of these words; "
            "expected fewer or other words\n");
}

TEST(KnowledgeSearch, JsonIsAnArray) {
  const Ran ran = run({"knowledge", "search", "saddle", "--format", "json"});
  const auto json = fhir::parse_json(ran.output);

  ASSERT_TRUE(json) << json.error().message;
  ASSERT_FALSE(json->items().empty());
  EXPECT_EQ(json->items().front().member("id")->text(), "saddle_anaesthesia");
}

TEST(KnowledgeGraph, DrawsTheNeighbourhoodOfACondition) {
  const Ran ran = run({"knowledge", "graph", "cauda_equina_syndrome", "--dot"});

  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output, AllOf(StartsWith("digraph knowledge {\n"),
                                HasSubstr("\"cauda_equina_syndrome\" [label=\"Cauda equina "
                                          "syndrome\""),
                                HasSubstr("\"cauda_equina_syndrome\" -> "), HasSubstr("%\"];\n"),
                                testing::EndsWith("}\n")));
}

TEST(KnowledgeGraph, DrawsWhatAFindingComesOf) {
  const Ran ran = run({"knowledge", "graph", "saddle_anaesthesia"});

  EXPECT_THAT(ran.output, AllOf(HasSubstr("-> \"saddle_anaesthesia\""),
                                HasSubstr("\"cauda_equina_syndrome\"")));
}

TEST(KnowledgeGraph, AnUnknownIdIsThree) {
  const Ran ran = run({"knowledge", "graph", "nsaid", "--dot"});

  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, StartsWith("paraspinal: nsaid: no such id; expected that of a "));
  EXPECT_THAT(ran.output, IsEmpty());
}

TEST(KnowledgeBuild, OfNoContentIsThree) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "k.sqlite").string();
  const Ran ran = run({"knowledge", "build", folder.path().string(), "--out", out});

  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(lines(ran.errors), 1U);
  EXPECT_THAT(ran.errors, HasSubstr("no schema.sql; expected a folder of knowledge content"));
  EXPECT_FALSE(std::filesystem::exists(out));
}

// The schema alone: every table that has no file is named, and nothing is written.
TEST(KnowledgeBuild, NamesEveryProblemOfTheContent) {
  const TemporaryFolder folder;
  folder.write("schema.sql", text_of(content() + "/schema.sql"));
  const std::string out = (folder.path() / "k.sqlite").string();
  const Ran ran = run({"knowledge", "build", folder.path().string(), "--out", out});

  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, AllOf(HasSubstr("link.csv"), HasSubstr("red_flag.csv")));
  EXPECT_GT(lines(ran.errors), 20U);
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(KnowledgeBuild, MakesAKnowledgeBaseThatOpens) {
  const tests::TinyContent tiny;
  const Ran built =
      run({"knowledge", "build", tiny.folder(), "--out", tiny.database(), "--version", "7.0"});
  ASSERT_EQ(built.status, 0) << built.errors;
  const auto loaded = knowledge::load_file(tiny.database());
  ASSERT_TRUE(loaded) << loaded.error().message;

  EXPECT_EQ(loaded->version, "7.0");
  EXPECT_EQ(loaded->hash, knowledge::content_hash(tiny.folder()).value());
  EXPECT_THAT(built.output, StartsWith(tiny.database() + ": knowledge 7.0, content hash " +
                                       loaded->hash.substr(0, 12) + "\n"));
  EXPECT_THAT(run({"knowledge", "show", "strain", "--knowledge", tiny.database()}).output,
              HasSubstr("Muscle strain"));
}

TEST(KnowledgeDiff, SaysWhatChangedAndWhatItDoes) {
  const tests::TinyContent before("before");
  tests::TinyContent after("after");
  after.replace("red_flag.csv", "saddle_anaesthesia OR urinary_retention", "saddle_anaesthesia");
  after.replace("link.csv", "0.74,0.6,0.9", "0.5,0.4,0.6");
  before.build();
  after.build();
  const Ran ran = run({"knowledge", "diff", before.database(), after.database()});

  EXPECT_EQ(ran.status, 0) << ran.errors;
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("To review: red flags (1), links (1)."),
                    HasSubstr("  - changed: Cauda equina (rf_ces)\n"),
                    HasSubstr("rule, now  saddle_anaesthesia\n"),
                    HasSubstr("  - changed: Saddle numbness in Cauda equina syndrome (l1)\n"),
                    HasSubstr("sensitivity       0.74 -> 0.5\n"),
                    HasSubstr("source            smith2020: Smith J. Back pain."),
                    HasSubstr("WHAT IT DOES TO THE NETWORK"), HasSubstr("4 conditions, as before"),
                    HasSubstr("  - Saddle numbness for Cauda equina syndrome\n")));
  expect_at_most_eighty_columns(ran.output);
}

TEST(KnowledgeDiff, OfTheSameContentSaysSo) {
  const tests::TinyContent tiny;
  tiny.build();

  EXPECT_THAT(run({"knowledge", "diff", tiny.database(), tiny.database()}).output,
              HasSubstr("\nThe content is the same.\n"));
}

TEST(KnowledgeDiff, JsonHasEveryChange) {
  const tests::TinyContent before("before");
  tests::TinyContent after("after");
  after.replace("question.csv", "Numb between the legs?", "Numb there?");
  before.build();
  after.build();
  const Ran ran =
      run({"knowledge", "diff", before.database(), after.database(), "--format", "json"});
  const auto json = fhir::parse_json(ran.output);

  ASSERT_TRUE(json) << json.error().message;
  ASSERT_EQ(json->member("changes")->items().size(), 1U);
  const fhir::Json& change = json->member("changes")->items().front();
  EXPECT_EQ(change.member("topic")->text(), "findings and questions");
  EXPECT_EQ(change.member("key")->text(), "saddle_anaesthesia");
  EXPECT_EQ(change.member("columns")->items().front().member("after")->text(), "Numb there?");
}

TEST(KnowledgeDiff, RedFlagsComeFirstWithWhatWasAndWhatIs) {
  const std::vector<knowledge::RowChange> changes = {
      {knowledge::Topic::red_flags,
       knowledge::Change::changed,
       "red_flag",
       "rf_ces_major",
       {{"urgency", "same_day", "emergency_department"}},
       "cespath2021",
       "girft_interactive"},
      {knowledge::Topic::links,
       knowledge::Change::removed,
       "link",
       embedded().links.front().id,
       {{"sensitivity", "0.6", ""}},
       "ces334",
       ""}};
  const std::string text =
      cli::sections_text(cli::change_sections(changes, embedded(), embedded()));

  EXPECT_THAT(text, StartsWith("\nRED FLAGS"));
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("  - changed: Saddle numbness"), HasSubstr("(rf_ces_major)"),
            HasSubstr("same_day -> emergency_department"), HasSubstr("source was  cespath2021: "),
            HasSubstr("source now  girft_interactive: "), HasSubstr("\nLINKS"),
            HasSubstr("  - removed: "), HasSubstr("(" + embedded().links.front().id)));
}

TEST(KnowledgeDiff, OfAFileThatIsNoKnowledgeBaseIsFour) {
  const TemporaryFolder folder;
  const std::string broken = folder.write("broken.sqlite", "this is no database");
  const Ran ran = run({"knowledge", "diff", broken, broken});

  EXPECT_EQ(ran.status, 4);
  EXPECT_EQ(ran.errors, "paraspinal: " + broken + ": file is not a database\n");
  EXPECT_THAT(ran.output, IsEmpty());
}

TEST(Knowledge, AKnowledgeFileThatIsAbsentIsFour) {
  for (const std::string command : {"show", "search", "graph"}) {
    const Ran ran = run({"knowledge", command, "nsaid", "--knowledge", "no-such-file.sqlite"});
    EXPECT_EQ(ran.status, 4) << command;
    EXPECT_THAT(ran.errors, StartsWith("paraspinal: no-such-file.sqlite: no such file"));
    EXPECT_EQ(lines(ran.errors), 1U);
  }
}

TEST(Knowledge, WrongUsageIsTwo) {
  const std::vector<std::vector<std::string>> wrong = {
      {"knowledge"},
      {"knowledge", "show"},
      {"knowledge", "search"},
      {"knowledge", "build", "content"},
      {"knowledge", "diff", "one.sqlite"},
      {"knowledge", "show", "nsaid", "--format", "xml"}};
  for (const auto& arguments : wrong) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.status, 2) << testing::PrintToString(arguments);
    EXPECT_EQ(lines(ran.errors), 1U) << ran.errors;
  }
}

}  // namespace
}  // namespace paraspinal::apps_tests
