#include "knowledge/base/ties.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::knowledge {
namespace {

using tests::embedded_knowledge;
using tests::embedded_network;

bool has(const std::vector<std::size_t>& rows, std::size_t row) {
  return std::ranges::find(rows, row) != rows.end();
}

// Whether this row is a parameter between the two, looked for afresh in every place it could be.
bool is_between(std::size_t row, FindingId finding, ConditionId condition) {
  const Parameters& parameters = embedded_network().parameters;
  const auto is_arc = [&](const ArcParameter& arc) {
    return arc.link == row && arc.condition == condition;
  };
  const auto is_route = [&](const MechanismParameter& route) {
    return has(route.links, row) && embedded_knowledge().links[row].condition == condition;
  };
  const auto is_risk = [&](const RiskParameter& risk) {
    return risk.finding == finding && risk.link == row;
  };
  const auto& local = parameters.findings[finding.index];
  return (local && (std::ranges::any_of(local->raising, is_arc) ||
                    std::ranges::any_of(local->lowering, is_arc) ||
                    std::ranges::any_of(local->mechanisms, is_route))) ||
         std::ranges::any_of(parameters.risks[condition.index], is_risk);
}

bool leads_through(const Mechanism& mechanism, FindingId finding, ConditionId condition) {
  const auto& local = embedded_network().parameters.findings[finding.index];
  return local &&
         std::ranges::any_of(local->mechanisms,
                             [&](const MechanismParameter& route) {
                               return &embedded_knowledge().mechanisms[route.mechanism] ==
                                      &mechanism;
                             }) &&
         std::ranges::find(mechanism.causes, condition, &MechanismCause::condition) !=
             mechanism.causes.end();
}

TEST(Ties, HoldEveryRowAndMechanismBetweenAFindingAndAConditionInTheContentsOrder) {
  const KnowledgeBase& knowledge = embedded_knowledge();
  std::size_t rows = 0;
  for (std::size_t f = 0; f < knowledge.findings.size(); f += 3) {
    for (std::size_t c = 0; c < knowledge.conditions.size(); c += 4) {
      Tie expected;
      for (std::size_t row = 0; row < knowledge.links.size(); ++row) {
        if (is_between(row, {f}, {c})) {
          expected.links.push_back(knowledge.links[row].id);
          const std::string& source = knowledge.links[row].citation.source;
          if (std::ranges::find(expected.sources, source) == expected.sources.end()) {
            expected.sources.push_back(source);
          }
        }
      }
      for (const Mechanism& mechanism : knowledge.mechanisms) {
        if (leads_through(mechanism, {f}, {c})) {
          expected.through.push_back(mechanism.id);
        }
      }
      ASSERT_EQ(embedded_network().ties.of({f}, {c}), expected) << f << ' ' << c;
      rows += expected.links.size();
    }
  }
  EXPECT_GT(rows, 50U);
}

TEST(Ties, AFindingMovesTheConditionsThatArcsMechanismsAndRisksGiveIt) {
  const KnowledgeBase& knowledge = embedded_knowledge();
  const Parameters& parameters = embedded_network().parameters;
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    std::vector<ConditionId> expected;
    for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
      const auto leads = [&](const Mechanism& mechanism) {
        return leads_through(mechanism, {f}, {c});
      };
      const auto is_arc = [c](const ArcParameter& arc) { return arc.condition.index == c; };
      const auto is_risk = [f](const RiskParameter& risk) { return risk.finding.index == f; };
      const auto& local = parameters.findings[f];
      if ((local && (std::ranges::any_of(local->raising, is_arc) ||
                     std::ranges::any_of(local->lowering, is_arc))) ||
          std::ranges::any_of(knowledge.mechanisms, leads) ||
          std::ranges::any_of(parameters.risks[c], is_risk)) {
        expected.push_back({c});
      }
    }
    ASSERT_EQ(embedded_network().ties.moved_by({f}), expected) << knowledge.findings[{f}].id;
  }
}

}  // namespace
}  // namespace paraspinal::knowledge
