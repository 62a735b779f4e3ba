// Entry point: rule_steps, at the end.

#include "knowledge/base/rule_steps.h"

#include <cmath>
#include <limits>
#include <utility>

namespace paraspinal::knowledge {
namespace {

constexpr double without_end = std::numeric_limits<double>::infinity();

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

class Steps {
 public:
  explicit Steps(const std::vector<Rule::Node>& nodes) : nodes_(nodes) {
    steps_.reserve(nodes.size());
    std::uint16_t items = 0;
    for (const Rule::Node& node : nodes) {
      item_of_.push_back(items);
      if (is_item(node.kind)) {
        ++items;
      }
    }
  }

  // Of the node and all below it. `inverse`: under an odd number of NOTs.
  void add(std::size_t at, bool inverse, std::uint16_t parent) {
    switch (nodes_[at].kind) {
      case NodeKind::inverse:
        add(at + 1, !inverse, parent);
        break;
      case NodeKind::all:
      case NodeKind::any:
      case NodeKind::count:
        add_expression(at, inverse, parent);
        break;
      case NodeKind::presence:
      case NodeKind::quantity:
      case NodeKind::state:
        add_item(at, inverse, parent);
        break;
    }
  }

  std::vector<RuleStep> taken() { return std::move(steps_); }

 private:
  void add_expression(std::size_t at, bool inverse, std::uint16_t parent) {
    const Rule::Node& node = nodes_[at];
    unsigned operands = 0;
    unsigned items = 0;
    for (std::size_t i = at + 1; i < node.end; i = nodes_[i].end) {
      ++operands;
      items += is_item_below(i) ? 1U : 0U;
    }
    const unsigned needed = node.kind == NodeKind::all   ? operands
                            : node.kind == NodeKind::any ? 1
                                                         : static_cast<unsigned>(node.number);
    const unsigned needed_here = inverse ? operands - needed + 1 : needed;
    steps_.push_back(
        {.needed = static_cast<std::uint16_t>(needed_here),
         .parent = parent,
         .items_first = static_cast<std::uint16_t>(needed_here == operands ? items : 0)});
    const auto place = static_cast<std::uint16_t>(steps_.size());
    for (const bool items_now : {true, false}) {
      for (std::size_t i = at + 1; i < node.end; i = nodes_[i].end) {
        if (is_item_below(i) == items_now) {
          add(i, inverse, place);
        }
      }
    }
  }

  // Whether the node is an item, maybe under NOTs.
  bool is_item_below(std::size_t at) const {
    while (nodes_[at].kind == NodeKind::inverse) {
      ++at;
    }
    return is_item(nodes_[at].kind);
  }

  void add_item(std::size_t at, bool inverse, std::uint16_t parent) {
    const Rule::Node& node = nodes_[at];
    const auto [lowest, highest] = range_of(node);
    const bool is_unequal =
        node.kind != NodeKind::presence && node.comparison == Comparison::unequal;
    steps_.push_back({.kind = node.kind,
                      .inverse = inverse != is_unequal,
                      .parent = parent,
                      .item = item_of_[at],
                      .finding = static_cast<std::uint32_t>(node.finding.index),
                      .lowest = lowest,
                      .highest = highest});
  }

  const std::vector<Rule::Node>& nodes_;
  std::vector<RuleStep> steps_;
  std::vector<std::uint16_t> item_of_;  // [node] the items before it
};

}  // namespace

std::vector<RuleStep> rule_steps(const std::vector<Rule::Node>& nodes) {
  Steps steps(nodes);
  steps.add(0, false, 0);
  return steps.taken();
}

}  // namespace paraspinal::knowledge
