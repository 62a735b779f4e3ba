#include "fhir/bulk.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>

#include "fhir/bundle_entries.h"
#include "fhir/clock.h"
#include "fhir/json.h"
#include "fhir/reference.h"

namespace paraspinal::fhir {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

// The resources of all files, with entries that look into them.
struct Lines {
  std::deque<Json> resources;  // never moved
  std::vector<BundleEntry> entries;
  std::vector<Issue> issues;
};

std::optional<std::string> fault_of(const Json& resource) {
  const Json* const type = resource.member("resourceType");
  if (!resource.is_object() || type == nullptr || !type->is_string()) {
    return "is no resource, expected an object with a resourceType";
  }
  if (type->text() == "Bundle") {
    return "is a Bundle, expected one resource";
  }
  return std::nullopt;
}

BundleEntry entry_of_line(const Json& resource, const std::string& where) {
  BundleEntry entry;
  entry.resource = &resource;
  entry.type = resource.member("resourceType")->text();
  entry.name = type_and_id(resource);
  entry.name = entry.name.empty() ? where : entry.name;
  entry.where = where;
  return entry;
}

void read_line(std::string_view text, const std::string& where, Lines& lines) {
  if (text.find_first_not_of(" \t\r") == std::string_view::npos) {
    return;
  }
  auto json = parse_json(text);
  const std::optional<std::string> fault =
      json ? fault_of(*json) : std::optional<std::string>(json.error().message);
  if (fault) {
    lines.issues.push_back({Severity::error, where, *fault});
    return;
  }
  lines.resources.push_back(std::move(*json));
  lines.entries.push_back(entry_of_line(lines.resources.back(), where));
}

void read_file(const BulkFile& file, Lines& lines) {
  std::string_view rest = file.text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    read_line(rest.substr(0, end), file.name + ":" + std::to_string(number), lines);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
}

bool is_export_log(std::string_view name) {
  return name == "log.ndjson" || name.ends_with("/log.ndjson");
}

Result<CaseFrame> frame_of_lines(const Lines& lines, const ImportOptions& options) {
  CaseFrame frame;
  frame.setting = options.setting;
  const std::string& given = options.as_of.empty() ? options.now : options.as_of;
  if (!given.empty()) {
    const Result<Clock> clock = clock_from(given);
    if (!clock) {
      return fail(clock.error());
    }
    frame.clock = *clock;
    return frame;
  }
  std::vector<const Json*> resources;
  for (const Json& resource : lines.resources) {
    resources.push_back(&resource);
  }
  frame.clock = latest_among(resources);
  frame.issues.push_back(
      {Severity::information, "export",
       "no time was given at which to judge the case: " +
           (frame.clock ? "the latest date in the export, " + frame.clock->text + ", is taken"
                        : std::string("and the export has no date"))});
  return frame;
}

std::optional<Error> fault_of(const std::vector<BulkFile>& files, const BulkLimits& limits) {
  std::size_t bytes = 0;
  for (const BulkFile& file : files) {
    bytes += file.text.size();
  }
  if (bytes > limits.bytes) {
    return Error{ErrorKind::too_large, "the export: " + std::to_string(bytes) +
                                           " bytes, expected at most " +
                                           std::to_string(limits.bytes)};
  }
  return std::nullopt;
}

bool is_patient_entry(const BundleEntry& entry) {
  return entry.type == "Patient";
}

}  // namespace

Result<BulkCases> import_bulk(const std::vector<BulkFile>& files,
                              const knowledge::KnowledgeBase& knowledge,
                              const ImportOptions& options, const BulkLimits& limits) {
  if (const auto error = fault_of(files, limits)) {
    return fail(*error);
  }
  Lines lines;
  for (const BulkFile& file : files) {
    if (is_export_log(file.name)) {
      lines.issues.push_back(
          {Severity::information, file.name, "is the log of the export: not read"});
    } else {
      read_file(file, lines);
    }
  }
  if (std::none_of(lines.entries.begin(), lines.entries.end(), is_patient_entry)) {
    return fail(ErrorKind::invalid_argument, "the export: no Patient among " +
                                                 std::to_string(lines.entries.size()) +
                                                 " resources, expected one at least");
  }
  const Result<CaseFrame> frame = frame_of_lines(lines, options);
  if (!frame) {
    return fail(frame.error());
  }
  const auto others =
      std::stable_partition(lines.entries.begin(), lines.entries.end(), is_patient_entry);
  std::stable_sort(lines.entries.begin(), others,
                   [](const BundleEntry& a, const BundleEntry& b) { return a.name < b.name; });
  BulkCases bulk;
  bulk.resources = lines.entries.size();
  bulk.cases = cases_of(without_older(std::move(lines.entries), false), knowledge, *frame);
  bulk.issues = std::move(lines.issues);
  return bulk;
}

}  // namespace paraspinal::fhir
