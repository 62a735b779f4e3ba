#include "knowledge/triage/score_inputs.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::triage {
namespace {

template <typename Value>
const Value* stated(const Presentation& presentation, const knowledge::KnowledgeBase& knowledge,
                    std::string_view id) {
  const auto finding = knowledge.findings.find(id);
  const auto answer = finding ? presentation.findings.find(*finding) : presentation.findings.end();
  return answer == presentation.findings.end() ? nullptr
                                               : std::get_if<Value>(&answer->second.value);
}

}  // namespace

std::optional<bool> stated_presence(const Presentation& presentation,
                                    const knowledge::KnowledgeBase& knowledge,
                                    std::string_view id) {
  const auto* presence = stated<knowledge::Presence>(presentation, knowledge, id);
  return presence == nullptr ? std::nullopt
                             : std::optional(*presence == knowledge::Presence::present);
}

std::optional<double> stated_quantity(const Presentation& presentation,
                                      const knowledge::KnowledgeBase& knowledge,
                                      std::string_view id) {
  const auto* quantity = stated<knowledge::Quantity>(presentation, knowledge, id);
  return quantity == nullptr ? std::nullopt : std::optional(quantity->value);
}

void ScoreInputs::value(std::string_view input, double value, std::string_view finding) {
  given_.emplace(input, value);
  if (std::ranges::find(from_, finding) == from_.end()) {
    from_.emplace_back(finding);
  }
}

void ScoreInputs::number(std::string_view input, std::string_view finding) {
  if (const auto quantity = stated_quantity(*presentation_, *knowledge_, finding)) {
    value(input, *quantity, finding);
  }
}

void ScoreInputs::whole_number(std::string_view input, std::string_view finding) {
  if (const auto quantity = stated_quantity(*presentation_, *knowledge_, finding)) {
    value(input, std::round(*quantity), finding);
  }
}

void ScoreInputs::yes_or_no(std::string_view input, std::string_view finding) {
  if (const auto present = stated_presence(*presentation_, *knowledge_, finding)) {
    value(input, *present ? 1 : 0, finding);
  }
}

void ScoreInputs::no_if_absent(std::string_view input, std::string_view finding) {
  if (stated_presence(*presentation_, *knowledge_, finding) == false) {
    value(input, 0, finding);
  }
}

void ScoreInputs::both(std::string_view input, std::string_view first, std::string_view second) {
  const auto one = stated_presence(*presentation_, *knowledge_, first);
  const auto other = stated_presence(*presentation_, *knowledge_, second);
  if (one == false || other == false) {
    value(input, 0, one == false ? first : second);
  } else if (one && other) {
    value(input, 1, first);
    value(input, 1, second);
  }
}

void ScoreInputs::state(std::string_view input, std::string_view finding) {
  if (const auto* state = stated<knowledge::State>(*presentation_, *knowledge_, finding)) {
    value(input, static_cast<double>(state->index), finding);
  }
}

void ScoreInputs::sex(std::string_view input, double female, double male) {
  if (presentation_->sex) {
    value(input, *presentation_->sex == knowledge::Sex::female ? female : male, "sex");
  }
}

void ScoreInputs::age(std::string_view input) {
  if (presentation_->age_years) {
    value(input, *presentation_->age_years, "age");
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
