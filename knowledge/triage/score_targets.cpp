#include "knowledge/triage/score_targets.h"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "engine/require.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::SaidBy;
using knowledge::Truth;

double to_hundredths(double value) {
  return std::round(value * 100) / 100;
}

std::vector<double> whole_numbers(double lowest, double highest) {
  std::vector<double> values;
  for (long value = std::lround(lowest); value <= std::lround(highest); ++value) {
    values.push_back(static_cast<double>(value));
  }
  return values;
}

}  // namespace

std::optional<scores::ScoreResult> result_of(std::string_view score, const ScoreInputs& inputs) {
  const scores::Score* found = scores::find_score(score);
  engine::require(found != nullptr, "a derivation names a score that is there");
  if (found == nullptr || inputs.given().empty()) {
    return std::nullopt;
  }
  auto result = scores::evaluate(*found, inputs.given());
  return result ? std::optional(*std::move(result)) : std::nullopt;
}

std::string score_origin(std::string_view score, const ScoreInputs& inputs) {
  return std::string(score) + " of " + inputs.from();
}

void ScoreTargets::number(std::string_view score, const ScoreInputs& inputs,
                          std::string_view finding, double within) {
  const auto result = result_of(score, inputs);
  const auto id = knowledge_->findings.find(finding);
  if (!result || !id) {
    return;
  }
  const AnswerValue* known = stated(*id);
  if (result->missing.empty()) {
    quantity(finding, *result->value, within, score_origin(score, inputs));
  } else if (known == nullptr || !std::holds_alternative<Quantity>(*known)) {
    agreed(*id, {result->lowest, result->highest}, Presence::present, score_origin(score, inputs));
  }
}

void ScoreTargets::points(std::string_view score, const ScoreInputs& inputs,
                          std::string_view finding) {
  const auto result = result_of(score, inputs);
  if (!result) {
    return;
  }
  if (result->value) {
    quantity(finding, *result->value, 0, score_origin(score, inputs));
    return;
  }
  if (const auto id = knowledge_->findings.find(finding)) {
    agreed(*id, whole_numbers(result->lowest, result->highest), std::nullopt,
           score_origin(score, inputs));
  }
}

void ScoreTargets::at_least(double lowest, std::string_view score, const ScoreInputs& inputs,
                            std::string_view finding) {
  if (const auto id = knowledge_->findings.find(finding)) {
    agreed(*id, whole_numbers(lowest, knowledge_->findings[*id].highest), Presence::present,
           score_origin(score, inputs));
  }
}

void ScoreTargets::quantity(std::string_view finding, double value, double within,
                            const std::string& origin) {
  const auto id = knowledge_->findings.find(finding);
  if (!id) {
    return;
  }
  const knowledge::Finding& row = knowledge_->findings[*id];
  if (value < row.lowest || value > row.highest) {
    return;
  }
  const AnswerValue* known = stated(*id);
  const auto* number = known == nullptr ? nullptr : std::get_if<Quantity>(known);
  if (number == nullptr) {
    add(*id, Quantity{value}, origin);
  } else if (std::abs(number->value - value) > within) {
    contradict(row, *known, number_words(to_hundredths(value)), origin, "the stated one is used");
  }
}

void ScoreTargets::presence(std::string_view finding, bool present, const std::string& origin) {
  const auto id = knowledge_->findings.find(finding);
  if (!id) {
    return;
  }
  const AnswerValue* known = stated(*id);
  const auto* presence = known == nullptr ? nullptr : std::get_if<Presence>(known);
  if (presence == nullptr) {
    add(*id, present ? Presence::present : Presence::absent, origin);
  } else if ((*presence == Presence::present) != present) {
    contradict(knowledge_->findings[*id], *known, present ? "present" : "absent", origin,
               "it is read as present");
    if (present) {
      add(*id, Presence::present, origin + ", stated absent");
    }
  }
}

const AnswerValue* ScoreTargets::stated(FindingId finding) const {
  scored_->read[finding.index] = true;
  const auto answer = scored_->presentation.findings.find(finding);
  return answer == scored_->presentation.findings.end() ? nullptr : &answer->second.value;
}

void ScoreTargets::add(FindingId finding, AnswerValue value, const std::string& origin) {
  scored_->presentation.findings[finding] =
      Answer{std::move(value), SaidBy::derived, std::nullopt, origin};
}

void ScoreTargets::contradict(const knowledge::Finding& row, const AnswerValue& stated,
                              const std::string& derived, const std::string& origin,
                              std::string_view reading) {
  scored_->conflicts.push_back(row.id + " was stated " + state_words(row, stated) + ", but " +
                               origin + " gives " + derived + "; " + std::string(reading));
}

void ScoreTargets::agreed(FindingId finding, const std::vector<double>& possible,
                          std::optional<Presence> only, const std::string& origin) {
  for (const knowledge::Implication& implication : knowledge_->implications) {
    if (!implication.defines || implication.when_true.mentions().size() != 1 ||
        implication.when_true.mentions().front() != finding) {
      continue;
    }
    std::array<bool, 3> seen{};  // [Truth]
    for (const double value : possible) {
      const Answer answer{Quantity{value}, SaidBy::derived, std::nullopt, ""};
      const Truth truth = implication.when_true.evaluate([&](FindingId) { return &answer; });
      seen.at(static_cast<std::size_t>(truth)) = true;
    }
    const bool sometimes_no = seen.at(static_cast<std::size_t>(Truth::no));
    const bool sometimes_yes = seen.at(static_cast<std::size_t>(Truth::yes));
    const bool present = sometimes_yes != implication.then_absent;
    if (sometimes_no != sometimes_yes && (!only || (*only == Presence::present) == present)) {
      presence(knowledge_->findings[implication.then].id, present, origin);
    }
  }
}

}  // namespace paraspinal::triage
