#include "fhir/reference.h"

#include <optional>
#include <utility>

#include "fhir/element.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

namespace {

template <typename Index>
const Json* found(const Index& index, const typename Index::key_type& key) {
  const auto place = index.find(key);
  return place == index.end() ? nullptr : place->second;
}

std::string_view without_version(std::string_view url) {
  return url.substr(0, url.find("/_history/"));
}

// "Patient/1" at the end of a URL; nothing for a urn.
std::optional<std::string_view> tail(std::string_view url) {
  const std::size_t id = url.rfind('/');
  if (id == std::string_view::npos || id == 0 || url.starts_with("urn:")) {
    return std::nullopt;
  }
  const std::size_t type = url.rfind('/', id - 1);
  return type == std::string_view::npos ? url : url.substr(type + 1);
}

// The base of a fullUrl that ends in "Type/id": "http://here/fhir/".
std::string_view base_of(std::string_view full_url) {
  const std::optional<std::string_view> end = tail(full_url);
  return end ? full_url.substr(0, full_url.size() - end->size()) : std::string_view();
}

// What a second resource is called too names neither of them. True when that is new.
template <typename Index>
bool add_or_void(Index& index, typename Index::key_type key, const Json* resource) {
  const auto [place, is_first] = index.emplace(std::move(key), resource);
  if (is_first || place->second == resource || place->second == nullptr) {
    return false;
  }
  place->second = nullptr;
  return true;
}

std::string two_are_called(std::string_view what, std::string_view name) {
  return "two resources have the " + std::string(what) + " " + in_quotes(name) +
         ", expected one: what refers to it is not used";
}

const Json* contained(const Json& resource, std::string_view id) {
  if (const Json* const list = resource.member("contained")) {
    for (const Json& inside : list->items()) {
      if (text_member(inside, "id") == id) {
        return &inside;
      }
    }
  }
  return nullptr;
}

}  // namespace

std::string type_and_id(const Json& resource) {
  const std::string_view type = text_member(resource, "resourceType");
  const std::string_view id = text_member(resource, "id");
  std::string name;
  if (!type.empty() && !id.empty()) {
    name.reserve(type.size() + 1 + id.size());
    name.append(type).append("/").append(id);
  }
  return name;
}

References::References(const std::vector<BundleEntry>& entries) {
  by_full_url_.reserve(entries.size());
  by_type_and_id_.reserve(entries.size());
  for (const BundleEntry& entry : entries) {
    if (entry.resource == nullptr || !entry.skipped_because.empty()) {
      continue;
    }
    const std::string_view name = type_and_id(entry);
    if (!entry.full_url.empty() &&
        add_or_void(by_full_url_, without_version(entry.full_url), entry.resource)) {
      ambiguous_.push_back(two_are_called("fullUrl", entry.full_url));
    }
    if (!name.empty() && !entry.full_url.starts_with("http")) {
      add_or_void(without_server_, name, entry.resource);
    }
    if (!name.empty()) {
      add_or_void(by_type_and_id_, name, entry.resource);
    }
    const Json* const identifiers = entry.resource->member("identifier");
    if (identifiers == nullptr || (entry.type != "Patient" && entry.type != "Medication")) {
      continue;
    }
    for (const Json& identifier : identifiers->items()) {
      std::string key(entry.type);
      key += '?';
      key += text_member(identifier, "system");
      key += '|';
      key += text_member(identifier, "value");
      if (add_or_void(by_identifier_, key, entry.resource)) {
        ambiguous_.push_back(two_are_called("identifier", key));
      }
    }
  }
}

const Json* References::by_url(std::string_view url, std::string_view full_url) const {
  const std::string_view plain = without_version(url);
  if (const Json* const resource = found(by_full_url_, plain)) {
    return resource;
  }
  const std::optional<std::string_view> type_id = tail(plain);
  if (!type_id) {
    return nullptr;
  }
  const std::string_view base = base_of(full_url);
  if (*type_id != plain) {
    const bool same_server = !base.empty() && base == base_of(plain);
    return same_server ? found(without_server_, *type_id) : nullptr;
  }
  const std::string url_beside = std::string(base).append(plain);
  if (const Json* const beside = found(by_full_url_, url_beside)) {
    return beside;
  }
  return found(base.empty() ? by_type_and_id_ : without_server_, plain);
}

const Json* References::by_identifier(const Json& reference) const {
  const Json* const identifier = reference.member("identifier");
  if (identifier == nullptr || text_member(*identifier, "value").empty()) {
    return nullptr;
  }
  const std::string key = "?" + std::string(text_member(*identifier, "system")) + "|" +
                          std::string(text_member(*identifier, "value"));
  const Json* const patient = found(by_identifier_, "Patient" + key);
  return patient != nullptr ? patient : found(by_identifier_, "Medication" + key);
}

const Json* References::resolve(const Json& reference, const Json& from,
                                std::string_view full_url) const {
  const std::string_view url = text_member(reference, "reference");
  if (url.starts_with('#')) {
    return contained(from, url.substr(1));
  }
  constexpr std::string_view conditional = "?identifier=";
  if (const std::size_t at = url.find(conditional); at != std::string_view::npos) {
    const std::string type(url.substr(0, at));
    return found(by_identifier_, type + "?" + std::string(url.substr(at + conditional.size())));
  }
  if (!url.empty()) {
    return by_url(url, full_url);
  }
  return by_identifier(reference);
}

}  // namespace paraspinal::fhir
