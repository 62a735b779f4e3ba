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
  const auto is_of_it = [&](const Statement& one) { return finding && one.finding == *finding; };
  if (!finding || std::any_of(reading.statements.begin(), reading.statements.end(), is_of_it)) {
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
  if (model.when) {
    reading.pregnancy_ends.push_back({model.origin, model.at, *model.when});
  }
  if (outcome == PregnancyOutcome::birth) {
    add_postpartum(model, context, reading);
  }
  reading.unmapped_codes.clear();
  if (reading.statements.empty()) {
    reading.ignored_because = "the end of a pregnancy";
  }
}

}  // namespace paraspinal::fhir
