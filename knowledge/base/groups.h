#pragma once

// The people of one setting who have the complaint, as groups of one age band, sex and stage of
// pregnancy. Within a group the causes act independently until the complaint is known, so that
// averages over people need sums of products only, no inference: what links are solved with
// (link_solver.h), and checked by inference afterwards (fidelity.h).
//
//   const auto groups = groups_of(knowledge, Targets(knowledge), Setting::telephone);

#include <vector>

#include "knowledge/base/targets.h"

namespace paraspinal::knowledge {

struct Group {
  Context context;
  double share = 0;             // P(context | setting, complaint)
  std::vector<double> targets;  // [condition] P(condition | context, complaint); `other` as raised
  double complaint = 1;         // P(complaint | context), which makes these targets hold
  double raised_other = 0;      // added to the target of `other`, where the named causes leave more
};

// One context; its share is that of the content's demographics.
Group group_of(const KnowledgeBase& knowledge, const Targets& targets, const Context& context);

// Every context of the setting that exists, in the order of position().
std::vector<Group> groups_of(const KnowledgeBase& knowledge, const Targets& targets,
                             Setting setting);

}  // namespace paraspinal::knowledge
