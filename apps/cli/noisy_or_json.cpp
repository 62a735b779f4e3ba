#include "apps/cli/noisy_or_json.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>

#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::NoisyOrNetwork;
using engine::NoisyOrNode;
using engine::Result;
using fhir::Json;

// What was found, as an error shows it.
std::string shown(const Json* value) {
  return value == nullptr ? "is missing" : fhir::write_json(*value).substr(0, 60);
}

// Reads members and keeps the first thing that is wrong; read() is the entry point.
class Reader {
 public:
  Result<NoisyOrNetwork> read(const Json& file) {
    NoisyOrNetwork layers;
    known_members(file, "file", {"risks", "causes", "findings"});
    const auto& risks = list(file, "risks", "risks");
    for (std::size_t i = 0; i < risks.size(); ++i) {
      const std::string place = "risks[" + std::to_string(i) + "]";
      known_members(risks[i], place, {"name", "prior"});
      layers.risks.push_back({name(risks[i], place), number(risks[i], place, "prior")});
    }
    layers.causes = nodes(file, "causes");
    layers.findings = nodes(file, "findings");
    if (!words_.empty()) {
      return engine::fail(ErrorKind::malformed, words_);
    }
    return layers;
  }

 private:
  void expected(const std::string& place, const Json* found, const std::string& what) {
    if (words_.empty()) {
      words_ = place + ": " + shown(found) + ": expected " + what;
    }
  }

  void known_members(const Json& object, const std::string& place,
                     std::initializer_list<std::string_view> known) {
    if (!object.is_object()) {
      return expected(place, &object, "an object");
    }
    for (const auto& [member, value] : object.members()) {
      if (!member.starts_with('_') && std::ranges::find(known, member) == known.end()) {
        std::string names;
        for (const std::string_view name : known) {
          names.append(names.empty() ? "" : ", ").append(name);
        }
        std::string where = place;
        where.append(".").append(member);
        expected(where, &value, "only the members " + names);
      }
    }
  }

  std::span<const Json> list(const Json& object, const std::string& place, const char* member) {
    const Json* found = object.member(member);
    if (found == nullptr || !found->is_array()) {
      expected(place, found, "a list");
      return {};
    }
    return found->items();
  }

  std::string name(const Json& object, const std::string& place) {
    const Json* found = object.member("name");
    if (found == nullptr || !found->is_string()) {
      expected(place + ".name", found, "a name");
      return {};
    }
    return std::string(found->text());
  }

  double number(const Json& object, const std::string& place, const char* member) {
    const Json* found = object.member(member);
    const auto value = found == nullptr ? std::nullopt : found->as_double();
    if (!value) {
      expected(place + "." + member, found, "a number");
    }
    return value.value_or(0);
  }

  std::vector<NoisyOrNode> nodes(const Json& file, const char* layer) {
    std::vector<NoisyOrNode> result;
    const std::span<const Json> items = list(file, layer, layer);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string place = std::string(layer) + "[" + std::to_string(i) + "]";
      known_members(items[i], place, {"name", "leak", "parents", "link"});
      NoisyOrNode node{name(items[i], place), number(items[i], place, "leak"), {}, {}};
      for (const Json& parent : list(items[i], place + ".parents", "parents")) {
        if (!parent.is_string()) {
          expected(place + ".parents", &parent, "a name");
        }
        node.parents.emplace_back(parent.text());
      }
      for (const Json& link : list(items[i], place + ".link", "link")) {
        if (!link.as_double()) {
          expected(place + ".link", &link, "a number");
        }
        node.link.push_back(link.as_double().value_or(0));
      }
      result.push_back(std::move(node));
    }
    return result;
  }

  std::string words_;  // empty as long as nothing is wrong
};

}  // namespace

Result<NoisyOrNetwork> read_noisy_or(std::string_view text) {
  return fhir::parse_json(text).and_then([](const Json& file) { return Reader().read(file); });
}

}  // namespace paraspinal::cli
