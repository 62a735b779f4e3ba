#pragma once

// Figures, evidence rows and citations of the knowledge base in a clinician's words.
//
//   figure_words({0.74, 0.6, 0.9}) == "74 % (60 % to 90 %)";
//   check_words(citation) == "grade B, seen (the statement itself was read); not signed off";

#include <string>
#include <vector>

#include "apps/cli/knowledge_page.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

// A probability with its interval, in percent.
std::string figure_words(const knowledge::Figure& figure);
// A ratio with its interval: "3.4 (1.2 to 9.8)".
std::string ratio_words(const knowledge::Figure& figure);
// Three significant digits.
std::string number_words(double value);

// How far it was checked and by whom it was signed; empty parts are left out.
std::string check_words(const knowledge::Citation& citation);
// "hoeritzauer2020: Hoeritzauer I, ...; table 2".
std::string source_words(const knowledge::KnowledgeBase& knowledge,
                         const knowledge::Citation& citation);
// The two as details "checked" and "source".
std::vector<Detail> provenance(const knowledge::KnowledgeBase& knowledge,
                               const knowledge::Citation& citation);

// "Numb between the legs (saddle_anaesthesia)".
std::string named(const std::string& name, const std::string& id);
std::string finding_words(const knowledge::KnowledgeBase& knowledge, knowledge::FindingId finding);
std::string condition_words(const knowledge::KnowledgeBase& knowledge,
                            knowledge::ConditionId condition);

// All that a link publishes, and where it has no interval, what it may be (95 %); its finding and
// condition are the reader's to name. `link` is one of the knowledge base's.
std::vector<Detail> link_details(const knowledge::KnowledgeBase& knowledge,
                                 const knowledge::Link& link);
// "parameter of the network", "a check", "kept for the reader".
std::string use_words(knowledge::LinkUse use);

// "emergency department (within 1 hour)".
std::string urgency_words(knowledge::Urgency urgency);

}  // namespace paraspinal::cli
