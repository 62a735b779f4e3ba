// Records' audit: append and read. What is read back and checked: verify.cpp; erased: erase.cpp.

#include <utility>

#include "apps/records/audit_line.h"
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
  const auto allowed = check_kind(event.kind);
  if (!allowed) {
    return fail(allowed.error());
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

}  // namespace paraspinal::records
