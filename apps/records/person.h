#pragma once

// Persons as the file knows them: a number, a keyed hash of their id, and a key of their own, under
// the master key. Internal to apps/records.
//
//   const auto person = person_for(connection, keyring, "Patient/1");   // in a transaction
//   encrypt(person->key, payload, about);

#include <optional>
#include <string_view>

#include "apps/records/crypto.h"
#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

struct Person {
  std::int64_t id = 0;
  Key key = {};
};

// Nothing for a person of whom the file holds nothing. Errors: `corrupt` when its key cannot be
// decrypted.
engine::Result<std::optional<Person>> known_person(const knowledge::Connection& connection,
                                                   const Keyring& keyring, std::string_view tag);

// Adds the person when it is not known. Inside a transaction.
engine::Result<Person> person_for(const knowledge::Connection& connection, const Keyring& keyring,
                                  std::string_view name);

}  // namespace paraspinal::records
