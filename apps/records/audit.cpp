// Records' audit: append, read, erase. What is read back and checked: verify.cpp.

#include <utility>

#include "apps/records/chain.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;
using knowledge::Statement;

namespace {

constexpr std::int64_t unknown_person = 0;

struct Person {
  std::int64_t id = 0;
  Key key = {};
};

Result<std::optional<Person>> known_person(const Connection& connection, const Keyring& keyring,
                                           std::string_view tag) {
  auto statement =
      prepare(connection, "SELECT id, wrapped_key FROM person WHERE tag = ?", {Blob{tag}});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  if (!*row) {
    return std::nullopt;
  }
  const auto key = unwrap(keyring, statement->text(1), tag);
  if (!key) {
    return fail(ErrorKind::corrupt, connection.name() + ": the key of person number " +
                                        std::to_string(statement->integer(0)) +
                                        " cannot be decrypted");
  }
  return Person{statement->integer(0), *key};
}

// Adds the person when it is not known.
Result<Person> person_for(const Connection& connection, const Keyring& keyring,
                          std::string_view name) {
  const std::string tag = keyring.tag(name);
  const auto known = known_person(connection, keyring, tag);
  if (!known || known->has_value()) {
    return known ? Result<Person>(**known) : fail(known.error());
  }
  const Key key = random_key();
  const std::string wrapped = wrap(keyring, key, tag);
  const auto added = run(connection, "INSERT INTO person (tag, wrapped_key) VALUES (?, ?)",
                         {Blob{tag}, Blob{wrapped}});
  return added ? Result<Person>(Person{connection.last_row(), key}) : fail(added.error());
}

AuditLine line_after(const AuditEnd& end, const Event& event, std::string_view salted) {
  AuditLine line{.number = end.number + 1,
                 .at = event.at,
                 .kind = event.kind,
                 .user = event.user,
                 .knowledge_hash = event.knowledge_hash,
                 .payload_hash = hexadecimal(sha256(salted)),
                 .hash = {}};
  line.hash = line_hash(end.hash, line);
  return line;
}

// Inside a transaction.
Result<AuditLine> append_line(const Connection& connection, const Keyring& keyring,
                              const Event& event) {
  const auto end = read_end(connection, keyring);
  if (!end || !end->has_value()) {
    return end ? fail(ErrorKind::corrupt, connection.name() + ": the end of the audit is missing")
               : fail(end.error());
  }
  const auto person = person_for(connection, keyring, event.person);
  if (!person) {
    return fail(person.error());
  }
  const std::string salted = salted_payload(random_salt(), event.person, event.payload);
  const AuditLine line = line_after(**end, event, salted);
  const std::string box = encrypt(person->key, salted, about_line(line));
  const auto written =
      run(connection,
          "INSERT INTO audit (number, at, kind, user, knowledge_hash, payload_hash, hash) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)",
          {line.number, line.at, line.kind, line.user, line.knowledge_hash, line.payload_hash,
           line.hash})
          .and_then([&] {
            return run(connection, "INSERT INTO payload (number, person, box) VALUES (?, ?, ?)",
                       {line.number, person->id, Blob{box}});
          })
          .and_then([&] {
            return write_end(connection, keyring, {line.number, line.hash});
          });
  return written ? Result<AuditLine>(line) : fail(written.error());
}

Result<std::int64_t> id_of_person(const Connection& connection, std::string_view tag) {
  auto statement = prepare(connection, "SELECT id FROM person WHERE tag = ?", {Blob{tag}});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return *row ? statement->integer(0) : unknown_person;
}

Result<std::string> erasure_payload(const Connection& connection, std::int64_t person) {
  auto statement =
      prepare(connection, "SELECT number FROM payload WHERE person = ? ORDER BY number", {person});
  if (!statement) {
    return fail(statement.error());
  }
  ErasedLines lines;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    lines.add(statement->integer(0));
  }
  return row ? Result<std::string>(lines.payload()) : fail(row.error());
}

// Inside a transaction.
Result<void> erase_person(const Connection& connection, std::int64_t person, std::int64_t by) {
  return run(connection,
             "INSERT INTO erasure (number, erased_by) SELECT number, ? FROM payload "
             "WHERE person = ?",
             {by, person})
      .and_then([&] { return run(connection, "DELETE FROM payload WHERE person = ?", {person}); })
      .and_then([&] { return run(connection, "DELETE FROM person WHERE id = ?", {person}); })
      .and_then([&] { return run(connection, "DELETE FROM hook_answer", {}); });
}

