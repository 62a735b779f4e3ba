#pragma once

// The one place of SQLite: a connection and its statements. Whole tables are read with rows.h.
//
//   const auto database = Connection::open(path);
//   auto statement = database->prepare("SELECT leak FROM mechanism WHERE id = ?");
//   statement->bind(1, std::string_view("sacral_roots"));
//   while (*statement->step()) { statement->real(0); }
//
// Every error is `corrupt` (`not_found` for a missing file) and begins with the connection's name
// and a colon, followed by SQLite's words. Not thread-safe: one thread a connection.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace paraspinal::knowledge {

class Statement;

class Connection {
 public:
  // An existing file, read only.
  static engine::Result<Connection> open(const std::string& path);
  // A database in memory, read only; `bytes` is not copied and must outlive the connection.
  static engine::Result<Connection> open(std::span<const unsigned char> bytes, std::string name);
  // A new file, to be written; one that stands at `path` is replaced. Without a journal: when the
  // program fails meanwhile, the file is of no use.
  static engine::Result<Connection> create(const std::string& path);
  // An existing file or a new one that its owner alone can read, to be written, by several
  // processes at once: each commit is on the disk when it returns (write-ahead log, synchronous =
  // FULL), foreign keys hold, deleted bytes are overwritten. Waits 10 s for another's transaction.
  static engine::Result<Connection> open_or_create(const std::string& path);

  // Runs statements that give no rows.
  engine::Result<void> execute(const std::string& sql) const;
  engine::Result<Statement> prepare(const std::string& sql) const;
  std::int64_t last_row() const;  // the rowid last inserted

  const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  Connection(std::unique_ptr<sqlite3, Close> database, std::string name);
  static engine::Result<Connection> open_with(const std::string& path, int flags, std::string name);
  engine::Error error() const;
  engine::Result<void> log_writes_ahead() const;

  std::unique_ptr<sqlite3, Close> database_;
  std::string name_;
};

// Parameters count from 1, columns from 0. The connection must outlive it.
class Statement {
 public:
  void bind_null(int parameter);
  void bind(int parameter, double value);
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view value);
  void bind(int parameter, std::span<const double> values);  // a blob, little-endian
  void bind_bytes(int parameter, std::string_view bytes);    // a blob

  // True when there is a row; false when there are no more. After an error or false, the statement
  // can be bound and stepped anew.
  engine::Result<bool> step();

  bool is_null(int column) const;
  double real(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;  // the bytes of a text or a blob; empty for NULL
  std::vector<double> reals(
      int column) const;  // of a blob; what is left of a whole double is dropped

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, const std::string& name);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string name_;
};

// "NAME: WORDS".
engine::Error corrupt(const std::string& name, const std::string& words);

}  // namespace paraspinal::knowledge
