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

struct Reader {
  std::string_view type;
  ResourceReading (*read)(const ResourcePlace&, const RecordContext&);
};

constexpr std::array readers = {
    Reader{"Condition", import_condition},
    Reader{"Observation", import_observation},
    Reader{"MedicationRequest", import_medication},
    Reader{"MedicationStatement", import_medication},
    Reader{"MedicationDispense", import_medication},
    Reader{"MedicationAdministration", import_medication},
    Reader{"AllergyIntolerance", import_allergy},
    Reader{"Procedure", import_procedure},
    Reader{"Encounter", import_encounter},
    Reader{"FamilyMemberHistory", import_family_history},
    Reader{"Composition", import_composition},
    Reader{"QuestionnaireResponse", import_questionnaire_response},
};

}  // namespace

bool is_read(std::string_view type) {
  return std::any_of(readers.begin(), readers.end(),
                     [&](const Reader& reader) { return reader.type == type; });
}

ResourceReading read_resource(const ResourcePlace& place, const RecordContext& context) {
  for (const Reader& reader : readers) {
    if (reader.type == place.entry.type) {
      return reader.read(place, context);
    }
  }
  engine::require(false, "a resource of a type that is read");
  return {};
}

}  // namespace paraspinal::fhir
