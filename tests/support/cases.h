#pragma once

// Presentations for tests: written out by finding id, or drawn at random from a seed.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::tests {

// The embedded knowledge and its network, loaded once for the whole run.
const knowledge::KnowledgeBase& embedded_knowledge();
const knowledge::ClinicalNetwork& embedded_network();
const triage::Assessor& embedded_assessor();

// A case as one would say it: who, and findings by id. "present", "absent", "unknown", "refused", a
// number, a date or a state's name. Throws std::logic_error for a word that does not fit the
// finding.
triage::Presentation person(double age, knowledge::Sex sex,
                            const std::vector<std::pair<std::string, std::string>>& findings = {},
                            knowledge::Setting setting = knowledge::Setting::telephone);

// Sets one finding as `person` does.
void set(triage::Presentation& presentation, const std::string& finding, const std::string& state);

// A person of 16 to 95 with up to about forty findings, each in any state it can have, in any
// setting; the same seed gives the same person. Contradictions occur.
triage::Presentation random_person(std::uint64_t seed);

// The assessment of a case that must succeed; fails the test with the error's words otherwise.
triage::Assessment assessed(const triage::Presentation& presentation);

}  // namespace paraspinal::tests
