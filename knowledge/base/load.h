#pragma once

// Reads a knowledge base from its SQLite form.
//
//   const auto knowledge = load_embedded();                 // the one compiled into this library
//   const auto other = load_file("knowledge.sqlite");       // one built elsewhere
//
// Errors: `not_found` when the file does not exist; `corrupt` when it is not a SQLite database, its
// schema version is not ours, its integrity check fails, a row contradicts another (the message
// names table, row and value), or a row is not as the build wrote it.

#include <string>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

engine::Result<KnowledgeBase> load_embedded();
engine::Result<KnowledgeBase> load_file(const std::string& path);

}  // namespace paraspinal::knowledge
