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

#include <string_view>
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
// `details.text` is the message for a reader (`for_a_reader`), `diagnostics` the whole message
// after the kind's name; `expression` is there when the message begins with a path.
Json operation_outcome(const engine::Error& error);

// Why the same request may be answered later (HL7 issue-type).
enum class Later {
  transient,  // what is needed is in use
  throttled,  // the sender asks too often
};

// One issue, an `error`, of that code; `expression` as above.
Json operation_outcome(Later later, std::string_view message);

// What is said of a chart, without the path into it at the front, for one who knows the person and
// not the format: "Patient/1 is recorded as deceased, ..." of "Bundle.entry[0].resource: Patient/1
// is recorded ...". The message itself when it begins with no such path: what is wrong with the
// form of a request is for those who wrote it.
std::string_view for_a_reader(const engine::Error& error);

}  // namespace paraspinal::fhir
