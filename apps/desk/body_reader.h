#pragma once

// The members of a request's body, and what is wrong with them in words.
//
//   auto body = BodyReader::read(request.body, most_bytes);
//   if (!body) return error_answer("json", body.error());
//   const std::string words = body->text("words", 2'000);
//   if (const auto error = body->error()) return error_answer("json", *error);
//
// A member that is not asked for is an error, as is one of another kind: what a page misspells must
// not pass for what it leaves out.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::desk {

class BodyReader {
 public:
  // Errors: `too_large` beyond so many bytes; those of parse_json; `invalid_argument` for what is
  // no object.
  static engine::Result<BodyReader> read(std::string_view body, std::size_t most_bytes);
  // An object inside a body; `place` stands before its members' names in errors.
  BodyReader(const fhir::Json& object, std::string place);

  // Each of these gives an empty value for a member that is wrong, and error() tells. Texts have at
  // most so many bytes and no control characters but tabs and line ends.
  std::string text(const std::string& name, std::size_t most);           // must not be empty
  std::string optional_text(const std::string& name, std::size_t most);  // absent or null: empty
  bool truth(const std::string& name);
  bool optional_truth(const std::string& name, bool otherwise);
  std::int64_t whole(const std::string& name);  // 0 or more
  // Null where there is none.
  const fhir::Json* any(const std::string& name);

  // For what the caller finds wrong itself; the first stands.
  void wrong(const std::string& name, const std::string& expected);
  void refuse(engine::Error error);
  // The first thing that was wrong; asked after all members were read.
  std::optional<engine::Error> error();

 private:
  BodyReader(fhir::Json owned, const fhir::Json* object, std::string place);
  const fhir::Json& object() const { return object_ == nullptr ? owned_ : *object_; }
  std::string place_of(const std::string& name) const;

  fhir::Json owned_;
  const fhir::Json* object_;  // null: the owned one
  std::string place_;
  std::set<std::string> asked_;
  std::optional<engine::Error> error_;
};

// True for text without control characters, tabs and line ends aside.
bool is_plain_text(std::string_view text);

}  // namespace paraspinal::desk
