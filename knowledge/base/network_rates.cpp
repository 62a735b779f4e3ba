// Entry point: NetworkRates::of, at the end.

#include "knowledge/base/network_rates.h"

#include <cmath>
#include <utility>

#include "knowledge/base/targets.h"

namespace paraspinal::knowledge {

using engine::fail;
using engine::Result;

NetworkRates::NetworkRates(const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                           Setting setting)
    : knowledge_(&knowledge), network_(&network), inference_(network.network) {
  for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
    for (const Sex sex : all_sexes) {
      for (const PregnancyStage stage : all_pregnancy_stages) {
        const Context context{setting, band, sex, stage};
        const auto& shares =
            sex == Sex::female ? knowledge.demographics.female : knowledge.demographics.male;
        if (exists(knowledge, context) && shares[static_cast<std::size_t>(setting)][band] > 0) {
          contexts_.push_back(context);
        }
      }
    }
  }
}

bool NetworkRates::counts(const Context& context, ConditionId condition, AppliesTo people) const {
  const std::size_t place = position(context, knowledge_->age_bands.size());
  return std::isfinite(knowledge_->solved.base[condition.index][place]) &&
         (people != AppliesTo::women || context.sex == Sex::female) &&
         (people != AppliesTo::pregnant || is_pregnant(context.pregnancy));
}

Result<const std::vector<NetworkRates::Answer>*> NetworkRates::ask(const Question& question) {
  const auto known = answers_.find(question);
  if (known != answers_.end()) {
    return &known->second;
  }
  std::vector<Answer> answers;
  for (const Context& context : contexts_) {
    engine::Evidence evidence = context_evidence(*network_, context);
    if (question.drug) {
      evidence.observe(*network_->findings[question.drug->index], 1);
    }
    if (question.absent) {
      evidence.observe(*network_->findings[question.absent->index], 0);
    }
    const auto posterior = inference_.posterior(evidence, network_->conditions);
    if (!posterior) {
      return fail(posterior.error());
    }
    Answer answer{std::exp(posterior->log_evidence()), {}};
    for (const engine::VariableId condition : network_->conditions) {
      answer.conditions.push_back(posterior->present(condition));
    }
    answers.push_back(std::move(answer));
  }
  return &answers_.emplace(question, std::move(answers)).first->second;
}

// By Bayes' rule from the conditions with the finding absent, one query a context for all of them:
// P(absent | condition) = sum P(condition | absent) P(absent) / sum P(condition) over contexts.
Result<MeasuredRates> NetworkRates::of(FindingId finding, ConditionId condition,
                                       AppliesTo applies_to) {
  if (!network_->findings[finding.index]) {
    return fail(engine::ErrorKind::invalid_argument,
                "finding " + knowledge_->findings[finding].id + " is not in the network");
  }
  const auto drug = knowledge_->conditions[condition.index].scope_finding;
  const auto everyone = ask({drug, std::nullopt});
  if (!everyone) {
    return fail(everyone.error());
  }
  const auto absent = ask({drug, finding});
  if (!absent) {
    return fail(absent.error());
  }
  double ill = 0;
  double all = 0;
  double ill_absent = 0;
  double all_absent = 0;
  for (std::size_t i = 0; i < contexts_.size(); ++i) {
    if (counts(contexts_[i], condition, applies_to)) {
      const Answer& before = (**everyone)[i];
      const Answer& after = (**absent)[i];
      ill += before.evidence * before.conditions[condition.index];
      all += before.evidence;
      ill_absent += after.evidence * after.conditions[condition.index];
      all_absent += after.evidence;
    }
  }
  const Rates rates{1 - ill_absent / ill, 1 - (all_absent - ill_absent) / (all - ill)};
  return MeasuredRates{rates, ill / all};
}

}  // namespace paraspinal::knowledge
