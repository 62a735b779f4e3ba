// paraspinal_build_knowledge CONTENT_DIR VERSION OUT.sqlite --hash HEX
//
// Makes knowledge.sqlite while the project is built. Exit codes: 0 built, 1 the content is wrong,
// 2 wrong usage. Problems go to standard error, one a line, the first 20 of them.

#include <algorithm>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/base/build.h"

namespace {

using paraspinal::knowledge::BuildOrder;

constexpr std::size_t most_problems = 20;

std::optional<BuildOrder> order_from(const std::vector<std::string>& arguments) {
  if (arguments.size() != 5 || arguments[3] != "--hash") {
    return std::nullopt;
  }
  return BuildOrder{.content = arguments[0],
                    .version = arguments[1],
                    .hash = arguments[4],
                    .output = arguments[2]};
}

int run(const BuildOrder& order) {
  const auto report = paraspinal::knowledge::build_knowledge(order);
  const std::size_t shown = std::min(report.problems.size(), most_problems);
  for (std::size_t i = 0; i < shown; ++i) {
    std::cerr << report.problems[i] << '\n';
  }
  if (report.problems.size() > shown) {
    std::cerr << "... and " << report.problems.size() - shown << " more\n";
  }
  for (const auto& prior : report.unattainable) {
    std::cout << "unattainable: " << prior.condition << " (" << prior.context
              << "): " << prior.reason << '\n';
  }
  return report.problems.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  try {
    const auto order = order_from(std::vector<std::string>(values + 1, values + count));
    if (!order) {
      std::cerr << "usage: paraspinal_build_knowledge CONTENT_DIR VERSION OUT.sqlite --hash HEX\n";
      return 2;
    }
    return run(*order);
  } catch (const std::exception& failure) {
    std::cerr << "paraspinal_build_knowledge: " << failure.what() << '\n';
    return 1;
  }
}
