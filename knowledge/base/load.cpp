#include "knowledge/base/load.h"

#include "knowledge/base/database.h"
#include "knowledge/base/digest.h"
#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

engine::Result<void> check_integrity(const Connection& database) {
  auto statement = database.prepare("PRAGMA integrity_check(1)");
  if (!statement) {
    return engine::fail(statement.error());
  }
  const auto row = statement->step();
  if (!row) {
    return engine::fail(row.error());
  }
  const std::string words = statement->text(0);
  if (words != "ok") {
    return engine::fail(engine::ErrorKind::corrupt,
                        database.name() + ": integrity check: " + words);
  }
  return {};
}

// After the rows were read, so that one that contradicts another is named.
engine::Result<void> check_digest(const Connection& database) {
  auto statement = database.prepare("SELECT max(value) FROM meta WHERE key = 'digest'");
  if (!statement) {
    return engine::fail(statement.error());
  }
  const auto row = statement->step();
  const auto digest = digest_of(database);
  if (!row || !digest) {
    return engine::fail(row ? digest.error() : row.error());
  }
  const std::string stored = statement->text(0);
  if (stored != *digest) {
    return engine::fail(engine::ErrorKind::corrupt,
                        database.name() + ": the digest of its rows is " + *digest +
                            "; expected '" + stored + "': the file was changed after it was built");
  }
  return {};
}

}  // namespace

engine::Result<KnowledgeBase> load_file(const std::string& path) {
  const auto database = Connection::open(path);
  if (!database) {
    return engine::fail(database.error());
  }
  if (const auto checked = check_integrity(*database); !checked) {
    return engine::fail(checked.error());
  }
  auto knowledge = read_knowledge(*database);
  if (!knowledge) {
    return knowledge;
  }
  if (const auto checked = check_digest(*database); !checked) {
    return engine::fail(checked.error());
  }
  return knowledge;
}

}  // namespace paraspinal::knowledge
