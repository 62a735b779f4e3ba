#include "knowledge/triage/score_inputs.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::triage {
namespace {

template <typename Value>
const Value* value_as(const knowledge::AnswerValue* value) {
  return value == nullptr ? nullptr : std::get_if<Value>(value);
}

}  // namespace

Stated::Stated(const Presentation& presentation, const knowledge::KnowledgeBase& knowledge,
               std::vector<bool>& read)
    : presentation_(&presentation), knowledge_(&knowledge), read_(&read) {
  read.resize(knowledge.findings.size(), false);
}

const knowledge::AnswerValue* Stated::find(std::string_view id) const {
  const auto finding = knowledge_->findings.find(id);
  if (!finding) {
    return nullptr;
  }
  (*read_)[finding->index] = true;
  const auto answer = presentation_->findings.find(*finding);
  return answer == presentation_->findings.end() ? nullptr : &answer->second.value;
}

std::optional<bool> Stated::presence(std::string_view id) const {
  const auto* presence = value_as<knowledge::Presence>(find(id));
  return presence == nullptr ? std::nullopt
                             : std::optional(*presence == knowledge::Presence::present);
}

std::optional<double> Stated::quantity(std::string_view id) const {
  const auto* quantity = value_as<knowledge::Quantity>(find(id));
  return quantity == nullptr ? std::nullopt : std::optional(quantity->value);
}

const knowledge::Day* Stated::day(std::string_view id) const {
  return value_as<knowledge::Day>(find(id));
}

void ScoreInputs::value(std::string_view input, double value, std::string_view finding) {
  given_.emplace(input, value);
  if (std::ranges::find(from_, finding) == from_.end()) {
    from_.emplace_back(finding);
  }
}

void ScoreInputs::number(std::string_view input, std::string_view finding) {
  if (const auto quantity = stated_->quantity(finding)) {
    value(input, *quantity, finding);
  }
}

void ScoreInputs::whole_number(std::string_view input, std::string_view finding) {
  if (const auto quantity = stated_->quantity(finding)) {
    value(input, std::round(*quantity), finding);
  }
}

void ScoreInputs::yes_or_no(std::string_view input, std::string_view finding) {
  if (const auto present = stated_->presence(finding)) {
    value(input, *present ? 1 : 0, finding);
  }
}

void ScoreInputs::no_if_absent(std::string_view input, std::string_view finding) {
  if (stated_->presence(finding) == false) {
    value(input, 0, finding);
  }
}

void ScoreInputs::both(std::string_view input, std::string_view first, std::string_view second) {
  const auto one = stated_->presence(first);
  const auto other = stated_->presence(second);
  if (one == false || other == false) {
    value(input, 0, one == false ? first : second);
  } else if (one && other) {
    value(input, 1, first);
    value(input, 1, second);
  }
}

void ScoreInputs::state(std::string_view input, std::string_view finding) {
  if (const auto* state = value_as<knowledge::State>(stated_->find(finding))) {
    value(input, static_cast<double>(state->index), finding);
  }
}

void ScoreInputs::sex(std::string_view input, double female, double male) {
  if (stated_->presentation().sex) {
    value(input, *stated_->presentation().sex == knowledge::Sex::female ? female : male, "sex");
  }
}

void ScoreInputs::age(std::string_view input) {
  if (stated_->presentation().age_years) {
    value(input, *stated_->presentation().age_years, "age");
  }
}

std::string ScoreInputs::from() const {
  std::string words;
  for (std::size_t i = 0; i < from_.size(); ++i) {
    const std::string_view before = i == 0 ? "" : i + 1 == from_.size() ? " and " : ", ";
    words += std::string(before) + from_[i];
  }
  return words;
}

}  // namespace paraspinal::triage
