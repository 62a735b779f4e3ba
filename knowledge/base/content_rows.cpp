#include "knowledge/base/content_rows.h"

#include <algorithm>
#include <utility>

namespace paraspinal::knowledge {

FindingId finding_in(Rows& rows, const FindingTable& findings) {
  const std::string id = rows.text();
  const auto found = findings.find(id);
  if (!found) {
    rows.reject(id, "the id of a finding");
  }
  return found.value_or(FindingId{});
}

ConditionId condition_in(Rows& rows, const ConditionIndex& conditions) {
  const std::string id = rows.text();
  const auto found = conditions.find(id);
  if (found == conditions.end()) {
    rows.reject(id, "the id of a condition");
    return {};
  }
  return found->second;
}

Urgency urgency_in(Rows& rows) {
  const std::string text = rows.text();
  const auto urgency = urgency_from(text);
  if (!urgency) {
    rows.reject(text, "an urgency");
  }
  return urgency.value_or(Urgency::ambulance);
}

std::size_t age_band_in(Rows& rows, const std::vector<AgeBand>& bands) {
  const std::string id = rows.text();
  const auto found = std::find_if(bands.begin(), bands.end(),
                                  [&id](const AgeBand& band) { return band.id == id; });
  if (found == bands.end()) {
    rows.reject(id, "the id of an age band");
    return 0;
  }
  return static_cast<std::size_t>(found - bands.begin());
}

Rule rule_in(Rows& rows, const FindingTable& findings) {
  const std::string text = rows.text();
  auto rule = Rule::parse(text, findings);
  if (!rule) {
    rows.reject(text, "a rule: " + rule.error().message);
    return {};
  }
  return std::move(*rule);
}

Citation citation_in(Rows& rows) {
  return {.source = rows.text(),
          .locator = rows.optional_text(),
          .verified = rows.optional_text(),
          .grade = rows.optional_text(),
          .sign_off = rows.optional_text()};
}

std::optional<Figure> figure_in(Rows& rows) {
  const auto point = rows.optional_real();
  const auto low = rows.optional_real();
  const auto high = rows.optional_real();
  if (!point) {
    return std::nullopt;
  }
  return Figure{*point, low, high};
}

}  // namespace paraspinal::knowledge
