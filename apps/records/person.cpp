#include "apps/records/person.h"

#include "apps/records/statement.h"

namespace paraspinal::records {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Connection;

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

}  // namespace paraspinal::records
