#include "apps/cli/knowledge_diff.h"

#include <map>
#include <optional>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "fhir/json.h"
#include "knowledge/base/database.h"
#include "knowledge/base/load.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using knowledge::KnowledgeBase;
using knowledge::RowChange;

std::string state_words(const KnowledgeBase& knowledge) {
  return knowledge.version + ", content hash " + knowledge.hash.substr(0, 12);
}

// "red flags (2), links (1)".
std::string counts(const std::vector<RowChange>& changes) {
  std::map<knowledge::Topic, std::size_t> by_topic;
  for (const RowChange& change : changes) {
    ++by_topic[change.topic];
  }
  std::string text;
  for (const auto& [topic, count] : by_topic) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", name(topic), count);
  }
  return text;
}

std::string diff_text(const std::vector<RowChange>& changes,
                      const knowledge::SolvedDifference& solved, const KnowledgeBase& before,
                      const KnowledgeBase& after) {
  std::string text = wrapped("Knowledge " + state_words(before), "from  ") +
                     wrapped("Knowledge " + state_words(after), "to    ");
  if (changes.empty()) {
    return text + "\nThe content is the same.\n";
  }
  return text + '\n' + wrapped("To review: " + counts(changes) + ".") +
         sections_text(change_sections(changes, before, after)) +
         sections_text(network_sections(solved, before, after));
}

Json change_json(const RowChange& change) {
  std::vector<Json> columns;
  columns.reserve(change.columns.size());
  for (const knowledge::ColumnChange& column : change.columns) {
    columns.push_back(Json::object({{"column", Json::string(column.column)},
                                    {"before", Json::string(column.before)},
                                    {"after", Json::string(column.after)}}));
  }
  return Json::object({{"topic", Json::string(std::string(name(change.topic)))},
                       {"change", Json::string(std::string(name(change.change)))},
                       {"table", Json::string(change.table)},
                       {"key", Json::string(change.key)},
                       {"columns", Json::array(std::move(columns))},
                       {"source_before", Json::string(change.source_before)},
                       {"source_after", Json::string(change.source_after)}});
}

Json weight_json(const knowledge::AnswerWeight& weight) {
  return Json::object(
      {{"present", Json::number(weight.present)}, {"absent", Json::number(weight.absent)}});
}

Json state_json(const KnowledgeBase& knowledge) {
  return Json::object(
      {{"version", Json::string(knowledge.version)}, {"hash", Json::string(knowledge.hash)}});
}

std::string diff_json(const std::vector<RowChange>& changes,
                      const knowledge::SolvedDifference& solved, const KnowledgeBase& before,
                      const KnowledgeBase& after) {
  std::vector<Json> rows;
  rows.reserve(changes.size());
  for (const RowChange& change : changes) {
    rows.push_back(change_json(change));
  }
  std::vector<Json> pretests;
  pretests.reserve(solved.pretests.size());
  for (const knowledge::PretestChange& change : solved.pretests) {
    pretests.push_back(Json::object({{"condition", Json::string(change.condition)},
                                     {"context", Json::string(change.context)},
                                     {"before", Json::number(change.before)},
                                     {"after", Json::number(change.after)}}));
  }
  std::vector<Json> weights;
  weights.reserve(solved.weights.size());
  for (const knowledge::WeightChange& change : solved.weights) {
    weights.push_back(Json::object({{"condition", Json::string(change.condition)},
                                    {"finding", Json::string(change.finding)},
                                    {"before", weight_json(change.before)},
                                    {"after", weight_json(change.after)}}));
  }
  return write_json(Json::object({{"before", state_json(before)},
                                  {"after", state_json(after)},
                                  {"changes", Json::array(std::move(rows))},
                                  {"pretests", Json::array(std::move(pretests))},
                                  {"decibans", Json::array(std::move(weights))}})) +
         '\n';
}

// A knowledge base as it is used, and its rows.
struct Opened {
  KnowledgeBase knowledge;
  knowledge::Connection database;
};

engine::Result<Opened> open(const std::string& path) {
  auto loaded = knowledge::load_file(path);
  if (!loaded) {
    return engine::fail(loaded.error());
  }
  auto database = knowledge::Connection::open(path);
  if (!database) {
    return engine::fail(database.error());
  }
  return Opened{std::move(*loaded), std::move(*database)};
}

}  // namespace

Outcome diff_knowledge(const DiffOptions& options, Streams streams) {
  const auto before = open(options.before);
  if (!before) {
    return unusable_knowledge(options.before, before.error(), streams);
  }
  const auto after = open(options.after);
  if (!after) {
    return unusable_knowledge(options.after, after.error(), streams);
  }
  const auto changes = content_difference(before->database, after->database);
  const auto solved = solved_difference(before->knowledge, after->knowledge);
  if (!changes || !solved) {
    return unusable_knowledge(options.after, changes ? solved.error() : changes.error(), streams);
  }
  const auto written_as = options.format == PageFormat::json ? diff_json : diff_text;
  streams.output << written_as(*changes, *solved, before->knowledge, after->knowledge);
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
