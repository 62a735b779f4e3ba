#pragma once

// One call of a CDS service, from its body to its answer: read, fetch what lacks, answer, keep.
//
//   return CdsCall(request, serving, service, outside).answer();
//
// Not for other routes: see cds_routes.h.

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/cds_routes.h"
#include "apps/service/equal_calls.h"
#include "apps/service/serving.h"
#include "fhir/cds_hooks.h"

namespace paraspinal::service {

class CdsCall {
 public:
  // All must outlive this object.
  CdsCall(const HttpRequest& request, const Serving& serving, const fhir::CdsService& service,
          const CdsOutside& outside, EqualCalls& equal_calls);

  HttpAnswer answer();

 private:
  HttpAnswer made_answer(fhir::CdsRequest& call, const std::string& name);
  // The name under which the answer is kept: the same instance with other data is another call.
  std::string kept_name(const fhir::Json& body, const fhir::CdsRequest& call) const;
  void fetch_what_lacks(fhir::CdsRequest& call);
  void fetch_one(const fhir::PrefetchTemplate& query, fhir::CdsRequest& call, double seconds);
  HttpAnswer answered(const fhir::CdsRequest& call, const std::string& name);
  HttpAnswer refused(const fhir::CdsRequest& call, int status, const engine::Error& error);
  // One line of the audit, with the answer to keep where there is one.
  struct Told {
    std::string_view kind;
    const std::string& outcome;
    std::vector<std::string> used = {};
    const fhir::HookAssessment* assessed = nullptr;
    std::optional<records::HookAnswer> kept = {};
  };
  engine::Result<void> audit(const fhir::CdsRequest& call, const Told& told);

  const HttpRequest& request_;
  const Serving& serving_;
  const fhir::CdsService& service_;
  const CdsOutside& outside_;
  EqualCalls& equal_calls_;
  double began_ = 0;
  // What was fetched, kept as long as the call reads it.
  std::deque<std::string> texts_;
  std::deque<engine::Result<fhir::Json>> fetched_;
};

}  // namespace paraspinal::service
