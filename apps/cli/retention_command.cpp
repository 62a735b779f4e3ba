#include "apps/cli/retention_command.h"

#include <chrono>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_command.h"
#include "apps/records/calls.h"
#include "engine/require.h"
#include "fhir/primitives.h"

namespace paraspinal::cli {

using engine::fail;
using engine::Result;
using records::Calls;
using records::Records;

namespace {

struct Forgotten {
  std::int64_t calls = 0;
  std::int64_t feedback = 0;
};

std::string days_before(const std::string& now, std::int64_t days) {
  const auto moment = fhir::moment_from(now);
  engine::require(moment.has_value() && days >= 1, "retention has a time and a number of days");
  const auto then =
      std::chrono::floor<std::chrono::seconds>(moment->first) - std::chrono::hours(24 * days);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(then.time_since_epoch().count()));
}

Result<Forgotten> forget(Records& records, const std::string& before,
                         const RetentionOptions& options) {
  const auto calls = Calls(records).forget_closed_before(before, options.now, options.by);
  const auto feedback = calls ? records.forget_feedback(before) : fail(calls.error());
  const auto answers = feedback ? records.forget_answers(before) : fail(feedback.error());
  return answers ? Result<Forgotten>(Forgotten{*calls, *feedback}) : fail(answers.error());
}

}  // namespace

Outcome retention(const RetentionOptions& options, Streams streams) {
  const std::string before = days_before(options.now, options.days);
  const auto records = open_records(options.files, Absent::is_an_error);
  const auto forgotten = records ? forget(**records, before, options) : fail(records.error());
  if (!forgotten) {
    return unusable_records(forgotten.error(), streams);
  }
  streams.output << fmt::format("before {}: {} {} and {} {} of feedback forgotten\n", before,
                                forgotten->calls, forgotten->calls == 1 ? "call" : "calls",
                                forgotten->feedback, forgotten->feedback == 1 ? "item" : "items");
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
