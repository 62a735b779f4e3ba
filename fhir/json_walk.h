#pragma once

// The grammar of JSON (RFC 8259), walked once over the places where tokens start, so that every
// value is visited and checked: the second stage of parsing. Finding the places, UTF-8 and control
// characters is the first stage's (Langdale & Lemire 2019).
//
//   return walk_json(text, std::make_unique<JsonDocument>(text, node_bytes), starts, limits);

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/result.h"
#include "fhir/json.h"
#include "fhir/json_document.h"

namespace paraspinal::fhir {

// `starts` has the offset of each of { } [ ] : , outside strings, of each opening quote and of the
// first character of each other token; then the length of the text. The document is of the same
// text, with room for eight bytes for each start. Errors as parse_json names them.
engine::Result<Json> walk_json(std::string_view text, std::unique_ptr<JsonDocument> document,
                               std::span<const std::uint32_t> starts, const JsonLimits& limits);

}  // namespace paraspinal::fhir
