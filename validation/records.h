#pragma once

// What is kept between runs: the last answers, so that every change has a name; the signature; and
// the known gaps, whose reasons are written by hand and preserved.
//
//   const auto before = read_last_run(text);          // Result<LastRun>
//   changes_since(*before, run);                      // "con-aaa-01: urgency ambulance, was ..."

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "validation/run.h"

namespace paraspinal::validation {

struct LastAnswer {
  std::string urgency;  // empty when refused
  std::string first;    // condition

  bool operator==(const LastAnswer&) const = default;
};

// Ways into the rules that ask for one urgency (rule_way_calls.h).
struct LastWays {
  std::size_t ways = 0;
  std::size_t found = 0;

  bool operator==(const LastWays&) const = default;
};

struct LastRun {
  std::string version;
  std::string hash;
  std::map<std::string, LastAnswer> answers;   // [case]
  std::vector<std::string> emergencies_found;  // cases: visible emergencies not under-triaged
  std::map<std::string, LastWays> ways;        // [urgency]; none when calls were left out

  bool operator==(const LastRun&) const = default;
};

LastRun as_last_run(const Run& run);
std::string write_last_run(const LastRun& last);
// Errors: those of fhir::parse_json.
engine::Result<LastRun> read_last_run(std::string_view text);

// Each case whose urgency or first condition changed, that came, or that is gone; in words.
std::vector<std::string> changes_since(const LastRun& before, const LastRun& now);
// Emergencies that were found before and are missed now; cases that are gone count.
std::vector<std::string> lost_emergencies(const LastRun& before, const LastRun& now);

// The gaps as CSV with the columns why and evidence_needed as `before` has them (empty for a new
// gap). Errors (`malformed`): `before` is not such a table.
engine::Result<std::string> write_gaps(const std::vector<Gap>& gaps, const std::string& before);

}  // namespace paraspinal::validation
