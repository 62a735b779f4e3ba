#pragma once

// A file of records for a test, and hands that change it behind the records' back.
//
//   const RecordsFile file("name");
//   const auto records = file.open();
//   Tampering(file.path()).run("DELETE FROM audit WHERE number = 2");

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "apps/records/records.h"
#include "knowledge/base/database.h"

namespace paraspinal::records {

inline constexpr Key test_key = {7, 1, 2, 3};
// Passwords that cost little.
inline constexpr RecordsOptions test_options = {.master_key = test_key,
                                                .password_cost = PasswordCost::least};

// Of who signs in, and when: 2027-01-15T08:00:00Z.
inline const std::string test_password = "a long password";
inline const std::string wrong_password = "a wrong password";
inline constexpr std::int64_t test_now = 1'800'000'000;

// New and empty at its beginning, removed at its end.
class RecordsFile {
 public:
  explicit RecordsFile(const std::string& name);
  ~RecordsFile();
  RecordsFile(const RecordsFile&) = delete;
  RecordsFile& operator=(const RecordsFile&) = delete;

  const std::string& path() const { return path_; }
  std::unique_ptr<Records> open() const;  // with the test's key; fails the test when it cannot
  // All bytes of the file and of its write-ahead log.
  std::string bytes() const;

 private:
  void remove() const;
  std::string path_;
};

// A person who has the file, SQLite and time, but not the master key.
class Tampering {
 public:
  explicit Tampering(const std::string& path);
  void run(const std::string& sql) const;
  // The value of a column in the row of a table whose rowid it is.
  std::string value(const std::string& table, const std::string& column, std::int64_t row) const;
  void set(const std::string& table, const std::string& column, std::int64_t row,
           const std::string& value, bool is_blob) const;

 private:
  knowledge::Connection connection_;
};

// "assessment" of a person at minute `minute`, with a payload that names it.
Event event_of(const std::string& person, int minute);
// Appends five: Patient/1, Patient/2, Patient/1, nobody, Patient/2.
void append_five(Records& records);

}  // namespace paraspinal::records
