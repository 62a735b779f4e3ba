// Entry points: typed_words, every_typed_word and is_typed_for.

#include "knowledge/triage/typed_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace paraspinal::triage {
namespace {

constexpr std::string_view fillers[] = {
    "a",    "absolutely", "also",   "am",     "an",     "any",        "are",    "at",
    "be",   "been",       "being",  "bit",    "by",     "completely", "did",    "do",
    "does", "extremely",  "had",    "has",    "have",   "he",         "her",    "hers",
    "hes",  "him",        "his",    "i",      "im",     "in",         "is",     "it",
    "its",  "ive",        "just",   "little", "me",     "my",         "now",    "of",
    "on",   "our",        "pretty", "quite",  "really", "she",        "shes",   "slightly",
    "so",   "some",       "that",   "the",    "their",  "them",       "theres", "these",
    "they", "this",       "those",  "to",     "too",    "totally",    "very",   "was",
    "we",   "were",       "you",    "your"};
constexpr std::string_view inabilities[] = {"cannot", "couldnt", "unable"};
constexpr std::string_view negated_verbs[] = {"arent", "didnt",  "doesnt", "dont",
                                              "hadnt", "hasnt",  "havent", "isnt",
                                              "wasnt", "werent", "wont",   "wouldnt"};
constexpr std::string_view typographic_apostrophe = "\xE2\x80\x99";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80U;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  std::vector<TypedWord> all() {
    while (at_ < text_.size()) {
      if (is_letter(text_[at_])) {
        take_word();
      } else {
        take_separator();
      }
    }
    return std::move(words_);
  }

 private:
  bool stands(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  // Length of the apostrophe here; 0 without one.
  std::size_t apostrophe() const {
    if (stands(typographic_apostrophe)) {
      return typographic_apostrophe.size();
    }
    return stands("'") ? 1 : 0;
  }

  void take_word() {
    TypedWord word{.word = {}, .begin = at_, .end = at_, .clause = clause_, .answers = answers_};
    while (at_ < text_.size()) {
      if (const std::size_t length = apostrophe(); length > 0) {
        at_ += length;
      } else if (is_letter(text_[at_])) {
        word.word += lower(text_[at_++]);
        word.end = at_;
      } else {
        break;
      }
    }
    if (!word.word.empty()) {
      words_.push_back(std::move(word));
      answers_ = false;
    }
  }

  // A point between digits and a hyphen inside a word end no clause.
  void take_separator() {
    const char c = text_[at_];
    const bool is_inside =
        at_ > 0 && at_ + 1 < text_.size() && is_letter(text_[at_ - 1]) && is_letter(text_[at_ + 1]);
    const bool is_decimal = is_inside && is_digit(text_[at_ - 1]) && is_digit(text_[at_ + 1]);
    const bool ends = std::string_view(".,;:!?()=\n\r").find(c) != std::string_view::npos;
    if ((ends && !is_decimal) || (c == '-' && !is_inside)) {
      ++clause_;
      answers_ = std::string_view(":?=-").find(c) != std::string_view::npos;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t clause_ = 0;
  bool answers_ = false;
  std::vector<TypedWord> words_;
};

// Each is the word `cant`.
constexpr std::array<std::string_view, 3> inabilities_of_many_words[] = {
    {"can", "no", "longer"}, {"could", "no", "longer"}, {"no", "longer", "able"},
    {"no", "longer", "can"}, {"can", "not", ""},        {"could", "not", ""},
    {"not", "able", ""}};

// How many words of it stand there: all, or none.
std::size_t stand_at(std::size_t at, const std::array<std::string_view, 3>& wanted,
                     const std::vector<TypedWord>& words) {
  std::size_t length = 0;
  for (; length < wanted.size() && !wanted[length].empty(); ++length) {
    if (at + length >= words.size() || words[at + length].word != wanted[length] ||
        words[at + length].clause != words[at].clause) {
      return 0;
    }
  }
  return length;
}

void join_inabilities(std::vector<TypedWord>& words) {
  std::vector<TypedWord> joined;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t length = 0;
    for (const auto& inability : inabilities_of_many_words) {
      length = std::max(length, stand_at(at, inability, words));
    }
    joined.push_back(words[at]);
    if (length > 0) {
      joined.back().word = "cant";
      joined.back().end = words[at + length - 1].end;
    }
    at += std::max<std::size_t>(length, 1);
  }
  words = std::move(joined);
}

// One letter wrong, lacking, too many, or two neighbours changed (Damerau 1964).
bool is_one_slip(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
  const std::string_view rest_a(a.substr(static_cast<std::size_t>(in_a - a.begin())));
  const std::string_view rest_b(b.substr(static_cast<std::size_t>(in_b - b.begin())));
  if (rest_b.size() == rest_a.size() + 1) {
    return rest_b.substr(1) == rest_a;
  }
  if (rest_b.size() != rest_a.size() || rest_a.empty()) {
    return false;
  }
  const bool are_changed = rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
                           rest_a.substr(2) == rest_b.substr(2);
  return are_changed || rest_a.substr(1) == rest_b.substr(1);
}

bool is_but_for_s(std::string_view longer, std::string_view shorter) {
  return shorter.size() > 2 && longer.size() == shorter.size() + 1 && longer.back() == 's' &&
         longer.starts_with(shorter);
}

}  // namespace

std::vector<TypedWord> every_typed_word(std::string_view text) {
  std::vector<TypedWord> words = Tokens(text).all();
  for (TypedWord& word : words) {
    if (is_one_of(word.word, inabilities)) {
      word.word = "cant";
    } else if (is_one_of(word.word, negated_verbs)) {
      word.word = "not";
    } else if (word.word == "l" || word.word == "r") {
      word.word = word.word == "l" ? "left" : "right";
    }
  }
  // A filler that begins an answer leaves that to the next word of its clause.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].answers && is_filler(words[i].word) && words[i].clause == words[i + 1].clause) {
      words[i + 1].answers = true;
    }
  }
  return words;
}

std::vector<TypedWord> typed_words(std::string_view text) {
  std::vector<TypedWord> words = every_typed_word(text);
  std::erase_if(words, [](const TypedWord& word) { return is_filler(word.word); });
  join_inabilities(words);
  return words;
}

bool is_filler(std::string_view word) {
  return is_one_of(word, fillers);
}

bool is_typed_for(std::string_view typed, std::string_view meant) {
  constexpr std::size_t long_enough = 6;
  if (typed == meant || is_but_for_s(typed, meant) || is_but_for_s(meant, typed)) {
    return true;
  }
  return typed.size() >= long_enough && meant.size() >= long_enough &&
         typed.front() == meant.front() && is_one_slip(typed, meant);
}

}  // namespace paraspinal::triage
