#include "fhir/cds_hooks_flags.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/require.h"

namespace paraspinal::fhir {

using knowledge::KnowledgeBase;
using knowledge::Urgency;
using triage::Assessment;
using triage::Gate;
using triage::GateState;

namespace {

bool is_measurement(const knowledge::Finding& finding) {
  using knowledge::FindingKind;
  return finding.kind == FindingKind::sign || finding.kind == FindingKind::vital ||
         finding.kind == FindingKind::laboratory;
}

// True of "from temp_c>=38".
bool is_from_measured(std::string_view origin, const KnowledgeBase& knowledge) {
  constexpr std::string_view from = "from ";
  if (!origin.starts_with(from)) {
    return false;
  }
  origin.remove_prefix(from.size());
  const auto finding = knowledge.findings.find(origin.substr(0, origin.find_first_of(" <>=!")));
  return finding && is_measurement(knowledge.findings[*finding]);
}

}  // namespace

std::vector<const Gate*> fired_flags(const Assessment& assessment) {
  std::vector<const Gate*> gates;
  for (const Gate& gate : assessment.gates) {
    if (gate.state == GateState::fired) {
      gates.push_back(&gate);
    }
  }
  std::ranges::stable_sort(gates,
                           [](const Gate* a, const Gate* b) { return a->urgency > b->urgency; });
  return gates;
}

std::vector<const Gate*> half_open_flags(const Assessment& assessment,
                                         const KnowledgeBase& knowledge) {
  std::vector<bool> counts(knowledge.findings.size(), false);  // [finding]
  for (const triage::UsedAnswer& used : assessment.used) {
    const auto id = knowledge.findings.find(used.finding);
    engine::require(id.has_value(), "an answer is to a finding of the knowledge");
    counts[id->index] = used.state == "present" && (is_measurement(knowledge.findings[*id]) ||
                                                    is_from_measured(used.origin, knowledge));
  }
  const auto is_counted = [&counts](knowledge::FindingId id) { return counts[id.index]; };
  const auto is_complaint = [&](knowledge::FindingId id) {
    return knowledge.findings[id].id == "back_complaint";
  };
  std::vector<const Gate*> of_the_back;
  std::vector<const Gate*> others;
  const auto& flags = knowledge.red_flags;
  auto flag = flags.begin();
  for (const Gate& gate : assessment.gates) {
    if (gate.state != GateState::undecided || gate.urgency < Urgency::same_day) {
      continue;
    }
    // Undecided gates mostly stand in the order of the content.
    const auto is_it = [&gate](const knowledge::RedFlag& row) { return row.id == gate.id; };
    flag = std::find_if(flag, flags.end(), is_it);
    flag = flag == flags.end() ? std::find_if(flags.begin(), flags.end(), is_it) : flag;
    engine::require(flag != flags.end(), "a gate is a red flag of the knowledge");
    if (std::ranges::any_of(flag->rule.affirmed(), is_counted)) {
      (std::ranges::any_of(flag->rule.mentions(), is_complaint) ? of_the_back : others)
          .push_back(&gate);
    }
  }
  for (auto* const gates : {&of_the_back, &others}) {
    std::ranges::stable_sort(*gates,
                             [](const Gate* a, const Gate* b) { return a->urgency > b->urgency; });
  }
  of_the_back.insert(of_the_back.end(), others.begin(), others.end());
  return of_the_back;
}

}  // namespace paraspinal::fhir
