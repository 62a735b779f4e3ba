#pragma once

// Files of the validation's folder: the cases, and text in and out.
//
//   const auto cases = cases_of("validation", knowledge);

#include <filesystem>
#include <string>
#include <vector>

#include "validation/case_file.h"

namespace paraspinal::validation {

// Errors (`not_found`): it cannot be read.
engine::Result<std::string> read_file(const std::filesystem::path& path);
// Empty when there is none.
std::string read_if_there(const std::filesystem::path& path);
// Makes the folder. Throws std::runtime_error when it cannot be written.
void write_file(const std::filesystem::path& path, const std::string& text);

// All of FOLDER/cases/*.jsonl, published before constructed, each file in its order, with the
// groups of FOLDER/case_groups.txt. Errors name the file and line.
engine::Result<std::vector<ValidationCase>> cases_of(const std::filesystem::path& folder,
                                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
