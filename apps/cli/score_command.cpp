#include "apps/cli/score_command.h"

#include <algorithm>
#include <stdexcept>

#include "apps/cli/text_layout.h"
#include "knowledge/base/load.h"
#include "knowledge/scores/input_checks.h"

namespace paraspinal::cli {
namespace {

using scores::value_words;

std::string with_unit(const std::string& words, std::string_view unit) {
  return unit.empty() ? words : words + " " + std::string(unit);
}

// "7", or "3 to 7" while inputs are missing.
std::string range_words(double lowest, double highest, std::string_view unit) {
  const std::string lower = value_words(lowest);
  const std::string upper = value_words(highest);
  return with_unit(lower == upper ? lower : lower + " to " + upper, unit);
}

std::string line(std::string_view label, std::string_view words) {
  constexpr std::size_t label_width = 12;
  return wrapped(words, column(label, label_width));
}

std::string band_lines(const scores::ScoreResult& result) {
  std::string text;
  for (const scores::Band& band : result.bands) {
    text += line(result.bands.size() == 1 ? "band" : "may be",
                 std::string(band.name) + ": " + std::string(band.action));
  }
  return text;
}

std::string part_lines(const scores::ScoreResult& result) {
  std::string text;
  for (const scores::PartBounds& part : result.parts) {
    text += wrapped(range_words(part.lowest, part.highest, part.unit),
                    "  " + column(spoken(part.name), 26));
  }
  return text.empty() ? text : "parts\n" + text;
}

std::string source_lines(const scores::ScoreResult& result,
                         const knowledge::KnowledgeBase& knowledge) {
  std::string text;
  for (const std::string& id : result.sources) {
    const auto source = knowledge.sources.find(id);
    text += line("source",
                 source == knowledge.sources.end()
                     ? id
                     : source->second.citation + " [" + id + ", " + source->second.verified + "]");
  }
  return text;
}

std::string input_lines(const scores::ScoreInput& input) {
  std::string terms = scores::expectation(input);
  if (input.assumed) {
    terms += "; " + scores::input_words(input, *input.assumed) +
             " when not given: " + std::string(input.assumed_because);
  } else if (input.optional) {
    terms += "; one way among several";
  }
  return "  " + option_name(input.name) + "\n" + wrapped(input.meaning, "      ") +
         wrapped(terms, "      = ");
}

}  // namespace

std::string option_name(std::string_view input) {
  std::string name = "--" + std::string(input);
  std::ranges::replace(name, '_', '-');
  return name;
}

std::string score_text(const scores::Score& score, const scores::ScoreResult& result,
                       const knowledge::KnowledgeBase& knowledge) {
  std::string text = wrapped(score.name);
  text += line("score", range_words(result.lowest, result.highest, result.unit));
  text += band_lines(result);
  text += part_lines(result);
  if (!result.missing.empty()) {
    text += line("missing", joined(result.missing, ", "));
  }
  for (const std::string& assumed : result.assumed) {
    text += line("assumed", assumed);
  }
  if (!score.caution.empty()) {
    text += line("caution", score.caution);
  }
  return text + source_lines(result, knowledge);
}

std::string score_help(const scores::Score& score) {
  std::string text = score.caution.empty() ? "" : wrapped(score.caution);
  text += "\nInputs; one that is not given is unknown, and the score is then a range:\n";
  for (const scores::ScoreInput& input : score.inputs) {
    text += input_lines(input);
  }
  text += "\nBands:\n";
  for (const scores::Band& band : score.bands) {
    text += wrapped(std::string(band.name) + ": " + std::string(band.action),
                    "  from " + column(value_words(band.from), 6));
  }
  return text;
}

Outcome score_command(const ScoreOptions& options, Streams streams) {
  const scores::Score* score = scores::find_score(options.score);
  if (score == nullptr) {
    streams.errors << error_line("usage", options.score +
                                              ": unknown score: expected one of those that "
                                              "score --help lists");
    return Outcome::wrong_usage;
  }
  const auto result =
      scores::read_inputs(*score, options.inputs).and_then([score](const scores::Given& given) {
        return scores::evaluate(*score, given);
      });
  if (!result) {
    streams.errors << error_line("usage", result.error().message);
    return Outcome::wrong_usage;
  }
  const auto knowledge = knowledge::load_embedded();
  if (!knowledge) {
    streams.errors << error_line("embedded knowledge", knowledge.error().message);
    return Outcome::unusable_knowledge;
  }
  streams.output << score_text(*score, *result, *knowledge) << std::flush;
  if (!streams.output) {
    throw std::runtime_error("the output cannot be written");
  }
  return Outcome::answered;
}

}  // namespace paraspinal::cli
