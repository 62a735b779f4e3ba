// Any bytes as the text of a rule: it parses or is refused with words; what parses has a truth when
// nothing is known, and parses again from its own text.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/require.h"
#include "knowledge/base/load.h"
#include "knowledge/base/rule.h"

namespace {

const paraspinal::knowledge::KnowledgeBase& content() {
  static const auto loaded = paraspinal::knowledge::load_embedded();
  return loaded.value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using paraspinal::engine::require;
  using paraspinal::knowledge::Rule;
  using paraspinal::knowledge::Truth;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto rule = Rule::parse(text, content().findings);
  if (!rule) {
    require(!rule.error().message.empty(), "an error has words");
    return 0;
  }
  const Truth truth = rule->evaluate([](auto) { return nullptr; });
  require(truth == Truth::undecided, "a rule over nothing known is undecided");
  const auto again = Rule::parse(rule->text(), content().findings);
  require(again && again->mentions() == rule->mentions(), "a rule parses again from its text");
  return 0;
}
