#pragma once

// SHA-256 of what a program writes by the megabyte, by OpenSSL, which uses what the processor has
// for it: the same digest as that of knowledge/base/sha256.h, which needs no library.
//
//   digest("abc");     // "ba7816bf8f01cfea..."

#include <string>
#include <string_view>

namespace paraspinal::cli {

// In lower-case hexadecimal.
std::string digest(std::string_view bytes);

}  // namespace paraspinal::cli
