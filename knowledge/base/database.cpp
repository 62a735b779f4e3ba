#include "knowledge/base/database.h"

#include <bit>
#include <filesystem>
#include <system_error>
#include <utility>

#include <sqlite3.h>
#include <sys/stat.h>

#include "engine/require.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::size_t bytes_of_a_double = 8;
constexpr int milliseconds_to_wait = 10'000;
constexpr int milliseconds_between_tries = 10;

void append_little_endian(std::string& bytes, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < bytes_of_a_double; ++i) {
    bytes.push_back(static_cast<char>((bits >> (8 * i)) & 0xff));
  }
}

double from_little_endian(std::span<const unsigned char> bytes) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < bytes_of_a_double; ++i) {
    bits |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  }
  return std::bit_cast<double>(bits);
}

// An empty file is an empty database. Nothing is done where there is a file, and no descriptor is
// ever opened: to close one drops every lock that SQLite holds on the file in this process (POSIX;
// https://www.sqlite.org/howtocorrupt.html, 2.2). A failure shows when SQLite opens it.
void create_for_owner(const std::string& path) {
  static_cast<void>(::mknod(path.c_str(), S_IFREG | S_IRUSR | S_IWUSR, 0));
}

// Binding fails only for a parameter the statement does not have or when memory is out.
void require_bound(int result) {
  engine::require(result == SQLITE_OK, "the parameter is one of the statement's");
}

}  // namespace

engine::Error corrupt(const std::string& name, const std::string& words) {
  return {engine::ErrorKind::corrupt, name + ": " + words};
}

void Connection::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Connection::Connection(std::unique_ptr<sqlite3, Close> database, std::string name)
    : database_(std::move(database)), name_(std::move(name)) {}

// A file that another process holds for longer than is waited is `too_large`: of no fault, and to
// be tried again.
engine::Error Connection::error() const {
  constexpr int of_primary_code = 0xff;
  engine::Error error = corrupt(name_, sqlite3_errmsg(database_.get()));
  if ((sqlite3_errcode(database_.get()) & of_primary_code) == SQLITE_BUSY) {
    error.kind = engine::ErrorKind::too_large;
  }
  return error;
}

engine::Result<Connection> Connection::open_with(const std::string& path, int flags,
                                                 std::string name) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Connection connection(std::unique_ptr<sqlite3, Close>(opened), std::move(name));
  if (result != SQLITE_OK) {
    return engine::fail(connection.error());
  }
  return connection;
}

engine::Result<Connection> Connection::open(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return engine::fail(engine::ErrorKind::not_found,
                        path + ": no such file; expected a knowledge base");
  }
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return engine::fail(corrupt(path, "not a file; expected a knowledge base"));
  }
  return open_with(path, SQLITE_OPEN_READONLY, path);
}

engine::Result<Connection> Connection::open(std::span<const unsigned char> bytes,
                                            std::string name) {
  auto connection = open_with(":memory:", SQLITE_OPEN_READWRITE, std::move(name));
  if (!connection) {
    return connection;
  }
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  // SQLite takes a pointer to non-const, and with READONLY does not write through it.
  const int result = sqlite3_deserialize(connection->database_.get(), "main",
                                         const_cast<unsigned char*>(bytes.data()), size, size,
                                         SQLITE_DESERIALIZE_READONLY);
  if (result != SQLITE_OK) {
    return engine::fail(connection->error());
  }
  return connection;
}

engine::Result<Connection> Connection::create(const std::string& path) {
  std::error_code failure;
  std::filesystem::remove(path, failure);
  if (failure) {
    return engine::fail(corrupt(path, "cannot be replaced: " + failure.message()));
  }
  auto connection = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path);
  if (!connection) {
    return connection;
  }
  const auto ready = connection->execute(
      "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  return ready ? std::move(connection) : engine::fail(ready.error());
}

engine::Result<Connection> Connection::open_or_create(const std::string& path) {
  create_for_owner(path);
  auto connection = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path);
  if (!connection) {
    return connection;
  }
  sqlite3_busy_timeout(connection->database_.get(), milliseconds_to_wait);
  const auto ready = connection->log_writes_ahead().and_then([&] {
    return connection->execute(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
        "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF");
  });
  return ready ? std::move(connection) : engine::fail(ready.error());
}

// SQLite does not itself wait when two connections change the mode of a new file at once.
engine::Result<void> Connection::log_writes_ahead() const {
  for (int waited = 0;; waited += milliseconds_between_tries) {
    const int result =
        sqlite3_exec(database_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (result == SQLITE_OK) {
      break;
    }
    if (result != SQLITE_BUSY || waited >= milliseconds_to_wait) {
      return engine::fail(error());
    }
    sqlite3_sleep(milliseconds_between_tries);
  }
  auto mode = prepare("PRAGMA journal_mode");
  const auto row = mode ? mode->step() : engine::fail(mode.error());
  if (!row) {
    return engine::fail(row.error());
  }
  if (mode->text(0) != "wal") {
    return engine::fail(
        corrupt(name_, "its journal is " + mode->text(0) +
                           "; expected a file system that allows a write-ahead log"));
  }
  return {};
}

engine::Result<void> Connection::execute(const std::string& sql) const {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return engine::fail(error());
  }
  return {};
}

engine::Result<Statement> Connection::prepare(const std::string& sql) const {
  sqlite3_stmt* prepared = nullptr;
  const int result = sqlite3_prepare_v2(database_.get(), sql.c_str(), static_cast<int>(sql.size()),
                                        &prepared, nullptr);
  if (result != SQLITE_OK) {
    return engine::fail(error());
  }
  return Statement(prepared, name_);
}

std::int64_t Connection::last_row() const {
  return sqlite3_last_insert_rowid(database_.get());
}

Statement::Statement(sqlite3_stmt* statement, const std::string& name)
    : statement_(statement), name_(name) {}

void Statement::bind_null(int parameter) {
  require_bound(sqlite3_bind_null(statement_.get(), parameter));
}

void Statement::bind(int parameter, double value) {
  require_bound(sqlite3_bind_double(statement_.get(), parameter, value));
}

void Statement::bind(int parameter, std::int64_t value) {
  require_bound(sqlite3_bind_int64(statement_.get(), parameter, value));
}

void Statement::bind(int parameter, std::string_view value) {
  require_bound(sqlite3_bind_text64(statement_.get(), parameter, value.data(), value.size(),
                                    SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int parameter, std::span<const double> values) {
  std::string bytes;
  bytes.reserve(values.size() * bytes_of_a_double);
  for (const double value : values) {
    append_little_endian(bytes, value);
  }
  require_bound(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(),
                                    SQLITE_TRANSIENT));
}

void Statement::bind_bytes(int parameter, std::string_view bytes) {
  require_bound(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(),
                                    SQLITE_TRANSIENT));
}

engine::Result<bool> Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) {
    return true;
  }
  const std::string words = sqlite3_errmsg(sqlite3_db_handle(statement_.get()));
  sqlite3_reset(statement_.get());
  if (result == SQLITE_DONE) {
    return false;
  }
  return engine::fail(corrupt(name_, words));
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return size == 0 ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

std::vector<double> Statement::reals(int column) const {
  const auto* bytes =
      static_cast<const unsigned char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  std::vector<double> values(size / bytes_of_a_double);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = from_little_endian({bytes + i * bytes_of_a_double, bytes_of_a_double});
  }
  return values;
}

}  // namespace paraspinal::knowledge
