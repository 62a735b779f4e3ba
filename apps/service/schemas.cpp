#include "apps/service/schemas.h"

namespace paraspinal::service {
namespace {

constexpr const char* urgency_schema =
    R"({"enum": ["self_care", "within_2_weeks", "within_3_days", "same_day", "urgent_care", )"
    R"("emergency_department", "ambulance"]})";

constexpr const char* knowledge_schema =
    R"({"type": "object", "required": ["version", "hash"], "properties": {)"
    R"("version": {"type": "string"}, "hash": {"type": "string"}}})";

}  // namespace

std::string case_schema() {
  return R"({"type": "object", "description": "A presentation (see the README of the project), or )"
         R"(a FHIR R4 Bundle: an object with resourceType Bundle.", "properties": {)"
         R"("id": {"type": "string"}, "as_of": {"type": "string"}, )"
         R"("setting": {"enum": ["telephone", "primary_care", "emergency_department"]}, )"
         R"("age_years": {"type": "number", "minimum": 0}, )"
         R"("sex": {"enum": ["female", "male", "unknown"]}, )"
         R"("handed_over": {"type": "string", "description": "Of a call: why a clinician goes on."}, )"
         R"("findings": {"type": "object"}, "resourceType": {"const": "Bundle"}}})";
}

std::string assessment_schema() {
  return std::string(R"({"type": "object", "description": "See fhir/ASSESSMENT.md.", "required": )"
                     R"(["id", "person", "urgency", "provisional", "disposition", "what_to_do", )"
                     R"("safety_net", "gates", "conditions", "advice", "ask_first", "used", )"
                     R"("not_used", "import", "knowledge"], "properties": {"urgency": )") +
         urgency_schema + R"(, "urgency_on_evidence": )" + urgency_schema +
         R"(, "provisional": {"type": "boolean"}, "handed_over": {"type": "string"}, "disposition": {"type": "string"}, )"
         R"("what_to_do": {"type": "string"}, "safety_net": {"type": "string"}, )"
         R"("gates": {"type": "array", "items": {"type": "object"}}, )"
         R"("conditions": {"type": "array", "items": {"type": "object"}}, )"
         R"("advice": {"type": "array", "items": {"type": "object"}}, )"
         R"("ask_first": {"type": "array", "items": {"type": "string"}}, "knowledge": )" +
         knowledge_schema + "}}";
}

std::string inquiry_schema() {
  return std::string(
             R"({"type": "object", "required": ["state", "reason", "safety_answered", )"
             R"("safety_total", "questions", "knowledge"], "properties": {)"
             R"("state": {"enum": ["ask", "emergency", "closed", "hand_over"]}, )"
             R"("reason": {"type": "string"}, "safety_answered": {"type": "integer"}, )"
             R"("safety_total": {"type": "integer"}, "further": {"type": "array", "items": )"
             R"({"type": "object"}}, "questions": {"type": "array", "items": )"
             R"({"type": "object", "required": ["finding", "wording", "type", "phase", )"
             R"("rationale"], "properties": {"finding": {"type": "string"}, )"
             R"("wording": {"type": "string"}, )"
             R"("type": {"enum": ["boolean", "quantity", "ordinal", "date"]}, )"
             R"("phase": {"enum": ["person", "life_threat", "mandatory", "value"]}, )"
             R"("bundle": {"type": ["object", "null"]}, "rationale": {"type": "string"}}}}, )"
             R"("knowledge": )") +
         knowledge_schema + "}}";
}

std::string explanation_schema() {
  return std::string(
             R"({"type": "object", "required": ["condition", "urgency", "knowledge"], )"
             R"("properties": {"condition": {"type": "object", "required": ["id", "name", )"
             R"("posterior", "pretest", "weights"], "properties": {"id": {"type": "string"}, )"
             R"("posterior": {"type": "number"}, "pretest": {"type": "number"}, "weights": )"
             R"({"type": "array", "items": {"type": "object", "required": ["finding", "state", )"
             R"("decibans", "through", "evidence", "sources"]}}}}, "urgency": )") +
         urgency_schema + R"(, "knowledge": )" + knowledge_schema + "}}";
}

std::string score_list_schema() {
  return R"({"type": "array", "items": {"type": "object", "required": ["score", "name"]}})";
}

std::string score_inputs_schema() {
  return R"({"type": "object", "description": "Inputs by name, as GET of the same path lists )"
         R"(them.", "additionalProperties": {"type": ["number", "string", "boolean", "null"]}})";
}

std::string score_schema() {
  return R"({"type": "object", "required": ["score", "value", "lowest", "highest", "bands", )"
         R"("parts", "missing", "assumed", "sources"], "properties": {"score": )"
         R"({"type": "string"}, "value": {"type": ["number", "null"]}, "lowest": )"
         R"({"type": ["number", "null"]}, "highest": {"type": ["number", "null"]}, "missing": )"
         R"({"type": "array", "items": {"type": "string"}}}})";
}

std::string page_schema() {
  return R"({"type": "object", "required": ["id", "kind", "title", "summary", "sections"], )"
         R"("properties": {"id": {"type": "string"}, "kind": {"type": "string"}, "title": )"
         R"({"type": "string"}, "summary": {"type": "array", "items": {"type": "string"}}, )"
         R"("sections": {"type": "array", "items": {"type": "object", "required": )"
         R"(["heading", "entries"]}}}})";
}

std::string matches_schema() {
  return R"({"type": "array", "items": {"type": "object", "required": ["kind", "id", "name", )"
         R"("where"]}})";
}

std::string error_schema() {
  return R"({"type": "object", "required": ["error"], "properties": {"error": )"
         R"({"type": "object", "required": ["kind", "message"], "properties": {"kind": )"
         R"({"type": "string"}, "message": {"type": "string"}}}}})";
}

std::string bundle_schema() {
  return R"({"type": "object", "required": ["resourceType", "type"], "properties": )"
         R"({"resourceType": {"const": "Bundle"}}})";
}

std::string outcome_schema() {
  return R"({"type": "object", "required": ["resourceType", "issue"], "properties": )"
         R"({"resourceType": {"const": "OperationOutcome"}, "issue": {"type": "array", )"
         R"("minItems": 1, "items": {"type": "object", "required": ["severity", "code"]}}}})";
}

}  // namespace paraspinal::service
