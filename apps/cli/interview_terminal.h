#pragma once

// A terminal read key by key, without Enter and without echo, and left as it was found. Plain ANSI;
// no other library.
//
//   Terminal terminal;                          // both ends are a terminal: is_interactive()
//   terminal.show(part_of(screen(call, knowledge), terminal.size(), call.leaf), Tone::soon);
//   const auto key = terminal.key();            // nothing: the call is cut off, or Ctrl-C
//
// Signals that would end the program (hang-up, interrupt, termination) are read as the end of the
// keys, so that the terminal is always put back.

#include <csignal>
#include <optional>

#include <termios.h>

#include "apps/cli/interview_parts.h"

namespace paraspinal::cli {

// Whether standard input and standard output are both a terminal.
bool is_interactive();

class Terminal {
 public:
  // Throws std::runtime_error when the terminal cannot be set.
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // 24 rows of 80 columns when the terminal does not say.
  TerminalSize size() const;

  // Clears the screen and shows a part, which was made for this size.
  void show(const Part& part, Tone tone) const;

  enum class Event { key, resized, ended };
  struct Pressed {
    Event event = Event::ended;
    char key = 0;
  };
  // Waits for a key. Arrow and function keys are passed over; page down is a space.
  Pressed key() const;

  // Drops what was typed ahead: an interrupt is not answered by a key meant for a question, nor is
  // a part that nobody has read yet.
  void forget_typed() const;

 private:
  std::optional<char> after_escape() const;

  termios before_{};
  sigset_t mask_before_{};
  int signals_ = -1;
};

}  // namespace paraspinal::cli
