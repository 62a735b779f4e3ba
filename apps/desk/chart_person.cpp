#include "apps/desk/chart_person.h"

#include <algorithm>

#include "apps/desk/call_facts.h"
#include "apps/desk/json_members.h"
#include "apps/desk/person_key.h"
#include "fhir/json.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;

const Json* patient_of(const Json& bundle) {
  const Json* entries = bundle.member("entry");
  if (entries == nullptr) {
    return nullptr;
  }
  for (const Json& entry : entries->items()) {
    const Json* resource = entry.member("resource");
    if (resource != nullptr && text_of(*resource, "resourceType") == "Patient") {
      return resource;
    }
  }
  return nullptr;
}

std::string full_name(const Json& name) {
  if (std::string text = text_of(name, "text"); !text.empty()) {
    return text;
  }
  std::string all;
  if (const Json* given = name.member("given")) {
    for (const Json& one : given->items()) {
      all += (all.empty() ? "" : " ") + std::string(one.text());
    }
  }
  const std::string family = text_of(name, "family");
  return all + (all.empty() || family.empty() ? "" : " ") + family;
}

// The first that is still in use.
std::string name_of_patient(const Json& patient) {
  const Json* names = patient.member("name");
  if (names == nullptr) {
    return "";
  }
  for (const Json& name : names->items()) {
    if (text_of(name, "use") != "old" && !full_name(name).empty()) {
      return full_name(name);
    }
  }
  return "";
}

// In small letters; what is neither a letter nor beyond ASCII parts two words.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const char small = is_capital ? static_cast<char>(c - 'A' + 'a') : c;
    if ((small >= 'a' && small <= 'z') || static_cast<unsigned char>(c) > 0x7f) {
      words.back() += small;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

bool are_alike(std::string_view one, std::string_view other) {
  const std::vector<std::string> others = words_of(other);
  return std::ranges::all_of(words_of(one), [&others](const std::string& word) {
    return std::ranges::any_of(others, [&word](const std::string& theirs) {
      return theirs.starts_with(word) || word.starts_with(theirs);
    });
  });
}

}  // namespace

ChartPerson chart_person(std::string_view text) {
  ChartPerson person;
  const auto json = fhir::parse_json(text);
  const Json* patient = json ? patient_of(*json) : nullptr;
  if (patient == nullptr) {
    return person;
  }
  person.name = name_of_patient(*patient);
  person.birth_date = text_of(*patient, "birthDate");
  if (const Json* identifiers = patient->member("identifier")) {
    for (const Json& identifier : identifiers->items()) {
      if (std::string value = text_of(identifier, "value"); !value.empty()) {
        person.references.push_back(std::move(value));
      }
    }
  }
  return person;
}

std::vector<std::string> unlike(const ChartPerson& person, const Caller& caller) {
  std::vector<std::string> differences;
  const auto is_the_reference = [&caller](const std::string& reference) {
    return reference_key(reference) == reference_key(caller.reference);
  };
  if (!caller.reference.empty() && !person.references.empty() &&
      std::ranges::none_of(person.references, is_the_reference)) {
    differences.push_back("the chart's reference is " + person.references.front() +
                          ", the call's is " + caller.reference + ": ask whose chart it is");
  }
  if (caller.is_the_person && !caller.name.empty() && !person.name.empty() &&
      !are_alike(caller.name, person.name)) {
    differences.push_back("the chart is of " + person.name + ", the caller is " + caller.name +
                          ": ask whose chart it is");
  }
  return differences;
}

}  // namespace paraspinal::desk
