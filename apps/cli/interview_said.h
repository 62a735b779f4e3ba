#pragma once

// What was said in a call, sorted for its summary: the last answer to each finding, in their order.
//
//   said_in(call, knowledge, Reply::no, is_background);  // {"Has or had cancer", "Diabetes"}
//
// Age and sex stand in the heading of a summary, so they are left out when they are known.

#include <functional>
#include <string>
#include <vector>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// normal: a state that a no to its bundle means, such as alert.
enum class Reply { yes, normal, no, cannot_say, refused };

// The findings that `belong` and were answered so: "Fever", "Weeks of pregnancy: 28 weeks", with
// who said it when somebody else did.
std::vector<std::string> said_in(const Interview& call, const knowledge::KnowledgeBase& knowledge,
                                 Reply wanted,
                                 const std::function<bool(const knowledge::Finding&)>& belongs);

}  // namespace paraspinal::cli
