#pragma once

// Makes the knowledge base of a folder of content: fills the tables, checks them, solves the
// network's bases and stores all in one SQLite file.
//
//   const BuildReport report = build_knowledge({.content = "knowledge/content", .version =
//   "2026.11.0",
//                                     .hash = "3f9c...", .output = "knowledge.sqlite"});
//   if (!report.problems.empty()) ...    // each "file:line: words"; no file was written
//
// The same content, version and hash give the same bytes. The file is written beside its place and
// renamed when it is whole, so that a half-written one is never taken for a knowledge base.

#include <string>
#include <vector>

#include "knowledge/base/calibrate.h"

namespace paraspinal::knowledge {

struct BuildOrder {
  std::string content;  // folder of schema.sql and the CSV files
  std::string version;
  std::string hash;    // of the content, hexadecimal
  std::string output;  // replaced when it is there
};

struct BuildReport {
  std::vector<std::string> problems = {};            // why nothing was built; empty when it was
  std::vector<UnattainablePrior> unattainable = {};  // as stored in solved_note
  double largest_residual = 0;                       // as calibrate() gives it
};

BuildReport build_knowledge(const BuildOrder& order);

}  // namespace paraspinal::knowledge
