#include "validation/upper_bounds.h"

#include <algorithm>
#include <utility>

#include "knowledge/triage/loss_table.h"
#include "validation/parallel.h"

namespace paraspinal::validation {
namespace {

constexpr std::size_t draws = 200;

MethodAnswer careful(MethodAnswer answer, const triage::Assessment& with_intervals,
                     const Model& model) {
  std::vector<double> likely = answer.probabilities;
  for (const auto* ranked : {&with_intervals.conditions, &with_intervals.contributors}) {
    for (const triage::RankedCondition& item : *ranked) {
      if (item.must_not_miss && item.interval) {
        double& p = likely[model.knowledge.condition(item.id)->index];
        p = std::max(p, item.interval->high);
      }
    }
  }
  answer.urgency =
      std::max(*answer.urgency, triage::LossTable(model.knowledge).least(likely).urgency);
  return answer;
}

}  // namespace

std::vector<MethodAnswer> upper_bound_answers(const std::vector<Assessed>& assessed,
                                              const Model& model, const triage::Assessor& assessor,
                                              std::size_t threads) {
  std::vector<MethodAnswer> answers = answers_of(Method::as_built, assessed, model);
  for_each_index(assessed.size(), threads, [&](std::size_t i) {
    if (!assessed[i].assessment) {
      return;
    }
    triage::AssessOptions options;
    options.draws = draws;
    if (const auto again = assessor.assess(*assessed[i].presentation, options)) {
      answers[i] = careful(std::move(answers[i]), *again, model);
    }
  });
  return answers;
}

}  // namespace paraspinal::validation
