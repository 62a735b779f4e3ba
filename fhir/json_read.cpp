// parse_json: simdjson's first stage finds where the tokens of the text start, and checks UTF-8 and
// control characters (Langdale & Lemire 2019; Keiser & Lemire 2021); walk_json reads the tokens.
// Its second stages do not fit: one turns numbers into doubles, the other checks only what is
// visited.

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include <simdjson.h>

#include "fhir/json.h"
#include "fhir/json_document.h"
#include "fhir/json_text.h"
#include "fhir/json_walk.h"

namespace paraspinal::fhir {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

using Parser = simdjson::internal::dom_parser_implementation;

// A parser for this computer that has found the starts of the tokens; else the fault.
Result<std::unique_ptr<Parser>> first_stage(std::string_view text) {
  const Error empty{ErrorKind::malformed, "no text, expected a JSON value"};
  if (text.empty()) {
    return fail(empty);
  }
  std::unique_ptr<Parser> parser;
  const simdjson::error_code made =
      simdjson::get_active_implementation()->create_dom_parser_implementation(
          text.size(), simdjson::DEFAULT_MAX_DEPTH, parser);
  if (made != simdjson::SUCCESS) {
    throw std::bad_alloc();
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const simdjson::error_code error =
      parser->stage1(bytes, text.size(), simdjson::stage1_mode::regular);
  if (error == simdjson::EMPTY) {
    return fail(empty);
  }
  if (error != simdjson::SUCCESS) {
    const std::optional<std::string> fault = text_fault(text);
    return fail(ErrorKind::malformed,
                fault ? *fault : std::string(simdjson::error_message(error)) + " Expected JSON.");
  }
  parser->structural_indexes[parser->n_structural_indexes] =
      static_cast<std::uint32_t>(text.size());
  return parser;
}

std::optional<Error> text_refusal(std::string_view text, const JsonLimits& limits) {
  const std::size_t most =
      std::min<std::size_t>(limits.bytes, simdjson::SIMDJSON_MAXSIZE_BYTES / 2);
  if (text.size() > most) {
    return Error{ErrorKind::too_large, "the text has " + std::to_string(text.size()) +
                                           " bytes, expected at most " + std::to_string(most)};
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    return Error{ErrorKind::malformed, "at byte 0: a byte order mark, expected a JSON value"};
  }
  return std::nullopt;
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (const auto error = text_refusal(text, limits)) {
    return fail(*error);
  }
  const Result<std::unique_ptr<Parser>> parser = first_stage(text);
  if (!parser) {
    return fail(parser.error());
  }
  const std::span<const std::uint32_t> starts((*parser)->structural_indexes.get(),
                                              (*parser)->n_structural_indexes + 1U);
  // A member has four starts and 32 bytes of node, an item two and 16.
  constexpr std::size_t bytes_a_start = 8;
  const std::size_t node_bytes = std::min(
      starts.size() * bytes_a_start, std::min(limits.values, starts.size()) * sizeof(Json::Member));
  return walk_json(text, std::make_unique<JsonDocument>(text, node_bytes), starts, limits);
}

}  // namespace paraspinal::fhir