// Inside a transaction. `event` is the line to append, without its payload.
Result<void> erase_known(const Connection& connection, const Keyring& keyring, std::string_view tag,
                         Event& event, bool& is_erased) {
  const auto person = id_of_person(connection, tag);
  if (!person || *person == unknown_person) {
    return person ? Result<void>() : fail(person.error());
  }
  const auto payload = erasure_payload(connection, *person);
  if (!payload) {
    return fail(payload.error());
  }
  event.payload = *payload;
  const auto line = append_line(connection, keyring, event);
  if (!line) {
    return fail(line.error());
  }
  is_erased = true;
  return erase_person(connection, *person, line->number);
}

Result<std::vector<AuditLine>> all_lines(Result<Statement> statement) {
  if (!statement) {
    return fail(statement.error());
  }
  std::vector<AuditLine> lines;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    lines.push_back({statement->integer(0), statement->text(1), statement->text(2),
                     statement->text(3), statement->text(4), statement->text(5),
                     statement->text(6)});
  }
  return row ? Result<std::vector<AuditLine>>(std::move(lines)) : fail(row.error());
}

}  // namespace

Result<AuditLine> Records::append(const Event& event, const std::optional<HookAnswer>& kept) {
  if (event.kind.empty() || event.kind == erasure_kind) {
    return fail(ErrorKind::invalid_argument,
                "kind of an event: \"" + event.kind + "\"; expected a word, not \"erasure\"");
  }
  AuditLine line;
  const auto written = store_->writes.run([&](const Connection& connection) -> Result<void> {
    const auto appended = append_line(connection, store_->keyring, event);
    if (!appended) {
      return fail(appended.error());
    }
    line = *appended;
    return kept ? keep(connection, store_->keyring, *kept) : Result<void>();
  });
  return written ? Result<AuditLine>(line) : fail(written.error());
}

Result<std::vector<AuditLine>> Records::lines(std::int64_t from, std::int64_t most) const {
  const std::lock_guard lock(store_->mutex);
  return all_lines(prepare(store_->reading,
                           "SELECT number, at, kind, user, knowledge_hash, payload_hash, hash "
                           "FROM audit WHERE number >= ? ORDER BY number LIMIT ?",
                           {from, most < 0 ? 0 : most}));
}

Result<std::vector<AuditLine>> Records::lines_of(std::string_view person) const {
  const std::string tag = store_->keyring.tag(person);
  const std::lock_guard lock(store_->mutex);
  return all_lines(prepare(store_->reading,
                           "SELECT a.number, a.at, a.kind, a.user, a.knowledge_hash, "
                           "a.payload_hash, a.hash FROM person s "
                           "JOIN payload p ON p.person = s.id JOIN audit a ON a.number = p.number "
                           "WHERE s.tag = ? ORDER BY a.number",
                           {Blob{tag}}));
}

Result<std::optional<std::string>> Records::payload(std::int64_t number) const {
  const std::lock_guard lock(store_->mutex);
  auto statement = prepare(store_->reading,
                           "SELECT a.hash, p.box, s.wrapped_key, s.tag FROM audit a "
                           "LEFT JOIN payload p ON p.number = a.number "
                           "LEFT JOIN person s ON s.id = p.person WHERE a.number = ?",
                           {number});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  const std::string place = store_->name() + ": line " + std::to_string(number) + " of the audit";
  if (!*row) {
    return fail(ErrorKind::not_found, place + ": there is none");
  }
  if (statement->is_null(1)) {
    return std::nullopt;
  }
  AuditLine line;
  line.number = number;
  line.hash = statement->text(0);
  const auto key = unwrap(store_->keyring, statement->text(2), statement->text(3));
  const auto salted = key ? decrypt(*key, statement->text(1), about_line(line)) : std::nullopt;
  auto payload = salted ? payload_in(*salted) : std::nullopt;
  if (!payload) {
    return fail(ErrorKind::corrupt, place + ": its payload cannot be decrypted");
  }
  return payload;
}

Result<bool> Records::erase(std::string_view person, std::string_view user, std::string_view at) {
  if (person.empty()) {
    return fail(ErrorKind::invalid_argument, "person to erase: empty; expected an id");
  }
  Event event{.at = std::string(at),
              .kind = std::string(erasure_kind),
              .person = {},
              .user = std::string(user),
              .knowledge_hash = {},
              .payload = {}};
  const std::string tag = store_->keyring.tag(person);
  bool is_erased = false;
  const auto written = store_->writes.run([&](const Connection& connection) {
    return erase_known(connection, store_->keyring, tag, event, is_erased);
  });
  if (!written || !is_erased) {
    return written ? Result<bool>(false) : fail(written.error());
  }
  const auto forgotten = store_->writes.run_alone("PRAGMA wal_checkpoint(TRUNCATE)");
  return forgotten ? Result<bool>(true) : fail(forgotten.error());
}

}  // namespace paraspinal::records
