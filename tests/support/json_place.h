#pragma once

// What stands at a place of a JSON value, step by step: the name of a member, the number of an
// item.
//
//   const fhir::Json* const id = tests::at_place(bundle, std::vector<std::string>{"entry", "0", "id"});

#include <string>

#include "fhir/json.h"

namespace paraspinal::tests {

// Null where there is no such place.
template <typename Steps>
const fhir::Json* at_place(const fhir::Json& root, const Steps& steps) {
  const fhir::Json* here = &root;
  for (const std::string& step : steps) {
    if (here->is_array()) {
      const std::size_t position = std::stoul(step);
      here = position < here->items().size() ? &here->items()[position] : nullptr;
    } else {
      here = here->member(step);
    }
    if (here == nullptr) {
      return nullptr;
    }
  }
  return here;
}

}  // namespace paraspinal::tests
