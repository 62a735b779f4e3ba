#include "apps/service/json_parts.h"

#include "fhir/export_words.h"

namespace paraspinal::service {

using fhir::words;

fhir::Json source_json(const std::string& id, const knowledge::KnowledgeBase& knowledge) {
  const auto found = knowledge.sources.find(id);
  const bool known = found != knowledge.sources.end();
  return fhir::Json::object(
      {{"id", words(id)},
       {"citation", words(known ? found->second.citation : "")},
       {"url", words(known ? found->second.url : "")},
       {"verified", words(known ? std::string(found->second.verified) : "")}});
}

}  // namespace paraspinal::service
