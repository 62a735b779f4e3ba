#include <gtest/gtest.h>

#include "engine/bif.h"
#include "engine/noisy_or_network.h"
#include "engine/uai.h"
#include "engine/xmlbif.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

constexpr const char* small_bif = R"(network unknown {
}
variable Age {
  type discrete [ 3 ] { <5, 5-12, 12+ };
  property position = (1, 2);
}
variable "Chest x-ray" { // a comment
  type discrete [ 2 ] { Normal, Asy/Patch };
}
probability ( "Chest x-ray" | Age ) {
  default 0.5, 0.5;
  (<5) 0.9, 1e-1; /* the rest
  by default */
}
probability ( Age ) {
  table 0.2, 0.3, 0.5;
}
)";

TEST(ReadBif, UnderstandsOddNamesDefaultsAndComments) {
  const auto file = read_bif(small_bif, "small.bif");

  ASSERT_TRUE(file) << file.error().message;
  const VariableId xray = file->network.find("Chest x-ray").value();
  EXPECT_EQ(file->network.variable(VariableId{0}).states,
            (std::vector<std::string>{"<5", "5-12", "12+"}));
  EXPECT_EQ(file->network.conditional(xray, 1, std::vector<StateIndex>{0}), 0.1);
  EXPECT_EQ(file->network.conditional(xray, 1, std::vector<StateIndex>{2}), 0.5);
  EXPECT_EQ(file->order, (std::vector{VariableId{0}, VariableId{1}}));
}

TEST(ReadBif, PutsParentsFirstAndRemembersTheOrderOfTheFile) {
  const auto file = read_bif(
      "variable b { type discrete [2] { n, y }; } variable a { type discrete [2] { n, y }; }"
      "probability (b | a) { (n) 0.9, 0.1; (y) 0.2, 0.8; } probability (a) { table 0.5, 0.5; }",
      "order.bif");

  EXPECT_EQ(file->network.variable(VariableId{0}).name, "a");
  EXPECT_EQ(file->order, (std::vector{VariableId{1}, VariableId{0}}));
}

TEST(ReadBif, OfATableWithParentsHasTheVariableAsSlowestAxis) {
  const auto file = read_bif(
      "variable a { type discrete [2] { n, y }; } variable b { type discrete [2] { n, y }; }"
      "probability (a) { table 0.5, 0.5; } probability (b | a) { table 0.9, 0.2, 0.1, 0.8; }",
      "table.bif");

  EXPECT_EQ(file->network.conditional(VariableId{1}, 1, std::vector<StateIndex>{1}), 0.8);
}

TEST(ReadBif, SaysByHowMuchRowsWereOff) {
  const auto file = read_bif(
      "variable a { type discrete [2] { n, y }; } probability (a) { table 0.25, 0.7499; }", "a");

  EXPECT_NEAR(file->largest_row_error, 1e-4, 1e-15);
}

std::string bif_error(std::string_view text) {
  const auto file = read_bif(text, "bad.bif");
  return file ? "no error" : file.error().message;
}

TEST(ReadBifErrors, ShowFileLineAndCaret) {
  EXPECT_EQ(bif_error("network x {\n}\nvariable a {\n  type discrete [ 2 ] { n, y }\n}\n"),
            "bad.bif:5: expected ';', found '}'\n}\n^");
}

TEST(ReadBifErrors, AWordThatIsNoBlock) {
  EXPECT_EQ(bif_error("vriable a"),
            "bad.bif:1: expected 'network', 'variable' or 'probability', found 'vriable'\n"
            "vriable a\n^");
}

TEST(ReadBifErrors, AVariableDeclaredTwice) {
  EXPECT_EQ(bif_error("variable a { type discrete [2] { n, y }; } variable a {"),
            "bad.bif:1: variable 'a' is declared twice\n"
            "variable a { type discrete [2] { n, y }; } variable a {\n"
            "                                                    ^");
}

TEST(ReadBifErrors, TheWrongNumberOfStates) {
  EXPECT_EQ(bif_error("variable a { type discrete [3] { n, y }; }"),
            "bad.bif:1: variable 'a' names 2 states; expected 3\n"
            "variable a { type discrete [3] { n, y }; }\n"
            "                                      ^");
}

