// Entry point: build_knowledge, at the end.

#include "knowledge/base/build.h"

#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "knowledge/base/check.h"
#include "knowledge/base/digest.h"
#include "knowledge/base/fill.h"
#include "knowledge/base/read_content.h"
#include "knowledge/base/solved_links.h"
#include "knowledge/base/uncertainty.h"

namespace paraspinal::knowledge {

namespace {

using engine::Result;

Result<void> store_meta(const Connection& database, const BuildOrder& order) {
  auto insert = database.prepare("INSERT INTO meta (key, value) VALUES (?, ?)");
  if (!insert) {
    return engine::fail(insert.error());
  }
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"schema_version", schema_version}, {"version", order.version}, {"hash", order.hash}};
  for (const auto& [key, value] : rows) {
    insert->bind(1, key);
    insert->bind(2, value);
    if (const auto done = insert->step(); !done) {
      return engine::fail(done.error());
    }
  }
  return {};
}

// One row of a name and numbers.
Result<void> store_numbers(const Connection& database, const std::string& table,
                           std::string_view name, const std::vector<double>& numbers) {
  auto insert = database.prepare("INSERT INTO " + table + " VALUES (?, ?)");
  if (!insert) {
    return engine::fail(insert.error());
  }
  insert->bind(1, name);
  insert->bind(2, std::span<const double>(numbers));
  const auto done = insert->step();
  return done ? Result<void>() : engine::fail(done.error());
}

Result<void> store_solved(const Connection& database, const KnowledgeBase& knowledge,
                          const Solved& solved) {
  for (std::size_t i = 0; i < knowledge.conditions.size(); ++i) {
    if (auto done =
            store_numbers(database, "solved_base", knowledge.conditions[i].id, solved.base[i]);
        !done) {
      return done;
    }
  }
  const std::pair<std::string_view, const std::vector<double>*> variables[] = {
      {"female", &solved.female}, {"age", &solved.age}, {"pregnancy", &solved.pregnancy}};
  for (const auto& [name, shares] : variables) {
    if (auto done = store_numbers(database, "solved_context", name, *shares); !done) {
      return done;
    }
  }
  return {};
}

Result<void> store_spreads(const Connection& database, const KnowledgeBase& knowledge,
                           const std::vector<Spread>& spreads) {
  auto insert = database.prepare("INSERT INTO solved_spread VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert) {
    return engine::fail(insert.error());
  }
  const auto parameters = uncertain_parameters(knowledge);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string about = subject(knowledge, parameters[i]);
    insert->bind(1, name(parameters[i].kind));
    insert->bind(2, std::string_view(about));
    insert->bind(3, spreads[i].centre);
    insert->bind(4, spreads[i].below);
    insert->bind(5, spreads[i].above);
    insert->bind(6, std::string_view(spreads[i].from_interval ? "interval" : "grade"));
    if (const auto done = insert->step(); !done) {
      return engine::fail(done.error());
    }
  }
  return {};
}

Result<void> store_notes(const Connection& database, const std::vector<UnattainablePrior>& notes) {
  auto insert = database.prepare("INSERT INTO solved_note VALUES (?, ?, ?)");
  if (!insert) {
    return engine::fail(insert.error());
  }
  for (const UnattainablePrior& note : notes) {
    insert->bind(1, std::string_view(note.condition));
    insert->bind(2, std::string_view(note.context));
    insert->bind(3, std::string_view(note.reason));
    if (const auto done = insert->step(); !done) {
      return engine::fail(done.error());
    }
  }
  return {};
}

// The last of all that is stored.
Result<void> store_digest(const Connection& database) {
  const auto digest = digest_of(database);
  auto insert = database.prepare("INSERT INTO meta (key, value) VALUES ('digest', ?)");
  if (!digest || !insert) {
    return engine::fail(digest ? insert.error() : digest.error());
  }
  insert->bind(1, std::string_view(*digest));
  const auto done = insert->step();
  return done ? Result<void>() : engine::fail(done.error());
}

// Solves the network of a checked database and stores what it found.
Result<Calibration> solve(const Connection& database, const BuildOrder& order) {
  if (const auto done = store_meta(database, order); !done) {
    return engine::fail(done.error());
  }
  auto knowledge = read_content(database);
  if (!knowledge) {
    return engine::fail(knowledge.error());
  }
  auto calibration = calibrate(*knowledge);
  if (!calibration) {
    return engine::fail(calibration.error().kind, "calibration: " + calibration.error().message);
  }
  if (const auto done = store_solved(database, *knowledge, calibration->solved); !done) {
    return engine::fail(done.error());
  }
  if (const auto done = store_solved_links(database, *knowledge, calibration->solved); !done) {
    return engine::fail(done.error());
  }
  knowledge->solved = calibration->solved;
  const auto spreads = spreads_of(*knowledge);
  if (!spreads) {
    return engine::fail(spreads.error());
  }
  if (const auto done = store_spreads(database, *knowledge, *spreads); !done) {
    return engine::fail(done.error());
  }
  if (const auto done = store_notes(database, calibration->unattainable); !done) {
    return engine::fail(done.error());
  }
  if (const auto done = store_digest(database); !done) {
    return engine::fail(done.error());
  }
  if (const auto done = database.execute("VACUUM"); !done) {
    return engine::fail(done.error());
  }
  return calibration;
}

// Builds into `path`. The connection is closed when it returns.
BuildReport build_at(const std::string& path, const BuildOrder& order) {
  const auto database = Connection::create(path);
  if (!database) {
    return {.problems = {database.error().message}};
  }
  Filled filled = fill(*database, order.content);
  if (filled.problems.empty()) {
    filled.problems = check(*database, filled.places);
  }
  if (!filled.problems.empty()) {
    return {.problems = std::move(filled.problems)};
  }
  auto calibration = solve(*database, order);
  if (!calibration) {
    return {.problems = {calibration.error().message}};
  }
  return {.problems = {},
          .unattainable = std::move(calibration->unattainable),
          .largest_residual = calibration->largest_residual};
}

}  // namespace

BuildReport build_knowledge(const BuildOrder& order) {
  const std::string unfinished = order.output + ".tmp";
  BuildReport report = build_at(unfinished, order);
  std::error_code failure;
  if (!report.problems.empty()) {
    std::filesystem::remove(unfinished, failure);
    return report;
  }
  std::filesystem::rename(unfinished, order.output, failure);
  if (failure) {
    report.problems.push_back(order.output + ": cannot be written: " + failure.message());
  }
  return report;
}

}  // namespace paraspinal::knowledge
