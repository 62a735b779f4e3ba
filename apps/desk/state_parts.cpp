#include "apps/desk/state_parts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "apps/desk/state_json.h"
#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "knowledge/triage/natural_frequency.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using service::list_of;
using triage::Advice;
using triage::AdviceState;
using triage::Assessment;
using triage::Gate;
using triage::RankedCondition;

constexpr std::size_t most_causes = 8;

std::string finding_name(const std::string& id, const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  return finding ? knowledge.findings[*finding].name : id;
}

// Of the voices that ask for this urgency.
std::vector<std::string> reasons_of(const Assessment& assessment) {
  std::vector<std::string> reasons;
  for (const triage::Voice* voice :
       {&assessment.gate_voice, &assessment.loss_voice, &assessment.floor_voice}) {
    if (voice->urgency == assessment.urgency) {
      reasons.insert(reasons.end(), voice->reasons.begin(), voice->reasons.end());
    }
  }
  return reasons;
}

Json gate_json(const Gate& gate, const KnowledgeBase& knowledge) {
  return Json::object({{"id", words(gate.id)},
                       {"name", words(gate.name)},
                       {"action", words(gate.action)},
                       {"because", list_of(gate.because,
                                           [&](const std::string& id) {
                                             return words(finding_name(id, knowledge));
                                           })},
                       {"urgency", words(name(gate.urgency))},
                       {"source", words(gate.citation.source)},
                       {"verified", words(gate.citation.verified)}});
}

std::string_view status_of(AdviceState state) {
  switch (state) {
    case AdviceState::given:
      return "advised";
    case AdviceState::cautioned:
      return "with_care";
    case AdviceState::withheld:
      return "withheld";
  }
  return "";
}

std::string_view name_of_kind(knowledge::ActionKind kind) {
  switch (kind) {
    case knowledge::ActionKind::self_care:
      return "self_care";
    case knowledge::ActionKind::treatment:
      return "treatment";
    case knowledge::ActionKind::referral:
      return "referral";
    case knowledge::ActionKind::prevention:
      return "prevention";
  }
  return "";
}

// What is known stands against it in words; what is not is to be asked first.
std::string reason_of(const Advice& advice, const KnowledgeBase& knowledge) {
  std::string text;
  std::string ask;
  for (const triage::AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      text += (text.empty() ? "" : "; ") + reason.words;
    }
    for (const std::string& id : reason.ask) {
      const std::string name = finding_name(id, knowledge);
      ask += ask.find(name) != std::string::npos ? "" : (ask.empty() ? "" : "; ") + name;
    }
  }
  return text + (ask.empty() ? "" : (text.empty() ? "ask first: " : ". Ask first: ") + ask);
}

Json advice_item(const Advice& advice, const KnowledgeBase& knowledge) {
  return Json::object({{"text", words(advice.words)},
                       {"kind", words(name_of_kind(advice.kind))},
                       {"status", words(status_of(advice.state))},
                       {"reason", words(reason_of(advice, knowledge))},
                       {"source", words(advice.citation.source)},
                       {"verified", words(advice.citation.verified)}});
}

// What the red flags that have fired suspect, and the rest, `other`, belong to the list however
// unlikely they are.
bool is_always_shown(const RankedCondition& condition, const Assessment& assessment) {
  const auto suspected = [&condition](const Gate* gate) {
    return std::ranges::find(gate->suspects, condition.id) != gate->suspects.end();
  };
  return condition.role == knowledge::ConditionRole::other ||
         std::ranges::any_of(fired_gates(assessment), suspected);
}

Json cause_json(const RankedCondition& condition, const Assessment& assessment) {
  return Json::object(
      {{"id", words(condition.id)},
       {"name", words(condition.name)},
       {"posterior", Json::number(condition.posterior)},
       {"before", Json::number(condition.pretest)},
       {"natural_frequency", words(triage::natural_frequency(condition.posterior))},
       {"must_not_miss", Json::boolean(condition.must_not_miss)},
       {"is_other", Json::boolean(condition.role == knowledge::ConditionRole::other)}});
}

}  // namespace

Json urgency_json(const cli::Interview& now, const KnowledgeBase& knowledge) {
  if (!now.assessment) {
    return {};
  }
  const Assessment& assessment = *now.assessment;
  const auto place = knowledge.dispositions.find(assessment.disposition);
  return Json::object(
      {{"level", words(name(assessment.urgency))},
       {"name", words(urgency_name(assessment.urgency, assessment.provisional))},
       {"contact_within", words(contact_within(assessment.urgency))},
       {"disposition", words(assessment.disposition)},
       {"disposition_name", words(assessment.disposition_name)},
       {"contact", words(place == knowledge.dispositions.end() ? "" : place->second.contact)},
       {"what_to_do", words(assessment.what_to_do)},
       {"safety_net", words(assessment.safety_net)},
       {"provisional", Json::boolean(assessment.provisional)},
       {"because", list_of(reasons_of(assessment), words)}});
}

Json changed_json(const HeldCall& held) {
  if (!held.before || !held.now->assessment ||
      held.before->urgency == held.now->assessment->urgency) {
    return {};
  }
  const std::vector<std::string> reasons = reasons_of(*held.now->assessment);
  return Json::object(
      {{"from", words(name(held.before->urgency))},
       {"to", words(name(held.now->assessment->urgency))},
       {"raised", Json::boolean(held.now->assessment->urgency > held.before->urgency)},
       {"because", words(reasons.empty() ? "" : reasons.front())}});
}

Json interrupt_json(const HeldCall& held, const KnowledgeBase& knowledge) {
  const auto gates = new_emergencies(held);
  if (gates.empty()) {
    return {};
  }
  return Json::object(
      {{"gates", list_of(gates, [&](const Gate* gate) { return gate_json(*gate, knowledge); })}});
}

Json gates_json(const cli::Interview& now, const KnowledgeBase& knowledge) {
  const auto gates = now.assessment ? fired_gates(*now.assessment) : std::vector<const Gate*>();
  return list_of(gates, [&](const Gate* gate) { return gate_json(*gate, knowledge); });
}

// The likeliest, with those in the last places that belong to them anyway.
Json causes_json(const cli::Interview& now) {
  if (!now.assessment) {
    return Json::array({});
  }
  const Assessment& assessment = *now.assessment;
  auto owed = static_cast<std::size_t>(std::ranges::count_if(
      assessment.conditions,
      [&](const RankedCondition& condition) { return is_always_shown(condition, assessment); }));
  std::vector<Json> causes;
  for (const RankedCondition& condition : assessment.conditions) {
    const bool is_owed = is_always_shown(condition, assessment);
    if (is_owed || causes.size() + owed < most_causes) {
      causes.push_back(cause_json(condition, assessment));
    }
    owed -= is_owed ? 1 : 0;
  }
  return Json::array(std::move(causes));
}

Json advice_json(const cli::Interview& now, const KnowledgeBase& knowledge) {
  const auto advice = now.assessment ? now.assessment->advice : std::vector<Advice>();
  return list_of(advice, [&](const Advice& one) { return advice_item(one, knowledge); });
}

}  // namespace paraspinal::desk
