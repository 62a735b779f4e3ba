#include "apps/records/store.h"

#include "apps/records/chain.h"
#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

Result<std::optional<AuditEnd>> read_end(const Connection& connection, const Keyring& keyring) {
  auto statement =
      prepare(connection, "SELECT number, hash, seal, key_check FROM audit_end WHERE id = 1", {});
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  if (!*row) {
    return std::nullopt;
  }
  if (statement->text(3) != keyring.check()) {
    return fail(ErrorKind::invalid_argument,
                connection.name() + ": the master key is not the one that the file was made with");
  }
  AuditEnd end{statement->integer(0), statement->text(1)};
  if (statement->text(2) != keyring.seal(about_end(end.number, end.hash))) {
    return fail(ErrorKind::corrupt,
                connection.name() + ": the seal at the end of the audit does not hold");
  }
  return end;
}

Result<void> write_end(const Connection& connection, const Keyring& keyring, const AuditEnd& end) {
  const std::string seal = keyring.seal(about_end(end.number, end.hash));
  const std::string check = keyring.check();
  return run(connection,
             "INSERT INTO audit_end (id, number, hash, seal, key_check) VALUES (1, ?, ?, ?, ?) "
             "ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash, "
             "seal = excluded.seal",
             {end.number, end.hash, Blob{seal}, Blob{check}});
}

std::string about_answer(std::string_view service, std::string_view instance) {
  std::string about;
  append_field(about, "paraspinal hook answer 1");
  append_field(about, service);
  append_field(about, instance);
  return about;
}

Result<void> keep(const Connection& connection, const Keyring& keyring, const HookAnswer& answer) {
  const std::string box =
      encrypt(keyring.of_file(), answer.answer, about_answer(answer.service, answer.instance));
  return run(connection,
             "INSERT INTO hook_answer (service, instance, at, answer) VALUES (?, ?, ?, ?) "
             "ON CONFLICT DO NOTHING",
             {answer.service, answer.instance, answer.at, Blob{box}});
}

}  // namespace paraspinal::records
