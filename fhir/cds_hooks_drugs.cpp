// Entry point: actions_of.

#include "fhir/cds_hooks_drugs.h"

#include <algorithm>
#include <array>

namespace paraspinal::fhir {

using knowledge::CodedResource;
using knowledge::CodeSystem;

namespace {

struct Orderable {
  std::string_view action;
  std::string_view words;
};

// Antidepressants and magnesium are actions of the content too, but are seldom ordered for the
// back: a card there would be noise.
constexpr std::array<Orderable, 6> orderables = {
    Orderable{"nsaid", "Anti-inflammatory"}, Orderable{"muscle_relaxant", "Muscle relaxant"},
    Orderable{"weak_opioid", "Weak opioid"}, Orderable{"paracetamol", "Paracetamol"},
    Orderable{"quinine", "Quinine"},         Orderable{"heat", "Heat"}};

// What the content reads from a record as taking a drug, and the action that an order of it is.
struct TakenAsAction {
  std::string_view finding;
  std::string_view action;
};
constexpr std::array<TakenAsAction, 2> taken_as_actions = {
    TakenAsAction{"nsaid_use_current", "nsaid"},
    TakenAsAction{"paracetamol_use_current", "paracetamol"}};

bool matches(CodeSystem system, std::string_view row, bool prefix, const CodedValue& coding) {
  return (prefix ? coding.code.starts_with(row) : coding.code == row) &&
         code_system(coding.system) == system;
}

void add_action(std::vector<std::string>& actions, std::string_view action) {
  if (std::ranges::find(actions, action) == actions.end()) {
    actions.emplace_back(action);
  }
}

}  // namespace

bool names(const knowledge::Coding& row, const CodedValue& coding) {
  if (row.system != CodeSystem::icd10cm) {
    return matches(row.system, row.code, row.prefix, coding);
  }
  // Systems leave out the dot of ICD-10.
  std::string plain_row = row.code;
  std::string plain(coding.code);
  std::erase(plain_row, '.');
  std::erase(plain, '.');
  return matches(row.system, plain_row, row.prefix, {coding.system, plain, coding.display});
}

std::vector<std::string> actions_of(const std::vector<CodedValue>& codings,
                                    const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> actions;
  for (const CodedValue& coding : codings) {
    for (const knowledge::Coding& row : knowledge.codings) {
      if (row.resource == CodedResource::ordered && names(row, coding)) {
        add_action(actions, row.target);
      }
    }
    for (const knowledge::Coding& row : knowledge.codings) {
      const auto* const meant =
          std::ranges::find(taken_as_actions, row.target, &TakenAsAction::finding);
      if (meant != taken_as_actions.end() && row.resource == CodedResource::medication &&
          names(row, coding)) {
        add_action(actions, meant->action);
      }
    }
  }
  return actions;
}

bool is_orderable(std::string_view action) {
  return std::ranges::find(orderables, action, &Orderable::action) != orderables.end();
}

std::string_view kind_of_order(std::string_view action) {
  const auto* const found = std::ranges::find(orderables, action, &Orderable::action);
  return found == orderables.end() ? action : found->words;
}

}  // namespace paraspinal::fhir
