#include "apps/desk/desk_schemas.h"

namespace paraspinal::desk {
namespace {

constexpr const char* urgencies =
    R"("self_care", "within_2_weeks", "within_3_days", "same_day", "urgent_care", )"
    R"("emergency_department", "ambulance")";

// What every change names beside its own members.
constexpr const char* wish =
    R"("request": {"type": "string", "maxLength": 100}, "revision": {"type": "integer", "minimum": 0})";

// An object of these members only.
std::string object_of(const std::string& required, const std::string& properties) {
  return R"({"type": "object", "additionalProperties": false, "required": [)" + required +
         R"(], "properties": {)" + properties + "}}";
}

std::string wished(const std::string& required, const std::string& properties) {
  return object_of(R"("request", "revision")" + (required.empty() ? "" : ", " + required),
                   wish + (properties.empty() ? "" : ", " + properties));
}

constexpr const char* call_schema =
    R"({"type": "object", "required": ["id", "opened_at", "opened_by", "closed_at", "setting", )"
    R"("is_open", "revision", "caller", "urgency", "contacts_7_days", "is_repeat_contact"]})";

}  // namespace

std::string sign_in_schema() {
  return object_of(R"("name", "password")",
                   R"("name": {"type": "string"}, "password": {"type": "string"})");
}

std::string session_schema() {
  return R"({"type": "object", "required": ["user", "csrf", "expires"], "properties": {"user": )"
         R"({"type": "object", "required": ["name", "shown_as", "role"]}, "csrf": )"
         R"({"type": "string"}, "expires": {"type": "string"}}})";
}

std::string calls_schema() {
  return std::string(
             R"({"type": "object", "required": ["open", "closed", "more_closed"], "properties": )"
             R"({"open": {"type": "array", "items": )") +
         call_schema + R"(}, "closed": {"type": "array", "items": )" + call_schema +
         R"(}, "more_closed": {"type": "boolean"}}})";
}

std::string opening_schema() {
  return object_of(
      R"("request", "setting")",
      R"("request": {"type": "string"}, "setting": {"enum": ["telephone", "primary_care", )"
      R"("emergency_department"]}, "caller": {"type": ["object", "null"], "properties": {"name": )"
      R"({"type": "string"}, "telephone": {"type": "string"}, "reference": {"type": "string"}, )"
      R"("is_the_person": {"type": "boolean"}}}, "chart": {"type": ["object", "string", "null"]})");
}

std::string state_schema() {
  return std::string(
             R"({"type": "object", "description": "STATE of apps/desk/API.md.", "required": )"
             R"(["call", "knowledge", "software", "person", "answers", "urgency", "changed", )"
             R"("overridden", "override_ended", "interrupt", "gates", "inquiry", "causes", )"
             R"("advice", "notes", "call_backs", "events", "refusal", "before_refusal", )"
             R"("knowledge_changed", "chart", "ledger"], "properties": )"
             R"({"call": )") +
         call_schema +
         R"(, "urgency": {"type": ["object", "null"]}, "refusal": {"type": "string"}}})";
}

std::string wish_schema() {
  return wished("", "");
}

std::string answers_schema() {
  return wished(
      R"("answers")",
      R"("answers": {"type": "array", "minItems": 1, "maxItems": 200, "items": {"type": "object", )"
      R"("required": ["finding", "value", "said_by"], "properties": {"finding": )"
      R"({"type": "string"}, "value": {"type": ["string", "number", "null"]}, "said_by": )"
      R"({"enum": ["caller", "proxy", "record", "examination", "device"]}}}})");
}

std::string note_schema() {
  return wished(R"("text")", R"("text": {"type": "string", "maxLength": 10000})");
}

std::string override_schema() {
  return wished(
      R"("urgency")",
      std::string(R"("urgency": {"enum": [)") + urgencies +
          R"(, null]}, "reason": {"type": ["string", "null"]}, "text": {"type": ["string", )"
          R"("null"]}, "second": {"type": ["object", "null"], "required": ["name", "password"]})");
}

std::string call_back_schema() {
  return wished(R"("due_at", "why")",
                R"("due_at": {"type": "string"}, "why": {"type": "string"}, "telephone": )"
                R"({"type": ["string", "null"]})");
}

std::string acknowledging_schema() {
  return wished(R"("gates")",
                R"("gates": {"type": "array", "items": {"type": "string"}, "maxItems": 100}, )"
                R"("knowledge": {"type": ["boolean", "null"]})");
}

std::string closing_schema() {
  return wished(R"("repeated_back", "disposition_accepted")",
                R"("repeated_back": {"type": "boolean"}, "disposition_accepted": )"
                R"({"type": "boolean"}, "text": {"type": ["string", "null"]})");
}

std::string outcome_schema() {
  return object_of(R"("outcome")",
                   R"("outcome": {"enum": ["reached", "not_reached", "cancelled"]})");
}

std::string call_backs_schema() {
  return R"({"type": "object", "required": ["call_backs"], "properties": {"call_backs": )"
         R"({"type": "array", "items": {"type": "object", "required": ["id", "call", "due_at", )"
         R"("why", "telephone", "caller", "made_by", "is_late", "urgency"]}}}})";
}

std::string findings_schema() {
  return R"({"type": "object", "required": ["findings"], "properties": {"findings": )"
         R"({"type": "array", "maxItems": 20, "items": {"type": "object", "required": ["id", )"
         R"("name", "wording", "plainer", "meaning", "type", "answered"]}}}})";
}

std::string network_schema() {
  return R"({"type": "object", "required": ["nodes", "arcs"], "properties": {"nodes": )"
         R"({"type": "array", "maxItems": 60, "items": {"type": "object", "required": ["id", )"
         R"("name", "kind", "posterior", "state"]}}, "arcs": {"type": "array", "items": )"
         R"({"type": "object", "required": ["from", "to", "sources"]}}}})";
}

}  // namespace paraspinal::desk
