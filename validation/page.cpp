#include "validation/page.h"

#include <cctype>
#include <string_view>

namespace paraspinal::validation {
namespace {

constexpr std::string_view style = R"(
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff;
       max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.8rem; margin-bottom: .3rem; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 2px solid #1f4e79; }
p { max-width: 46rem; }
.lead { font-size: 1.05rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .88rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #ccc; text-align: right;
         vertical-align: top; }
th:first-child, td:first-child, td.words, th.words { text-align: left; }
th { border-bottom: 2px solid #555; }
tr:nth-child(even) td { background: #f5f7fa; }
figure { margin: 1.2rem 0; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
svg { max-width: 100%; height: auto; font-family: system-ui, sans-serif; }
.wide { overflow-x: auto; }
)";

// A cell that reads as words stands to the left, a number to the right.
bool is_words(const std::string& cell) {
  return !cell.empty() && std::isalpha(static_cast<unsigned char>(cell.front())) != 0;
}

std::string cell_tag(std::string_view tag, const std::string& cell) {
  return "<" + std::string(tag) + (is_words(cell) ? " class=\"words\"" : "") + ">" + escaped(cell) +
         "</" + std::string(tag) + ">";
}

std::string html(const Table& table) {
  std::string text =
      "<div class=\"wide\"><table>\n<caption>" + escaped(table.caption) + "</caption>\n<thead><tr>";
  for (const std::string& cell : table.header) {
    text += cell_tag("th", cell);
  }
  text += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    text += "<tr>";
    for (const std::string& cell : row) {
      text += cell_tag("td", cell);
    }
    text += "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) {
    text += ' ';
    for (const char letter : cell) {
      text += letter == '|' ? std::string("\\|") : std::string(1, letter);
    }
    text += " |";
  }
  return text + '\n';
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        result += "&amp;";
        continue;
      case '<':
        result += "&lt;";
        continue;
      case '>':
        result += "&gt;";
        continue;
      case '"':
        result += "&quot;";
        continue;
      case '\'':
        result += "&#39;";
        continue;
    }
    result += letter;
  }
  return result;
}

std::string markdown(const Table& table) {
  std::string text = "**" + table.caption + "**\n\n" + row_of(table.header) + "|";
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    text += i == 0 ? "---|" : "---:|";
  }
  text += '\n';
  for (const auto& row : table.rows) {
    text += row_of(row);
  }
  return text;
}

std::string markdown(const Page& page) {
  std::string text = "# " + page.title + "\n";
  for (const std::string& paragraph : page.lead) {
    text += '\n' + paragraph + '\n';
  }
  for (const Section& section : page.sections) {
    text += "\n## " + section.title + '\n';
    for (const std::string& paragraph : section.paragraphs) {
      text += '\n' + paragraph + '\n';
    }
    for (const Table& table : section.tables) {
      text += '\n' + markdown(table);
    }
    for (const Figure& figure : section.figures) {
      text += "\nFigure (in index.html): " + figure.caption + ".\n";
    }
  }
  return text;
}

std::string html(const Page& page) {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escaped(page.title) + "</title>\n<style>" + std::string(style) +
      "</style>\n</head>\n<body>\n<h1>" + escaped(page.title) + "</h1>\n";
  for (const std::string& paragraph : page.lead) {
    text += "<p class=\"lead\">" + escaped(paragraph) + "</p>\n";
  }
  for (const Section& section : page.sections) {
    text += "<section>\n<h2>" + escaped(section.title) + "</h2>\n";
    for (const std::string& paragraph : section.paragraphs) {
      text += "<p>" + escaped(paragraph) + "</p>\n";
    }
    for (const Figure& figure : section.figures) {
      text += "<figure>\n<figcaption>" + escaped(figure.caption) + "</figcaption>\n" + figure.svg +
              "</figure>\n";
    }
    for (const Table& table : section.tables) {
      text += html(table);
    }
    text += "</section>\n";
  }
  return text + "</body>\n</html>\n";
}

}  // namespace paraspinal::validation
