#pragma once

// What of a chart was there and could not be read: resources that import set aside, whole or in
// part, or whose date lies ahead, medicines and allergies without a code, and measured values that
// are only bounds.
//
//   unread_resources(imported, resources);       // {"warfarin 5 mg (MedicationRequest/7)"}
//   unread_values(imported, resources, place);   // eGFR, "<15 mL/min/{1.73_m2} (Observation/9)"
//
// Not for: codes without a meaning to the content, of which every chart has many.

#include <string>
#include <vector>

#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// A value of a finding that gave no number.
struct UnreadValue {
  knowledge::FindingId finding;
  std::string resource;  // "Observation/9"
  std::string words;     // which ends with it
};

// For a reader, each once.
std::vector<std::string> unread_resources(const Imported& imported,
                                          const std::vector<const Json*>& resources);

// Bounds ("<15") and unusable numbers, within the time in which the content uses the value, where
// no number of the finding is newer.
std::vector<UnreadValue> unread_values(const Imported& imported,
                                       const std::vector<const Json*>& resources,
                                       const knowledge::KnowledgeBase& knowledge,
                                       const std::string& now);

}  // namespace paraspinal::fhir
