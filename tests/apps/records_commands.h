#pragma once

// Records in a folder of their own, and what a command on them said.
//
//   const RecordsFolder folder;
//   folder.open();
//   const Said said = say([&](auto streams) { return verify_audit({folder.files()}, streams); });
//   said.outcome; said.output; said.errors;

#include <functional>
#include <memory>
#include <string>

#include "apps/cli/open_records.h"
#include "apps/records/records.h"

namespace paraspinal::cli {

class RecordsFolder {
 public:
  RecordsFolder();
  ~RecordsFolder();
  RecordsFolder(const RecordsFolder&) = delete;
  RecordsFolder& operator=(const RecordsFolder&) = delete;

  const RecordsFiles& files() const { return files_; }
  // Made when there are none; passwords cost little.
  std::unique_ptr<records::Records> open() const;

 private:
  std::string folder_;
  RecordsFiles files_;
};

struct Said {
  Outcome outcome = Outcome::failed;
  std::string output;
  std::string errors;
};

Said say(const std::function<Outcome(Streams)>& command, const std::string& input = "");

}  // namespace paraspinal::cli
