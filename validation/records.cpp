#include "validation/records.h"

#include <algorithm>
#include <utility>

#include "fhir/json.h"
#include "knowledge/base/csv.h"

namespace paraspinal::validation {
namespace {

using engine::fail;
using engine::Result;
using fhir::Json;

constexpr std::string_view gaps_header = "case,kind,what,ours,expected,why,evidence_needed";

std::string member_text(const Json& object, std::string_view name) {
  const Json* member = object.member(name);
  return member == nullptr ? std::string() : std::string(member->text());
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (const char letter : text) {
    quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  }
  return quoted + '"';
}

std::string in_words(const LastAnswer& answer) {
  return answer.urgency.empty() ? "refused" : answer.urgency + ", " + answer.first + " first";
}

// Of one case and kind of gap: what somebody wrote about it.
struct Written {
  std::string why;
  std::string evidence_needed;
};

using Reasons = std::map<std::pair<std::string, std::string>, Written>;

Result<Reasons> reasons_of(const std::string& before) {
  Reasons reasons;
  if (before.empty()) {
    return reasons;
  }
  const auto table = knowledge::parse_csv(before, "known_gaps.csv");
  if (!table) {
    return fail(table.error());
  }
  std::string header;
  for (const std::string& column : table->header) {
    header += (header.empty() ? "" : ",") + column;
  }
  if (header != gaps_header) {
    return fail(engine::ErrorKind::malformed,
                "known_gaps.csv:1: " + header + ", expected " + std::string(gaps_header));
  }
  for (const knowledge::CsvRow& row : table->rows) {
    reasons[{row.fields[0], row.fields[2]}] = {row.fields[5], row.fields[6]};
  }
  return reasons;
}

std::map<std::string, LastWays> last_ways(const RuleWayCalls& made) {
  std::map<std::string, LastWays> ways;
  if (!made.calls.empty()) {
    for (const WaySummary& one : summary(made)) {
      ways[std::string(name(one.urgency))] = {one.found.of, one.found.hits};
    }
  }
  return ways;
}

Json json_of(const std::map<std::string, LastWays>& ways) {
  std::vector<Json::Member> members;
  for (const auto& [urgency, counts] : ways) {
    members.emplace_back(
        urgency, Json::object({{"ways", Json::number(static_cast<double>(counts.ways))},
                               {"found", Json::number(static_cast<double>(counts.found))}}));
  }
  return Json::object(std::move(members));
}

std::size_t member_count(const Json& object, std::string_view name) {
  const Json* member = object.member(name);
  const auto number = member == nullptr ? std::nullopt : member->as_double();
  return number && *number >= 0 ? static_cast<std::size_t>(*number) : 0;
}

}  // namespace

LastRun as_last_run(const Run& run) {
  LastRun last{run.version, run.hash, {}, {}, last_ways(run.ways)};
  for (const Assessed& one : run.assessed) {
    LastAnswer& answer = last.answers[one.item.id];
    if (!one.assessment) {
      continue;
    }
    answer.urgency = knowledge::name(one.assessment->urgency);
    answer.first = one.assessment->conditions.front().id;
    if (one.item.is_visible_emergency() && levels_off(one.item, one.assessment->urgency) >= 0) {
      last.emergencies_found.push_back(one.item.id);
    }
  }
  return last;
}

std::string write_last_run(const LastRun& last) {
  std::vector<Json::Member> answers;
  for (const auto& [id, answer] : last.answers) {
    answers.emplace_back(id, Json::object({{"urgency", Json::string(answer.urgency)},
                                           {"first", Json::string(answer.first)}}));
  }
  std::vector<Json> found;
  for (const std::string& id : last.emergencies_found) {
    found.push_back(Json::string(id));
  }
  return fhir::write_json(Json::object({{"knowledge_version", Json::string(last.version)},
                                        {"knowledge_hash", Json::string(last.hash)},
                                        {"emergencies_found", Json::array(std::move(found))},
                                        {"ways", json_of(last.ways)},
                                        {"answers", Json::object(std::move(answers))}}),
                          1) +
         '\n';
}

Result<LastRun> read_last_run(std::string_view text) {
  const auto json = fhir::parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  LastRun last{
      member_text(*json, "knowledge_version"), member_text(*json, "knowledge_hash"), {}, {}, {}};
  if (const Json* answers = json->member("answers")) {
    for (const auto& [id, answer] : answers->members()) {
      last.answers[std::string(id)] = {member_text(answer, "urgency"),
                                       member_text(answer, "first")};
    }
  }
  if (const Json* ways = json->member("ways")) {
    for (const auto& [urgency, counts] : ways->members()) {
      last.ways[std::string(urgency)] = {member_count(counts, "ways"),
                                         member_count(counts, "found")};
    }
  }
  if (const Json* found = json->member("emergencies_found")) {
    for (const Json& id : found->items()) {
      last.emergencies_found.emplace_back(id.text());
    }
  }
  return last;
}

std::vector<std::string> changes_since(const LastRun& before, const LastRun& now) {
  std::vector<std::string> changes;
  for (const auto& [id, answer] : now.answers) {
    const auto old = before.answers.find(id);
    if (old == before.answers.end()) {
      changes.push_back(id + ": new, " + in_words(answer));
    } else if (old->second != answer) {
      changes.push_back(id + ": " + in_words(answer) + "; was " + in_words(old->second));
    }
  }
  for (const auto& [id, answer] : before.answers) {
    if (!now.answers.contains(id)) {
      changes.push_back(id + ": gone; was " + in_words(answer));
    }
  }
  return changes;
}

std::vector<std::string> lost_emergencies(const LastRun& before, const LastRun& now) {
  std::vector<std::string> lost;
  for (const std::string& id : before.emergencies_found) {
    if (std::ranges::find(now.emergencies_found, id) == now.emergencies_found.end()) {
      lost.push_back(id);
    }
  }
  return lost;
}

Result<std::string> write_gaps(const std::vector<Gap>& gaps, const std::string& before) {
  const auto reasons = reasons_of(before);
  if (!reasons) {
    return fail(reasons.error());
  }
  std::string text = std::string(gaps_header) + '\n';
  for (const Gap& gap : gaps) {
    const auto written = reasons->find({gap.id, gap.what});
    const Written none;
    const Written& reason = written == reasons->end() ? none : written->second;
    for (const std::string& field : {gap.id, gap.kind, gap.what, gap.ours, gap.expected}) {
      text += csv_field(field) + ',';
    }
    text += csv_field(reason.why) + ',' + csv_field(reason.evidence_needed) + '\n';
  }
  return text;
}

}  // namespace paraspinal::validation
