#pragma once

// Text for a terminal of 80 columns: safe to print, wrapped, with bars and natural frequencies.
//
//   wrapped("Numbness around the genitals", "  - ");   // "  - Numbness around\n    the genitals\n"
//   bar(0.25, 8) == "##......";
//   natural_frequency(0.06) == "about 6 in 100";
//
// Widths count code points, one column each.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::cli {

inline constexpr std::size_t page_width = 80;

// `text` with control characters, which could steer a terminal, replaced by spaces; line breaks
// too.
std::string printable(std::string_view text);

// Upper case of the ASCII letters, underscores as spaces: "same_day" to "SAME DAY".
std::string large_print(std::string_view id);
// Underscores as spaces.
std::string spoken(std::string_view id);

// The texts with a separator between them.
std::string joined(const std::vector<std::string>& texts, std::string_view separator);

// `text` made printable and broken between words at `page_width`. The first line begins with
// `lead`, the others with as many spaces. Ends with a line break; a longer word stands alone.
std::string wrapped(std::string_view text, std::string_view lead = "");

// `text` made printable and cut or filled to exactly `width` columns; a cut ends with "..".
std::string column(std::string_view text, std::size_t width);

// A share 0 to 1 as `width` characters, rounded; any share above 0 shows at least one '#'.
std::string bar(double share, std::size_t width);

// "about 6 in 100", "about 2 in 1,000", "fewer than 1 in 10,000", "more than 99 in 100".
std::string natural_frequency(double probability);

// In percent with two significant digits where small: "38 %", "4.2 %", "0.15 %", "<0.01 %"; "0 %"
// is exact.
std::string percent(double probability);

}  // namespace paraspinal::cli
