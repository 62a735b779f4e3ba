#pragma once

// `paraspinal knowledge diff OLD NEW`: what a clinician must review between two knowledge bases,
// red flags first, and what it does to the network.
//
//   return static_cast<int>(diff_knowledge({.before = "a.sqlite", .after = "b.sqlite"}, streams));

#include <string>
#include <vector>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/knowledge_page.h"
#include "knowledge/base/difference.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/solved_difference.h"

namespace paraspinal::cli {

struct DiffOptions {
  std::string before;  // a knowledge.sqlite
  std::string after;
  PageFormat format = PageFormat::text;
};

// Gives answered, with or without changes, or unusable_knowledge.
Outcome diff_knowledge(const DiffOptions& options, Streams streams);

// A section a topic, in the order of review.
std::vector<Section> change_sections(const std::vector<knowledge::RowChange>& changes,
                                     const knowledge::KnowledgeBase& before,
                                     const knowledge::KnowledgeBase& after);
// What moves in the network, the largest first.
std::vector<Section> network_sections(const knowledge::SolvedDifference& difference,
                                      const knowledge::KnowledgeBase& before,
                                      const knowledge::KnowledgeBase& after);

}  // namespace paraspinal::cli
