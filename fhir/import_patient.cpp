#include "fhir/import_patient.h"

#include <string_view>

#include "fhir/element.h"
#include "fhir/primitives.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::Sex;

namespace {

// US Core, us-core-birthsex: F, M, or others that say nothing here.
std::optional<Sex> birth_sex(ElementReader& reader, const Json& patient) {
  for (const Json& extension : reader.objects(patient, "extension")) {
    const std::string_view url = reader.text(extension, "url");
    if (url == "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex") {
      const std::string_view code = reader.text(extension, "valueCode");
      if (code == "F") {
        return Sex::female;
      }
      if (code == "M") {
        return Sex::male;
      }
    }
  }
  return std::nullopt;
}

// FHIR R4, administrative-gender.
std::optional<Sex> gender(std::string_view code) {
  if (code == "female") {
    return Sex::female;
  }
  return code == "male" ? std::optional<Sex>(Sex::male) : std::nullopt;
}

std::vector<Issue> sex_issues(const std::string& where, std::string_view code,
                              const std::optional<Sex>& at_birth) {
  const std::optional<Sex> administrative = gender(code);
  if (at_birth && administrative && *at_birth != *administrative) {
    return {{Severity::information, where + ".gender",
             "is " + in_quotes(code) + ", and the birth sex is " + std::string(name(*at_birth)) +
                 ": the birth sex is used"}};
  }
  if (!at_birth && !administrative) {
    return {{Severity::information, where + ".gender",
             (code.empty() ? "is missing" : "is " + in_quotes(code)) +
                 ": the sex is taken as unknown"}};
  }
  return {};
}

Result<std::optional<AgeRange>> age_of(std::string_view birth, const std::string& where,
                                       const std::optional<Clock>& clock) {
  std::optional<AgeRange> age = clock ? age_from(birth, clock->day) : std::nullopt;
  if (age && age->highest < 0) {
    return fail(ErrorKind::invalid_argument, where + ": " + in_quotes(birth) + " lies after " +
                                                 clock->text +
                                                 ", expected a date of birth before it");
  }
  if (age && age->lowest > oldest_years) {
    return fail(ErrorKind::invalid_argument, where + ": " + in_quotes(birth) + " makes " +
                                                 std::to_string(age->lowest) + " years at " +
                                                 clock->text + ", expected at most " +
                                                 std::to_string(oldest_years));
  }
  if (age && age->lowest < 0) {
    age->lowest = 0;
  }
  return age;
}

// source: red_flag.csv, age_years<56 of women and <25 of men, and model.md section 9, 16 and over
int age_taken(const AgeRange& age, const std::optional<Sex>& sex) {
  constexpr int accepted_from = 16;
  constexpr int maybe_pregnant_below = 56;
  constexpr int maybe_torsion_below = 25;
  const auto crosses = [&age](int limit) { return age.lowest < limit && age.highest >= limit; };
  const bool is_lower = crosses(accepted_from) ||
                        (sex != Sex::male && crosses(maybe_pregnant_below)) ||
                        (sex != Sex::female && crosses(maybe_torsion_below));
  return is_lower ? age.lowest : age.highest;
}

std::vector<Issue> age_issues(std::string_view birth, const std::string& where,
                              const std::optional<AgeRange>& age, const std::optional<Sex>& sex) {
  if (birth.empty()) {
    return {{Severity::information, where, "is missing: the age is taken as unknown"}};
  }
  if (!moment_from(birth)) {
    return {{Severity::error, where,
             "is " + in_quotes(birth) + ", expected YYYY-MM-DD: the age is taken as unknown"}};
  }
  if (!age) {
    return {{Severity::warning, where, "gives no age: no time is known at which to judge it"}};
  }
  if (age->lowest != age->highest) {
    return {{Severity::information, where,
             "is the partial date " + in_quotes(birth) + ": the age is " +
                 std::to_string(age->lowest) + " to " + std::to_string(age->highest) +
                 ", taken as " + std::to_string(age_taken(*age, sex)) +
                 ", at which rules ask for more"}};
  }
  return {};
}

// Anything but "not deceased" in so many words: a wrong shape here must not pass for life.
bool is_deceased(const Json& patient) {
  const Json* const flag = patient.member("deceasedBoolean");
  const bool flagged = flag != nullptr && flag->kind() != Json::Kind::null &&
                       !(flag->is_boolean() && !flag->truth());
  return flagged || patient.member("deceasedDateTime") != nullptr ||
         patient.member("_deceasedDateTime") != nullptr;
}

std::optional<Error> patient_refusal(ElementReader& reader, const Json& patient,
                                     const std::string& who) {
  if (is_deceased(patient)) {
    const std::string_view died = reader.text(patient, "deceasedDateTime");
    return Error{ErrorKind::invalid_argument,
                 reader.where() + ": " + who + " is recorded as deceased" +
                     (died.empty() ? "" : " on " + in_quotes(died)) + ", expected a living person"};
  }
  if (!reader.text(patient, "implicitRules").empty() ||
      !reader.objects(patient, "modifierExtension").empty()) {
    return Error{ErrorKind::invalid_argument, reader.where() + ": " + who +
                                                  " has implicitRules or a modifierExtension, "
                                                  "expected none: they may change its meaning"};
  }
  return std::nullopt;
}

void append_issues(std::vector<Issue>& issues, std::vector<Issue> more) {
  issues.insert(issues.end(), more.begin(), more.end());
}

}  // namespace

Result<Subject> import_patient(const Json& patient, const std::string& where,
                               const std::optional<Clock>& clock) {
  ElementReader reader(patient, where);
  Subject subject;
  subject.resource = &patient;
  const std::string_view id = reader.text(patient, "id");
  subject.reference = id.empty() ? "" : "Patient/" + std::string(id);
  if (const auto error =
          patient_refusal(reader, patient, id.empty() ? "the patient" : subject.reference)) {
    return fail(*error);
  }
  const std::string_view code = reader.text(patient, "gender");
  const std::optional<Sex> at_birth = birth_sex(reader, patient);
  subject.sex = at_birth ? at_birth : gender(code);
  append_issues(subject.issues, sex_issues(where, code, at_birth));

  const std::string_view birth = reader.text(patient, "birthDate");
  const Result<std::optional<AgeRange>> age = age_of(birth, where + ".birthDate", clock);
  if (!age) {
    return fail(age.error());
  }
  subject.born = moment_from(birth);
  if (*age) {
    subject.age_years = age_taken(**age, subject.sex);
    subject.lowest_age = (*age)->lowest;
    subject.highest_age = (*age)->highest;
  }
  append_issues(subject.issues, age_issues(birth, where + ".birthDate", *age, subject.sex));
  if (reader.fault()) {
    subject.issues.push_back(*reader.fault());
  }
  return subject;
}

}  // namespace paraspinal::fhir
