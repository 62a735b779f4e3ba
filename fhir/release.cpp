#include "fhir/release.h"

#include <array>
#include <cstddef>
#include <string>

namespace paraspinal::fhir {

namespace {

enum class Shape { any, text, object, array };

// A member that only one release has, or has in that shape.
struct Mark {
  std::string_view type;
  std::string_view member;
  Shape shape;
  Release release;
};

constexpr std::array marks = {
    Mark{"Condition", "clinicalStatus", Shape::text, Release::stu3},
    Mark{"Condition", "verificationStatus", Shape::text, Release::stu3},
    Mark{"Condition", "assertedDate", Shape::any, Release::stu3},
    Mark{"Condition", "context", Shape::any, Release::stu3},
    Mark{"Observation", "context", Shape::any, Release::stu3},
    Mark{"AllergyIntolerance", "clinicalStatus", Shape::text, Release::stu3},
    Mark{"AllergyIntolerance", "assertedDate", Shape::any, Release::stu3},
    Mark{"MedicationRequest", "context", Shape::any, Release::stu3},
    Mark{"MedicationStatement", "taken", Shape::any, Release::stu3},
    Mark{"Procedure", "notDone", Shape::any, Release::stu3},
    Mark{"QuestionnaireResponse", "context", Shape::any, Release::stu3},
    Mark{"MedicationStatement", "adherence", Shape::any, Release::r5},
    Mark{"MedicationStatement", "medication", Shape::object, Release::r5},
    Mark{"MedicationRequest", "medication", Shape::object, Release::r5},
    Mark{"MedicationDispense", "medication", Shape::object, Release::r5},
    Mark{"MedicationAdministration", "medication", Shape::object, Release::r5},
    Mark{"Encounter", "class", Shape::array, Release::r5},
    Mark{"Encounter", "actualPeriod", Shape::any, Release::r5},
    Mark{"Condition", "participant", Shape::any, Release::r5},
    Mark{"Observation", "triggeredBy", Shape::any, Release::r5},
    Mark{"Observation", "instantiatesCanonical", Shape::any, Release::r5},
    Mark{"Procedure", "occurrenceDateTime", Shape::any, Release::r5},
    Mark{"Procedure", "occurrencePeriod", Shape::any, Release::r5},
    Mark{"AllergyIntolerance", "type", Shape::object, Release::r5},
};

bool has_shape(const Json& member, Shape shape) {
  switch (shape) {
    case Shape::any:
      return true;
    case Shape::text:
      return member.is_string();
    case Shape::object:
      return member.is_object();
    case Shape::array:
      return member.is_array();
  }
  return false;
}

std::string_view release_name(Release release) {
  switch (release) {
    case Release::stu3:
      return "STU3";
    case Release::r5:
      return "R5";
  }
  return "";
}

}  // namespace

std::optional<Release> release_of(const Json& resource) {
  const Json* const type = resource.member("resourceType");
  if (type == nullptr) {
    return std::nullopt;
  }
  for (const Mark& mark : marks) {
    const Json* const member = type->text() == mark.type ? resource.member(mark.member) : nullptr;
    if (member != nullptr && has_shape(*member, mark.shape)) {
      return mark.release;
    }
  }
  return std::nullopt;
}

std::vector<Issue> other_releases(const std::vector<BundleEntry>& entries) {
  constexpr std::size_t named = 3;
  struct Seen {
    Release release;
    std::size_t count = 0;
    std::string names = {};
  };
  std::array<Seen, 2> seen = {Seen{Release::stu3}, Seen{Release::r5}};
  for (const BundleEntry& entry : entries) {
    const auto release = entry.resource == nullptr ? std::nullopt : release_of(*entry.resource);
    for (Seen& one : seen) {
      if (release == one.release) {
        one.names += one.count < named ? (one.count == 0 ? "" : ", ") + entry.name : "";
        ++one.count;
      }
    }
  }
  std::vector<Issue> issues;
  for (const Seen& one : seen) {
    if (one.count > 0) {
      issues.push_back(
          {Severity::information, "Bundle",
           "is read as FHIR R4; of the shape of " + std::string(release_name(one.release)) +
               ", and read as such: " + one.names +
               (one.count > named ? " and " + std::to_string(one.count - named) + " more" : "")});
    }
  }
  return issues;
}

}  // namespace paraspinal::fhir
