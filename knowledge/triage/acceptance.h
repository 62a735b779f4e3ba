#pragma once

// Whom the module may judge at all (model.md section 9).

#include <optional>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

// Why this person is not assessed: under 16 (with the hand-over text), or an age that is none.
// Reads the presentation's age and the finding age_years; one under 16 is enough. Nothing when the
// person is accepted; an age that is not known is.
std::optional<engine::Error> refusal(const Presentation& presentation,
                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
