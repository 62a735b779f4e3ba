#pragma once

// Who gave an answer, in one word of the project's own JSON.
//
//   said_by_name(SaidBy::device);      // "device"
//
// "derived" is read back only where the program itself wrote it.

#include <string_view>

#include "knowledge/base/answer.h"

namespace paraspinal::cli {

inline std::string_view said_by_name(knowledge::SaidBy by) {
  using knowledge::SaidBy;
  switch (by) {
    case SaidBy::caller:
      return "caller";
    case SaidBy::proxy:
      return "proxy";
    case SaidBy::record:
      return "record";
    case SaidBy::clinician:
      return "clinician";
    case SaidBy::device:
      return "device";
    case SaidBy::derived:
      return "derived";
  }
  return "";
}

}  // namespace paraspinal::cli
