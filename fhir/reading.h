#pragma once

// What a plain value says of one finding: a number, the name of a state, a text, a date.
//
//   reading_of_number(38.4, temp_c);      // AnswerValue(Quantity{38.4})
//   reading_of_number(384, temp_c);       // Fault{"temp_c 384 Cel is impossible, expected ..."}
//   reading_of_text("7/10", pain_nrs);    // AnswerValue(Quantity{7})
//
// Nothing is clipped into range and nothing guessed.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "knowledge/base/answer.h"
#include "knowledge/base/finding.h"

namespace paraspinal::fhir {

// Says nothing of the finding.
struct Silent {
  std::string why;
};
// What something means for another finding than its own.
struct Decided {
  knowledge::FindingId finding;
  knowledge::AnswerValue value;
};
// Says something that cannot be used: a bound, a code without a meaning here.
struct Unusable {
  std::string why;
  std::vector<Decided> decides = {};  // what follows from it all the same (fhir/bound.h)
};
// Cannot be true, or is in a unit that cannot be read.
struct Fault {
  std::string why;
};

using Reading = std::variant<knowledge::AnswerValue, Silent, Unusable, Fault>;

// The letters A to Z small, all else as it is.
std::string lower_case(std::string_view text);

// A finding's state by its name: present, absent, unknown, refused, or a state of an ordinal,
// without regard to case. Unusable when the finding has no such state.
Reading reading_of_state(std::string_view state, const knowledge::Finding& finding);

// A number in the finding's unit. A Fault outside its possible range, which names the value as it
// was given, "38.5 [degF]", where that is told.
Reading reading_of_number(double value, const knowledge::Finding& finding,
                          std::string_view as_given = "");

// The name of a state; positive, negative, yes, no, (not) detected; "7/10" of a score that goes to
// 10; "28w3d", "28+3", "28 weeks" and "28/40" of weeks. Anything else is Unusable: text is never
// interpreted.
Reading reading_of_text(std::string_view text, const knowledge::Finding& finding);

// A FHIR date or dateTime, of a finding that is a date. Unusable when partial, a Fault when no
// date.
Reading reading_of_date(std::string_view text, const knowledge::Finding& finding);

// The reading of something that does not fit the finding's type.
Unusable does_not_fit(const std::string& what, const knowledge::Finding& finding);

// True for a quantity that is a mere number.
bool is_unitless(const knowledge::Finding& finding);

// "present", "38.4 Cel", "trace", "2026-02-01".
std::string describe(const knowledge::AnswerValue& value, const knowledge::Finding& finding);

// "25 to 45 Cel".
std::string describe_range(const knowledge::Finding& finding);

// A number as JSON writes it, "38.4".
std::string digits_of(double value);

// At most 40 characters in quotes, printable.
std::string in_quotes(std::string_view text);

}  // namespace paraspinal::fhir
