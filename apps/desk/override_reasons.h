#pragma once

// Why an urgency may be overridden: a fixed list of codes with the words a nurse line uses. A code
// that was ever kept in a call keeps its meaning; a new reason is a new row.
//
//   reason_name("not_accepted") == "The caller does not accept the disposition";

#include <span>
#include <string>
#include <string_view>

namespace paraspinal::desk {

struct OverrideReason {
  std::string_view code;
  std::string_view name;
};

std::span<const OverrideReason> override_reasons();

// "words: text"; the words alone without a text.
std::string and_text(const std::string& words, const std::string& text);

// Empty for a code that is not on the list.
std::string_view reason_name(std::string_view code);

}  // namespace paraspinal::desk
