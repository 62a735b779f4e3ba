#pragma once

// To which groups a case belongs, so that a disparity is seen: age, sex, pregnancy, setting,
// diagnosis, detail, kind.
//
//   for (const Membership& one : memberships(item, presentation, knowledge)) ...

#include <string>
#include <vector>

#include "knowledge/triage/presentation.h"
#include "validation/case_file.h"

namespace paraspinal::validation {

struct Membership {
  std::string group;  // "age", "sex", ...
  std::string value;  // "16-39", "not told", ...

  auto operator<=>(const Membership&) const = default;
};

// One of each group, in the order of the protocol.
std::vector<Membership> memberships(const ValidationCase& item,
                                    const triage::Presentation& presentation,
                                    const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
