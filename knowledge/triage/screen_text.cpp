// Entry point: screen_text, at the end.

#include "knowledge/triage/screen_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "knowledge/triage/denials.h"
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

}  // namespace

std::vector<Heard> screen_text(std::string_view text, const KnowledgeBase& knowledge) {
  const std::vector<TypedWord> typed = typed_words(text);
  const std::vector<Said> all = said_in(typed, knowledge);
  std::vector<Stretch> stretches;
  for (const Said& said : all) {
    stretches.push_back({typed[said.first].begin, typed[said.last].end});
  }
  const Denials denials(text, stretches);
  std::vector<Heard> heard;
  std::set<std::pair<knowledge::FindingId, bool>> known;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto [begin, end] = stretches[i];
    const bool denied = denials.deny(stretches[i]);
    if (known.emplace(all[i].finding, denied).second) {
      heard.push_back(
          {all[i].finding, std::string(text.substr(begin, end - begin)), begin, denied});
    }
  }
  return heard;
}

}  // namespace paraspinal::triage
