#include "apps/desk/person_key.h"

namespace paraspinal::desk {
namespace {

constexpr std::size_t digits_kept = 9;

// The last digits: what stands before them is the country, or the nought within it.
std::string telephone_key(const std::string& telephone) {
  std::string digits;
  for (const char c : telephone) {
    if (c >= '0' && c <= '9') {
      digits += c;
    }
  }
  return digits.size() > digits_kept ? digits.substr(digits.size() - digits_kept) : digits;
}

}  // namespace

std::string reference_key(const std::string& reference) {
  std::string key;
  for (const char c : reference) {
    if (c != ' ' && c != '-') {
      key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return key;
}

std::string person_key(const Caller& caller) {
  if (const std::string reference = reference_key(caller.reference); !reference.empty()) {
    return "ref:" + reference;
  }
  const std::string telephone = telephone_key(caller.telephone);
  return telephone.empty() ? "" : "tel:" + telephone;
}

}  // namespace paraspinal::desk
