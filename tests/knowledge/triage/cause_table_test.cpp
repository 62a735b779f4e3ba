// What stands above and below the conditions, against the network it is laid out from.

#include "knowledge/triage/cause_table.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "tests/knowledge/triage/rival_clinic.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using engine::StateIndex;
using triage::CauseTable;
using triage::Part;

const CauseTable& network_causes() {
  static const CauseTable table(embedded_network());
  return table;
}

TEST(CauseTable, GivesEachConditionTheProbabilityOfTheNetwork) {
  const engine::Network& network = embedded_network().network;
  std::mt19937_64 random(1);
  std::size_t conditions = 0;
  for (const CauseTable::Group& group : network_causes().groups()) {
    for (std::size_t i = 0; i < group.conditions.size(); ++i, ++conditions) {
      const engine::VariableId variable = embedded_network().conditions[group.conditions[i]];
      std::vector<StateIndex> states;
      std::size_t row = 0;
      double log_odds = 0;
      for (const engine::VariableId parent : network.parents(variable)) {
        states.push_back(random() % network.variable(parent).states.size());
        if (std::ranges::count(group.context, parent) > 0) {
          row = row * network.variable(parent).states.size() + states.back();
        }
        for (const CauseTable::Term& term : network_causes().terms(group.conditions[i])) {
          log_odds += term.parent == parent.index && states.back() == 1 ? term.weight : 0;
        }
      }
      log_odds += group.bases[row * group.conditions.size() + i];
      EXPECT_NEAR(1 / (1 + std::exp(-log_odds)), network.conditional(variable, 1, states), 1e-14)
          << network.variable(variable).name;
    }
  }
  EXPECT_EQ(conditions, embedded_network().conditions.size());
  EXPECT_TRUE(network_causes().is_complete());
}

TEST(CauseTable, LinksFromAboveAreTheTermsFromBelow) {
  std::size_t links = 0;
  for (std::size_t v = 0; v < embedded_network().network.size(); ++v) {
    for (const CauseTable::Link& link : network_causes().links(v)) {
      const auto terms = network_causes().terms(link.condition);
      const auto term = std::ranges::find(terms, v, &CauseTable::Term::parent);
      ASSERT_NE(term, terms.end());
      EXPECT_DOUBLE_EQ(link.ratio, std::exp(term->weight));
      EXPECT_DOUBLE_EQ(link.ratio * term->against, 1);
      ++links;
    }
  }
  EXPECT_EQ(links, network_causes().terms());
}

TEST(CauseTable, PrimariesAreWhatBringsTheComplaint) {
  const auto& network = embedded_network();
  const auto primaries = network.network.parents(network.complaint);
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const engine::VariableId variable = network.conditions[c];
    const bool is_primary = std::ranges::count(primaries, variable) > 0;
    EXPECT_EQ(network_causes().is_primary(c), is_primary);
    EXPECT_EQ(network_causes().parts()[variable.index].part,
              is_primary ? Part::primary : Part::contributor);
    EXPECT_EQ(network_causes().parts()[variable.index].place, c);
  }
  EXPECT_EQ(network_causes().parts()[network.complaint.index].part, Part::other);
}

TEST(CauseTable, SaysWhereAConditionIsNoLogOdds) {
  const RivalClinic clinic = rival_clinic();
  const CauseTable tables(clinic.network);
  EXPECT_FALSE(tables.is_complete());
  EXPECT_EQ(tables.conditions(), clinic.network.conditions.size());
  EXPECT_EQ(tables.terms(), 0);
}

}  // namespace
}  // namespace paraspinal::tests
