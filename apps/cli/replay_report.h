#pragma once

// What a replay of the audit says: a piece for each assessment that is not what it was, and a
// summary. As text for a terminal, or as JSON with one object a line.

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/replay_assessment.h"
#include "apps/records/records.h"

namespace paraspinal::cli {

// Counts, of lines of the audit.
struct ReplayTally {
  std::int64_t lines = 0;
  std::int64_t without = 0;            // hold no assessment
  std::int64_t erased = 0;             // with their person
  std::int64_t unreadable = 0;         // told one by one on the errors
  std::int64_t same = 0;               // on the same knowledge, as they were
  std::int64_t but_for_rounding = 0;   // on the same knowledge, as they were but for last digits
  double largest_rounding = 0;         // of a posterior among these
  std::int64_t unlike = 0;             // on the same knowledge, and not as they were
  std::map<Move, std::int64_t> moves;  // of those made from other knowledge
  std::map<std::pair<knowledge::Urgency, knowledge::Urgency>, std::int64_t>
      urgencies;  // of the
                  // raised and lowered: from, to

  void add(const Replayed& replayed);
  void add_of_the_same(const Replayed& replayed);  // made from the same knowledge
};

// "Replays with knowledge 2026.11.6 ..."; JSON has no beginning.
std::string replay_beginning(const knowledge::KnowledgeBase& knowledge, PageFormat format);
// Empty for one that is the same, or is but for rounding, or made from other knowledge without a
// move.
std::string replay_piece(const records::AuditLine& line, const Replayed& replayed,
                         PageFormat format);
std::string replay_summary(const ReplayTally& tally, const knowledge::KnowledgeBase& knowledge,
                           PageFormat format);

}  // namespace paraspinal::cli
