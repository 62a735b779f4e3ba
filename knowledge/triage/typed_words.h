#pragma once

// The words of a text typed in haste: lower case, without apostrophes and without the small words
// that carry no meaning here; each with its place and its clause.
//
//   typed_words("She can't feel when she wipes.");      // cant, feel, when, wipes
//   is_typed_for("tingeling", "tingling");              // true: one slip
//
// "cannot", "can't", "could not", "unable", "can no longer" are all the word `cant`; "isn't",
// "hasn't", "don't" and their like are `not`; "L" and "R" alone are `left` and `right`. Not for:
// other languages than English.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::triage {

struct TypedWord {
  std::string word;
  std::size_t begin = 0;   // byte in the text
  std::size_t end = 0;     // one past its last byte
  std::size_t clause = 0;  // counted; . , ; : ! ? ( ) a line's end and a dash end one
  bool answers = false;    // the first of its clause, after : ? = or a dash

  bool operator==(const TypedWord&) const = default;
};

// Without fillers. Bytes above 127 are letters, but for the typographic apostrophe.
std::vector<TypedWord> typed_words(std::string_view text);

// With fillers, and "can not" as two words: each word of `typed_words` begins where one of these
// begins and ends where one ends.
std::vector<TypedWord> every_typed_word(std::string_view text);

// Whether the text is read without this word: "the", "my", "is", "very".
bool is_filler(std::string_view word);

// The same word; or but for a last "s"; or, of six letters and more with the same first one, but
// for one letter that is wrong, lacking, too many, or changed with its neighbour.
bool is_typed_for(std::string_view typed, std::string_view meant);

template <std::size_t size>
bool is_one_of(std::string_view word, const std::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace paraspinal::triage
