#pragma once

// A card of a CDS service (CDS Hooks 2.0, "Card Attributes") as a value, and as the JSON that is
// sent: no empty members, a summary of fewer than 140 characters, and ids that are the same for
// the same call and content.
//
//   const Json cards = cards_answer({card}, {.instance = request.instance, .service = service.id});
//
// What comes from the chart goes into `detail` through markdown() only: it then shows as itself in
// a Markdown renderer, in one that lets HTML through, and makes no links.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/json.h"

namespace paraspinal::fhir {

enum class Indicator { info, warning, critical };

// To take one order out of the draft.
struct Removal {
  std::string label;
  std::string resource_id;  // "MedicationRequest/1", of this request's draft orders
  bool recommended = false;
};

struct CardLink {
  std::string label;
  std::string url;  // absolute
};

struct Card {
  std::string summary;
  std::string detail;  // GitHub-flavoured Markdown
  Indicator indicator = Indicator::info;
  std::string source_label;
  std::string source_url;  // absolute; may be empty
  std::string topic_code;  // of the code system `topic_system`
  std::string topic_display;
  std::vector<Removal> removals;
  std::vector<CardLink> links;
};

// Ours: what a card is about, so that a client can group and filter.
inline constexpr std::string_view topic_system = "urn:paraspinal:cds-topic";

// What the ids of cards and suggestions are made of, with their content.
struct CardOrigin {
  std::string instance;  // hookInstance
  std::string service;
};

// {"cards": [...]}.
Json cards_answer(const std::vector<Card>& cards, const CardOrigin& origin);

// Text as Markdown shows it literally: entities for '<', '>' and '&', backslashes before what would
// mark up, no line ends, nothing that renders as a link.
std::string markdown(std::string_view text);

// Without line ends and tabs.
std::string one_line(std::string_view text);

// At most so many characters (code points), cut at a word with "..." where there is more.
std::string clipped(std::string_view text, std::size_t most);

}  // namespace paraspinal::fhir
