#pragma once

// What the subcommands of `paraspinal knowledge` share: which knowledge base is meant, and how a
// word that is not an id is answered.
//
//   const auto knowledge = chosen_knowledge(options.knowledge);
//   if (!knowledge) return unusable_knowledge(options.knowledge, knowledge.error(), streams);

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/command.h"
#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

enum class PageFormat { text, json };

// The file's, or the one built in.
engine::Result<knowledge::KnowledgeBase> chosen_knowledge(const std::optional<std::string>& file);

// One line of `errors`, and the outcome of the command.
Outcome unusable_knowledge(const std::optional<std::string>& file, const engine::Error& error,
                           Streams streams);

// Everything that has an id: conditions, findings, red flags, actions, mechanisms, links, sources,
// in that order.
std::vector<std::string> known_ids(const knowledge::KnowledgeBase& knowledge);

// "no such id; expected the id of a condition, ...; the nearest are a, b, c".
std::string unknown_id_words(const std::vector<std::string>& known, const std::string& id);

// Throws when the output could not be written.
Outcome written(Outcome outcome, Streams streams);

}  // namespace paraspinal::cli
