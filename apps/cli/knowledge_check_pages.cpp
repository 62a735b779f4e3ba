#include "apps/cli/knowledge_check_pages.h"

#include <spdlog/fmt/fmt.h>

namespace paraspinal::cli {

using knowledge::AppliesTo;
using knowledge::RowCheck;

std::vector<const RowCheck*> rows_to_show(const CheckedKnowledge& checked) {
  std::vector<const RowCheck*> rows;
  for (const RowCheck& row : checked.check.rows) {
    const bool is_outside = row.applicable() && !row.inside();
    if (is_outside || (checked.options.all && !checked.options.only_outside)) {
      rows.push_back(&row);
    }
  }
  return rows;
}

std::string verdict_words(const RowCheck& row) {
  if (!row.applicable()) {
    return row.not_applicable;
  }
  return row.inside() ? "inside" : "outside";
}

std::string excuse_words(const CheckedKnowledge& checked, const RowCheck& row) {
  if (!row.applicable() || row.inside()) {
    return "";
  }
  if (!row.excuse) {
    return "no excuse";
  }
  std::string words(name(row.excuse->excuse));
  if (row.excuse->other) {
    words += " " + checked.knowledge.links[*row.excuse->other].id;
  }
  return words;
}

std::string_view people_words(AppliesTo people) {
  switch (people) {
    case AppliesTo::unselected:
      return "unselected";
    case AppliesTo::referred:
      return "referred";
    case AppliesTo::pregnant:
      return "pregnant";
    case AppliesTo::women:
      return "women";
    case AppliesTo::takes_drug:
      return "takes_drug";
  }
  return {};
}

std::string figure_words(double figure) {
  return figure >= 1000 ? fmt::format("{:.0f}", figure) : fmt::format("{:.3g}", figure);
}

}  // namespace paraspinal::cli
