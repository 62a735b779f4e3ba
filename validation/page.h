#pragma once

// A report as a value: sections of words, tables and figures, written as Markdown or as one HTML
// page that needs nothing else.
//
//   Page page{"Validation", {{"Safe?", {"Yes."}, {table}, {figure}}}};
//   markdown(page);  html(page);

#include <string>
#include <vector>

namespace paraspinal::validation {

struct Table {
  std::string caption;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
};

struct Figure {
  std::string caption;
  std::string svg;  // one element, safe to embed
};

struct Section {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<Table> tables;
  std::vector<Figure> figures;
};

struct Page {
  std::string title;
  std::vector<std::string> lead;  // paragraphs under the title
  std::vector<Section> sections;
};

// Figures are left to the HTML page; their captions say so.
std::string markdown(const Page& page);
std::string markdown(const Table& table);

// Self-contained: style inside, no script, nothing loaded.
std::string html(const Page& page);

// Text for HTML and SVG: & < > and both quotes as entities.
std::string escaped(const std::string& text);

}  // namespace paraspinal::validation
