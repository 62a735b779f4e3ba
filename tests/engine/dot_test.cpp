#include "engine/dot.h"

#include <array>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

TEST(Dot, HasANodeForEachVariableAndAnArcForEachParent) {
  EXPECT_EQ(dot_text(tests::sprinkler()),
            "digraph network {\n  node [shape=box];\n"
            "  v0 [label=\"cloudy\"];\n  v1 [label=\"sprinkler\"];\n"
            "  v2 [label=\"rain\"];\n  v3 [label=\"wet_grass\"];\n"
            "  v0 -> v1;\n  v0 -> v2;\n  v1 -> v3;\n  v2 -> v3;\n}\n");
}

TEST(Dot, QuotesNamesAndWritesMoreLinesOfFilledNodes) {
  Network::Builder builder;
  builder.add(two_state("a \"b\\c\""), TableDistribution{{}, {0.5, 0.5}});
  const Network network = builder.build().value();
  EXPECT_EQ(dot_text(network, std::array{DotNode{{"yes", "1"}, true}}),
            "digraph network {\n  node [shape=box];\n"
            "  v0 [label=\"a \\\"b\\\\c\\\"\\nyes\\n1\", style=filled, fillcolor=lightgrey];\n}\n");
}

TEST(Dot, RequiresANodeForEachVariableOrNone) {
  EXPECT_THROW(dot_text(tests::sprinkler(), std::array{DotNode{}}), std::logic_error);
}

}  // namespace
}  // namespace paraspinal::engine
