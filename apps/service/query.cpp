#include "apps/service/query.h"

#include <algorithm>
#include <charconv>

#include <spdlog/fmt/fmt.h>

namespace paraspinal::service {
namespace {

template <typename Number>
std::optional<Number> read(const std::string& text) {
  Number value{};
  const auto done = std::from_chars(text.data(), text.data() + text.size(), value);
  return done.ec == std::errc() && done.ptr == text.data() + text.size() ? std::optional(value)
                                                                         : std::nullopt;
}

}  // namespace

void QueryReader::expect(const std::string& name, const std::string& value,
                         const std::string& words) {
  if (!error_) {
    error_ = engine::Error{engine::ErrorKind::invalid_argument,
                           fmt::format("{}: {}: expected {}", name, value, words)};
  }
}

std::optional<std::string> QueryReader::given(const std::string& name) {
  asked_.insert(name);
  const auto [first, last] = query_->equal_range(name);
  if (first == last) {
    return std::nullopt;
  }
  if (std::next(first) != last) {
    expect(name, "stands twice", "one value");
  }
  return first->second;
}

std::string QueryReader::text(const std::string& name) {
  return given(name).value_or("");
}

std::string QueryReader::choice(const std::string& name,
                                const std::vector<std::string_view>& words) {
  const std::string value = text(name);
  if (!value.empty() && std::ranges::find(words, value) == words.end()) {
    expect(name, value, fmt::format("{}", fmt::join(words, ", ")));
  }
  return value;
}

bool QueryReader::truth(const std::string& name, bool otherwise) {
  const std::string value = choice(name, {"true", "false"});
  return value.empty() ? otherwise : value == "true";
}

std::uint64_t QueryReader::whole(const std::string& name, std::uint64_t otherwise,
                                 std::uint64_t most) {
  const auto value = given(name);
  if (!value) {
    return otherwise;
  }
  const auto number = read<std::uint64_t>(*value);
  if (!number || *number > most) {
    expect(name, *value, fmt::format("a whole number from 0 to {}", most));
  }
  return number.value_or(otherwise);
}

std::optional<engine::Error> QueryReader::error() {
  for (const auto& [name, value] : *query_) {
    if (!asked_.contains(name)) {
      expect(name, "no such parameter",
             asked_.empty() ? "none" : fmt::format("one of {}", fmt::join(asked_, ", ")));
    }
  }
  return error_;
}

}  // namespace paraspinal::service
