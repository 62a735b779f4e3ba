#include "apps/desk/state_parts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "apps/cli/because_words.h"
#include "apps/cli/interview_words.h"
#include "apps/desk/state_json.h"
#include "apps/service/json_parts.h"
#include "fhir/advice_words.h"
#include "fhir/export_words.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::desk {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;
using service::list_of;
using triage::Advice;
using triage::Assessment;
using triage::Gate;
using triage::RankedCondition;

constexpr std::size_t most_causes = 8;

std::string finding_name(std::string_view id, const KnowledgeBase& knowledge) {
  const auto finding = knowledge.findings.find(id);
  return finding ? knowledge.findings[*finding].name : std::string(id);
}

// Of the voices that ask for this urgency; none of self-care before the call is at its end, which
// would read as one.
std::vector<std::string> reasons_of(const cli::Interview& call) {
  const Assessment& assessment = *call.assessment;
  std::vector<std::string> reasons;
  if (triage::is_left_open(assessment) || cli::is_not_yet_an_answer(call)) {
    return reasons;
  }
  for (const triage::Voice* voice :
       {&assessment.gate_voice, &assessment.loss_voice, &assessment.floor_voice}) {
    if (voice->urgency == assessment.urgency) {
      reasons.insert(reasons.end(), voice->reasons.begin(), voice->reasons.end());
    }
  }
  return reasons;
}

Json gate_json(const Gate& gate, const HeldCall& held, const KnowledgeBase& knowledge) {
  return Json::object(
      {{"id", words(gate.id)},
       {"name", words(gate.name)},
       {"action", words(gate.action)},
       {"because", list_of(cli::because_words(gate, used_by(gate, held), knowledge), words)},
       {"urgency", words(name(gate.urgency))},
       {"source", words(gate.citation->source)},
       {"verified", words(gate.citation->verified)}});
}

// What is known stands against it in words; what is not is to be asked first.
std::string reason_of(const Advice& advice, const KnowledgeBase& knowledge) {
  std::string text;
  std::string ask;
  for (const triage::AdviceReason& reason : advice.reasons) {
    if (reason.ask.empty()) {
      text += (text.empty() ? "" : "; ") + std::string(reason.words);
    }
    for (const std::string_view id : reason.ask.ids()) {
      const std::string name = finding_name(id, knowledge);
      ask += ask.find(name) != std::string::npos ? "" : (ask.empty() ? "" : "; ") + name;
    }
  }
  return text + (ask.empty() ? "" : (text.empty() ? "ask first: " : ". Ask first: ") + ask);
}

Json advice_item(const Advice& advice, const KnowledgeBase& knowledge) {
  return Json::object({{"text", words(advice.words)},
                       {"kind", words(fhir::name(advice.kind))},
                       {"status", words(fhir::name(advice.state))},
                       {"reason", words(reason_of(advice, knowledge))},
                       {"source", words(advice.citation->source)},
                       {"verified", words(advice.citation->verified)}});
}

// By a red flag that has fired.
bool is_suspected(const RankedCondition& condition, const Assessment& assessment) {
  return std::ranges::any_of(fired_gates(assessment), [&condition](const Gate* gate) {
    return std::ranges::find(gate->suspects, condition.id) != gate->suspects.end();
  });
}

// What is suspected or a reason of the urgency, and the rest, `other`, belong to the list however
// unlikely they are.
bool is_always_shown(const RankedCondition& condition, const Assessment& assessment) {
  return condition.role == knowledge::ConditionRole::other || is_suspected(condition, assessment) ||
         triage::is_a_reason(condition, assessment);
}

Json cause_json(const RankedCondition& condition, const Assessment& assessment) {
  return Json::object(
      {{"id", words(condition.id)},
       {"name", words(condition.name)},
       {"posterior", Json::number(condition.posterior)},
       {"before", Json::number(condition.pretest)},
       {"natural_frequency", words(triage::natural_frequency(condition.posterior))},
       {"must_not_miss", Json::boolean(condition.must_not_miss)},
       {"is_other", Json::boolean(condition.role == knowledge::ConditionRole::other)},
       {"is_suspected", Json::boolean(is_suspected(condition, assessment))}});
}

// How the urgency that is shown is acted on, and why.
struct ActedOn {
  std::string disposition;
  std::string what_to_do;
  std::string safety_net;
  std::vector<std::string> because;
};

// The red flag that asks for it where there is no assessment; null where none does.
const Gate* deciding_alone(const HeldCall& held, knowledge::Urgency urgency) {
  if (!held.alone) {
    return nullptr;
  }
  const auto gate = std::ranges::find(held.alone->gates, urgency, &Gate::urgency);
  return gate == held.alone->gates.end() ? nullptr : &*gate;
}

