#include "apps/records/schema.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

constexpr std::int64_t our_application = 0x50615265;  // "PaRe", in the header of the file

constexpr std::string_view service_memory = R"sql(
CREATE TABLE hook_answer (
  service TEXT NOT NULL,
  instance TEXT NOT NULL,
  at TEXT NOT NULL,
  answer BLOB NOT NULL,
  PRIMARY KEY (service, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX hook_answer_at ON hook_answer (at);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  service TEXT NOT NULL,
  card TEXT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_at TEXT NOT NULL,
  detail BLOB NOT NULL
) STRICT;
CREATE INDEX feedback_card ON feedback (card, id);

CREATE TABLE used_token (
  issuer TEXT NOT NULL,
  token_id TEXT NOT NULL,
  expires INTEGER NOT NULL,
  PRIMARY KEY (issuer, token_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_token_expires ON used_token (expires);
)sql";

constexpr std::string_view audit_tables = R"sql(
CREATE TABLE audit (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  user TEXT NOT NULL,
  knowledge_hash TEXT NOT NULL,
  payload_hash TEXT NOT NULL CHECK (length(payload_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  tag BLOB NOT NULL UNIQUE,
  wrapped_key BLOB NOT NULL
) STRICT;
CREATE TABLE payload (
  number INTEGER PRIMARY KEY REFERENCES audit,
  person INTEGER NOT NULL REFERENCES person,
  box BLOB NOT NULL
) STRICT;
CREATE INDEX payload_person ON payload (person, number);
CREATE TABLE erasure (
  number INTEGER PRIMARY KEY REFERENCES audit,
  erased_by INTEGER NOT NULL REFERENCES audit CHECK (erased_by > number)
) STRICT;
CREATE INDEX erasure_erased_by ON erasure (erased_by, number);
CREATE TABLE audit_end (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  seal BLOB NOT NULL,
  key_check BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_keeps_order BEFORE INSERT ON audit
  WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)
  BEGIN SELECT raise(ABORT, 'the audit is append-only: a line was not the next'); END;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'the audit is append-only: a line was to be changed'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'the audit is append-only: a line was to be deleted'); END;
CREATE TRIGGER payload_is_not_changed BEFORE UPDATE ON payload
  BEGIN SELECT raise(ABORT, 'the audit is append-only: a payload was to be changed'); END;
CREATE TRIGGER erasure_is_not_changed BEFORE UPDATE ON erasure
  BEGIN SELECT raise(ABORT, 'the audit is append-only: an erasure was to be changed'); END;
CREATE TRIGGER erasure_is_not_deleted BEFORE DELETE ON erasure
  BEGIN SELECT raise(ABORT, 'the audit is append-only: an erasure was to be deleted'); END;
)sql";

constexpr std::string_view users_tables = R"sql(
CREATE TABLE user (
  name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
  shown_as TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('nurse', 'clinician', 'admin')),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  password BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  user TEXT NOT NULL REFERENCES user,
  started INTEGER NOT NULL,
  used INTEGER NOT NULL,
  seal BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);
CREATE TABLE failed_sign_in (
  tag BLOB PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures >= 1),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failed_sign_in_at ON failed_sign_in (at);
)sql";

