#pragma once

// `paraspinal knowledge check`: does the network give its sources back, and do the safety laws
// hold?
//
//   return static_cast<int>(check_knowledge_command({}, streams));  // 1 when something fails
//
// Prints the counts of the content, the priors, the evidence rows of grade A and B with the
// network's own figures, the two laws, and what failed.

#include <optional>
#include <string>

#include "apps/cli/command.h"
#include "knowledge/base/context.h"

namespace paraspinal::cli {

enum class CheckFormat { text, json, csv };

struct CheckOptions {
  std::optional<std::string> knowledge;  // a file; the one built in when empty
  CheckFormat format = CheckFormat::text;
  bool only_outside = false;  // evidence rows that are outside, and nothing else
  bool all = false;           // every evidence row, and every prior in every context
  knowledge::Setting setting = knowledge::Setting::telephone;  // where rows are asked
};

// Gives answered, or failed when something does not hold; unusable_knowledge for a file that is no
// knowledge base.
Outcome check_knowledge_command(const CheckOptions& options, Streams streams);

}  // namespace paraspinal::cli
