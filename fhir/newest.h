#pragma once

// Which of several statements of one finding hold: the newest of each topic, and of the topics the
// newest.
//
//   const Statements front = newest_of_topics(telling);        // all that none certainly follows

#include <vector>

#include "fhir/statement.h"

namespace paraspinal::fhir {

using Statements = std::vector<const Statement*>;

// Not empty when `statements` is not. A topic that is absent, or cannot be used, gives way where
// another topic is present: one drug not taken does not say that none of its kind is.
Statements newest_of_topics(const Statements& statements);

}  // namespace paraspinal::fhir
