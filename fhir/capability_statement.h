#pragma once

// What the FHIR interface can do, as FHIR R4 says it: the CapabilityStatement that generic clients
// look for first, and the OperationDefinition of our own operation.
//
//   const Json statement = capability_statement({.base = "https://host/fhir", .version = "0.2.0",
//                                                .date = "2026-11-26"});
//   const Json definition = assess_definition("0.2.0");
//
// It states what apps/service/fhir_routes answers; a test holds the two together.

#include <string>
#include <string_view>

#include "fhir/json.h"

namespace paraspinal::fhir {

struct ServiceFacts {
  std::string base = {};     // where clients reach it, "https://host/fhir"; may be empty
  std::string version = {};  // of the software; may be empty
  std::string date = {};     // ISO time at which this was true; not empty
};

// The id of our operation's definition, and its name behind the dollar.
inline constexpr std::string_view assess_id = "assess";

// Requires a date or time that is one.
Json capability_statement(const ServiceFacts& facts);

// `version` is that of the software; may be empty.
Json assess_definition(std::string_view version);

}  // namespace paraspinal::fhir
