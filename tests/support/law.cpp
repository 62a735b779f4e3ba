#include "tests/support/law.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/people.h"

namespace paraspinal::tests {
namespace {

using triage::Presentation;

// Takes the smaller person when the law is broken for that one too.
bool shrink_to(Presentation smaller, Presentation& person, std::uint64_t seed, const Law& law) {
  if (smaller == person || law(smaller, seed).empty()) {
    return false;
  }
  person = std::move(smaller);
  return true;
}

}  // namespace

std::size_t people_tried(std::size_t people) {
  return std::max<std::size_t>(1, people / PARASPINAL_LAW_DIVISOR);
}

Presentation smallest_breaking(Presentation person, std::uint64_t seed, const Law& law) {
  bool smaller = true;
  while (smaller) {
    smaller = false;
    const auto answers = person.findings;
    for (const auto& [finding, answer] : answers) {
      Presentation without = person;
      without.findings.erase(finding);
      smaller |= shrink_to(std::move(without), person, seed, law);
    }
    Presentation ageless = person;
    ageless.age_years.reset();
    smaller |= shrink_to(std::move(ageless), person, seed, law);
    Presentation sexless = person;
    sexless.sex.reset();
    smaller |= shrink_to(std::move(sexless), person, seed, law);
  }
  return person;
}

void expect_law(const LawTrial& trial, const Law& law) {
  for (std::uint64_t seed = 1; seed <= people_tried(trial.people); ++seed) {
    const Presentation person = drawn_person(seed, trial.most_answers);
    if (law(person, seed).empty()) {
      continue;
    }
    const Presentation smallest = smallest_breaking(person, seed, law);
    ADD_FAILURE() << "seed " << seed << ": " << law(smallest, seed)
                  << "\nsmallest person: " << as_json(smallest);
    return;
  }
}

}  // namespace paraspinal::tests
