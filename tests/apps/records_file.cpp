#include "tests/apps/records_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <unistd.h>

namespace paraspinal::records {

namespace {

knowledge::Connection opened(const std::string& path) {
  auto connection = knowledge::Connection::open_or_create(path);
  EXPECT_TRUE(connection) << connection.error().message;
  return std::move(*connection);
}

std::string bytes_of(const std::string& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream copy;
  copy << file.rdbuf();
  return copy.str();
}

}  // namespace

RecordsFile::RecordsFile(const std::string& name)
    : path_(::testing::TempDir() + "paraspinal_records_" + std::to_string(::getpid()) + "_" + name +
            ".sqlite") {
  remove();
}

RecordsFile::~RecordsFile() {
  remove();
}

void RecordsFile::remove() const {
  for (const std::string end : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path_ + end);
  }
}

std::unique_ptr<Records> RecordsFile::open() const {
  auto records = Records::open(path_, test_options);
  EXPECT_TRUE(records) << records.error().message;
  return records ? std::move(*records) : nullptr;
}

std::string RecordsFile::bytes() const {
  return bytes_of(path_) + bytes_of(path_ + "-wal");
}

Tampering::Tampering(const std::string& path) : connection_(opened(path)) {
  run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF");
  for (const std::string trigger :
       {"audit_keeps_order", "audit_is_not_changed", "audit_is_not_deleted",
        "payload_is_not_changed", "erasure_is_not_changed", "erasure_is_not_deleted",
        "call_event_keeps_order", "call_event_is_not_changed"}) {
    run("DROP TRIGGER IF EXISTS " + trigger);
  }
}

void Tampering::run(const std::string& sql) const {
  const auto ran = connection_.execute(sql);
  EXPECT_TRUE(ran) << ran.error().message;
}

std::string Tampering::value(const std::string& table, const std::string& column,
                             std::int64_t row) const {
  auto statement = connection_.prepare("SELECT " + column + " FROM " + table + " WHERE rowid = ?");
  statement->bind(1, row);
  EXPECT_TRUE(statement->step().value_or(false)) << table << " " << row;
  return statement->text(0);
}

void Tampering::set(const std::string& table, const std::string& column, std::int64_t row,
                    const std::string& value, bool is_blob) const {
  auto statement =
      connection_.prepare("UPDATE " + table + " SET " + column + " = ? WHERE rowid = ?");
  if (is_blob) {
    statement->bind_bytes(1, value);
  } else {
    statement->bind(1, std::string_view(value));
  }
  statement->bind(2, row);
  const auto done = statement->step();
  EXPECT_TRUE(done) << done.error().message;
}

Event event_of(const std::string& person, int minute) {
  return {.at = "2026-11-26T10:" + std::to_string(10 + minute) + ":00Z",
          .kind = "assessment",
          .person = person,
          .user = "nurse-7",
          .knowledge_hash = "ef1339d1ed88",
          .payload = R"({"of":")" + person + R"(","minute":)" + std::to_string(minute) + "}"};
}

void append_five(Records& records) {
  int minute = 0;
  for (const std::string person : {"Patient/1", "Patient/2", "Patient/1", "", "Patient/2"}) {
    const auto line = records.append(event_of(person, ++minute));
    ASSERT_TRUE(line) << line.error().message;
  }
}

}  // namespace paraspinal::records
