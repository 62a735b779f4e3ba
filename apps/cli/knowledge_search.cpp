// Entry point: search_knowledge, at the end.

#include "apps/cli/knowledge_search.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using knowledge::KnowledgeBase;

constexpr std::size_t shown_in_text = 40;

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(lower(text));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    words.push_back(word);
  }
  return words;
}

// Collects what holds every word, and how well.
class Search {
 public:
  explicit Search(const std::string& text) : words_(words_of(text)) {}

  // `texts`: what else the row says, each a place where the words may stand.
  void see(const std::string& kind, const std::string& id, const std::string& name,
           const std::vector<std::string>& texts) {
    const std::string both = lower(id) + ' ' + lower(spoken(id)) + ' ' + lower(name);
    if (words_.size() == 1 && lower(id) == words_.front()) {
      add({kind, id, name, "", 0});
    } else if (holds_all(both)) {
      add({kind, id, name, "", begins_with_a_word(both) ? 1 : 2});
    } else {
      see_texts(kind, id, name, texts);
    }
  }

  // By id or note; its finding and condition are found as such.
  void see_link(const std::string& id, const std::string& name, const std::string& note) {
    if (words_.size() == 1 && lower(id) == words_.front()) {
      add({"link", id, name, "", 0});
    } else if (holds_all(lower(note))) {
      add({"link", id, name, excerpt(note), 5});
    }
  }

  std::vector<Match> best_first() && {
    std::ranges::stable_sort(found_, {}, &Match::rank);
    return std::move(found_);
  }

 private:
  void see_texts(const std::string& kind, const std::string& id, const std::string& name,
                 const std::vector<std::string>& texts) {
    std::string all = lower(id) + ' ' + lower(name);
    for (const std::string& text : texts) {
      if (holds_all(lower(text))) {
        add({kind, id, name, excerpt(text), 3});
        return;
      }
      all += ' ' + lower(text);
    }
    if (holds_all(all)) {
      add({kind, id, name, "", 4});
    }
  }

  // The words around the first that was looked for.
  std::string excerpt(const std::string& text) const {
    constexpr std::size_t before = 20;
    constexpr std::size_t length = 70;
    const std::size_t at = lower(text).find(words_.front());
    if (text.size() <= length || at == std::string::npos) {
      return text;
    }
    std::size_t from = at > before ? text.find(' ', at - before) : 0;
    from = from > at ? at : from;
    const std::size_t to = std::min(text.rfind(' ', from + length), text.size());
    return (from == 0 ? "" : "..") + text.substr(from, to - from) + (to < text.size() ? " .." : "");
  }

  bool holds_all(const std::string& text) const {
    return !words_.empty() && std::ranges::all_of(words_, [&text](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
  }

  // Every word begins a word of the text: "numb" in "numb between the legs", not in "number".
  bool begins_with_a_word(const std::string& text) const {
    return std::ranges::all_of(words_, [&text](const std::string& word) {
      return text.starts_with(word) || text.find(' ' + word) != std::string::npos;
    });
  }

  void add(Match match) {
    const auto same = [&match](const Match& other) {
      return other.kind == match.kind && other.id == match.id;
    };
    const auto before = std::ranges::find_if(found_, same);
    if (before == found_.end()) {
      found_.push_back(std::move(match));
    } else if (match.rank < before->rank) {
      *before = std::move(match);
    }
  }

  std::vector<std::string> words_;
  std::vector<Match> found_;
};

std::vector<std::string> texts_of(const knowledge::Finding& finding) {
  const auto& question = finding.question;
  return question ? std::vector{question->read_aloud, question->plainer, question->meaning,
                                question->yes_means}
                  : std::vector<std::string>();
}

// Codes stand in for what they mean, and for themselves when that is no row of its own.
void see_codes(const KnowledgeBase& knowledge, Search& search) {
  for (const knowledge::Coding& coding : knowledge.codings) {
    const std::string text = coding.code + ' ' + coding.display;
    if (const auto finding = knowledge.findings.find(coding.target)) {
      search.see("finding", coding.target, knowledge.findings[*finding].name, {text});
    } else if (const auto condition = knowledge.condition(coding.target)) {
      search.see("condition", coding.target, knowledge.conditions[condition->index].name, {text});
    } else if (const auto action =
                   std::ranges::find(knowledge.actions, coding.target, &knowledge::Action::id);
               action != knowledge.actions.end()) {
      search.see("action", action->id, action->words, {text});
    } else {
      search.see("code", coding.code, coding.display + " (" + coding.target + ")", {});
    }
  }
}

std::string match_text(const Match& match) {
  std::string text =
      wrapped(match.name, fmt::format("{} {}  ", column(match.kind, 9), column(match.id, 30)));
  return match.where.empty() ? text : text + wrapped('"' + match.where + '"', std::string(42, ' '));
}

std::string matches_text(const std::vector<Match>& found) {
  std::string text;
  const std::size_t shown = std::min(found.size(), shown_in_text);
  for (std::size_t i = 0; i < shown; ++i) {
    text += match_text(found[i]);
  }
  return found.size() > shown ? text + fmt::format("and {} more\n", found.size() - shown) : text;
}

std::string matches_json(const std::vector<Match>& found) {
  std::vector<Json> rows;
  rows.reserve(found.size());
  for (const Match& match : found) {
    rows.push_back(Json::object({{"kind", Json::string(match.kind)},
                                 {"id", Json::string(match.id)},
                                 {"name", Json::string(match.name)},
                                 {"where", Json::string(match.where)}}));
  }
  return write_json(Json::array(std::move(rows))) + '\n';
}

}  // namespace

std::vector<Match> matches(const KnowledgeBase& knowledge, const std::string& text) {
  Search search(text);
  for (const auto& row : knowledge.conditions) {
    search.see("condition", row.id, row.name, {row.body_system});
  }
  for (const auto& row : knowledge.findings.all()) {
    search.see("finding", row.id, row.name, texts_of(row));
  }
  for (const auto& row : knowledge.red_flags) {
    search.see("red_flag", row.id, row.name, {row.action, row.rule.text(), row.note});
  }
  for (const auto& row : knowledge.actions) {
    search.see("action", row.id, row.words, {row.position, row.note});
  }
  for (const auto& row : knowledge.mechanisms) {
    search.see("mechanism", row.id, row.name, {});
  }
  for (const auto& row : knowledge.links) {
    search.see_link(
        row.id,
        knowledge.findings[row.finding].id + " - " + knowledge.conditions[row.condition.index].id,
        row.note);
  }
  for (const auto& [id, row] : knowledge.sources) {
    search.see("source", id, row.citation, {row.doi, row.pmid, row.url});
  }
  see_codes(knowledge, search);
  return std::move(search).best_first();
}

Outcome search_knowledge(const SearchOptions& options, Streams streams) {
  const auto knowledge = chosen_knowledge(options.knowledge);
  if (!knowledge) {
    return unusable_knowledge(options.knowledge, knowledge.error(), streams);
  }
  const std::vector<Match> found = matches(*knowledge, options.text);
  streams.output << (options.format == PageFormat::json ? matches_json(found)
                                                        : matches_text(found));
  if (found.empty()) {
    streams.errors << error_line(options.text,
                                 "nothing in the knowledge base holds all of these "
                                 "words; expected fewer or other words");
  }
  return written(found.empty() ? Outcome::unusable_input : Outcome::answered, streams);
}

}  // namespace paraspinal::cli
