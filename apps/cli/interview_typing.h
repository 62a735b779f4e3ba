#pragma once

// What a nurse types, read as an answer or as words to search.
//
//   read_typed("38,4", temp_c);                    // Quantity{38.4}
//   findings_for(knowledge, "numb between", 9);    // saddle_anaesthesia first

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::cli {

// A number (comma or point, "28w3d" of weeks) or a date YYYY-MM-DD, as the finding has it.
// Errors: `invalid_argument` says what was typed and what was expected.
engine::Result<knowledge::AnswerValue> read_typed(std::string_view typed,
                                                  const knowledge::Finding& finding);

// At most `most` findings that can be asked and hold all the words, the best first. Nothing for no
// words.
std::vector<knowledge::FindingId> findings_for(const knowledge::KnowledgeBase& knowledge,
                                               const std::string& words, std::size_t most);

}  // namespace paraspinal::cli
