#pragma once

// Which action of the content an order is: an anti-inflammatory, a muscle relaxant, heat ...; by
// its codes only, never by its text. The content's codings say it: those of an `order`, and for
// anti-inflammatories and paracetamol those by which a record says that they are taken.
//
//   actions_of(codings, knowledge);        // {"nsaid"} of RxNorm 5640
//
// A drug of two kinds (codeine with ibuprofen) is both.

#include <string>
#include <string_view>
#include <vector>

#include "fhir/coding.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// Action ids of the content, each once; empty for an order that is none of ours.
std::vector<std::string> actions_of(const std::vector<CodedValue>& codings,
                                    const knowledge::KnowledgeBase& knowledge);

// True of an action that an order can be.
bool is_orderable(std::string_view action);

// "Anti-inflammatory", "Muscle relaxant": how a card calls it.
std::string_view kind_of_order(std::string_view action);

// True when a row of the content's coding table names this code (or begins it).
bool names(const knowledge::Coding& row, const CodedValue& coding);

}  // namespace paraspinal::fhir
