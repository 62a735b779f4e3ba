#include "apps/cli/open_records.h"

#include <filesystem>

#include "apps/records/key_file.h"

namespace paraspinal::cli {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

Result<void> check_is_there(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail(ErrorKind::not_found, path +
                                          ": there is no such file; expected one that "
                                          "`paraspinal serve` or `user add` made");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<records::Records>> open_records(const RecordsFiles& files, Absent absent) {
  if (absent == Absent::is_an_error) {
    const auto both =
        check_is_there(files.records).and_then([&] { return check_is_there(files.master_key); });
    if (!both) {
      return fail(both.error());
    }
  }
  return records::read_key(files.master_key).and_then([&](const records::Key& key) {
    return records::Records::open(files.records, {.master_key = key});
  });
}

Outcome unusable_records(const engine::Error& error, Streams streams) {
  streams.errors << error_line("records", error.message);
  return Outcome::unusable_input;
}

}  // namespace paraspinal::cli
