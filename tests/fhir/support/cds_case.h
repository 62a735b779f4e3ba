#pragma once

// A CDS Hooks request for tests, written in its parts: what is not set is as a good client sends
// it.
//
//   CdsCase call;                                       // patient-view of a man of 40, empty chart
//   call.prefetch["conditions"] = searchset({condition("back", "279039007")});
//   const CdsAnswer answer = answered(call);

#include <map>
#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/cds_hooks.h"

namespace paraspinal::fhir {

inline constexpr const char* cds_now = "2026-11-20T18:30:00Z";

// What stands in the place of a query's result when the query failed.
inline constexpr const char* failed_query =
    R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception"}]})";

struct CdsCase {
  std::string hook = "patient-view";
  std::string instance = R"("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea")";
  std::map<std::string, std::string> context = {{"userId", R"("Practitioner/1")"},
                                                {"patientId", R"("p")"}};
  // Of every key that a service asks for; a key that is taken out was not sent.
  std::map<std::string, std::string> prefetch = {
      {"patient",
       R"({"resourceType":"Patient","id":"p","gender":"male","birthDate":"1986-01-01"})"},
      {"conditions", "null"},
      {"observations", "null"},
      {"medications", "null"},
      {"statements", "null"},
      {"allergies", "null"},
      {"responses", "null"}};
  std::string more = {};  // members at the top level, with a comma before them

  std::string text() const;
};

// The knowledge built in, ready to answer; loaded once.
const triage::Clinic& cds_clinic();

// The answer to a call, asserted to be one.
CdsAnswer answered(const CdsCase& call);
// The words of the error that a call gives, at reading or answering; empty when there is none.
std::string error_of(const CdsCase& call);
// The cards of the answer, asserted to lack nothing.
std::vector<Json> cards_of(const CdsCase& call);
// One member of text of a card.
std::string text_of(const Json& card, const std::string& member);

// Resources of Patient/p, as JSON.
std::string searchset(const std::vector<std::string>& resources);
// Active and confirmed, SNOMED CT, begun two days before now.
std::string condition(const std::string& id, const std::string& code,
                      const std::string& began = "2026-11-18");
std::string medication(const std::string& id, const std::string& atc);
// A draft MedicationRequest or ServiceRequest of this code.
std::string draft(const std::string& id, const std::string& system, const std::string& code);
std::string untyped_bundle(const std::vector<std::string>& resources);
// Answers to our own questions, two hours before now: present by these ids of findings.
std::string response(const std::vector<std::string>& findings);
std::string observation(const std::string& id, const std::string& loinc, const std::string& value);

}  // namespace paraspinal::fhir
