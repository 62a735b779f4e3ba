#include "apps/cli/text_report.h"

#include "apps/cli/text_layout.h"
#include "apps/cli/text_sections.h"

namespace paraspinal::cli {
namespace {

std::string footer(const Reported& reported) {
  const triage::Assessment& assessment = reported.assessment;
  std::string text = "\n";
  text += wrapped("Knowledge " + std::string(assessment.knowledge_version) + ", content hash " +
                  std::string(assessment.knowledge_hash.substr(0, 12)) + ".");
  text += wrapped(
      "Takes it that the complaint is back cramp, spasm or pain. Supports a clinician or trained "
      "nurse; it is not a diagnosis and not an approved medical device.");
  return text;
}

}  // namespace

std::string finding_name(const Reported& reported, std::string_view id) {
  const auto found = reported.knowledge.findings.find(id);
  return found ? reported.knowledge.findings[*found].name : spoken(id);
}

std::string finding_names(const Reported& reported, const std::vector<std::string_view>& findings) {
  std::string text;
  for (const std::string_view finding : findings) {
    text += (text.empty() ? "" : "; ") + finding_name(reported, finding);
  }
  return text;
}

std::string verified_words(std::string_view verified) {
  if (verified == "seen") {
    return "seen (the statement itself was read)";
  }
  if (verified == "seen-qual") {
    return "seen-qual (the direction was read, the figure is ours)";
  }
  if (verified == "seen-part") {
    return "seen-part (part was read, the rest is from memory)";
  }
  if (verified == "recalled") {
    return "recalled (from memory of the literature)";
  }
  if (verified == "estimate") {
    return "estimate (judgement, no source)";
  }
  return std::string(verified);
}

std::string citation(const Reported& reported, std::string_view source) {
  const auto found = reported.knowledge.sources.find(std::string(source));
  return found == reported.knowledge.sources.end() ? std::string(source) : found->second.citation;
}

std::string text_report(const Reported& reported) {
  return headline(reported) + what_to_do(reported) + questions_to_ask(reported) +
         fired_gates(reported) + likely_causes(reported) + contributors(reported) +
         reasons_for_urgency(reported) + what_would_change(reported) + advice(reported) +
         reasons_for_causes(reported) + not_explained(reported) + sources_of_reasons(reported) +
         open_gates(reported) + not_assessed(reported) + conflicts(reported) + not_used(reported) +
         footer(reported);
}

}  // namespace paraspinal::cli
