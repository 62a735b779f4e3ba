#include "apps/desk/person_key.h"

namespace paraspinal::desk {
namespace {

std::string reference_key(const std::string& reference) {
  std::string key;
  for (const char c : reference) {
    if (c != ' ' && c != '-') {
      key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return key;
}

// Digits, with a plus before a number that begins with its country ("00" is written so too).
std::string telephone_key(const std::string& telephone) {
  std::string digits;
  bool plus = false;
  for (const char c : telephone) {
    plus = plus || (c == '+' && digits.empty());
    if (c >= '0' && c <= '9') {
      digits += c;
    }
  }
  if (!plus && digits.starts_with("00")) {
    return "+" + digits.substr(2);
  }
  return digits.empty() ? "" : (plus ? "+" : "") + digits;
}

}  // namespace

std::string person_key(const Caller& caller) {
  if (const std::string reference = reference_key(caller.reference); !reference.empty()) {
    return "ref:" + reference;
  }
  const std::string telephone = telephone_key(caller.telephone);
  return telephone.empty() ? "" : "tel:" + telephone;
}

}  // namespace paraspinal::desk
