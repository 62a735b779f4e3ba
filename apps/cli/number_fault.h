#pragma once

// Whether what was typed for an option is a number within bounds. Not-a-number is within none,
// which a comparison alone, as that of CLI::Range, lets through.
//
//   number_fault("nan", "a number of years", 0, 120);
//   // "nan: expected a number of years from 0 to 120"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include <spdlog/fmt/fmt.h>

namespace paraspinal::cli {

// Why it is none; empty when it is one.
inline std::string number_fault(const std::string& text, std::string_view what, double lowest,
                                double highest) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const bool is_within = error == std::errc() && rest == end && value >= lowest && value <= highest;
  return is_within ? ""
                   : fmt::format("{}: expected {} from {:g} to {:g}", text, what, lowest, highest);
}

}  // namespace paraspinal::cli
