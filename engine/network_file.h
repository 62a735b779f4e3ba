#pragma once

// What the readers and writers of network files share: a network as plain tables in the order of
// the file, and the way from there to a Network and back.
//
//   const Result<NetworkFile> file = read_bif(text, "alarm.bif");
//   file->network; file->largest_row_error;

#include <string>
#include <vector>

#include "engine/network.h"
#include "engine/result.h"

namespace paraspinal::engine {

struct NetworkFile {
  Network network;                // variables in a topological order, near that of the file
  std::vector<VariableId> order;  // the network's id of each variable of the file, in file order
  double largest_row_error = 0;   // largest |1 - sum| of a row before it was divided by its sum
};

// One variable of a file. Parents are positions in the file; `values` has the axes of the parents
// in order, then the variable itself, last fastest.
struct TableOfFile {
  Variable variable;
  std::vector<std::size_t> parents;
  std::vector<double> values;
};

// Rows may be off by rounding, at most `row_tolerance`; they are divided by their sum.
// Errors, `invalid_argument` with the name of the variable: what Network::Builder finds, a row off
// by more, a cycle.
Result<NetworkFile> network_of_tables(std::vector<TableOfFile> tables);

inline constexpr double row_tolerance = 1e-3;

// The network as tables, noisy and log-odds distributions written out. Error: `too_large` for a
// table of more than `entry_limit` entries.
Result<std::vector<TableOfFile>> tables_of(const Network& network,
                                           std::size_t entry_limit = std::size_t{1} << 24);

// The shortest decimal text that reads back as the same double.
std::string shortest_text(double number);

}  // namespace paraspinal::engine
