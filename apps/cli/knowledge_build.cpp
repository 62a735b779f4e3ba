#include "apps/cli/knowledge_build.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/text_layout.h"
#include "knowledge/base/build.h"
#include "knowledge/base/content_hash.h"

namespace paraspinal::cli {
namespace {

constexpr std::size_t problems_shown = 50;

Outcome say_problems(const std::string& content, const std::vector<std::string>& problems,
                     Streams streams) {
  const std::size_t shown = std::min(problems.size(), problems_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    streams.errors << error_line(content, problems[i]);
  }
  if (problems.size() > shown) {
    streams.errors << error_line(content, fmt::format("and {} more", problems.size() - shown));
  }
  return Outcome::unusable_input;
}

}  // namespace

Outcome build_knowledge_file(const BuildOptions& options, Streams streams) {
  const auto hash = knowledge::content_hash(options.content);
  if (!hash) {
    streams.errors << error_line("knowledge build", hash.error().message);
    return Outcome::unusable_input;
  }
  const knowledge::BuildReport report = knowledge::build_knowledge({.content = options.content,
                                                                    .version = options.version,
                                                                    .hash = *hash,
                                                                    .output = options.output});
  if (!report.problems.empty()) {
    return say_problems(options.content, report.problems, streams);
  }
  streams.output << fmt::format("{}: knowledge {}, content hash {}\n", printable(options.output),
                                printable(options.version), hash->substr(0, 12));
  streams.output << wrapped(fmt::format(
      "Every published frequency is given back, the worst to a relative error of {:.0e}.",
      report.largest_residual));
  for (const knowledge::UnattainablePrior& prior : report.unattainable) {
    streams.output << wrapped(
        fmt::format("{} ({}): {}", prior.condition, prior.context, prior.reason),
        "  - not attainable: ");
  }
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
