#include "validation/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validation/plots.h"

namespace paraspinal::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using validation::escaped;
using validation::forest_plot;
using validation::html;
using validation::markdown;
using validation::Page;
using validation::Table;

TEST(Page, MarkdownTableEscapesTheBar) {
  EXPECT_EQ(markdown(Table{"Caption", {"a", "b"}, {{"1|2", "3"}}}),
            "**Caption**\n\n| a | b |\n|---|---:|\n| 1\\|2 | 3 |\n");
}

TEST(Page, HtmlEscapesWhatCouldBeMarkup) {
  const std::string page = html(Page{"A <b> & \"c\"", {}, {}});

  EXPECT_THAT(page, HasSubstr("<h1>A &lt;b&gt; &amp; &quot;c&quot;</h1>"));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
}

TEST(Page, HtmlNeedsNothingElse) {
  const std::string page =
      html(Page{"Title", {"Lead"}, {{"Section", {}, {}, {{"Plot", "<svg/>"}}}}});

  EXPECT_THAT(page, HasSubstr("<svg/>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
}

TEST(Page, QuotesAreEscapedForAttributes) {
  EXPECT_EQ(escaped("a'b\"c<d"), "a&#39;b&quot;c&lt;d");
}

TEST(Plots, ForestNamesEachRowInWords) {
  const std::string plot = forest_plot({{"age: 16-39 & more", {3, 4}}}, 0.98);

  EXPECT_THAT(plot, HasSubstr("age: 16-39 &amp; more"));
  EXPECT_THAT(plot, HasSubstr(">3/4<"));
  EXPECT_THAT(plot, HasSubstr("aim 98 %"));
}

TEST(Plots, HistogramPutsTheRestIntoTheLastBin) {
  const std::string plot = validation::histogram_plot({0, 1, 2, 50}, 2, 3, "questions");

  EXPECT_THAT(plot, HasSubstr(">0-1<"));
  EXPECT_THAT(plot, HasSubstr(">4+<"));
}

}  // namespace
}  // namespace paraspinal::tests
