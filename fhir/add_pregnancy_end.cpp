#include "fhir/add_pregnancy_end.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace paraspinal::fhir {

namespace {

constexpr double postpartum_days = 42;

void add_postpartum(const Statement& model, const RecordContext& context,
                    ResourceReading& reading) {
  const auto finding = context.knowledge.findings.find("postpartum");
  if (!finding) {
    return;
  }
  const auto stated = std::find_if(reading.statements.begin(), reading.statements.end(),
                                   [&](const Statement& one) { return one.finding == *finding; });
  if (stated != reading.statements.end()) {
    if (model.when) {
      stated->at = model.at;
      stated->when = model.when;
    }
    return;
  }
  Statement statement = model;
  statement.finding = *finding;
  statement.reading = knowledge::AnswerValue(knowledge::Presence::present);
  statement.began.reset();
  statement.within_days = postpartum_days;
  statement.topic = "a birth";
  reading.statements.push_back(std::move(statement));
}

}  // namespace

void add_pregnancy_end(PregnancyOutcome outcome, const Statement& model,
                       const RecordContext& context, ResourceReading& reading) {
  reading.pregnancy_ends.push_back({model.origin, model.at, model.when});
  if (outcome == PregnancyOutcome::birth) {
    add_postpartum(model, context, reading);
  }
  reading.unmapped_codes.clear();
  if (reading.statements.empty()) {
    reading.ignored_because = "the end of a pregnancy";
  }
}

}  // namespace paraspinal::fhir
