#include "engine/dot.h"

#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// Inside double quotes of the DOT language; a line break becomes the escape \n.
std::string dot_escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result.push_back('\\');
    }
    result += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return result;
}

std::string node_text(std::size_t index, const Variable& variable, const DotNode& node) {
  std::string text = "  v" + std::to_string(index) + " [label=\"" + dot_escaped(variable.name);
  for (const std::string& line : node.lines) {
    text += "\\n" + dot_escaped(line);
  }
  text += "\"";
  return text + (node.is_filled ? ", style=filled, fillcolor=lightgrey" : "") + "];\n";
}

}  // namespace

std::string dot_text(const Network& network, std::span<const DotNode> nodes) {
  require(nodes.empty() || nodes.size() == network.size(), "one dot node a variable");
  std::string text = "digraph network {\n  node [shape=box];\n";
  for (std::size_t i = 0; i < network.size(); ++i) {
    text += node_text(i, network.variable(VariableId{i}), nodes.empty() ? DotNode{} : nodes[i]);
  }
  for (std::size_t i = 0; i < network.size(); ++i) {
    for (const VariableId parent : network.parents(VariableId{i})) {
      text += "  v" + std::to_string(parent.index) + " -> v" + std::to_string(i) + ";\n";
    }
  }
  return text + "}\n";
}

}  // namespace paraspinal::engine
