#pragma once

// A knowledge base's content, small enough to hold in the head, in a folder of its own: four
// conditions (strain, cauda_equina, stress, other), seven findings, one mechanism, two red flags.
// Tests change a row and see what the build says.
//
//   TinyContent content;
//   content.replace("link.csv", "0.74", "1.74");
//   content.build().problems;

#include <string>

#include "knowledge/base/build.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::tests {

class TinyContent {
 public:
  // `name` keeps two of one test apart.
  explicit TinyContent(const std::string& name = "");
  ~TinyContent();
  TinyContent(const TinyContent&) = delete;
  TinyContent& operator=(const TinyContent&) = delete;

  // Changes the one place where `from` stands in a file. Throws std::logic_error when there is not
  // exactly one.
  void replace(const std::string& file, const std::string& from, const std::string& to);
  void append(const std::string& file, const std::string& line);
  void write(const std::string& file, const std::string& text);
  void remove(const std::string& file);

  const std::string& folder() const { return folder_; }
  // Where build() writes, in the same folder.
  std::string database() const { return folder_ + "/knowledge.sqlite"; }
  knowledge::BuildReport build() const;

 private:
  std::string folder_;
};

// The tiny content as it is loaded.
knowledge::KnowledgeBase tiny_knowledge_base();

}  // namespace paraspinal::tests
