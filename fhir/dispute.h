#pragma once

// Statements of one finding that disagree, though one of them is used: told to the sender, so that
// the disagreement is seen and asked about.
//
//   const auto issue = dispute(telling, *used, value, knowledge);

#include <optional>
#include <vector>

#include "fhir/issue.h"
#include "fhir/statement.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// The first of `telling` that contradicts the `value` taken from `used`: the record and the person
// on a state or a date (a number may change between two measurements), or two resources of which
// one says that a medicine is taken and one that it is not. Nothing when none does.
std::optional<Issue> dispute(const std::vector<const Statement*>& telling, const Statement& used,
                             const knowledge::AnswerValue& value,
                             const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
