#pragma once

// `paraspinal network`: questions to a Bayesian network in a file, whatever it is about.
//
//   QueryOptions options{{.file = "asia.bif", .evidence = {"dysp=yes"}}};
//   return static_cast<int>(query_network(options, {std::cin, std::cout, std::cerr}));
//
// Each command gives answered, or unusable_input with one error that names the file (line and caret
// too where a file cannot be read), the thing, its value and what was expected. In Format::json an
// answer is one line, and each number reads back as the same double; text is rounded for a reader.
// Throws when the output cannot be written.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/command.h"

namespace paraspinal::cli {

enum class AnswerFormat { text, json };

// What all questions have.
struct NetworkQuestion {
  std::string file;                          // its extension says its format: network_formats.h
  std::vector<std::string> evidence = {};    // each "X=a,Y=b"
  std::vector<std::string> likelihood = {};  // each "X=0.2:0.8", one number a state
  AnswerFormat format = AnswerFormat::text;
};

struct QueryOptions {
  NetworkQuestion question;
  std::vector<std::string> targets = {};  // each "A,B"; all variables when empty
};
// P(variable | evidence) of each target, and log P(evidence).
Outcome query_network(const QueryOptions& options, Streams streams);

struct NetworkBatchOptions {
  std::string file;
  std::string evidence_file;              // one JSON object a line, or "-"; see json_evidence
  std::vector<std::string> targets = {};  // as in QueryOptions
};
// One JSON line for each line of the evidence file, blank ones skipped, with its number as "line".
// A line that cannot be answered is an error with its number, and the others are still answered.
Outcome query_network_in_batch(const NetworkBatchOptions& options, Streams streams);

// The most probable joint state of all variables.
Outcome explain_network(const NetworkQuestion& question, Streams streams);

struct RankingOptions {
  NetworkQuestion question;
  std::string target;
  std::optional<std::size_t> top = {};  // all when empty
};
// What observing each unobserved variable would tell about the target, in bits, most first.
Outcome rank_information(const RankingOptions& options, Streams streams);

enum class SensitivityOrder { derivative, range };

struct SensitivityOptions {
  NetworkQuestion question;
  std::string target;  // "X=a"
  SensitivityOrder order = SensitivityOrder::derivative;
  std::size_t top = 20;
};
// How P(X = a | evidence) moves with each number of the network that bears on it, most first: by
// derivative where the number stands now, or by how far the posterior goes as it runs from 0 to 1.
Outcome rank_sensitivity(const SensitivityOptions& options, Streams streams);

struct SeparationOptions {
  std::string file;
  std::string one;
  std::string other;
  std::vector<std::string> given = {};  // each "Z,W"
  AnswerFormat format = AnswerFormat::text;
};
// Whether the graph alone makes the two independent; if not, a path that is active.
Outcome separate_variables(const SeparationOptions& options, Streams streams);

struct ConversionOptions {
  std::string from;
  std::string to;
};
// Writes the network to another file; says on `errors` what its format does not keep.
Outcome convert_network(const ConversionOptions& options, Streams streams);

// How large the network is.
Outcome describe_network(const NetworkQuestion& question, Streams streams);

// The graph in Graphviz's language; with evidence, the observed shaded and posteriors in the nodes.
Outcome draw_network(const NetworkQuestion& question, Streams streams);

struct BenchOptions {
  std::string file;
  std::vector<double> observed = {0.1, 0.3};  // shares of the variables, each 0 to 1
  std::size_t queries = 100;                  // for each share; 1 or more
  std::uint64_t seed = 1;
  std::function<std::int64_t()> nanoseconds = {};  // a steady clock
  AnswerFormat format = AnswerFormat::text;
};
// The median time of a query for all marginals, with evidence drawn from the network. Queries that
// are too large are counted and left out; an error when all are.
Outcome bench_network(const BenchOptions& options, Streams streams);

}  // namespace paraspinal::cli
