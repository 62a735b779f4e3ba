#pragma once

// People drawn at random from the whole content, for laws that hold of everyone. The same seed
// gives the same person on every machine.
//
//   const triage::Presentation presentation = drawn_person(42, 60);
//   EXPECT_TRUE(...) << as_json(presentation);
//
// Not for: the probability of anything. Dangers are far more common here than among callers.

#include <cstdint>
#include <string>

#include "knowledge/base/finding.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/presentation.h"
#include "tests/support/generators.h"

namespace paraspinal::tests {

// Somebody of 16 to 100 in any setting, with up to `most` answers. By turns of the seed the answers
// are scattered over all findings, are those of one condition, aim at one red-flag rule, or give
// what a score is made of; one in ten is unknown or refused, numbers lie at and around the
// thresholds that rules name, and contradictions occur (a man who is pregnant, a due date against
// the weeks).
triage::Presentation drawn_person(std::uint64_t seed, std::size_t most);

// Any answer that the finding can have.
knowledge::AnswerValue drawn_value(const knowledge::Finding& finding, Random& random);

// An answer as the tests' callers give it.
knowledge::Answer answered(knowledge::AnswerValue value);

// In the project's plain presentation format.
std::string as_json(const triage::Presentation& presentation);

// What the rules read: stated, derived by scores, and implied.
triage::Closed facts_of(const triage::Presentation& person);

}  // namespace paraspinal::tests
