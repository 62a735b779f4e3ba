#pragma once

// The cell of a printed table.
//
//   cell(reba_table_a, trunk, column);

#include <cstddef>

namespace paraspinal::scores {

// Counted from 1, as in print.
template <typename Table>
int cell(const Table& table, int row, int column) {
  return table.at(static_cast<std::size_t>(row - 1)).at(static_cast<std::size_t>(column - 1));
}

}  // namespace paraspinal::scores
