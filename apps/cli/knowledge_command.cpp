#include "apps/cli/knowledge_command.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "apps/cli/text_layout.h"
#include "fhir/nearest_name.h"
#include "knowledge/base/load.h"

namespace paraspinal::cli {
namespace {

constexpr std::size_t ids_suggested = 3;

// How many of the words of `id` another id holds.
std::size_t shared_words(const std::string& id, const std::string& other) {
  constexpr std::size_t shortest = 4;
  std::size_t shared = 0;
  std::istringstream words(spoken(id));
  for (std::string word; words >> word;) {
    shared += word.size() >= shortest && other.find(word) != std::string::npos ? 1U : 0U;
  }
  return shared;
}

// The known ids nearest to `id`: by spelling first, then those that share most words.
std::vector<std::string> nearest_ids(std::vector<std::string> known, const std::string& id) {
  std::vector<std::string> nearest;
  while (nearest.size() < ids_suggested) {
    const std::string next = fhir::nearest_name(id, known);
    if (next.empty()) {
      break;
    }
    nearest.push_back(next);
    std::erase(known, next);
  }
  std::erase_if(known, [&id](const std::string& one) { return shared_words(id, one) == 0; });
  std::ranges::stable_sort(known, std::greater(),
                           [&id](const std::string& one) { return shared_words(id, one); });
  const std::size_t more = std::min(known.size(), ids_suggested - nearest.size());
  nearest.insert(nearest.end(), known.begin(), known.begin() + static_cast<std::ptrdiff_t>(more));
  return nearest;
}

}  // namespace

engine::Result<knowledge::KnowledgeBase> chosen_knowledge(const std::optional<std::string>& file) {
  return file ? knowledge::load_file(*file) : knowledge::load_embedded();
}

Outcome unusable_knowledge(const std::optional<std::string>& file, const engine::Error& error,
                           Streams streams) {
  const std::string place = file.value_or("embedded knowledge");
  const std::string repeated = place + ": ";
  const bool names_it = error.message.starts_with(repeated);
  streams.errors << error_line(place,
                               names_it ? error.message.substr(repeated.size()) : error.message);
  return Outcome::unusable_knowledge;
}

std::vector<std::string> known_ids(const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  const auto add = [&ids](const auto& rows) {
    for (const auto& row : rows) {
      ids.push_back(row.id);
    }
  };
  add(knowledge.conditions);
  add(knowledge.findings.all());
  add(knowledge.red_flags);
  add(knowledge.actions);
  add(knowledge.mechanisms);
  add(knowledge.links);
  for (const auto& source : knowledge.sources) {
    ids.push_back(source.first);
  }
  return ids;
}

std::string unknown_id_words(const std::vector<std::string>& known, const std::string& id) {
  std::string text =
      "no such id; expected that of a condition, finding, red flag, action, mechanism, link or "
      "source";
  std::string_view lead = "; the nearest are ";
  for (const std::string& near : nearest_ids(known, id)) {
    text.append(std::exchange(lead, ", ")).append(near);
  }
  return text;
}

Outcome written(Outcome outcome, Streams streams) {
  streams.output << std::flush;
  if (!streams.output) {
    throw std::runtime_error("the output cannot be written");
  }
  return outcome;
}

}  // namespace paraspinal::cli
