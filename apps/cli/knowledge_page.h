#pragma once

// A page about something in the knowledge base: a title, sections, and entries with their details.
// Made once, written as text of 80 columns or as JSON with the same words.
//
//   KnowledgePage page{.id = "walking", .kind = "action", .title = "Take short walks ...", ...};
//   output << page_text(page);
//   output << page_json(page) << '\n';

#include <string>
#include <vector>

#include "fhir/json.h"

namespace paraspinal::cli {

struct Detail {
  std::string label;  // "source"
  std::string text;

  bool operator==(const Detail&) const = default;
};

struct Entry {
  std::string head;
  std::vector<Detail> details = {};
};

struct Section {
  std::string heading;
  std::vector<Entry> entries = {};
};

struct KnowledgePage {
  std::string id;
  std::string kind;                       // "condition", "finding", ...
  std::string title;                      // its name
  std::vector<std::string> summary = {};  // what it is, a sentence each
  std::vector<Section> sections = {};     // those without entries are left out
};

std::string page_text(const KnowledgePage& page);

// {"id", "kind", "title", "summary": [...], "sections": [{"heading", "entries": [{"text",
// "details": [{"label", "text"}]}]}]}
fhir::Json page_json(const KnowledgePage& page);

// The sections alone. In text, details that the next entry repeats are left to it.
std::string sections_text(const std::vector<Section>& sections);
fhir::Json sections_json(const std::vector<Section>& sections);

}  // namespace paraspinal::cli
