#pragma once

// The known name nearest to one that is not known, for an error message.
//
//   nearest_name("sadle_anaesthesia", names) == "saddle_anaesthesia"

#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::fhir {

// By edit distance (Levenshtein 1966), at most a third of the name's length; empty when none is so
// near. The first of equals.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace paraspinal::fhir
