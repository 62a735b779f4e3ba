#include "engine/network_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <queue>
#include <span>
#include <utility>

namespace paraspinal::engine {
namespace {

// File positions so that parents stand before children, the earlier in the file first; shorter than
// the file when there is a cycle.
std::vector<std::size_t> topological_order(std::span<const TableOfFile> tables) {
  std::vector<std::size_t> waiting(tables.size());
  std::vector<std::vector<std::size_t>> children(tables.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    waiting[i] = tables[i].parents.size();
    for (const std::size_t parent : tables[i].parents) {
      children[parent].push_back(i);
    }
    if (waiting[i] == 0) {
      ready.push(i);
    }
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    order.push_back(ready.top());
    ready.pop();
    for (const std::size_t child : children[order.back()]) {
      if (--waiting[child] == 0) {
        ready.push(child);
      }
    }
  }
  return order;
}

// Divides each row by its sum; gives the largest |1 - sum|, infinite for a row that sums to zero.
double normalise(TableOfFile& table) {
  const std::size_t states = table.variable.states.size();
  double largest = 0;
  for (std::size_t begin = 0; begin + states <= table.values.size(); begin += states) {
    const std::span<double> row(table.values.data() + begin, states);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    largest = std::max(largest, std::abs(1 - sum));
    if (!(std::abs(1 - sum) <= row_tolerance)) {
      return std::abs(1 - sum);
    }
    for (double& value : row) {
      value /= sum;
    }
  }
  return largest;
}

}  // namespace

Result<NetworkFile> network_of_tables(std::vector<TableOfFile> tables) {
  const std::vector<std::size_t> order = topological_order(tables);
  if (order.size() < tables.size()) {
    std::vector<bool> placed(tables.size(), false);
    for (const std::size_t i : order) {
      placed[i] = true;
    }
    const auto first = std::ranges::find(placed, false) - placed.begin();
    return fail(ErrorKind::invalid_argument,
                "variable '" + tables[static_cast<std::size_t>(first)].variable.name +
                    "': is on, or below, a cycle of parents");
  }
  Network::Builder builder;
  std::vector<VariableId> ids(tables.size());
  double largest_row_error = 0;
  for (const std::size_t i : order) {
    const double row_error = normalise(tables[i]);
    if (row_error > row_tolerance) {
      return fail(ErrorKind::invalid_argument,
                  "variable '" + tables[i].variable.name + "': a row is off 1 by " +
                      shortest_text(row_error) + "; expected at most 0.001");
    }
    largest_row_error = std::max(largest_row_error, row_error);
    std::vector<VariableId> parents;
    for (const std::size_t parent : tables[i].parents) {
      parents.push_back(ids[parent]);
    }
    ids[i] = builder.add(std::move(tables[i].variable),
                         TableDistribution{std::move(parents), std::move(tables[i].values)});
  }
  auto network = builder.build();
  if (!network) {
    return fail(network.error());
  }
  return NetworkFile{*std::move(network), std::move(ids), largest_row_error};
}

Result<std::vector<TableOfFile>> tables_of(const Network& network, std::size_t entry_limit) {
  std::vector<TableOfFile> tables;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const VariableId id{i};
    TableOfFile table{network.variable(id), {}, {}};
    const std::size_t states = table.variable.states.size();
    std::size_t entries = states;
    for (const VariableId parent : network.parents(id)) {
      table.parents.push_back(parent.index);
      const std::size_t count = network.variable(parent).states.size();
      if (entries > entry_limit / count) {
        return fail(ErrorKind::too_large, "variable '" + table.variable.name +
                                              "': its table passes " + std::to_string(entry_limit) +
                                              " entries");
      }
      entries *= count;
    }
    std::vector<StateIndex> parent_states(table.parents.size(), 0);
    while (table.values.size() < entries) {
      for (StateIndex state = 0; state < states; ++state) {
        table.values.push_back(network.conditional(id, state, parent_states));
      }
      for (std::size_t p = parent_states.size(); p-- > 0;) {
        if (++parent_states[p] < network.variable(network.parents(id)[p]).states.size()) {
          break;
        }
        parent_states[p] = 0;
      }
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::string shortest_text(double number) {
  std::array<char, 32> buffer{};
  const auto [end, code] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return std::string(buffer.data(), end);
}

}  // namespace paraspinal::engine
