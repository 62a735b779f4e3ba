#pragma once

// Where a person is asked and at what time the case is judged, as every command and route that
// takes a case asks for them.
//
//   add_where_and_when(*command, {typed->setting, "Where the person is asked"}, options.as_of);
//   if (const std::string fault = time_fault(as_of); !fault.empty()) ...
//
// Not for a span of time, as `replay --since` is one.

#include <array>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace paraspinal::cli {

// The names of the settings, for a choice.
inline constexpr std::array<std::string_view, 3> setting_names = {"telephone", "primary_care",
                                                                  "emergency_department"};

// Why it is no time to judge at: "x: expected a date 2026-01-31 or a time with zone
// 2026-01-31T10:00:00Z"; empty when it is one.
std::string time_fault(const std::string& text);

// The options --setting, described in these words, and --as-of, both checked. Of the program only.
struct WhereOption {
  std::string& typed;
  std::string description;
};
void add_where_and_when(CLI::App& command, const WhereOption& where, std::string& as_of);

}  // namespace paraspinal::cli
