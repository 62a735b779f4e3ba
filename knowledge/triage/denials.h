#pragma once

// Which phrases of a text are denied, told only when it is certain: what is taken for denied may
// never be asked, so in doubt it is not.
//
//   const Denials denials("denies fever or chest pain but legs are weak", {{7, 12}, {16, 26}, ...});
//   denials.deny({7, 12});    // true
//   denials.deny({31, 44});   // false: a new thought, with a verb of its own
//
// Certain is "no X", "denies X or Y", "has not had any X", "X: no" and their like, with no word
// between that could make it anything else. Not certain: a word that is not known to carry a denial
// on ("no relief from X", "without warning X"), a verb of being or having after it ("denies X has
// Y"), two denials ("never without X"), a "no" that may answer what stands before it ("X no Y"),
// and what takes it back in the same sentence ("no X until yesterday", "no X: yes"). After NegEx
// (Chapman et al. 2001), whose scope of some words ran too far for this use.

#include <cstddef>
#include <string_view>
#include <vector>

#include "knowledge/triage/typed_words.h"

namespace paraspinal::triage {

// Bytes of a text, the last one left out.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Stretch&) const = default;
};

class Denials {
 public:
  // `phrases` are all that was heard in the text, each of whole words. The text must outlive this.
  Denials(std::string_view text, const std::vector<Stretch>& phrases);

  // Of one of the phrases. Looks at most 40 words to either side.
  bool deny(const Stretch& phrase) const;

 private:
  struct Words {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  Words words_of(const Stretch& phrase) const;
  bool may_be_denied(const Words& phrase) const;
  bool is_denied_before(const Words& phrase) const;
  bool denies(std::size_t at, const Words& phrase) const;
  bool is_itself_denied(std::size_t at) const;
  bool may_be_an_answer(std::size_t at) const;
  bool is_taken_back(const Words& phrase) const;
  bool is_denied_behind(const Words& phrase) const;
  bool ends_a_sentence(std::size_t at) const;

  std::string_view text_;
  std::vector<TypedWord> words_;
  std::vector<bool> is_of_a_phrase_;  // of each word
  std::vector<bool> goes_on_;         // with the next word, in a phrase that holds both
};

}  // namespace paraspinal::triage
