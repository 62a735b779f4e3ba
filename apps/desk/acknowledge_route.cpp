#include "apps/desk/acknowledge_route.h"

#include <algorithm>
#include <utility>

#include "apps/desk/call_answers.h"
#include "apps/desk/desk_schemas.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using fhir::words;
using service::error_answer;
using service::HttpAnswer;
using service::Route;

constexpr std::size_t most_gates = 100;

struct Seen {
  Wish wish;
  std::vector<std::string> gates;
  bool knowledge = false;
};

Result<Seen> read_seen(BodyReader body) {
  Seen seen{read_wish(body, "acknowledged"), {}, body.optional_truth("knowledge", false)};
  const Json* gates = body.any("gates");
  const bool is_list = gates != nullptr && gates->is_array() && gates->items().size() <= most_gates;
  for (const Json& gate : is_list ? gates->items() : std::span<const Json>()) {
    seen.gates.emplace_back(gate.is_string() ? gate.text() : "");
  }
  if (!is_list || (seen.gates.empty() && !seen.knowledge)) {
    body.wrong("gates", "a list of the ids of red flags that have fired");
  }
  if (const auto error = body.error()) {
    return fail(*error);
  }
  seen.wish.content = {{"seen", service::list_of(seen.gates, words)},
                       {"knowledge", Json::boolean(seen.knowledge)}};
  return seen;
}

// Only what is in view can have been seen.
Result<void> check(const Seen& seen, const HeldCall& held) {
  const auto gates = shown_gates(held);
  for (const std::string& id : seen.gates) {
    if (std::ranges::find(gates, id, &triage::Gate::id) == gates.end()) {
      return fail(ErrorKind::invalid_argument,
                  "gates: " + id + ": has not fired: expected one of the state's gates");
    }
  }
  if (seen.knowledge && !held.facts.told.floor) {
    return fail(ErrorKind::invalid_argument,
                "knowledge: newer knowledge lowers nothing here: expected false");
  }
  return {};
}

HttpAnswer acknowledge(const Asked& asked) {
  const auto seen = BodyReader::read(asked.request.body, most_change_bytes).and_then(read_seen);
  if (!seen) {
    return error_answer("json", seen.error());
  }
  const auto held = call_of(asked);
  if (!held) {
    return failed(held.error());
  }
  const CallFacts& facts = (*held)->facts;
  if (facts.revision == seen->wish.revision && facts.is_open()) {
    if (const auto checked = check(*seen, **held); !checked) {
      return error_answer("json", checked.error());
    }
  }
  return changed_answer(asked, asked.desk.calls.change(facts.id, seen->wish, asked.moment()));
}

}  // namespace

Route acknowledge_route(const SharedDesk& desk) {
  return changing_route(desk, "/desk/calls/{id}/acknowledge",
                        "The red flags that interrupt were seen.", acknowledging_schema(),
                        acknowledge);
}

}  // namespace paraspinal::desk
