#pragma once

// A TCP client that sends bytes as they are given, for what no HTTP library would send.
//
//   RawClient client(port);
//   client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
//   client.answer().status;   // 200
//
// Every wait ends after a minute at most.

#include <map>
#include <string>
#include <string_view>

namespace paraspinal::apps_tests {

struct RawAnswer {
  int status = 0;                                   // 0 when the connection ended before an answer
  std::map<std::string, std::string> headers = {};  // names in lower case
  std::string body = {};
};

class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the other end takes no more.
  bool send(std::string_view bytes);
  // No more is sent; answers can still be read.
  void end_sending();
  // The next one. `head`: it has no body whatever its length says.
  RawAnswer answer(bool head = false);
  // Nothing more comes.
  bool is_ended();

 private:
  bool receive();

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace paraspinal::apps_tests
