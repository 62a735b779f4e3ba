#pragma once

// JSON Schemas (2020-12) of what the screens' routes take and give, as JSON text, for OpenAPI. They
// name the members that a page can count on; API.md says what they mean.

#include <string>

namespace paraspinal::desk {

std::string sign_in_schema();
std::string session_schema();
std::string calls_schema();
std::string opening_schema();
std::string state_schema();
// {"request", "revision"}: of undo and reopen.
std::string wish_schema();
std::string answers_schema();
std::string note_schema();
std::string override_schema();
std::string call_back_schema();
std::string acknowledging_schema();
std::string closing_schema();
std::string outcome_schema();
std::string call_backs_schema();
std::string findings_schema();
std::string network_schema();

}  // namespace paraspinal::desk
