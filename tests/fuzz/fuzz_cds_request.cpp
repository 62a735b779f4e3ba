// Any bytes as the body of a CDS Hooks call, read as each of the five hooks: cards, what is
// lacking, or an error with words. An assessment is made for one input in sixteen that has a chart,
// since it takes longer than all else.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/require.h"
#include "fhir/cds_hooks.h"
#include "fhir/cds_hooks_feedback.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace {

using paraspinal::engine::require;

const paraspinal::triage::Clinic& clinic() {
  static const auto opened = paraspinal::triage::open_clinic(std::nullopt);
  return **opened;
}

// What a client has to be able to rely on: an array of cards with short summaries.
void check(const paraspinal::fhir::CdsAnswer& answer) {
  if (!answer.lacks.empty()) {
    return;
  }
  const auto* const cards = answer.cards.member("cards");
  require(cards != nullptr && cards->is_array(), "an answer has cards");
  for (const auto& card : cards->items()) {
    const auto* const summary = card.member("summary");
    require(summary != nullptr && !summary->text().empty() && summary->text().size() < 140,
            "a summary has fewer than 140 characters");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto body = paraspinal::fhir::parse_json(text);
  if (!body) {
    require(!body.error().message.empty(), "an error has words");
    return 0;
  }
  static_cast<void>(paraspinal::fhir::read_feedback(*body));
  for (const auto& service : paraspinal::fhir::cds_services(clinic().knowledge())) {
    const auto request = paraspinal::fhir::read_cds_request(*body, service.hook);
    if (!request ||
        (size % 16 != 0 && !paraspinal::fhir::needs_no_chart(*request, clinic().knowledge()))) {
      continue;
    }
    const auto answer = paraspinal::fhir::answer_hook(
        *request, service, clinic(), {"2026-11-20T10:00:00Z", "https://cds.example", ""});
    if (answer) {
      check(*answer);
    }
  }
  return 0;
}
