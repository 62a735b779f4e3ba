#pragma once

// `paraspinal knowledge show ID`: all that the knowledge base says about a condition, a finding, a
// red flag, an action, a mechanism, a link or a source.
//
//   return static_cast<int>(show_knowledge({.ids = {"cauda_equina_syndrome"}}, streams));

#include <optional>
#include <string>
#include <vector>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/knowledge_page.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

struct ShowOptions {
  std::vector<std::string> ids;
  PageFormat format = PageFormat::text;
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
};

// Gives answered, unusable_input (an id that is not known; the others are still shown) or
// unusable_knowledge. JSON is one page a line.
Outcome show_knowledge(const ShowOptions& options, Streams streams);

// Every page with this id; more than one only where a condition and a finding share it.
std::vector<KnowledgePage> pages_of(const knowledge::KnowledgeBase& knowledge,
                                    const std::string& id);

KnowledgePage condition_page(const knowledge::KnowledgeBase& knowledge, knowledge::ConditionId id);
KnowledgePage finding_page(const knowledge::KnowledgeBase& knowledge, knowledge::FindingId id);
KnowledgePage red_flag_page(const knowledge::KnowledgeBase& knowledge,
                            const knowledge::RedFlag& flag);
KnowledgePage action_page(const knowledge::KnowledgeBase& knowledge,
                          const knowledge::Action& action);
KnowledgePage mechanism_page(const knowledge::KnowledgeBase& knowledge,
                             const knowledge::Mechanism& mechanism);
KnowledgePage link_page(const knowledge::KnowledgeBase& knowledge, const knowledge::Link& link);
KnowledgePage source_page(const knowledge::KnowledgeBase& knowledge,
                          const knowledge::Source& source);

// What several pages hold. Those of `other_end`: the finding or the condition that each row names.
enum class OtherEnd { finding, condition };
// Parameters first, then checks, then what is kept for the reader; the strongest first.
std::vector<Entry> link_entries(const knowledge::KnowledgeBase& knowledge,
                                std::vector<const knowledge::Link*> links, OtherEnd other_end);
Entry red_flag_entry(const knowledge::RedFlag& flag);
// What a code means: "snomed 386661006, Fever: present; of records up to 14 days old".
Entry coding_entry(const knowledge::Coding& coding);
// Each line of the rule, and what its findings are called.
Entry rule_entry(const knowledge::KnowledgeBase& knowledge, const knowledge::Rule& rule);

}  // namespace paraspinal::cli
