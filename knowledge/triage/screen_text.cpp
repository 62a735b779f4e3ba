// Entry point: screen_text, at the end.

#include "knowledge/triage/screen_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "knowledge/triage/typed_words.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Phrase;

using Places = std::vector<std::vector<std::string>>;

struct Sought {
  knowledge::FindingId finding;
  Places places;
};

// A phrase and the words of the text that say it, the first to the last.
struct Said {
  knowledge::FindingId finding;
  std::size_t first = 0;
  std::size_t last = 0;
};

// What may follow "no" or "not" without denying what comes after: "not sure", "no better".
constexpr std::string_view denies_nothing[] = {
    "able",    "as",       "better",   "certain", "change",   "changed",     "doubt",
    "ease",    "eased",    "easing",   "feeling", "getting",  "go",          "going",
    "good",    "help",     "helped",   "helping", "improved", "improvement", "improving",
    "know",    "long",     "much",     "only",    "relief",   "relieved",    "right",
    "settled", "settling", "sleeping", "slept",   "sure",     "well",        "worse"};
// After them a new thought begins, which an earlier "no" does not deny.
constexpr std::string_view begins_a_thought[] = {"after", "although", "apart", "because", "before",
                                                 "but",   "despite",  "due",   "except",  "however",
                                                 "if",    "since",    "then",  "though",  "until",
                                                 "when",  "which",    "while", "who",     "yet"};
constexpr std::string_view denials[] = {"denied", "denies",   "deny", "denying", "neither",
                                        "never",  "negative", "nil",  "no",      "none",
                                        "nor",    "normal",   "not",  "without"};
// These deny a list whose last part comes after "and" too.
constexpr std::string_view denials_of_lists[] = {"denied",  "denies",  "deny",
                                                 "denying", "neither", "without"};
// "fever: no", "fever denied".
constexpr std::string_view denials_behind[] = {"absent", "denied", "fine", "neg",  "negative",
                                               "never",  "nil",    "no",   "none", "normal",
                                               "not",    "ok",     "okay"};
constexpr std::size_t reach_of_a_denial = 8;  // words

template <std::size_t size>
bool is_one_of(std::string_view word, const std::string_view (&words)[size]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// The phrase without the words that the text is read without.
Places places_of(const Phrase& phrase) {
  Places places;
  for (const auto& words : phrase.words) {
    if (!std::all_of(words.begin(), words.end(), is_filler)) {
      places.push_back(words);
    }
  }
  return places;
}

bool says(const std::vector<TypedWord>& typed, std::size_t at, const Places& places) {
  if (at + places.size() > typed.size()) {
    return false;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const TypedWord& word = typed[at + i];
    const bool is_there =
        word.clause == typed[at].clause &&
        std::any_of(places[i].begin(), places[i].end(),
                    [&word](const std::string& meant) { return is_typed_for(word.word, meant); });
    if (!is_there) {
      return false;
    }
  }
  return true;
}

// By the letter that a first word begins with, which a slip does not change.
std::map<char, std::vector<Sought>> phrases_by_letter(const KnowledgeBase& knowledge) {
  std::map<char, std::vector<Sought>> by_letter;
  for (const Phrase& phrase : knowledge.phrases) {
    const Places places = places_of(phrase);
    std::set<char> letters;
    for (const std::string& word : places.empty() ? std::vector<std::string>() : places.front()) {
      letters.insert(word.front());
    }
    for (const char letter : letters) {
      by_letter[letter].push_back({phrase.finding, places});
    }
  }
  return by_letter;
}

// "bleeding heavily" is heard, "bleeding" inside it is not.
std::vector<Said> without_those_inside_longer_ones(std::vector<Said> all) {
  std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  std::vector<Said> longest;
  for (const Said& said : all) {
    const bool is_inside = !longest.empty() && longest.back().last >= said.last &&
                           (longest.back().first != said.first || longest.back().last != said.last);
    if (!is_inside) {
      longest.push_back(said);
    }
  }
  return longest;
}

std::vector<Said> said_in(const std::vector<TypedWord>& typed, const KnowledgeBase& knowledge) {
  const auto by_letter = phrases_by_letter(knowledge);
  std::vector<Said> all;
  for (std::size_t at = 0; at < typed.size(); ++at) {
    const auto sought = by_letter.find(typed[at].word.front());
    if (sought == by_letter.end()) {
      continue;
    }
    for (const Sought& phrase : sought->second) {
      if (says(typed, at, phrase.places)) {
        all.push_back({phrase.finding, at, at + phrase.places.size() - 1});
      }
    }
  }
  return without_those_inside_longer_ones(std::move(all));
}

class Denials {
 public:
  Denials(const std::vector<TypedWord>& typed, const std::vector<Said>& said) : typed_(typed) {
    for (const Said& one : said) {
      for (std::size_t i = one.first; i <= one.last; ++i) {
        part_of_a_phrase_.insert(i);
      }
    }
  }

  bool deny(const Said& said) const { return before(said.first) || behind(said.last); }

 private:
  bool before(std::size_t first) const {
    bool passed_and = false;
    for (std::size_t back = 1; back <= reach_of_a_denial && back <= first; ++back) {
      const TypedWord& word = typed_[first - back];
      if (word.clause != typed_[first].clause || is_one_of(word.word, begins_a_thought)) {
        return false;
      }
      passed_and = passed_and || word.word == "and";
      if (denies_at(first - back, first)) {
        return !passed_and || is_one_of(word.word, denials_of_lists);
      }
    }
    return false;
  }

  bool denies_at(std::size_t at, std::size_t first) const {
    const std::string& word = typed_[at].word;
    if (!is_one_of(word, denials) || part_of_a_phrase_.contains(at)) {
      return false;
    }
    if (word == "normal") {
      return at + 1 == first;
    }
    return at + 1 == first || !is_one_of(typed_[at + 1].word, denies_nothing);
  }

  // Only as the last word of the clause, or alone in the next one after a colon or the like.
  bool behind(std::size_t last) const {
    const std::size_t at = last + 1;
    if (at >= typed_.size() || !is_one_of(typed_[at].word, denials_behind)) {
      return false;
    }
    const bool ends = at + 1 == typed_.size() || typed_[at + 1].clause != typed_[at].clause;
    return ends && (typed_[at].clause == typed_[last].clause || typed_[at].answers);
  }

  const std::vector<TypedWord>& typed_;
  std::set<std::size_t> part_of_a_phrase_;
};

}  // namespace

std::vector<Heard> screen_text(std::string_view text, const KnowledgeBase& knowledge) {
  const std::vector<TypedWord> typed = typed_words(text);
  const std::vector<Said> all = said_in(typed, knowledge);
  const Denials denials_of(typed, all);
  std::vector<Heard> heard;
  std::set<std::pair<knowledge::FindingId, bool>> known;
  for (const Said& said : all) {
    const bool denied = denials_of.deny(said);
    if (known.emplace(said.finding, denied).second) {
      const std::size_t begin = typed[said.first].begin;
      heard.push_back({said.finding, std::string(text.substr(begin, typed[said.last].end - begin)),
                       begin, denied});
    }
  }
  return heard;
}

}  // namespace paraspinal::triage
