#pragma once

// The hash that names a state of the content: the one that the build keeps in the knowledge base
// and that every answer prints.
//
//   const auto hash = content_hash("knowledge/content");     // "5c8ee14eacbb..."
//
// Errors: `not_found` when the folder has no schema.sql, or a file of it cannot be read.

#include <string>

#include "engine/result.h"

namespace paraspinal::knowledge {

// SHA-256, in hexadecimal, over a line "NAME SHA-256" for schema.sql and every CSV file of the
// folder, in the order of their names; the same that build_knowledge.cmake gives.
engine::Result<std::string> content_hash(const std::string& folder);

}  // namespace paraspinal::knowledge
