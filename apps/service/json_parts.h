#pragma once

// Parts of answers that several routes give alike: a list of things, and a source with its
// citation, so that the same source reads the same everywhere.
//
//   list_of(row.sources, [&](const std::string& id) { return source_json(id, knowledge); });

#include <string>
#include <utility>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::service {

template <typename Things, typename ToJson>
fhir::Json list_of(const Things& things, const ToJson& to_json) {
  std::vector<fhir::Json> items;
  for (const auto& thing : things) {
    items.push_back(to_json(thing));
  }
  return fhir::Json::array(std::move(items));
}

// Its id, citation, url, and how far it was verified; empty words for an id that is not known.
fhir::Json source_json(const std::string& id, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::service