const std::string declared = "variable a { type discrete [2] { n, y }; }\n";

TEST(ReadBifErrors, AnUndeclaredVariable) {
  EXPECT_EQ(bif_error(declared + "probability (b) { table 1, 0; }"),
            "bad.bif:2: variable 'b' is not declared\nprobability (b) { table 1, 0; }\n"
            "             ^");
}

TEST(ReadBifErrors, ANumberThatIsNone) {
  EXPECT_EQ(bif_error(declared + "probability (a) { table 0.5, half; }"),
            "bad.bif:2: expected a number, found 'half'\n"
            "probability (a) { table 0.5, half; }\n"
            "                             ^");
}

TEST(ReadBifErrors, AStateThatIsNone) {
  EXPECT_EQ(bif_error(declared + "variable b { type discrete [2] { n, y }; }\n"
                                 "probability (b | a) { (maybe) 0.5, 0.5; }"),
            "bad.bif:3: state 'maybe' is not one of 'a'\n"
            "probability (b | a) { (maybe) 0.5, 0.5; }\n"
            "                       ^");
}

TEST(ReadBifErrors, ARowThatIsNotGiven) {
  const std::string message = bif_error(declared +
                                        "variable b { type discrete [2] { n, y }; }\n"
                                        "probability (b | a) { (n) 0.5, 0.5; }");

  EXPECT_EQ(message.substr(0, message.find('\n')), "bad.bif:3: row 1 of 'b' is not given");
}

TEST(ReadBifErrors, NoProbabilityBlock) {
  const std::string message = bif_error(declared);

  EXPECT_EQ(message.substr(0, message.find('\n')),
            "bad.bif:1: variable 'a' has no probability block");
}

TEST(ReadBifErrors, ASecondProbabilityBlock) {
  const std::string message = bif_error(
      declared + "probability (a) { table 0.5, 0.5; }\nprobability (a) { table 0.5, 0.5; }");

  EXPECT_EQ(message.substr(0, message.find('\n')),
            "bad.bif:3: variable 'a' has a second probability block");
}

TEST(ReadBifErrors, ACycle) {
  EXPECT_EQ(bif_error(declared + "variable b { type discrete [2] { n, y }; }\n"
                                 "probability (b | a) { default 0.5, 0.5; }\n"
                                 "probability (a | b) { default 0.5, 0.5; }"),
            "variable 'a': is on, or below, a cycle of parents");
}

TEST(ReadBifErrors, ARowFarFromOne) {
  EXPECT_EQ(bif_error(declared + "probability (a) { table 0.5, 0.25; }"),
            "variable 'a': a row is off 1 by 0.25; expected at most 0.001");
}

TEST(ReadBifErrors, TheEndOfTheFile) {
  EXPECT_EQ(bif_error("variable a { type discrete [2] { n, y };"),
            "bad.bif:1: expected 'type', found the end of the file\n"
            "variable a { type discrete [2] { n, y };\n"
            "                                        ^");
}

std::string uai_error(std::string_view text) {
  const auto file = read_uai(text, "bad.uai");
  return file ? "no error" : file.error().message;
}

TEST(ReadUaiErrors, NoBayesNetwork) {
  EXPECT_EQ(uai_error("MARKOV\n"), "bad.uai:1: expected 'BAYES', found 'MARKOV'\nMARKOV\n^");
}

TEST(ReadUaiErrors, TooFewFunctions) {
  EXPECT_EQ(uai_error("BAYES 2 2 2 1"),
            "bad.uai:1: there are 1 functions; expected 2, one a variable\nBAYES 2 2 2 1\n"
            "            ^");
}

TEST(ReadUaiErrors, AVariableOutOfRange) {
  EXPECT_EQ(uai_error("BAYES 1 2 1\n1 4"),
            "bad.uai:2: variable 4 is unknown; there are 1\n1 4\n  ^");
}

