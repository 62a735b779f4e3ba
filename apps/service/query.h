#pragma once

// Query parameters as values, and what is wrong with them in words.
//
//   QueryReader query(request.query);
//   const auto draws = query.whole("draws", 400, 10'000);
//   if (const auto error = query.error()) return error_answer("json", *error);
//
// A parameter that is not asked for, or that stands twice, is an error: a misspelt one must not be
// taken for its default.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::service {

class QueryReader {
 public:
  using Query = std::multimap<std::string, std::string>;

  explicit QueryReader(const Query& query) : query_(&query) {}

  // Empty when it is not given.
  std::string text(const std::string& name);
  // Each of the next three gives what it has without the parameter also for a value that is wrong,
  // and error() tells. One of these words, or empty.
  std::string choice(const std::string& name, const std::vector<std::string_view>& words);
  bool truth(const std::string& name, bool otherwise);
  std::uint64_t whole(const std::string& name, std::uint64_t otherwise, std::uint64_t most);

  // The first thing that was wrong; asked after all parameters were read.
  std::optional<engine::Error> error();

 private:
  std::optional<std::string> given(const std::string& name);
  void expect(const std::string& name, const std::string& value, const std::string& words);

  const Query* query_;
  std::set<std::string> asked_;
  std::optional<engine::Error> error_;
};

}  // namespace paraspinal::service
