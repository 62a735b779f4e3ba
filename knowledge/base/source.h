#pragma once

// The citation a number or a rule comes from, with how far it was checked. A recalled or estimated
// figure is never shown as a published one: `verified` travels with it to the answer.

#include <string>

namespace paraspinal::knowledge {

// How a statement was checked, as knowledge/README.md defines the words: `seen` (the statement
// itself was read), `seen-qual` (the source supports the direction, the number is ours),
// `seen-part`, `recalled` (from memory), `estimate` (no source; judgement).
using Verified = std::string;

// A, B, B-recalled or C, as knowledge/README.md defines them.
using Grade = std::string;

struct Source {
  std::string id;
  std::string citation;
  std::string year;
  std::string kind;
  std::string doi;
  std::string pmid;
  std::string url;
  Verified verified;
  std::string what_was_seen;

  bool operator==(const Source&) const = default;
};

// Where one number or rule stands.
struct Citation {
  std::string source;  // id of a Source
  std::string locator;
  Verified verified;
  Grade grade;
  std::string sign_off;  // the clinician who signed it, or "none"

  bool operator==(const Citation&) const = default;
};

inline const Citation uncited;

}  // namespace paraspinal::knowledge
