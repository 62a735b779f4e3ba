#include "tests/apps/records_commands.h"

#include <filesystem>
#include <sstream>
#include <utility>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "apps/records/key_file.h"

namespace paraspinal::cli {

RecordsFolder::RecordsFolder() : folder_(::testing::TempDir() + "paraspinal_records_XXXXXX") {
  EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
  files_ = {.records = folder_ + "/records.sqlite", .master_key = folder_ + "/master.key"};
}

RecordsFolder::~RecordsFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::unique_ptr<records::Records> RecordsFolder::open() const {
  auto records = records::read_key(files_.master_key).and_then([&](const records::Key& key) {
    return records::Records::open(
        files_.records, {.master_key = key, .password_cost = records::PasswordCost::least});
  });
  EXPECT_TRUE(records) << records.error().message;
  return records ? std::move(*records) : nullptr;
}

Said say(const std::function<Outcome(Streams)>& command, const std::string& input) {
  std::istringstream typed(input);
  std::ostringstream output;
  std::ostringstream errors;
  const Outcome outcome = command({typed, output, errors});
  return {outcome, output.str(), errors.str()};
}

}  // namespace paraspinal::cli
