#pragma once

// FHIR R4 QuestionnaireResponse: answers to our own questions, whose linkId is the id of a finding,
// and to those of a contained Questionnaire that are coded (question_codes.h). Groups, nested items
// and repeated siblings are walked alike; an item without an answer was not answered, which is not
// "no"; one that was not to be answered (enable_when.h) is ignored.
//
//   const ResourceReading reading = import_questionnaire_response({entry, 2}, context);
//
// Completed, amended and (with a mark) in-progress responses count, for seven days from when they
// were written, or whenever that is not said.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_questionnaire_response(const ResourcePlace& place,
                                              const RecordContext& context);

}  // namespace paraspinal::fhir
