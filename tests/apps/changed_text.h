#pragma once

// A text with one place changed.
//
//   with(payload, "\"fever\":1", "\"fever\":0");

#include <string>

#include <gtest/gtest.h>

namespace paraspinal::tests {

inline std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " in " << text;
  return text.replace(at, from.size(), to);
}

}  // namespace paraspinal::tests
