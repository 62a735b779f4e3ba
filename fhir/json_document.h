#pragma once

// The memory of one parsed text: a copy of the text, in which strings are unescaped where they
// stand, and its nodes, those of one array or object side by side.
//
//   auto document = std::make_unique<JsonDocument>(text, node_bytes);
//   const JsonDocument::Node one = JsonDocument::scalar(Json::Kind::number, digits);
//   const JsonDocument::Node root = document->array({&one, 1});
//   return JsonDocument::owning(std::move(document), root);
//
// Nodes are views of each other and of the text: only the Json that `owning` gives may leave.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "fhir/json.h"

namespace paraspinal::fhir {

class JsonDocument {
 public:
  // Room for `node_bytes` of items and members; more breaks the contract of array and object.
  JsonDocument(std::string_view text, std::size_t node_bytes);

  // The copy, which ends in zeros.
  char* text() { return text_.get(); }

  using Node = Json::Node;
  struct NamedNode {
    Node name;
    Node value;
  };

  // A number or a string as a view of its characters, under 2^32.
  static Node scalar(Json::Kind kind, std::string_view text) {
    return {text.data(), static_cast<std::uint32_t>(text.size()), kind, Json::Holds::view, false};
  }
  static Node boolean(bool value) {
    return {nullptr, 0, Json::Kind::boolean, Json::Holds::view, value};
  }
  static std::string_view text_of(const Node& scalar) {
    return {static_cast<const char*>(scalar.data), scalar.size};
  }
  // With copies of the nodes, which from then on are not to be used.
  Node array(std::span<const Node> items);
  Node object(std::span<const NamedNode> members);

  // Of an object that was made here.
  static std::span<const Json::Member> members_of(const Node& object) {
    return {static_cast<const Json::Member*>(object.data), object.size};
  }

  // The root with the document in its hands: a scalar, or the array or object that was made last.
  static Json owning(std::unique_ptr<JsonDocument> document, const Node& root);
  // Frees the document whose address stands at `behind_nodes`.
  static void release(const void* behind_nodes) noexcept;

 private:
  std::byte* take(std::size_t bytes);

  std::unique_ptr<char[]> text_;
  std::unique_ptr<std::byte[]> nodes_;
  std::size_t room_;
  std::size_t used_ = 0;
};

}  // namespace paraspinal::fhir
