#pragma once

// Whose chart it is: what a chart says of the person, so that a page can show it beside who called,
// and what of it is unlike the caller.
//
//   const ChartPerson person = chart_person(text);      // of a FHIR bundle's Patient
//   unlike(person, caller);                             // "the chart is of Bob Bobson, ..."
//
// Names are compared word by word, an initial with the word that it begins. That two names agree
// proves nothing; that they differ is to be looked at.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraspinal::desk {

struct Caller;

struct ChartPerson {
  std::string name;
  std::string birth_date;               // as it stands there
  std::string sex;                      // "female", "male" or empty
  std::optional<double> age_years;      // when the call was opened
  std::vector<std::string> references;  // identifiers

  bool operator==(const ChartPerson&) const = default;
};

// Name, date of birth and identifiers; nothing of a text that is no bundle with a Patient.
ChartPerson chart_person(std::string_view text);

// In words, one a difference: the reference; the name, when the caller is the person.
std::vector<std::string> unlike(const ChartPerson& person, const Caller& caller);

}  // namespace paraspinal::desk