TEST(ReadUaiErrors, ASecondFunction) {
  EXPECT_EQ(uai_error("BAYES 2 2 2 2\n1 0\n1 0"),
            "bad.uai:3: variable x0 has a second function\n1 0\n  ^");
}

TEST(ReadUaiErrors, AFunctionOfNoVariables) {
  EXPECT_EQ(uai_error("BAYES 1 2 1\n0"),
            "bad.uai:2: a function of no variables; expected a child\n0\n^");
}

TEST(ReadUaiErrors, ATableOfTheWrongSize) {
  EXPECT_EQ(uai_error("BAYES 1 2 1\n1 0\n3 0.1 0.2 0.7"),
            "bad.uai:3: the table of x0 has 3 entries; expected 2\n3 0.1 0.2 0.7\n^");
}

TEST(ReadUaiErrors, WordsAfterTheEnd) {
  EXPECT_EQ(uai_error("BAYES 1 2 1\n1 0\n2 0.5 0.5 more"),
            "bad.uai:3: expected the end of the file, found 'more'\n2 0.5 0.5 more\n          ^");
}

TEST(ReadUaiErrors, ACountThatIsNone) {
  EXPECT_EQ(uai_error("BAYES two"),
            "bad.uai:1: expected a whole number, found 'two'\nBAYES two\n      ^");
}

std::string xml_error(std::string_view text) {
  const auto file = read_xmlbif(text, "bad.xml");
  return file ? "no error" : file.error().message;
}

constexpr const char* xml_variable =
    "<VARIABLE><NAME>a</NAME><OUTCOME>n</OUTCOME><OUTCOME>y</OUTCOME></VARIABLE>\n";

TEST(ReadXmlBifErrors, AnUndeclaredVariable) {
  EXPECT_EQ(xml_error("<DEFINITION><FOR>b</FOR></DEFINITION>"),
            "bad.xml:1: variable 'b' is not declared\n<DEFINITION><FOR>b</FOR></DEFINITION>\n"
            "                 ^");
}

TEST(ReadXmlBifErrors, ANumberThatIsNone) {
  EXPECT_EQ(xml_error(std::string(xml_variable) +
                      "<DEFINITION><FOR>a</FOR><TABLE>0.5 x</TABLE></DEFINITION>"),
            "bad.xml:2: expected a number, found 'x'\n"
            "<DEFINITION><FOR>a</FOR><TABLE>0.5 x</TABLE></DEFINITION>\n"
            "                                   ^");
}

TEST(ReadXmlBifErrors, ATableOfTheWrongSize) {
  EXPECT_EQ(xml_error(std::string(xml_variable) +
                      "<DEFINITION><FOR>a</FOR><TABLE>1</TABLE></DEFINITION>"),
            "bad.xml:2: the table of 'a' has 1 entries; expected 2\n"
            "<DEFINITION><FOR>a</FOR><TABLE>1</TABLE></DEFINITION>\n"
            "^");
}

TEST(ReadXmlBifErrors, ADefinitionWithoutItsVariable) {
  EXPECT_EQ(xml_error("<DEFINITION><TABLE>1</TABLE></DEFINITION>"),
            "bad.xml:1: a definition has no 'FOR'\n<DEFINITION><TABLE>1</TABLE></DEFINITION>\n^");
}

TEST(ReadXmlBifErrors, AVariableWithoutDefinition) {
  const std::string message = xml_error(xml_variable);

  EXPECT_EQ(message.substr(0, message.find('\n')), "bad.xml:1: variable 'a' has no definition");
}

TEST(ReadXmlBifErrors, AnElementThatIsNotClosed) {
  const std::string message = xml_error("<VARIABLE><NAME>a</NAME>");

  EXPECT_EQ(message.substr(0, message.find('\n')), "bad.xml:1: 'VARIABLE' is not closed");
}

