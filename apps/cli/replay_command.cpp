// Entry point: replay_command, at the end.

#include "apps/cli/replay_command.h"

#include <cstdint>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/replay_assessment.h"
#include "apps/cli/replay_report.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {
namespace {

using records::AuditLine;

class Replay {
 public:
  Replay(const records::Records& records, const triage::Clinic& clinic, PageFormat format,
         Streams streams)
      : records_(records), clinic_(clinic), format_(format), streams_(streams) {}

  void take(const AuditLine& line) {
    ++tally_.lines;
    const auto payload = records_.payload(line.number);
    if (!payload) {
      unreadable(line, payload.error().message);
    } else if (!*payload) {
      ++tally_.erased;
    } else if ((*payload)->empty()) {
      ++tally_.without;
    } else {
      take_payload(line, **payload);
    }
  }

  const ReplayTally& tally() const { return tally_; }

 private:
  void take_payload(const AuditLine& line, const std::string& payload) {
    const auto json = fhir::parse_json(payload);
    if (!json) {
      unreadable(line, json.error().message);
      return;
    }
    const fhir::Json* const audited = audited_within(*json);
    if (audited == nullptr) {
      ++tally_.without;
      return;
    }
    const auto replayed = replay_assessment(*audited, line.knowledge_hash, clinic_);
    if (!replayed) {
      unreadable(line, replayed.error().message);
      return;
    }
    tally_.add(*replayed);
    streams_.output << replay_piece(line, *replayed, format_);
  }

  void unreadable(const AuditLine& line, const std::string& why) {
    ++tally_.unreadable;
    streams_.errors << error_line("records",
                                  fmt::format("line {} of the audit: {}", line.number, why));
  }

  const records::Records& records_;
  const triage::Clinic& clinic_;
  PageFormat format_;
  Streams streams_;
  ReplayTally tally_;
};

Outcome outcome_of(const ReplayTally& tally) {
  if (tally.unlike > 0) {
    return Outcome::failed;
  }
  return tally.unreadable > 0 ? Outcome::unusable_input : Outcome::answered;
}

}  // namespace

Outcome replay_command(const ReplayOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  if (!records) {
    return unusable_records(records.error(), streams);
  }
  const auto clinic = triage::open_clinic(options.knowledge);
  if (!clinic) {
    return unusable_knowledge(options.knowledge, clinic.error(), streams);
  }
  const knowledge::KnowledgeBase& knowledge = (*clinic)->knowledge();
  Replay replay(**records, **clinic, options.format, streams);
  streams.output << replay_beginning(knowledge, options.format);
  for (std::int64_t from = 1;;) {
    const auto lines = (*records)->lines(from, lines_at_once);
    if (!lines) {
      return unusable_records(lines.error(), streams);
    }
    if (lines->empty()) {
      break;
    }
    for (const AuditLine& line : *lines) {
      if (line.at >= options.since) {
        replay.take(line);
      }
    }
    from = lines->back().number + 1;
  }
  streams.output << replay_summary(replay.tally(), knowledge, options.format);
  return written(outcome_of(replay.tally()), streams);
}

}  // namespace paraspinal::cli
