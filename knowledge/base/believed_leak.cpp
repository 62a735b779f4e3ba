#include "knowledge/base/believed_leak.h"

#include <algorithm>
#include <optional>

#include "engine/require.h"
#include "knowledge/base/figures.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {
namespace {

// What the rows of one finding say together.
struct Told {
  double highest = 0;
  bool capped = false;
  bool complete = true;  // each row gives a background
};

std::vector<Told> told_backgrounds(const KnowledgeBase& knowledge) {
  std::vector<Told> told(knowledge.findings.size());
  for (const Link& link : knowledge.links) {
    if (link.use == LinkUse::parameter && link.kind == LinkKind::finding) {
      Told& of_finding = told[link.finding.index];
      const auto background = background_rate(link);
      of_finding.complete = of_finding.complete && background.has_value();
      of_finding.highest = std::max(of_finding.highest, background.value_or(0));
      of_finding.capped = of_finding.capped || is_capped(link);
    }
  }
  return told;
}

}  // namespace

std::vector<double> believed_leaks(const KnowledgeBase& knowledge) {
  std::vector<double> leaks = knowledge.solved.leak;
  const auto told = told_backgrounds(knowledge);
  for (std::size_t f = 0; f < leaks.size(); ++f) {
    if (told[f].capped && told[f].complete) {
      leaks[f] = std::min(leaks[f], told[f].highest);
    }
  }
  return leaks;
}

double absent_scale(double solved, double believed) {
  engine::require(solved < 1, "a solved leak is below 1");
  return (1 - believed) / (1 - solved);
}

}  // namespace paraspinal::knowledge
