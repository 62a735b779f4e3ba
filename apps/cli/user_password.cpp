#include "apps/cli/user_password.h"

#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace paraspinal::cli {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

// The terminal shows nothing of what is typed until the end of this.
class NoEcho {
 public:
  NoEcho() : is_changed_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_changed_ = is_changed_ && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  ~NoEcho() {
    if (is_changed_) {
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

  bool is_quiet() const { return is_changed_; }

 private:
  termios before_{};
  bool is_changed_;
};

Result<std::string> line_of(std::istream& input) {
  std::string line;
  if (!std::getline(input, line)) {
    return fail(ErrorKind::invalid_argument, "password: there is none; expected a line of input");
  }
  return line;
}

Result<std::string> asked(const std::string& words, Streams streams) {
  streams.errors << words << std::flush;
  auto line = line_of(streams.input);
  streams.errors << '\n';
  return line;
}

Result<std::string> asked_twice(Streams streams) {
  const NoEcho quiet;
  if (!quiet.is_quiet()) {
    return fail(ErrorKind::invalid_argument,
                "password: the terminal cannot hide it; expected it on the standard input");
  }
  auto first = asked("New password: ", streams);
  const auto again = first ? asked("The same again: ", streams) : first;
  if (again && *again != *first) {
    return fail(ErrorKind::invalid_argument, "password: the two that were typed differ");
  }
  return again ? first : again;
}

}  // namespace

Result<std::string> read_password(Streams streams) {
  const bool is_typed = &streams.input == &std::cin && ::isatty(STDIN_FILENO) == 1;
  return is_typed ? asked_twice(streams) : line_of(streams.input);
}

}  // namespace paraspinal::cli
