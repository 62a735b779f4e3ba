#include "apps/cli/text_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>

#include <spdlog/fmt/fmt.h>

#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {
namespace {

bool is_continuation(char c) {
  return (static_cast<std::uint8_t>(c) & 0xc0U) == 0x80U;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

// The first `columns` code points of `text`.
std::string_view first_columns(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && seen++ == columns) {
      break;
    }
  }
  return text.substr(0, at);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    const bool is_c1 = byte == 0xc2U && i + 1 < text.size() &&
                       static_cast<std::uint8_t>(text[i + 1]) < 0xa0U;  // U+0080 to U+009F
    if (is_c1) {
      safe.push_back(' ');
      ++i;
    } else {
      safe.push_back(byte < 0x20U || byte == 0x7fU ? ' ' : text[i]);
    }
  }
  return safe;
}

std::string spoken(std::string_view id) {
  if (const auto urgency = knowledge::urgency_from(id)) {
    return triage::spoken(*urgency);
  }
  std::string text(id);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string large_print(std::string_view id) {
  std::string text = spoken(id);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') {
      c = static_cast<char>(c - 'a' + 'A');
    }
  }
  return text;
}

std::string wrapped(std::string_view text, std::string_view lead) {
  const std::string indent(columns_of(lead), ' ');
  std::istringstream remaining(printable(text));
  std::string page;
  std::string line(lead);
  bool line_has_word = false;
  for (std::string word; remaining >> word;) {
    if (line_has_word && columns_of(line) + 1 + columns_of(word) > page_width) {
      page += line + '\n';
      line = indent;
      line_has_word = false;
    }
    line += line_has_word ? ' ' + word : word;
    line_has_word = true;
  }
  return page + line + '\n';
}

std::string column(std::string_view text, std::size_t width) {
  const std::string safe = printable(text);
  const std::size_t columns = columns_of(safe);
  if (columns <= width) {
    return safe + std::string(width - columns, ' ');
  }
  return width < 2 ? std::string(width, '.') : std::string(first_columns(safe, width - 2)) + "..";
}

std::string bar(double share, std::size_t width) {
  const double clipped = std::clamp(share, 0.0, 1.0);
  auto filled = static_cast<std::size_t>(std::lround(clipped * static_cast<double>(width)));
  if (filled == 0 && clipped > 0) {
    filled = 1;
  }
  return std::string(filled, '#') + std::string(width - filled, '.');
}

std::string natural_frequency(double probability) {
  return triage::natural_frequency(probability);
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) {
    all += (all.empty() ? std::string() : std::string(separator)) + text;
  }
  return all;
}

std::string percent(double probability) {
  if (probability == 0) {
    return "0 %";
  }
  const double value = probability * 100;
  if (value >= 99.5 && probability < 1) {
    return ">99 %";
  }
  if (value >= 9.95) {
    return fmt::format("{:.0f} %", value);
  }
  if (value >= 0.995) {
    return fmt::format("{:.1f} %", value);
  }
  return value >= 0.01 ? fmt::format("{:.2f} %", value) : "<0.01 %";
}

}  // namespace paraspinal::cli
