#pragma once

// A line of the log for a request: one JSON object, without anything that a request says about a
// person. The path is that of the route ("/score/{name}"), the client the name in its token.
//
//   log_line({.time = "2026-11-20T18:30:00Z", .method = "POST", .route = "/assess", .status = 200});

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace paraspinal::service {

struct LoggedRequest {
  std::string_view time;  // ISO, UTC
  std::string_view method;
  std::string_view route;  // empty when none matched
  int status = 0;
  double milliseconds = 0;
  std::size_t bytes_in = 0;
  std::size_t bytes_out = 0;
  std::string_view client = {};
  std::string_view why = {};  // of a refusal or failure, in words of ours
};

// One line, without its end. Methods that HTTP does not define are "other".
std::string log_line(const LoggedRequest& request);

// {"time", "event", "words"}: anything else that is to be told.
std::string event_line(std::string_view time, std::string_view event, std::string_view words);

// "2026-11-20T18:30:00Z" of seconds since 1970.
std::string iso_time(std::int64_t seconds);

}  // namespace paraspinal::service
