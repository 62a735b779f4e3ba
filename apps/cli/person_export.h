#pragma once

// All that the records hold about a person, as JSON: calls with their events and call-backs, and
// the lines of the audit with what they say.
//
//   const auto json = exported(*records, "tel:01632960001");
//   std::cout << fhir::write_json(*json, 2);
//
// {"person", "calls": [{"id", "opened_at", "opened_by", "setting", "start", "closed_at", "events":
// [{"revision", "kind", "at", "by", "content"}], "call_backs": [{"due_at", "made_at", "made_by",
// "done_at", "done_by", "outcome", "content"}]}], "audit": [{"number", "at", "kind", "user",
// "knowledge_hash", "payload"}]}. What was stored as JSON stands as JSON, else as a string; a time
// that has not come is null.

#include <string>

#include "apps/records/records.h"
#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::cli {

engine::Result<fhir::Json> exported(records::Records& records, const std::string& person);

}  // namespace paraspinal::cli
