#include "fhir/bundle_entries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "fhir/element.h"
#include "fhir/primitives.h"
#include "fhir/reading.h"
#include "fhir/reference.h"

namespace paraspinal::fhir {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

constexpr std::array<std::string_view, 7> readable = {
    "collection", "searchset", "transaction", "batch", "document", "history", "message"};

std::optional<Error> bundle_refusal(std::string_view type, const Json& bundle) {
  if (type.ends_with("-response")) {
    return Error{
        ErrorKind::invalid_argument,
        "Bundle.type: " + in_quotes(type) +
            " holds no data of a person, expected collection, searchset, transaction, batch, "
            "document, history or message"};
  }
  if (std::find(readable.begin(), readable.end(), type) == readable.end()) {
    return Error{ErrorKind::malformed,
                 "Bundle.type: " + (type.empty() ? "missing" : in_quotes(type)) +
                     ", expected collection, searchset, transaction, batch, "
                     "document, history or message"};
  }
  const Json* const entries = bundle.member("entry");
  if (entries == nullptr || (entries->is_array() && entries->items().empty())) {
    return Error{ErrorKind::invalid_argument,
                 "Bundle.entry: empty, expected a Patient and what is recorded of them"};
  }
  return std::nullopt;
}

BundleEntry read_entry(ElementReader& reader, const Json& entry, std::size_t index) {
  const std::string position = "entry[" + std::to_string(index) + "]";
  constexpr std::string_view around = "Bundle..resource";
  BundleEntry read;
  read.full_url = reader.text(entry, "fullUrl");
  read.where.reserve(position.size() + around.size());
  read.where.append("Bundle.").append(position).append(".resource");
  read.resource = reader.object(entry, "resource");
  const Json* const request = reader.object(entry, "request");
  const Json* const search = reader.object(entry, "search");
  read.request_url = request == nullptr ? std::string_view() : reader.text(*request, "url");
  if (request != nullptr && reader.text(*request, "method") == "DELETE") {
    read.skipped_because = "deleted";
  } else if (search != nullptr && reader.text(*search, "mode") == "outcome") {
    read.skipped_because = "the outcome of a search";
  } else if (read.resource == nullptr) {
    read.skipped_because = "the entry has no resource";
  }
  if (read.resource != nullptr) {
    const Json* const type = read.resource->member("resourceType");
    read.type = type != nullptr && type->is_string() ? type->text() : std::string_view();
    read.name = type_and_id(*read.resource);
  }
  if (read.name.empty()) {
    read.name = position;
  }
  return read;
}

// The order of two versions of one resource: by lastUpdated, else by a numeric versionId.
bool is_newer(const Json& a, const Json& b) {
  const Json* const meta_a = a.member("meta");
  const Json* const meta_b = b.member("meta");
  const auto text = [](const Json* meta, std::string_view name) {
    const Json* const member = meta == nullptr ? nullptr : meta->member(name);
    return member == nullptr ? std::string_view() : member->text();
  };
  const auto updated_a = moment_from(text(meta_a, "lastUpdated"));
  const auto updated_b = moment_from(text(meta_b, "lastUpdated"));
  if (updated_a && updated_b && updated_a->first != updated_b->first) {
    return updated_a->first > updated_b->first;
  }
  const auto version = [&](const Json* meta) {
    const std::string_view digits = text(meta, "versionId");
    long value = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  return version(meta_a) > version(meta_b);
}

// "Condition/7" of the resource, or of the request that deletes it; else empty.
std::string_view entry_name(const BundleEntry& entry) {
  if (const std::string_view name = type_and_id(entry); !name.empty()) {
    return name;
  }
  const bool names_one = entry.request_url.find('/') != std::string_view::npos;
  return names_one ? entry.request_url : std::string_view();
}

// What makes two entries versions of one resource: its name and, when it has one, its address, as
// two servers give the same names. Empty when nothing does.
std::string version_key(const BundleEntry& entry, std::string_view name) {
  const bool absolute = entry.full_url.starts_with("http") || entry.full_url.starts_with("urn:");
  if (name.empty() || !absolute) {
    return std::string(name);
  }
  std::string key(entry.full_url.substr(0, entry.full_url.find("/_history/")));
  return key.append(" ").append(name);
}

std::string older_version_of(std::string_view key) {
  return "an older version of " + std::string(key);
}

}  // namespace

bool has_next_page(const Json& bundle) {
  const Json* const links = bundle.member("link");
  return links != nullptr && std::ranges::any_of(links->items(), [](const Json& link) {
           return text_member(link, "relation") == "next";
         });
}

std::vector<BundleEntry> without_older(std::vector<BundleEntry> entries, bool newest_first) {
  std::unordered_map<std::string, std::size_t> latest;
  latest.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    BundleEntry& entry = entries[i];
    const std::string_view key = entry_name(entry);
    if (key.empty() || (!newest_first && entry.resource == nullptr)) {
      continue;
    }
    // A deletion may stand in a history without the address of what it deletes.
    const auto deleted = newest_first ? latest.find(std::string(key)) : latest.end();
    const auto [place, is_first] = deleted != latest.end()
                                       ? std::pair(deleted, false)
                                       : latest.try_emplace(version_key(entry, key), i);
    if (is_first) {
      continue;
    }
    BundleEntry& kept = entries[place->second];
    const bool comparable = entry.resource != nullptr && kept.resource != nullptr;
    if (comparable && is_newer(*entry.resource, *kept.resource)) {
      kept.skipped_because = older_version_of(key);
      place->second = i;
    } else if (newest_first || (comparable && (is_newer(*kept.resource, *entry.resource) ||
                                               *kept.resource == *entry.resource))) {
      entry.skipped_because = older_version_of(key);
    }
  }
  return entries;
}

std::string_view type_and_id(const BundleEntry& entry) {
  return entry.name.find('/') == std::string::npos ? std::string_view() : entry.name;
}

Result<std::vector<BundleEntry>> bundle_entries(const Json& bundle) {
  ElementReader reader(bundle, "Bundle");
  const std::string_view type = reader.text(bundle, "type");
  if (!reader.fault()) {
    if (const auto error = bundle_refusal(type, bundle)) {
      return fail(*error);
    }
  }
  const std::span<const Json> read = reader.objects(bundle, "entry");
  if (read.size() > most_entries) {
    return fail(ErrorKind::too_large, "Bundle.entry: " + std::to_string(read.size()) +
                                          " entries, expected at most " +
                                          std::to_string(most_entries));
  }
  std::vector<BundleEntry> entries;
  entries.reserve(read.size());
  for (const Json& entry : read) {
    entries.push_back(read_entry(reader, entry, entries.size()));
  }
  if (const auto& fault = reader.fault()) {
    return fail(ErrorKind::malformed, fault->expression + ": " + fault->diagnostics);
  }
  return without_older(std::move(entries), type == "history");
}

}  // namespace paraspinal::fhir
