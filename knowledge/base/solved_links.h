#pragma once

// The solved numbers of links (calibrate.h) to and from the tables solved_link, solved_leak,
// solved_route and solved_prevalence.
//
//   store_solved_links(*database, knowledge, calibration.solved);   // the build
//   read_solved_links(*database, knowledge, solved);                // loading

#include "knowledge/base/database.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

engine::Result<void> store_solved_links(const Connection& database, const KnowledgeBase& knowledge,
                                        const Solved& solved);

// Errors: `corrupt` for a row that is not about the link, finding or route at its place, and for
// one that is missing.
engine::Result<void> read_solved_links(const Connection& database, const KnowledgeBase& knowledge,
                                       Solved& solved);

}  // namespace paraspinal::knowledge
