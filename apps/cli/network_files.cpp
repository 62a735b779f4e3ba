// convert_network and describe_network: a network file as a whole.

#include <filesystem>
#include <fstream>
#include <optional>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "apps/cli/network_formats.h"
#include "engine/inference.h"
#include "engine/network_summary.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::EliminationCost;
using engine::Network;
using engine::NetworkFile;
using engine::NetworkSummary;
using engine::VariableId;
using fhir::Json;

std::string_view heuristic_name(EliminationCost cost) {
  switch (cost) {
    case EliminationCost::fill:
      return "min-fill";
    case EliminationCost::weighted_fill:
      return "weighted min-fill";
    case EliminationCost::weight:
      return "min-weight";
  }
  return {};
}

// Whole up to a million, then "1.234e+09".
std::string count_text(double count) {
  return count < 1e7 ? fmt::format("{:.0f}", count) : fmt::format("{:.3e}", count);
}

std::string distribution_kinds(const Network& network) {
  std::size_t tables = 0;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const auto& distribution = network.distribution(VariableId{i});
    tables += std::holds_alternative<engine::TableDistribution>(distribution) ? 1U : 0U;
  }
  return fmt::format("{} tables, {} noisy-OR", tables, network.size() - tables);
}

std::string family_text(const Network& network, VariableId id) {
  const std::size_t parents = network.parents(id).size();
  return network.variable(id).name +
         fmt::format(" with {} parent{}", parents, parents == 1 ? "" : "s");
}

// Of one query for all marginals with nothing observed; nothing where that is too large.
std::optional<double> query_entries(const Network& network) {
  const auto entries = engine::Inference(network).query_entries({});
  return entries ? std::optional(*entries) : std::nullopt;
}

std::string summary_text(const NetworkFile& file, const NetworkSummary& summary) {
  const Network& network = file.network;
  std::vector<std::vector<std::string>> rows{
      {"variables", fmt::format("{} ({} without parents, {} without children)", summary.variables,
                                summary.roots, summary.leaves)},
      {"arcs", std::to_string(summary.arcs)},
      {"most states", std::to_string(summary.most_states)},
      {"most parents", std::to_string(summary.most_parents)},
      {"largest family", family_text(network, summary.largest_family) + ", table of " +
                             count_text(summary.largest_table) + " entries"},
      {"distributions", distribution_kinds(network)},
      {"parameters", std::to_string(summary.parameters)},
      {"table entries", count_text(summary.table_entries)},
      {"largest row error", fmt::format("{:.1e}", file.largest_row_error)}};
  std::string text = table_text(rows, "ll") + '\n';
  rows = {{"junction tree by", "entries", "largest clique"}};
  for (const engine::TreeSize& tree : summary.tree_entries) {
    rows.push_back({std::string(heuristic_name(tree.cost)), count_text(tree.entries),
                    count_text(tree.largest)});
  }
  const auto entries = query_entries(network);
  rows.push_back({"our query, nothing observed", entries ? count_text(*entries) : "too large", ""});
  return text + table_text(rows, "lrr");
}

Json count_json(std::size_t number) {
  return Json::number_text(std::to_string(number));
}

std::string summary_json(const NetworkFile& file, const NetworkSummary& summary) {
  std::vector<Json> trees;
  for (const engine::TreeSize& tree : summary.tree_entries) {
    trees.push_back(
        Json::object({{"heuristic", Json::string(std::string(heuristic_name(tree.cost)))},
                      {"entries", Json::number(tree.entries)},
                      {"largest_clique", Json::number(tree.largest)}}));
  }
  const VariableId largest = summary.largest_family;
  const auto entries = query_entries(file.network);
  return write_json(
             Json::object({{"variables", count_json(summary.variables)},
                           {"arcs", count_json(summary.arcs)},
                           {"roots", count_json(summary.roots)},
                           {"leaves", count_json(summary.leaves)},
                           {"most_states", count_json(summary.most_states)},
                           {"most_parents", count_json(summary.most_parents)},
                           {"largest_family", Json::string(file.network.variable(largest).name)},
                           {"largest_table", Json::number(summary.largest_table)},
                           {"parameters", count_json(summary.parameters)},
                           {"table_entries", Json::number(summary.table_entries)},
                           {"largest_row_error", Json::number(file.largest_row_error)},
                           {"query_entries", entries ? Json::number(*entries) : Json()},
                           {"trees", Json::array(std::move(trees))}})) +
         '\n';
}

std::string description(const NetworkFile& file, AnswerFormat format) {
  const NetworkSummary summary = engine::summarise(file.network);
  switch (format) {
    case AnswerFormat::text:
      return summary_text(file, summary);
    case AnswerFormat::json:
      return summary_json(file, summary);
  }
  return {};
}

Outcome refuse(Streams streams, const std::string& file, const std::string& words) {
  streams.errors << error_line(file, words);
  return Outcome::unusable_input;
}

}  // namespace

Outcome convert_network(const ConversionOptions& options, Streams streams) {
  const auto file = read_network(options.from);
  if (!file) {
    complain(streams, options.from, file.error());
    return Outcome::unusable_input;
  }
  const auto text = network_text(file->network, options.to);
  if (!text) {
    return refuse(streams, options.to, text.error().message);
  }
  std::error_code absent;
  if (std::filesystem::equivalent(options.from, options.to, absent)) {
    return refuse(streams, options.to, "file: is the one read: expected another");
  }
  std::ofstream output(options.to, std::ios::binary);
  if (!(output << *text << std::flush)) {
    return refuse(streams, options.to, "file: cannot be written: expected a writable file");
  }
  if (const auto lost = lost_in_format(file->network, options.to); !lost.empty()) {
    streams.errors << error_line(options.to, "note: " + lost);
  }
  return Outcome::answered;
}

Outcome describe_network(const NetworkQuestion& question, Streams streams) {
  return answer_about(question.file, streams,
                      [&](const NetworkFile& file) -> engine::Result<std::string> {
                        return description(file, question.format);
                      });
}

}  // namespace paraspinal::cli
