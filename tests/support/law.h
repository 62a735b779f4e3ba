#pragma once

// Tries a law on many drawn people and shows the smallest person who breaks it.
//
//   expect_law({.people = 100'000}, [](const triage::Presentation& person, std::uint64_t seed) {
//     return urgency_of(person) < floor ? "too slow" : "";
//   });
//
// A failure names its seed and prints, as JSON, what is left of the person when every answer that
// does not matter is taken away. Not for: laws about a person who is not drawn (write a plain
// test).

#include <cstdint>
#include <functional>
#include <string>

#include "knowledge/triage/presentation.h"

namespace paraspinal::tests {

// What is wrong with this person, in words; empty when the law holds. `seed` may settle what the
// law does to the person; the same seed comes with every smaller person that is tried.
using Law = std::function<std::string(const triage::Presentation&, std::uint64_t seed)>;

struct LawTrial {
  std::size_t people = 1000;      // in an optimised build; fewer where each takes longer
  std::size_t most_answers = 60;  // of a person
};

// Fails the running test for the first person who breaks the law, seeds from 1 upwards.
void expect_law(const LawTrial& trial, const Law& law);

// How many of so many people this build tries: all of them when optimised, one in twenty in a debug
// build, one in fifty under a sanitizer; one at least.
std::size_t people_tried(std::size_t people);

// The person without every answer, age and sex that is not needed for the law to be broken.
triage::Presentation smallest_breaking(triage::Presentation person, std::uint64_t seed,
                                       const Law& law);

}  // namespace paraspinal::tests