// As the assessment says, or as one red flag alone; an urgency that older knowledge told as usual.
ActedOn acted_on(const HeldCall& held, knowledge::Urgency urgency, const KnowledgeBase& knowledge) {
  const knowledge::UrgencyAdvice& usual = knowledge.urgency_advice.at(urgency);
  if (const Gate* gate = deciding_alone(held, urgency)) {
    const std::string disposition(gate->disposition);
    const std::string& first = knowledge.dispositions.at(disposition).safety_net;
    return {disposition,
            std::string(gate->action),
            first + (first.empty() ? "" : " ") + usual.safety_net,
            {std::string(gate->name)}};
  }
  const Assessment* made = held.shown ? &*held.shown->assessment : nullptr;
  if (made != nullptr && made->urgency == urgency) {
    return {std::string(made->disposition), std::string(made->what_to_do), made->safety_net,
            reasons_of(*held.shown)};
  }
  return {usual.disposition,
          usual.what_to_do,
          usual.safety_net,
          {"told with knowledge " + held.facts.told.floor->version}};
}

}  // namespace

Json urgency_json(const HeldCall& held, const KnowledgeBase& knowledge) {
  const Told& told = held.facts.told;
  if (!told.urgency) {
    return {};
  }
  const ActedOn acted = acted_on(held, *told.urgency, knowledge);
  // A call that is handed over with nothing urgent found goes nowhere yet.
  const bool is_open = acted.disposition.empty();
  const knowledge::Disposition place =
      is_open ? knowledge::Disposition{} : knowledge.dispositions.at(acted.disposition);
  return Json::object({{"level", words(name(*told.urgency))},
                       {"name", words(urgency_name(*told.urgency, told.provisional))},
                       {"contact_within", words(is_open ? "" : contact_within(*told.urgency))},
                       {"disposition", words(acted.disposition)},
                       {"disposition_name", words(place.name)},
                       {"contact", words(place.contact)},
                       {"what_to_do", words(acted.what_to_do)},
                       {"safety_net", words(acted.safety_net)},
                       {"provisional", Json::boolean(told.provisional)},
                       {"because", list_of(acted.because, words)}});
}

Json changed_json(const HeldCall& held) {
  const auto& now = held.facts.told.urgency;
  if (!held.before || !held.before->urgency || !now || held.before->urgency == now) {
    return {};
  }
  const Gate* alone = deciding_alone(held, *now);
  const auto reasons = held.now->assessment ? reasons_of(*held.now) : std::vector<std::string>();
  const std::string because = reasons.empty() ? "" : reasons.front();
  return Json::object({{"from", words(name(*held.before->urgency))},
                       {"to", words(name(*now))},
                       {"raised", Json::boolean(*now > *held.before->urgency)},
                       {"because", words(alone == nullptr ? because : alone->name)}});
}

Json interrupt_json(const HeldCall& held, const KnowledgeBase& knowledge) {
  const auto gates = waiting_gates(held);
  if (gates.empty()) {
    return {};
  }
  return Json::object({{"gates", list_of(gates, [&](const Gate* gate) {
                          return gate_json(*gate, held, knowledge);
                        })}});
}

Json gates_json(const HeldCall& held, const KnowledgeBase& knowledge) {
  return list_of(shown_gates(held),
                 [&](const Gate* gate) { return gate_json(*gate, held, knowledge); });
}

Json before_refusal_json(const HeldCall& held, const KnowledgeBase& knowledge) {
  if (held.now->assessment || !held.shown) {
    return {};
  }
  const Assessment& before = *held.shown->assessment;
  return Json::object(
      {{"urgency", Json::object({{"level", words(name(before.urgency))},
                                 {"name", words(urgency_name(before.urgency, before.provisional))},
                                 {"provisional", Json::boolean(before.provisional)}})},
       {"gates", list_of(fired_gates(before),
                         [&](const Gate* gate) { return gate_json(*gate, held, knowledge); })}});
}

Json knowledge_changed_json(const HeldCall& held) {
  const auto& floor = held.facts.told.floor;
  if (!floor || held.facts.told.urgency > floor->urgency ||
      (held.shown && held.shown->assessment->urgency >= floor->urgency)) {
    return {};
  }
  return Json::object({{"from", words(name(floor->urgency))},
                       {"to", held.shown ? words(name(held.shown->assessment->urgency)) : Json()},
                       {"version", words(floor->version)}});
}

Json chart_json(const CallFacts& facts) {
  if (!facts.chart_person) {
    return {};
  }
  const ChartPerson& person = *facts.chart_person;
  const std::string reference = person.references.empty() ? "" : person.references.front();
  return Json::object({{"name", words(person.name)},
                       {"birth_date", words(person.birth_date)},
                       {"age_years", person.age_years ? Json::number(*person.age_years) : Json()},
                       {"sex", words(person.sex)},
                       {"reference", words(reference)}});
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
