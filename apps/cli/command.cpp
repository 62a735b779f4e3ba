#include "apps/cli/command.h"

#include "apps/cli/text_layout.h"

namespace paraspinal::cli {

std::string error_line(const std::string& place, const std::string& words) {
  return printable("paraspinal: " + place + ": " + words) + '\n';
}

}  // namespace paraspinal::cli
