#include "apps/cli/interview_bundle_text.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::FindingId;
using knowledge::KnowledgeBase;

// A finding as its bundle puts it; empty when it is in none.
struct BundleLine {
  std::string lead_in;
  std::string words;
};

BundleLine line_of(FindingId finding, const KnowledgeBase& knowledge) {
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    const auto item = std::ranges::find(bundle.items, finding, &knowledge::BundleItem::finding);
    if (item != bundle.items.end()) {
      return {bundle.lead_in, item->words};
    }
  }
  return {};
}

}  // namespace

std::string bundle_lines(const Interview& call, const KnowledgeBase& knowledge) {
  std::string lead_in;
  std::string items;
  for (std::size_t i = 0; i < call.bundle.size(); ++i) {
    const FindingId finding = call.bundle[i];
    const BundleLine line = line_of(finding, knowledge);
    lead_in = line.lead_in;
    const bool is_picked = std::ranges::find(call.picked, finding) != call.picked.end();
    items += wrapped(line.words, fmt::format("    {} {}  ", is_picked ? '*' : ' ', i + 1));
  }
  return wrapped(lead_in, "   ") + "\n" + items;
}

std::string bundle_meanings(const Interview& call, const KnowledgeBase& knowledge) {
  std::string text;
  for (std::size_t i = 0; i < call.bundle.size(); ++i) {
    const auto& question = knowledge.findings[call.bundle[i]].question;
    text += wrapped(question ? question->plainer + " " + question->meaning : "",
                    fmt::format("   {}  ", i + 1));
  }
  return text;
}

std::string read_aloud(const Interview& call, const KnowledgeBase& knowledge) {
  std::string text;
  for (std::size_t i = 0; i < call.bundle.size(); ++i) {
    const BundleLine line = line_of(call.bundle[i], knowledge);
    text += (i == 0 ? line.lead_in + " " : "; ") + std::to_string(i + 1) + " " + line.words;
  }
  return text;
}

}  // namespace paraspinal::cli
