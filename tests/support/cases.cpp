#include "tests/support/cases.h"

#include <algorithm>
#include <charconv>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "knowledge/base/load.h"

namespace paraspinal::tests {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::ValueType;
using triage::Presentation;

template <typename T>
T value_or_throw(engine::Result<T> result) {
  if (!result) {
    throw std::logic_error(result.error().message);
  }
  return std::move(*result);
}

AnswerValue parse(const knowledge::Finding& finding, const std::string& word) {
  if (word == "unknown") {
    return knowledge::Unknown{};
  }
  if (word == "refused") {
    return knowledge::Refused{};
  }
  switch (finding.value_type) {
    case ValueType::boolean:
      if (word == "present" || word == "absent") {
        return word == "present" ? Presence::present : Presence::absent;
      }
      break;
    case ValueType::quantity: {
      double value = 0;
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
      if (error == std::errc() && end == word.data() + word.size()) {
        return knowledge::Quantity{value};
      }
      break;
    }
    case ValueType::ordinal: {
      const auto place = std::find(finding.states.begin(), finding.states.end(), word);
      if (place != finding.states.end()) {
        return knowledge::State{static_cast<std::size_t>(place - finding.states.begin())};
      }
      break;
    }
    case ValueType::date:
      return knowledge::Day{word};
  }
  throw std::logic_error(finding.id + ": " + word + " is not one of its states");
}

AnswerValue random_value(const knowledge::Finding& finding, std::mt19937_64& random) {
  const auto chance = std::uniform_real_distribution<double>(0, 1)(random);
  if (chance < 0.08) {
    return knowledge::Unknown{};
  }
  if (chance < 0.12) {
    return knowledge::Refused{};
  }
  switch (finding.value_type) {
    case ValueType::boolean:
      return chance < 0.5 ? Presence::present : Presence::absent;
    case ValueType::quantity:
      return knowledge::Quantity{
          std::uniform_real_distribution<double>(finding.lowest, finding.highest)(random)};
    case ValueType::ordinal:
      return knowledge::State{
          std::uniform_int_distribution<std::size_t>(0, finding.states.size() - 1)(random)};
    case ValueType::date:
      return knowledge::Day{"2026-01-31"};
  }
  throw std::logic_error("a value type");
}

}  // namespace

const knowledge::KnowledgeBase& embedded_knowledge() {
  static const knowledge::KnowledgeBase knowledge = value_or_throw(knowledge::load_embedded());
  return knowledge;
}

const knowledge::ClinicalNetwork& embedded_network() {
  static const knowledge::ClinicalNetwork network =
      value_or_throw(knowledge::compile(embedded_knowledge()));
  return network;
}

const triage::Assessor& embedded_assessor() {
  static const triage::Assessor assessor(embedded_knowledge(), embedded_network());
  return assessor;
}

void set(Presentation& presentation, const std::string& finding, const std::string& state) {
  const auto id = embedded_knowledge().findings.find(finding);
  if (!id) {
    throw std::logic_error(finding + " is not a finding");
  }
  presentation.findings[*id] = Answer{parse(embedded_knowledge().findings[*id], state),
                                      knowledge::SaidBy::caller, std::nullopt, "answers"};
}

Presentation person(double age, knowledge::Sex sex,
                    const std::vector<std::pair<std::string, std::string>>& findings,
                    knowledge::Setting setting) {
  Presentation presentation;
  presentation.setting = setting;
  presentation.age_years = age;
  presentation.sex = sex;
  for (const auto& [finding, state] : findings) {
    set(presentation, finding, state);
  }
  return presentation;
}

Presentation random_person(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto& findings = embedded_knowledge().findings;
  Presentation presentation;
  presentation.setting = knowledge::all_settings[seed % knowledge::all_settings.size()];
  presentation.as_of = "2026-06-01T10:00:00Z";
  if (std::bernoulli_distribution(0.95)(random)) {
    presentation.age_years = std::uniform_int_distribution<int>(16, 95)(random);
  }
  if (std::bernoulli_distribution(0.95)(random)) {
    presentation.sex =
        std::bernoulli_distribution(0.5)(random) ? knowledge::Sex::female : knowledge::Sex::male;
  }
  const auto count = std::uniform_int_distribution<std::size_t>(0, 40)(random);
  std::uniform_int_distribution<std::size_t> any(0, findings.size() - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const FindingId finding{any(random)};
    if (findings[finding].obtainable_by != knowledge::ObtainableBy::derived &&
        findings[finding].id != "age_years") {
      presentation.findings[finding] = Answer{random_value(findings[finding], random),
                                              knowledge::SaidBy::caller, std::nullopt, "answers"};
    }
  }
  return presentation;
}

triage::Assessment assessed(const Presentation& presentation) {
  auto assessment = embedded_assessor().assess(presentation);
  if (!assessment) {
    ADD_FAILURE() << assessment.error().message;
    return {};
  }
  return std::move(*assessment);
}

}  // namespace paraspinal::tests
