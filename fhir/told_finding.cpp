#include "fhir/told_finding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace paraspinal::fhir {

std::string told_finding(const triage::Assessment& assessment,
                         const knowledge::KnowledgeBase& knowledge, std::string_view id) {
  const auto finding = knowledge.findings.find(id);
  const std::string name(finding ? std::string_view(knowledge.findings[*finding].name) : id);
  const auto used = std::ranges::find(assessment.used, id, &triage::UsedAnswer::finding);
  if (used == assessment.used.end() || used->state == "present") {
    return name;
  }
  return used->state == "absent" ? "not: " + name : name + " " + rounded(used->state);
}

std::string told_findings(const triage::Assessment& assessment,
                          const knowledge::KnowledgeBase& knowledge,
                          const std::vector<std::string_view>& ids) {
  std::string text;
  for (const std::string_view id : ids) {
    text += (text.empty() ? "" : "; ") + told_finding(assessment, knowledge, id);
  }
  return text;
}

std::string rounded(std::string_view words) {
  double value = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
  const std::size_t size = static_cast<std::size_t>(end - words.data());
  const std::size_t point = words.find('.');
  if (error != std::errc() || point >= size || size - point <= 3) {
    return std::string(words);
  }
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::fixed, 1);
  return written.ec != std::errc()
             ? std::string(words)
             : std::string(buffer.data(), written.ptr) + std::string(words.substr(size));
}

}  // namespace paraspinal::fhir
