// Entry point: readable, at the end.

#include "knowledge/base/rule_reading.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace paraspinal::knowledge {
namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

constexpr std::uint64_t bit_of(std::size_t place) {
  return std::uint64_t{1} << place;
}

// From where to where the number of an item holds; of `unequal` where it does not.
std::pair<double, double> range_of(const Rule::Node& node) {
  if (node.kind == NodeKind::presence) {
    return {1, 1};
  }
  switch (node.comparison) {
    case Comparison::at_least:
      return {node.number, without_end};
    case Comparison::at_most:
      return {-without_end, node.number};
    case Comparison::above:
      return {std::nextafter(node.number, without_end), without_end};
    case Comparison::below:
      return {-without_end, std::nextafter(node.number, -without_end)};
    case Comparison::equal:
    case Comparison::unequal:
      break;
  }
  return {node.number, node.number};
}

class Reader {
 public:
  explicit Reader(const std::vector<Rule::Node>& nodes) : nodes_(nodes) {}

  ReadableRule read() {
    if (const auto [at, inverse] = without_nots(0, false); is_item(nodes_[at].kind)) {
      add_item(at, inverse);
      rule_.expressions.push_back({.items = 1, .needs_all = true});
    } else {
      add_expression(at, inverse);
    }
    const RuleExpression& whole = rule_.expressions.front();
    if (whole.needs_all) {
      const auto others = std::ranges::stable_partition(
          rule_.items,
          [&whole](const RuleItem& item) { return (whole.items & bit_of(item.place)) != 0; });
      rule_.required = rule_.items.size() - others.size();
    }
    return std::move(rule_);
  }

 private:
  // What stands under the NOTs here, and whether they are an odd number with those around them.
  std::pair<std::size_t, bool> without_nots(std::size_t at, bool inverse) const {
    for (; nodes_[at].kind == NodeKind::inverse; ++at) {
      inverse = !inverse;
    }
    return {at, inverse};
  }

  // Gives its place.
  std::size_t add_expression(std::size_t at, bool inverse) {
    const Rule::Node& node = nodes_[at];
    std::vector<std::size_t> operands;
    for (std::size_t i = at + 1; i < node.end; i = nodes_[i].end) {
      operands.push_back(i);
    }
    const std::size_t needed = node.kind == NodeKind::all   ? operands.size()
                               : node.kind == NodeKind::any ? 1
                                                            : static_cast<std::size_t>(node.number);
    const std::size_t needed_here = inverse ? operands.size() - needed + 1 : needed;
    const std::size_t place = rule_.expressions.size();
    rule_.expressions.push_back({.needed = static_cast<std::uint32_t>(needed_here),
                                 .needs_all = needed_here == operands.size(),
                                 .needs_one = needed_here == 1});
    for (const std::size_t operand : operands) {
      add_operand(operand, inverse, place);
    }
    return place;
  }

  // COUNT of one operand is the operand.
  void add_operand(std::size_t operand, bool around, std::size_t parent) {
    auto [at, inverse] = without_nots(operand, around);
    while (nodes_[at].kind == NodeKind::count && nodes_[at + 1].end == nodes_[at].end) {
      std::tie(at, inverse) = without_nots(at + 1, inverse);
    }
    if (is_item(nodes_[at].kind)) {
      const std::size_t item = add_item(at, inverse);
      rule_.expressions[parent].items |= bit_of(item);
    } else {
      const std::size_t expression = add_expression(at, inverse);
      rule_.expressions[parent].expressions |= bit_of(expression);
    }
  }

  // Gives its place.
  std::size_t add_item(std::size_t at, bool inverse) {
    const Rule::Node& node = nodes_[at];
    const auto [lowest, highest] = range_of(node);
    const bool is_unequal =
        node.kind != NodeKind::presence && node.comparison == Comparison::unequal;
    const std::size_t place = rule_.items.size();
    rule_.items.push_back({.finding = static_cast<std::uint32_t>(node.finding.index),
                           .kind = node.kind,
                           .inverse = inverse != is_unequal,
                           .place = static_cast<std::uint8_t>(place),
                           .lowest = lowest,
                           .highest = highest});
    return place;
  }

  const std::vector<Rule::Node>& nodes_;
  ReadableRule rule_;
};

}  // namespace

ReadableRule readable(const std::vector<Rule::Node>& nodes) {
  return Reader(nodes).read();
}

}  // namespace paraspinal::knowledge
