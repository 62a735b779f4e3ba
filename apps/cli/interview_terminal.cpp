#include "apps/cli/interview_terminal.h"

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

constexpr std::string_view other_screen = "\x1b[?1049h";
constexpr std::string_view first_screen = "\x1b[?1049l";
constexpr std::string_view clear = "\x1b[H\x1b[2J";
constexpr std::string_view normal = "\x1b[0m";

std::string_view style(Tone tone) {
  switch (tone) {
    case Tone::calm:
      return "\x1b[1;30;42m";  // black on green
    case Tone::soon:
      return "\x1b[1;30;43m";  // black on yellow
    case Tone::urgent:
      return "\x1b[1;37;41m";  // white on red
  }
  return "";
}

void write_out(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) {
      throw std::runtime_error("the terminal cannot be written");
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool is_readable(int file, int milliseconds) {
  pollfd waiting{file, POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

std::optional<char> byte() {
  char read = 0;
  return ::read(STDIN_FILENO, &read, 1) == 1 ? std::optional<char>(read) : std::nullopt;
}

// The signals that a call is cut off by, and that the window has another size.
sigset_t watched_signals() {
  sigset_t watched;
  sigemptyset(&watched);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH}) {
    sigaddset(&watched, number);
  }
  return watched;
}

}  // namespace

bool is_interactive() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

Terminal::Terminal() {
  if (::tcgetattr(STDIN_FILENO, &before_) != 0) {
    throw std::runtime_error("the terminal cannot be read key by key");
  }
  const sigset_t watched = watched_signals();
  ::pthread_sigmask(SIG_BLOCK, &watched, &mask_before_);
  signals_ = ::signalfd(-1, &watched, SFD_CLOEXEC);
  termios raw = before_;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (signals_ < 0 || ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) != 0) {
    throw std::runtime_error("the terminal cannot be read key by key");
  }
  write_out(other_screen);
}

Terminal::~Terminal() {
  const auto ignored = ::write(STDOUT_FILENO, first_screen.data(), first_screen.size());
  static_cast<void>(ignored);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  ::close(signals_);
  ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

TerminalSize Terminal::size() const {
  winsize size{};
  const bool known =
      ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
  return known ? TerminalSize{size.ws_row, size.ws_col} : TerminalSize{};
}

void Terminal::show(const Part& part, Tone tone) const {
  std::vector<std::string> rows;
  for (const std::string& row : part.banner) {
    rows.push_back(std::string(style(tone)) + row + std::string(normal));
  }
  rows.insert(rows.end(), part.news.begin(), part.news.end());
  for (std::size_t i = part.from; i < part.to; ++i) {
    rows.push_back(part.page[i]);
  }
  if (!part.foot.empty()) {
    rows.push_back(part.foot);
  }
  const std::size_t height = size().rows;
  const std::size_t taken = rows.size() + part.keys.size();
  rows.insert(rows.end(), height > taken ? height - taken : 0, "");
  for (const std::string& row : part.keys) {
    rows.push_back("\x1b[2m" + row + std::string(normal));
  }
  // No line break after the last row: it would scroll the first one away.
  write_out(std::string(clear) + joined(rows, "\n"));
}

// The rest of an escape sequence. Nothing for one without a meaning here.
std::optional<char> Terminal::after_escape() const {
  constexpr int soon = 30;  // milliseconds; a terminal sends a sequence at once
  if (!is_readable(STDIN_FILENO, soon)) {
    return escape_key;
  }
  std::string sequence;
  for (auto next = byte(); next; next = byte()) {
    sequence.push_back(*next);
    const bool begins = sequence.size() == 1 && (*next == '[' || *next == 'O');
    if (!begins && *next >= '@' && *next <= '~') {
      break;
    }
  }
  return sequence == "[6~" ? std::optional<char>(' ') : std::nullopt;
}

Terminal::Pressed Terminal::key() const {
  constexpr char end_of_transmission = '\x04';
  while (true) {
    std::array<pollfd, 2> waiting = {{{STDIN_FILENO, POLLIN, 0}, {signals_, POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0) {
      return {};
    }
    if ((waiting[1].revents & POLLIN) != 0) {
      signalfd_siginfo signal{};
      const bool known = ::read(signals_, &signal, sizeof signal) == sizeof signal;
      const bool resized = known && signal.ssi_signo == SIGWINCH;
      return {resized ? Event::resized : Event::ended, 0};
    }
    std::optional<char> read = byte();
    if (!read || *read == end_of_transmission) {
      return {};
    }
    read = *read == escape_key ? after_escape() : *read == '\b' ? erase_key : read;
    if (read) {
      return {Event::key, *read};
    }
  }
}

void Terminal::forget_typed() const {
  ::tcflush(STDIN_FILENO, TCIFLUSH);
}

}  // namespace paraspinal::cli
