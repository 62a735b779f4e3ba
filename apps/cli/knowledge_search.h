#pragma once

// `paraspinal knowledge search TEXT`: where the knowledge base says something: conditions,
// findings with their questions, red flags, actions, mechanisms, codes and sources.
//
//   return static_cast<int>(search_knowledge({.text = "numb saddle"}, streams));

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/knowledge_command.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

struct SearchOptions {
  std::string text;  // words, each of which must occur; case does not matter
  PageFormat format = PageFormat::text;
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

struct Match {
  std::string kind;  // "condition", "finding", ...
  std::string id;    // to be given to `show`, but for a code
  std::string name;
  std::string where;  // the text in which the words stand, when it is neither id nor name
  int rank = 0;       // the lower the better

  bool operator==(const Match&) const = default;
};

// The best first: the id itself, then ids and names, then questions and other words; in one rank,
// the order of known_ids. A code is a match of the finding, condition or action that it stands for;
// one that ends a pregnancy or says that nothing is known is one by itself.
std::vector<Match> matches(const knowledge::KnowledgeBase& knowledge, const std::string& text);

// Gives answered, unusable_input (nothing holds all the words) or unusable_knowledge. JSON is an
// array of all matches; text shows the first 40.
Outcome search_knowledge(const SearchOptions& options, Streams streams);

}  // namespace paraspinal::cli
