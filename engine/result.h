#pragma once

// What a function gives when outside input may be wrong: a value, or an error that says in words
// which thing is wrong, what it is and what was expected.
//
//   Result<Network> network = read(path);
//   if (!network) return fail(network.error());
//
// The alias is named once here; moving to std::expected later is a change of these lines only.
// Not for: a caller's broken contract (see require.h) or a failing machine (exceptions).

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace paraspinal::engine {

// A general kind, the same for every layer, so that a program can decide and a person can read.
enum class ErrorKind {
  invalid_argument,  // a value out of range, an unknown name, a wrong shape
  not_found,         // a file, row or variable that should exist does not
  malformed,         // text that cannot be read: JSON, CSV, a rule
  impossible,        // evidence of probability zero
  too_large,         // over a stated limit of size, depth or memory
  corrupt,           // a store whose contents contradict themselves
};

struct Error {
  ErrorKind kind = ErrorKind::invalid_argument;
  std::string message;  // names the thing, its value and what it should be; one line

  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

// An error to return from any function that gives a Result.
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
  return fail(Error{kind, std::move(message)});
}

}  // namespace paraspinal::engine
