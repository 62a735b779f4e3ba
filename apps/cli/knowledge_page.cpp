#include "apps/cli/knowledge_page.h"

#include <algorithm>

#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;

std::string entry_text(const Entry& entry) {
  std::string text = wrapped(entry.head, "  - ");
  std::size_t widest = 0;
  for (const Detail& detail : entry.details) {
    widest = std::max(widest, detail.label.size());
  }
  for (const Detail& detail : entry.details) {
    text += wrapped(detail.text, "      " + column(detail.label, widest) + "  ");
  }
  return text;
}

Json entry_json(const Entry& entry) {
  std::vector<Json> details;
  details.reserve(entry.details.size());
  for (const Detail& detail : entry.details) {
    details.push_back(
        Json::object({{"label", Json::string(detail.label)}, {"text", Json::string(detail.text)}}));
  }
  return Json::object(
      {{"text", Json::string(entry.head)}, {"details", Json::array(std::move(details))}});
}

}  // namespace

std::string sections_text(const std::vector<Section>& sections) {
  std::string text;
  for (const Section& section : sections) {
    if (section.entries.empty()) {
      continue;
    }
    text += '\n' + wrapped(section.heading);
    for (std::size_t i = 0; i < section.entries.size(); ++i) {
      const bool said_below = i + 1 < section.entries.size() &&
                              section.entries[i].details == section.entries[i + 1].details;
      text +=
          said_below ? wrapped(section.entries[i].head, "  - ") : entry_text(section.entries[i]);
    }
  }
  return text;
}

Json sections_json(const std::vector<Section>& sections) {
  std::vector<Json> all;
  for (const Section& section : sections) {
    if (section.entries.empty()) {
      continue;
    }
    std::vector<Json> entries;
    entries.reserve(section.entries.size());
    for (const Entry& entry : section.entries) {
      entries.push_back(entry_json(entry));
    }
    all.push_back(Json::object({{"heading", Json::string(section.heading)},
                                {"entries", Json::array(std::move(entries))}}));
  }
  return Json::array(std::move(all));
}

std::string page_text(const KnowledgePage& page) {
  const std::string rule(page_width, '=');
  std::string text =
      rule + '\n' + wrapped(page.title) + wrapped(page.kind + " " + page.id) + rule + '\n';
  for (const std::string& sentence : page.summary) {
    text += wrapped(sentence);
  }
  return text + sections_text(page.sections);
}

Json page_json(const KnowledgePage& page) {
  std::vector<Json> summary;
  summary.reserve(page.summary.size());
  for (const std::string& sentence : page.summary) {
    summary.push_back(Json::string(sentence));
  }
  return Json::object({{"id", Json::string(page.id)},
                       {"kind", Json::string(page.kind)},
                       {"title", Json::string(page.title)},
                       {"summary", Json::array(std::move(summary))},
                       {"sections", sections_json(page.sections)}});
}

}  // namespace paraspinal::cli
