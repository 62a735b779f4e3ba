#include "knowledge/base/load.h"

#include "knowledge/base/database.h"
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

}  // namespace

engine::Result<KnowledgeBase> load_file(const std::string& path) {
  const auto database = Connection::open(path);
  if (!database) {
    return engine::fail(database.error());
  }
  if (const auto checked = check_integrity(*database); !checked) {
    return engine::fail(checked.error());
  }
  return read_knowledge(*database);
}

}  // namespace paraspinal::knowledge
