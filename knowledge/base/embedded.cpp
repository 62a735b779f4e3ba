#include <span>

#include "knowledge/base/database.h"
#include "knowledge/base/load.h"
#include "knowledge/base/read_content.h"

// Defined in embedded.S, which takes in the database that the build made.
extern "C" {
extern const unsigned char paraspinal_knowledge_bytes[];
extern const unsigned char paraspinal_knowledge_bytes_end[];
}

namespace paraspinal::knowledge {

engine::Result<KnowledgeBase> load_embedded() {
  const auto database = Connection::open(
      std::span(paraspinal_knowledge_bytes, paraspinal_knowledge_bytes_end), "embedded knowledge");
  if (!database) {
    return engine::fail(database.error());
  }
  return read_knowledge(*database);
}

}  // namespace paraspinal::knowledge