constexpr std::string_view calls_tables = R"sql(
CREATE TABLE call (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  person INTEGER NOT NULL REFERENCES person,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  setting TEXT NOT NULL CHECK (setting IN ('telephone', 'primary_care', 'emergency_department')),
  request TEXT UNIQUE CHECK (length(request) >= 1),
  closed_at TEXT CHECK (length(closed_at) >= 1),
  revision INTEGER NOT NULL CHECK (revision >= 0),
  line INTEGER NOT NULL UNIQUE REFERENCES audit,
  box BLOB NOT NULL
) STRICT;
CREATE INDEX call_person ON call (person, opened_at);
CREATE INDEX call_closed ON call (closed_at);
CREATE INDEX call_open ON call (opened_at) WHERE closed_at IS NULL;
CREATE TABLE call_event (
  call INTEGER NOT NULL REFERENCES call,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  kind TEXT NOT NULL CHECK (length(kind) >= 1),
  at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  request TEXT NOT NULL CHECK (length(request) BETWEEN 1 AND 100),
  line INTEGER NOT NULL UNIQUE REFERENCES audit,
  box BLOB NOT NULL,
  PRIMARY KEY (call, revision),
  UNIQUE (call, request)
) STRICT;
CREATE TABLE call_back (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  call INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  box BLOB NOT NULL,
  done_at TEXT,
  done_by TEXT,
  outcome TEXT CHECK (outcome IN ('reached', 'not_reached', 'cancelled')),
  done_line INTEGER UNIQUE REFERENCES audit,
  UNIQUE (call, revision),
  FOREIGN KEY (call, revision) REFERENCES call_event (call, revision),
  CHECK ((done_at IS NULL) = (outcome IS NULL) AND (done_at IS NULL) = (done_by IS NULL) AND
         (done_at IS NULL) = (done_line IS NULL))
) STRICT;
CREATE INDEX call_back_due ON call_back (due_at) WHERE done_at IS NULL;

CREATE TRIGGER call_event_keeps_order BEFORE INSERT ON call_event
  WHEN NEW.revision IS NOT
    (SELECT coalesce(max(revision), 0) + 1 FROM call_event WHERE call = NEW.call)
  BEGIN SELECT raise(ABORT, 'the events of a call are only added to: one was not the next'); END;
CREATE TRIGGER call_event_is_not_changed BEFORE UPDATE ON call_event
  BEGIN SELECT raise(ABORT, 'the events of a call are only added to: one was to be changed'); END;
)sql";

constexpr std::array steps = {service_memory, audit_tables, users_tables, calls_tables};

struct Version {
  std::int64_t application = 0;
  std::int64_t steps = 0;
  std::int64_t tables = 0;
};

Result<Version> version_of(const Connection& connection) {
  Version version;
  for (const auto& [sql, number] :
       {std::pair{"PRAGMA application_id", &version.application},
        std::pair{"PRAGMA user_version", &version.steps},
        std::pair{"SELECT count(*) FROM sqlite_schema", &version.tables}}) {
    const auto read = number_of(connection, sql);
    if (!read) {
      return fail(read.error());
    }
    *number = *read;
  }
  return version;
}

std::int64_t newest() {
  return static_cast<std::int64_t>(schema_steps().size());
}

// What a file is before the steps: ours or empty, and not newer than this program.
Result<void> check(const Version& version, const std::string& name) {
  const bool is_new = version.application == 0 && version.steps == 0 && version.tables == 0;
  if (version.application != our_application && !is_new) {
    return fail(ErrorKind::invalid_argument,
                name + ": a database of something else; expected a file of records");
  }
  if (version.steps > newest()) {
    return fail(ErrorKind::invalid_argument, name + ": schema " + std::to_string(version.steps) +
                                                 "; expected at most " + std::to_string(newest()) +
                                                 ", the newest that this program knows");
  }
  return {};
}

Result<void> run_steps(const Connection& connection, std::int64_t had) {
  for (const std::string_view step : schema_steps().subspan(static_cast<std::size_t>(had))) {
    auto ran = connection.execute(std::string(step));
    if (!ran) {
      return ran;
    }
  }
  return connection.execute("PRAGMA application_id = " + std::to_string(our_application) +
                            "; PRAGMA user_version = " + std::to_string(newest()));
}

}  // namespace

std::span<const std::string_view> schema_steps() {
  return steps;
}

Result<void> bring_up_to_date(const Connection& connection) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) {
    return fail(transaction.error());
  }
  const auto version = version_of(connection);
  if (!version) {
    return fail(version.error());
  }
  auto usable = check(*version, connection.name());
  if (!usable || version->steps == newest()) {
    return usable;
  }
  auto ran = run_steps(connection, version->steps);
  return ran ? transaction->commit() : ran;
}

}  // namespace paraspinal::records
