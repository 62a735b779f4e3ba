#pragma once

// The CDS services offered: one a hook, each with the queries that a client should run beforehand
// (CDS Hooks 2.0, "Discovery" and "Prefetch Template").
//
//   const std::vector<CdsService> services = cds_services(knowledge);
//   const std::string body = write_json(discovery(services));
//   service_named(services, "back-pain-order-sign")->prefetch[0].query;  // "Patient/{{context...}}"
//
// Queries stay within what servers commonly support (read, search by token and reference, _sort,
// _count, one _include), and ask for the codes of the content only. Each service has an id of its
// own, though the specification lets one id stand under several hooks: the official sandbox keeps
// one service an id.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/cds_hooks_request.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// A query to be run before the call.
struct PrefetchTemplate {
  std::string key;
  std::string query;  // relative to the FHIR server's base, with {{tokens}}
  std::string type;   // of what it gives: "Patient", "Encounter" or "Bundle"
  std::string words;  // what it tells, for a reader: "recorded conditions"
  // Fetched before the others: without it nearly nothing can be said.
  bool needed = false;
};

struct CdsService {
  std::string id;
  Hook hook = Hook::patient_view;
  std::string title;
  std::string description;
  std::string usage_requirements;
  std::vector<PrefetchTemplate> prefetch;
};

// In the order of `all_hooks`.
std::vector<CdsService> cds_services(const knowledge::KnowledgeBase& knowledge);

// Null when there is none of that id.
const CdsService* service_named(const std::vector<CdsService>& services, std::string_view id);

// The body of the answer to GET {base}/cds-services.
Json discovery(const std::vector<CdsService>& services);

// The query for this request; nothing when it has a token that the request does not fill.
std::optional<std::string> filled(const PrefetchTemplate& query, const CdsRequest& request);

}  // namespace paraspinal::fhir
