#include "fhir/read_resource.h"

#include <algorithm>
#include <array>

#include "engine/require.h"
#include "fhir/import_allergy.h"
#include "fhir/import_composition.h"
#include "fhir/import_condition.h"
#include "fhir/import_encounter.h"
#include "fhir/import_family_history.h"
#include "fhir/import_medication.h"
#include "fhir/import_observation.h"
#include "fhir/import_procedure.h"
#include "fhir/import_questionnaire_response.h"

namespace paraspinal::fhir {

namespace {

struct ResourceReader {
  std::string_view type;
  ResourceReading (*read)(const ResourcePlace&, const RecordContext&);
};

constexpr std::array readers = {
    ResourceReader{"Condition", import_condition},
    ResourceReader{"Observation", import_observation},
    ResourceReader{"MedicationRequest", import_medication},
    ResourceReader{"MedicationStatement", import_medication},
    ResourceReader{"MedicationDispense", import_medication},
    ResourceReader{"MedicationAdministration", import_medication},
    ResourceReader{"AllergyIntolerance", import_allergy},
    ResourceReader{"Procedure", import_procedure},
    ResourceReader{"Encounter", import_encounter},
    ResourceReader{"FamilyMemberHistory", import_family_history},
    ResourceReader{"Composition", import_composition},
    ResourceReader{"QuestionnaireResponse", import_questionnaire_response},
};

}  // namespace

bool is_read(std::string_view type) {
  return std::any_of(readers.begin(), readers.end(),
                     [&](const ResourceReader& reader) { return reader.type == type; });
}

ResourceReading read_resource(const ResourcePlace& place, const RecordContext& context) {
  for (const ResourceReader& reader : readers) {
    if (reader.type == place.entry.type) {
      return reader.read(place, context);
    }
  }
  engine::require(false, "a resource of a type that is read");
  return {};
}

}  // namespace paraspinal::fhir
