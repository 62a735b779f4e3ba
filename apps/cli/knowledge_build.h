#pragma once

// `paraspinal knowledge build CONTENT_DIR --out FILE`: a knowledge base from a folder of content.
//
//   return static_cast<int>(build_knowledge_file({.content = "knowledge/content",
//                                                 .output = "knowledge.sqlite"}, streams));

#include <string>

#include "apps/cli/command.h"

namespace paraspinal::cli {

struct BuildOptions {
  std::string content;  // a folder of schema.sql and CSV files
  std::string output;   // replaced when it is there and the build succeeds
  std::string version;  // kept in the knowledge base and printed with every answer
};

// Gives answered, or unusable_input: each problem of the content is one line of `errors`, the first
// 50 of them, and no file is written.
Outcome build_knowledge_file(const BuildOptions& options, Streams streams);

}  // namespace paraspinal::cli
