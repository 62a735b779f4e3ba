#pragma once

// What ties each finding to each condition: the evidence rows between them and the mechanisms on
// the way, which a weight of the one on the other cites. They hang on the content alone.
//
//   const Ties ties(knowledge, parameters);
//   for (const std::string& id : ties.of(finding, condition).links) ...

#include <cstdint>
#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {

// Between one finding and one condition; each id once, in the order of the content.
struct Tie {
  std::vector<std::string> links;    // rows of its own arc, of a mechanism, or of a risk factor
  std::vector<std::string> through;  // mechanisms by which the condition reaches the finding
  std::vector<std::string> sources;  // of the rows

  bool operator==(const Tie&) const = default;
};

// Of a finding and a condition that act on each other through competition only.
inline const Tie untied;

class Ties {
 public:
  Ties() = default;  // of nothing
  // The parameters are those of the knowledge base; neither is kept.
  Ties(const KnowledgeBase& knowledge, const Parameters& parameters);

  // Equal to `untied` where nothing ties them. Valid as long as this object.
  const Tie& of(FindingId finding, ConditionId condition) const {
    return ties_[places_[finding.index * conditions_ + condition.index]];
  }

  // The conditions whose odds a finding can move, ascending, each once: those tied to it, and that
  // of a drug without which it does not apply. Valid as long as this object.
  const std::vector<ConditionId>& moved_by(FindingId finding) const {
    return moved_[finding.index];
  }

 private:
  std::size_t conditions_ = 0;
  std::vector<std::uint16_t> places_;            // [finding][condition], in ties_
  std::vector<Tie> ties_;                        // the first is that of those without one
  std::vector<std::vector<ConditionId>> moved_;  // [finding]
};

}  // namespace paraspinal::knowledge
