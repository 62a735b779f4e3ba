#include "apps/records/audit_line.h"

#include "apps/records/chain.h"
#include "apps/records/person.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

namespace {

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

Result<void> insert(const Connection& connection, const AuditLine& line) {
  return run(connection,
             "INSERT INTO audit (number, at, kind, user, knowledge_hash, payload_hash, hash) "
             "VALUES (?, ?, ?, ?, ?, ?, ?)",
             {line.number, line.at, line.kind, line.user, line.knowledge_hash, line.payload_hash,
              line.hash});
}

}  // namespace

Result<void> check_kind(std::string_view kind) {
  if (kind.empty() || kind == erasure_kind) {
    return fail(ErrorKind::invalid_argument, "kind of an event: \"" + std::string(kind) +
                                                 "\"; expected a word, not \"erasure\"");
  }
  return {};
}

Result<AuditLine> append_line(const Connection& connection, const Keyring& keyring,
                              const Event& event, std::string_view attached) {
  const auto end = read_end(connection, keyring);
  if (!end || !end->has_value()) {
    return end ? fail(ErrorKind::corrupt, connection.name() + ": the end of the audit is missing")
               : fail(end.error());
  }
  const auto person = person_for(connection, keyring, event.person);
  if (!person) {
    return fail(person.error());
  }
  const std::string salted = salted_payload(random_salt(), event.person, event.payload, attached);
  const AuditLine line = line_after(**end, event, salted);
  const std::string box = encrypt(person->key, salted, about_line(line));
  const auto written =
      insert(connection, line)
          .and_then([&] {
            return run(connection, "INSERT INTO payload (number, person, box) VALUES (?, ?, ?)",
                       {line.number, person->id, Blob{box}});
          })
          .and_then([&] {
            return write_end(connection, keyring, {line.number, line.hash});
          });
  return written ? Result<AuditLine>(line) : fail(written.error());
}

}  // namespace paraspinal::records
