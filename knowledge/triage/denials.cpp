// Entry point: Denials::deny, at the end.

#include "knowledge/triage/denials.h"

#include <algorithm>
#include <iterator>

namespace paraspinal::triage {
namespace {

constexpr std::size_t reach = 40;  // words

constexpr std::string_view denials[] = {"denied", "denies",   "deny", "denying", "neither",
                                        "never",  "negative", "nil",  "no",      "nor",
                                        "non",    "normal",   "not",  "without"};
// These deny a list whose last part comes after "and" too.
constexpr std::string_view denials_of_lists[] = {"denied",  "denies",  "deny",
                                                 "denying", "neither", "without"};
// After these a verb may stand: "not had", "denies having".
constexpr std::string_view denials_of_verbs[] = {"denied",  "denies", "deny",
                                                 "denying", "never",  "not"};
// These may also answer what stands before them: "fever no chest pain yes".
constexpr std::string_view answers[] = {"denied", "negative", "never", "nil", "no", "normal"};
// What makes a denial another thing when it stands before one.
constexpr std::string_view doubts[] = {"cant",     "cannot",   "doubt",  "doubts",  "doubted",
                                       "if",       "sure",     "unsure", "unless",  "whether",
                                       "unlikely", "hardly",   "nobody", "nothing", "case",
                                       "mostly",   "normally", "rest",   "usually"};
// What may stand between a denial and what it denies.
constexpr std::string_view carries_on[] = {
    "a",    "an",   "any",   "complaint", "complaints", "episode", "episodes", "evidence",
    "ever", "for",  "her",   "his",       "history",    "hx",      "my",       "of",
    "our",  "sign", "signs", "symptom",   "symptoms",   "the",     "their",    "your"};
constexpr std::string_view verbs_denied[] = {
    "been", "being", "experienced", "experiencing", "got",
    "had",  "have",  "having",      "complaining",  "complained"};
// A phrase with one of these inside, or at its end, says of something that it is so: "bottom is
// numb", "legs weak". A "no" before it is then an exclamation.
constexpr std::string_view verbs_of_being[] = {"am",  "are", "feel", "feels", "felt", "gets", "got",
                                               "had", "has", "have", "is",    "was",  "were"};
constexpr std::string_view said_of_a_part[] = {
    "blue",  "cold",  "dead",  "gone",   "grey",    "locked", "numb",   "pale", "paralysed",
    "rigid", "stiff", "tight", "tingly", "useless", "weak",   "weaker", "white"};
// Verbs that begin a phrase, which "no" cannot deny; those that end in "ed" too.
constexpr std::string_view verbs_that_begin[] = {
    "brought", "can",   "cannot", "cant",   "could", "feel",  "feels", "fell", "felt", "gave",
    "gives",   "gone",  "hit",    "keep",   "keeps", "loses", "lost",  "not",  "ran",  "shat",
    "stood",   "threw", "trod",   "unable", "want",  "wants", "went",  "wet",  "wets"};
// Nouns that end a list: "denies fever and chest pain".
constexpr std::string_view nouns_that_end[] = {
    "anaesthesia", "bleeding",   "breathlessness", "collapse",     "dizziness", "fever",
    "fevers",      "haematuria", "haemoptysis",    "incontinence", "injury",    "numbness",
    "pain",        "pains",      "palpitations",   "rash",         "retention", "rigors",
    "sweats",      "trauma",     "vomiting",       "weakness"};
// What may follow a phrase without changing that it is denied.
constexpr std::string_view leaves_it[] = {
    "a",        "an",  "are", "but",   "currently", "either", "had",   "has",       "have",
    "he",       "her", "his", "i",     "is",        "my",     "noted", "now",       "presently",
    "reported", "she", "the", "their", "they",      "was",    "were",  "whatsoever"};
// What takes a denial back, anywhere in its sentence before the next phrase.
constexpr std::string_view takes_back[] = {
    "again",     "apart",   "before",    "began",   "begun",     "did",   "disagrees", "does",
    "earlier",   "except",  "excluding", "it",      "initially", "other", "partner",   "previously",
    "say",       "says",    "since",     "started", "starting",  "still", "then",      "till",
    "today",     "tonight", "unless",    "until",   "usually",   "wife",  "husband",   "worse",
    "worsening", "yeah",    "yep",       "yes",     "yesterday"};
// "fever: no", "fever denied".
constexpr std::string_view denials_behind[] = {"absent", "denied", "neg",  "negative", "never",
                                               "nil",    "no",     "none", "normal"};

bool begins_with_a_verb(std::string_view word) {
  return is_one_of(word, verbs_that_begin) || (word.size() > 4 && word.ends_with("ed"));
}

}  // namespace

Denials::Denials(std::string_view text, const std::vector<Stretch>& phrases)
    : text_(text),
      words_(every_typed_word(text)),
      is_of_a_phrase_(words_.size(), false),
      goes_on_(words_.size(), false) {
  for (const Stretch& phrase : phrases) {
    const Words words = words_of(phrase);
    for (std::size_t at = words.first; at <= words.last && at < words_.size(); ++at) {
      is_of_a_phrase_[at] = true;
      goes_on_[at] = goes_on_[at] || at < words.last;
    }
  }
}

Denials::Words Denials::words_of(const Stretch& phrase) const {
  const auto first =
      std::lower_bound(words_.begin(), words_.end(), phrase.begin,
                       [](const TypedWord& word, std::size_t at) { return word.begin < at; });
  const auto last =
      std::lower_bound(first, words_.end(), phrase.end,
                       [](const TypedWord& word, std::size_t at) { return word.end < at; });
  return {static_cast<std::size_t>(first - words_.begin()),
          static_cast<std::size_t>(last - words_.begin())};
}

// Not a sentence of its own, and not narrowed by the next phrase: "chest pain on exertion".
bool Denials::may_be_denied(const Words& phrase) const {
  for (std::size_t at = phrase.first + 1; at <= phrase.last; ++at) {
    if (is_one_of(words_[at].word, verbs_of_being)) {
      return false;
    }
  }
  return !goes_on_[phrase.last] &&
         (phrase.first == phrase.last || !is_one_of(words_[phrase.last].word, said_of_a_part));
}

bool Denials::is_denied_before(const Words& phrase) const {
  bool is_listed = false;       // after "or", and so the next may be another of the list
  bool has_passed_and = false;  // somewhere between
  bool has_passed_a_phrase = false;
  bool has_passed_a_verb = false;
  for (std::size_t back = 1; back <= reach && back <= phrase.first; ++back) {
    const std::size_t at = phrase.first - back;
    const std::string& word = words_[at].word;
    if (words_[at].clause != words_[phrase.first].clause) {
      return false;
    }
    if (is_of_a_phrase_[at] && (!is_listed || has_passed_a_verb)) {
      return false;
    }
    if (is_of_a_phrase_[at]) {
      has_passed_a_phrase = true;
      continue;
    }
    is_listed = is_listed && !is_of_a_phrase_[at + 1];
    if (word == "or" || word == "and") {
      is_listed = true;
      has_passed_and = has_passed_and || word == "and";
    } else if (is_one_of(word, denials)) {
      const bool reaches = (!has_passed_and || is_one_of(word, denials_of_lists)) &&
                           (!has_passed_a_verb || is_one_of(word, denials_of_verbs));
      const bool is_a_thing =
          (!has_passed_and || is_one_of(words_[phrase.last].word, nouns_that_end)) &&
          (!has_passed_a_phrase || !begins_with_a_verb(words_[phrase.first].word));
      return reaches && is_a_thing && denies(at, phrase);
    } else if (is_one_of(word, verbs_denied)) {
      has_passed_a_verb = true;
    } else if (!is_one_of(word, carries_on)) {
      return false;
    }
  }
  return false;
}

bool Denials::denies(std::size_t at, const Words& phrase) const {
  const std::string& word = words_[at].word;
  const bool is_beside = at + 1 == phrase.first;
  if ((word == "normal" || word == "non") && !is_beside) {
    return false;
  }
  const bool is_of_a_verb = is_one_of(word, denials_of_verbs) || word == "without";
  return (is_of_a_verb || !begins_with_a_verb(words_[phrase.first].word)) &&
         !is_itself_denied(at) && !may_be_an_answer(at);
}

// "does not deny", "never without", "cannot say there is no".
bool Denials::is_itself_denied(std::size_t at) const {
  for (std::size_t back = 1; back <= reach && back <= at; ++back) {
    const TypedWord& word = words_[at - back];
    if (word.clause != words_[at].clause || is_of_a_phrase_[at - back]) {
      return false;
    }
    if (is_one_of(word.word, denials) || is_one_of(word.word, doubts)) {
      return true;
    }
  }
  return false;
}

// "fever no chest pain", but not "no fever no chest pain".
bool Denials::may_be_an_answer(std::size_t at) const {
  const bool stands_behind = at > 0 && is_of_a_phrase_[at - 1] &&
                             is_one_of(words_[at].word, answers) &&
                             (words_[at].answers || words_[at].clause == words_[at - 1].clause);
  if (!stands_behind || words_[at].answers) {
    return stands_behind;
  }
  std::size_t first = at - 1;
  while (first > 0 && is_of_a_phrase_[first - 1]) {
    --first;
  }
  return first == 0 || words_[first - 1].clause != words_[at].clause ||
         !is_one_of(words_[first - 1].word, answers);
}

bool Denials::is_taken_back(const Words& phrase) const {
  bool is_listed = false;  // after "or" or "and": what follows is of the phrase before too
  bool is_in_the_list = false;
  bool is_beside = true;  // in the clause, and before an "and"
  for (std::size_t at = phrase.last + 1; at < words_.size() && at <= phrase.last + reach; ++at) {
    const std::string& word = words_[at].word;
    if (ends_a_sentence(at - 1)) {
      return false;
    }
    if (words_[at].clause != words_[at - 1].clause) {
      is_beside = is_listed = false;
    }
    if (is_of_a_phrase_[at]) {
      if (!is_listed && !is_in_the_list) {
        return false;
      }
      is_listed = false;
      is_in_the_list = is_beside = true;
      continue;
    }
    is_in_the_list = false;
    if (is_one_of(word, takes_back)) {
      return true;
    }
    is_listed = word == "or" || word == "and" || word == "nor";
    if (is_beside && !is_listed) {
      if (word == "no" || word == "denies" || word == "without") {
        return false;
      }
      const bool is_at_all =
          (word == "at" && at + 1 < words_.size() && words_[at + 1].word == "all") ||
          (word == "all" && words_[at - 1].word == "at");
      if (!is_at_all && !is_one_of(word, leaves_it)) {
        return true;
      }
    }
    is_beside = is_beside && word != "and";
  }
  return false;
}

// Only as the last word of its clause, or alone in the next one after a colon or the like; what
// follows is another phrase, another denial or another sentence.
bool Denials::is_denied_behind(const Words& phrase) const {
  std::size_t at = phrase.last + 1;
  while (at < words_.size() && (words_[at].word == "is" || words_[at].word == "was")) {
    ++at;
  }
  if (at >= words_.size() || !is_one_of(words_[at].word, denials_behind) ||
      (words_[at].word == "normal" && phrase.first != phrase.last) ||
      (words_[at].clause != words_[phrase.last].clause && !words_[at].answers)) {
    return false;
  }
  if (at + 1 == words_.size()) {
    return true;
  }
  return words_[at + 1].clause != words_[at].clause &&
         (ends_a_sentence(at) || is_of_a_phrase_[at + 1] ||
          is_one_of(words_[at + 1].word, denials));
}

// The word, by what stands after it. A question mark ends none: its answer follows.
bool Denials::ends_a_sentence(std::size_t at) const {
  if (at + 1 >= words_.size() || words_[at].clause == words_[at + 1].clause) {
    return at + 1 >= words_.size();
  }
  const std::size_t end = words_[at].end;
  return text_.substr(end, words_[at + 1].begin - end).find_first_of(".;!\n\r") !=
         std::string_view::npos;
}

bool Denials::deny(const Stretch& phrase) const {
  const Words words = words_of(phrase);
  return is_denied_behind(words) ||
         (may_be_denied(words) && is_denied_before(words) && !is_taken_back(words));
}

}  // namespace paraspinal::triage
