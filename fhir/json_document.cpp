#include "fhir/json_document.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "engine/require.h"

namespace paraspinal::fhir {

using engine::require;

namespace {

constexpr std::size_t padding = 64;  // what wide instructions may read beyond a text

std::unique_ptr<char[]> padded_copy(std::string_view text) {
  auto copy = std::make_unique_for_overwrite<char[]>(text.size() + padding);
  std::copy(text.begin(), text.end(), copy.get());
  std::fill_n(copy.get() + text.size(), padding, '\0');
  return copy;
}

}  // namespace

JsonDocument::JsonDocument(std::string_view text, std::size_t node_bytes)
    : text_(padded_copy(text)),
      nodes_(std::make_unique_for_overwrite<std::byte[]>(node_bytes + sizeof(JsonDocument*))),
      room_(node_bytes) {}

std::byte* JsonDocument::take(std::size_t bytes) {
  require(bytes <= room_ - used_, "a document has room for its nodes");
  std::byte* const taken = nodes_.get() + used_;
  used_ += bytes;
  return taken;
}

JsonDocument::Node JsonDocument::array(std::span<const Node> items) {
  auto* const kept = reinterpret_cast<Json*>(take(items.size() * sizeof(Json)));
  for (std::size_t i = 0; i < items.size(); ++i) {
    new (kept + i) Json(items[i]);
  }
  return {kept, static_cast<std::uint32_t>(items.size()), Json::Kind::array, Json::Holds::view,
          false};
}

JsonDocument::Node JsonDocument::object(std::span<const NamedNode> members) {
  auto* const kept = reinterpret_cast<Json::Member*>(take(members.size() * sizeof(Json::Member)));
  for (std::size_t i = 0; i < members.size(); ++i) {
    new (kept + i) Json::Member(members[i].name, members[i].value);
  }
  return {kept, static_cast<std::uint32_t>(members.size()), Json::Kind::object, Json::Holds::view,
          false};
}

Json JsonDocument::owning(std::unique_ptr<JsonDocument> document, const Node& root) {
  const bool holds_nodes = root.kind == Json::Kind::array || root.kind == Json::Kind::object;
  if (!holds_nodes || root.size == 0) {
    const Json view(root);
    return Json(view);
  }
  const JsonDocument* const address = document.get();
  std::memcpy(document->nodes_.get() + document->used_, &address, sizeof address);
  Node owner = root;
  owner.holds = Json::Holds::document;
  Json json(owner);
  document.release();  // now the root's
  return json;
}

void JsonDocument::release(const void* behind_nodes) noexcept {
  JsonDocument* address = nullptr;
  std::memcpy(&address, behind_nodes, sizeof address);
  const std::unique_ptr<JsonDocument> document(address);
}

}  // namespace paraspinal::fhir
