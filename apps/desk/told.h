#pragma once

// What the screen said of urgency after an event of a call, kept with the event: what came after
// is compared with it, also after a restart and with newer knowledge.
//
//   Told told = told_within(content).value_or(Told{});
//   told.urgency;  told.waiting;
//   content.emplace_back("told", told_json(told));
//
// An event that says urgency and no knowledge was written before the rest was kept.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

// An urgency that older knowledge told, and newer knowledge does not.
struct Floor {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::string version;  // of the older; empty when it was not kept

  bool operator==(const Floor&) const = default;
};

struct Told {
  std::optional<knowledge::Urgency> urgency =
      std::nullopt;  // as shown; nothing where none could be
  bool provisional = true;
  std::string knowledge = {};                 // hash of that which told it; empty: not kept
  std::string version = {};                   // of the same
  std::vector<std::string> fired = {};        // red flags
  std::vector<std::string> waiting = {};      // of these, emergencies that nobody has acknowledged
  std::optional<Floor> floor = std::nullopt;  // until a person confirms the lower one
  std::string override_ended = {};            // why; empty while it stands, or without one

  bool operator==(const Told&) const = default;
};

fhir::Json told_json(const Told& told);
// Of an event's content; nothing when it holds none.
std::optional<Told> told_within(const fhir::Json& content);
std::optional<Told> told_of(std::string_view content);

}  // namespace paraspinal::desk
