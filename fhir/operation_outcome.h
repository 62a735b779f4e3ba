#pragma once

// What went wrong, or what is to be told of an input, as FHIR R4's OperationOutcome: the answer to
// a request that could not be met. Severities and codes are those of HL7's issue-severity and
// issue-type value sets.
//
//   const auto imported = import_case(text, knowledge, {});
//   if (!imported) reply(400, write_json(operation_outcome(imported.error())));
//
// It holds the words of the error or issue and the place they name, nothing else: no other data of
// the person, no stack trace. Those words may quote a value of the input, so it goes to the sender
// only, not into a log.

#include <vector>

#include "engine/result.h"
#include "fhir/issue.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

// One issue for each, in order; their severity is kept. Without any, one that says so, because an
// OperationOutcome has at least one issue.
Json operation_outcome(const std::vector<Issue>& issues);

// One issue. Its code is the error's kind in HL7's words: `malformed` structure, `invalid_argument`
// value, `not_found` not-found, `impossible` processing, `too_large` too-long, `corrupt` exception.
// It is `fatal` where nothing more could be checked (malformed, too_large, corrupt), else `error`.
// `details.text` is the message, `diagnostics` the message after the kind's name; `expression` is
// there when the message begins with a path ("Bundle.entry[3].resource.id: ...").
Json operation_outcome(const engine::Error& error);

}  // namespace paraspinal::fhir