TEST(ReadXmlBif, UnderstandsEntitiesCommentsAndTheDocumentType) {
  const auto file = read_xmlbif(
      "<?xml version=\"1.0\"?><!DOCTYPE BIF [ <!ELEMENT BIF (NETWORK)*> ]><BIF><NETWORK>"
      "<NAME>n</NAME><!-- <VARIABLE> --><VARIABLE TYPE=\"nature\"><NAME>a &amp; b</NAME>"
      "<OUTCOME>&lt;5</OUTCOME><OUTCOME>5+</OUTCOME><PROPERTY>x = 1</PROPERTY></VARIABLE>"
      "<DEFINITION><FOR>a &amp; b</FOR><TABLE>0.25 0.75</TABLE></DEFINITION></NETWORK></BIF>",
      "a.xml");

  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->network.variable(VariableId{0}), (Variable{"a & b", {"<5", "5+"}}));
  EXPECT_EQ(file->network.conditional(VariableId{0}, 1, {}), 0.75);
}

// Every conditional probability of both, state by state.
void expect_same_numbers(const Network& a, const Network& b) {
  ASSERT_EQ(a.size(), b.size());
  const auto tables_a = tables_of(a).value();
  const auto tables_b = tables_of(b).value();
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(tables_a[i].parents, tables_b[i].parents);
    ASSERT_EQ(tables_a[i].values.size(), tables_b[i].values.size());
    for (std::size_t k = 0; k < tables_a[i].values.size(); ++k) {
      ASSERT_NEAR(tables_a[i].values[k], tables_b[i].values[k], 1e-15);
    }
  }
}

TEST(NetworkFiles, WrittenAndReadAreTheSameNetwork) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    tests::Random random(seed);
    const Network network = tests::random_network(random, {.variables = 9, .most_parents = 3});

    const auto bif = write_bif(network).and_then(
        [](const std::string& text) { return read_bif(text, "a.bif"); });
    const auto xml = write_xmlbif(network).and_then(
        [](const std::string& text) { return read_xmlbif(text, "a.xml"); });
    const auto uai = write_uai(network).and_then(
        [](const std::string& text) { return read_uai(text, "a.uai"); });

    ASSERT_TRUE(bif && xml && uai);
    expect_same_numbers(network, bif->network);
    expect_same_numbers(network, xml->network);
    expect_same_numbers(network, uai->network);
    EXPECT_EQ(bif->network.variable(VariableId{3}), network.variable(VariableId{3}));
    EXPECT_EQ(xml->network.variable(VariableId{3}), network.variable(VariableId{3}));
  }
}

TEST(NetworkFiles, ATableOverTheLimitIsAnError) {
  Network::Builder builder;
  NoisyOr noisy_or;
  for (std::size_t i = 0; i < 30; ++i) {
    noisy_or.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}}), 0.5});
  }
  builder.add(two_state("f"), noisy_or);

  EXPECT_EQ(write_uai(builder.build().value()).error(),
            (Error{ErrorKind::too_large, "variable 'f': its table passes 16777216 entries"}));
}

TEST(NoisyOrNetwork, BecomesANetworkOfNoisyOrs) {
  const NoisyOrNetwork layers{
      {{"r", 0.2}}, {{"c", 0.01, {"r"}, {0.5}}}, {{"f", 0.1, {"c"}, {0.8}}}};

  const Network network = to_network(layers).value();

  EXPECT_DOUBLE_EQ(network.conditional(VariableId{1}, 1, std::vector<StateIndex>{1}),
                   1 - 0.99 * 0.5);
  EXPECT_EQ(network.distribution(VariableId{2}),
            (Distribution{NoisyOr{0.1, {{VariableId{1}, 0.8}}, {}}}));
}

TEST(NoisyOrNetwork, WithAnUnknownParentIsAnError) {
  EXPECT_EQ(to_network({{}, {{"c", 0, {"r"}, {0.5}}}, {}}).error().message,
            "variable 'c': parent 'r' is unknown; expected one named before");
}

TEST(NoisyOrNetwork, WithTooFewLinksIsAnError) {
  EXPECT_EQ(to_network({{{"r", 0.5}}, {{"c", 0, {"r"}, {}}}, {}}).error().message,
            "variable 'c': has 0 links; expected 1, one a parent");
}

}  // namespace
}  // namespace paraspinal::engine
