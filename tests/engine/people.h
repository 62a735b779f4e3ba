#pragma once

// Small networks of the shape that the clinical one has: a context, risk factors, log-odds causes
// of which some are terms of others, and noisy findings.

#include <vector>

#include "engine/network.h"
#include "tests/support/generators.h"

namespace paraspinal::tests {

struct People {
  engine::Network network;
  engine::VariableId setting;
  std::vector<engine::VariableId> risks;
  std::vector<engine::VariableId> causes;  // contributors first
  std::vector<engine::VariableId> findings;
};

// Many settings; five risk factors; two contributors, each of two risk factors, and three causes of
// up to three terms; two findings of two causes each. The first risk factor is a term of most.
People random_people(Random& random);

}  // namespace paraspinal::tests
