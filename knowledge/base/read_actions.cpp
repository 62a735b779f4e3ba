#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<ActionKind>, 4> kinds = {{{"self_care", ActionKind::self_care},
                                                    {"treatment", ActionKind::treatment},
                                                    {"referral", ActionKind::referral},
                                                    {"prevention", ActionKind::prevention}}};
constexpr std::array<Word<ContraindicationEffect>, 2> contraindication_effects = {
    {{"withhold", ContraindicationEffect::withhold}, {"caution", ContraindicationEffect::caution}}};

using ActionIndex = std::unordered_map<std::string, std::size_t>;

// The action that the next column names; none, and the rows end, when there is no such action.
Action* action_in(Rows& rows, const ActionIndex& index, std::vector<Action>& actions) {
  const std::string id = rows.text();
  const auto found = index.find(id);
  if (found == index.end()) {
    rows.reject(id, "the id of an action");
    return nullptr;
  }
  return &actions[found->second];
}

engine::Result<void> read_contraindications(Reading& reading, const ActionIndex& index) {
  Rows rows(
      reading.database, "contraindication",
      {"action", "rule", "effect", "reason", "source", "NULL", "verified", "NULL", "sign_off"});
  while (rows.next()) {
    if (Action* action = action_in(rows, index, reading.knowledge.actions)) {
      action->contraindications.push_back({.rule = rule_in(rows, reading.knowledge.findings),
                                           .effect = one_of(rows, contraindication_effects),
                                           .reason = rows.text(),
                                           .citation = citation_in(rows)});
    }
  }
  return rows.result();
}

}  // namespace

engine::Result<void> read_actions(Reading& reading) {
  auto& actions = reading.knowledge.actions;
  ActionIndex index;
  Rows rows(reading.database, "action",
            {"id", "kind", "words", "position", "slowest_urgency", "fastest_urgency", "note",
             "source", "NULL", "verified", "NULL", "sign_off"});
  while (rows.next()) {
    Action action{.id = rows.text(),
                  .kind = one_of(rows, kinds),
                  .words = rows.text(),
                  .position = rows.text(),
                  .slowest = urgency_in(rows),
                  .fastest = urgency_in(rows),
                  .note = rows.optional_text(),
                  .conditions = {},
                  .contraindications = {},
                  .citation = citation_in(rows)};
    index[action.id] = actions.size();
    actions.push_back(std::move(action));
  }
  if (!rows.result()) {
    return rows.result();
  }
  Rows conditions(reading.database, "action_condition", {"action", "condition"});
  while (conditions.next()) {
    if (Action* action = action_in(conditions, index, actions)) {
      action->conditions.push_back(condition_in(conditions, reading.conditions));
    }
  }
  return conditions.result() ? read_contraindications(reading, index) : conditions.result();
}

}  // namespace paraspinal::knowledge
