#pragma once

// A row of evidence that says nothing yet but what it is about.

#include <string>
#include <utility>

#include "knowledge/base/link.h"

namespace paraspinal::tests {

inline knowledge::Link link_row(std::string id, std::size_t condition, std::size_t finding,
                                knowledge::LinkKind kind, std::string grade = "C") {
  knowledge::Link link;
  link.id = std::move(id);
  link.condition = {condition};
  link.finding = {finding};
  link.kind = kind;
  link.citation.grade = std::move(grade);
  return link;
}

}  // namespace paraspinal::tests
