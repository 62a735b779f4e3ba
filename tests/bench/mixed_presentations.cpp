#include "tests/bench/mixed_presentations.h"

#include <algorithm>
#include <utility>

#include "knowledge/base/context.h"
#include "knowledge/triage/urgency.h"
#include "tests/support/generators.h"

namespace paraspinal::bench {
namespace {

using engine::Network;
using engine::StateIndex;
using engine::VariableId;
using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;

constexpr double share_person_unknown = 1.0 / 200;
constexpr double share_unknown = 1.0 / 20;
constexpr std::size_t most_volunteered = 3;

// Draws calls; mixed_presentations() is the entry point.
class Caller {
 public:
  Caller(const KnowledgeBase& knowledge, const ClinicalNetwork& network, std::uint64_t seed)
      : knowledge_(knowledge), network_(network), random_(seed) {}

  MixedPresentation next(std::size_t number);

 private:
  void draw_person(triage::Presentation& presentation);
  std::vector<StateIndex> draw_states(const triage::Presentation& presentation);
  std::vector<FindingId> questions(const MixedPresentation& call,
                                   const std::vector<StateIndex>& states);
  bool is_present(FindingId finding, const std::vector<StateIndex>& states) const;
  std::vector<FindingId> shuffled(std::vector<FindingId> findings);

  const KnowledgeBase& knowledge_;
  const ClinicalNetwork& network_;
  tests::Random random_;
};

void Caller::draw_person(triage::Presentation& presentation) {
  presentation.setting = knowledge::all_settings[random_.below(knowledge::all_settings.size())];
  presentation.age_years = static_cast<double>(16 + random_.below(80));
  presentation.sex = knowledge::all_sexes[random_.below(knowledge::all_sexes.size())];
}

// Rejected until the back hurts.
std::vector<StateIndex> Caller::draw_states(const triage::Presentation& presentation) {
  engine::Evidence person;
  person.observe(network_.setting, static_cast<std::size_t>(presentation.setting));
  person.observe(network_.age_band, *knowledge_.age_band(*presentation.age_years));
  person.observe(network_.sex, static_cast<std::size_t>(*presentation.sex));
  while (true) {
    auto states = tests::forward_sample(network_.network, person, random_);
    if (states[network_.complaint.index] == 1) {
      return states;
    }
  }
}

std::vector<FindingId> Caller::shuffled(std::vector<FindingId> findings) {
  for (std::size_t i = findings.size(); i > 1; --i) {
    std::swap(findings[i - 1], findings[random_.below(i)]);
  }
  return findings;
}

// What is told unasked, then the safety questions of a complete call, then anything.
std::vector<FindingId> Caller::questions(const MixedPresentation& call,
                                         const std::vector<StateIndex>& states) {
  std::vector<FindingId> present;
  std::vector<FindingId> others;
  for (std::size_t f = 0; f < knowledge_.findings.size(); ++f) {
    const knowledge::Finding& row = knowledge_.findings[FindingId{f}];
    const auto variable = network_.findings[f];
    if (row.value_type != knowledge::ValueType::boolean || !variable ||
        *variable == network_.complaint || row.obtainable_by == knowledge::ObtainableBy::derived ||
        !triage::obtainable(row.obtainable_by, call.presentation.setting)) {
      continue;
    }
    (states[variable->index] == 1 ? present : others).push_back(FindingId{f});
  }
  present = shuffled(std::move(present));
  std::vector<FindingId> asked(
      present.begin(),
      present.begin() + static_cast<std::ptrdiff_t>(std::min(present.size(), most_volunteered)));
  others.insert(others.end(), present.begin(), present.end());
  if (!call.early) {
    for (const knowledge::SafetyQuestion& question : knowledge_.safety_questions) {
      asked.push_back(question.finding);
    }
  }
  const auto rest = shuffled(std::move(others));
  asked.insert(asked.end(), rest.begin(), rest.end());
  return asked;
}

// Of a finding that no variable stands for, what the stage of pregnancy says, else absent.
bool Caller::is_present(FindingId finding, const std::vector<StateIndex>& states) const {
  if (const auto variable = network_.findings[finding.index]) {
    return states[variable->index] == 1;
  }
  const auto stage = knowledge::all_pregnancy_stages[states[network_.pregnancy.index]];
  const std::string& id = knowledge_.findings[finding].id;
  return (id == "pregnant" && knowledge::is_pregnant(stage)) ||
         (id == "postpartum" && stage == knowledge::PregnancyStage::postpartum);
}

MixedPresentation Caller::next(std::size_t number) {
  MixedPresentation call;
  call.early = number % 2 == 0;
  draw_person(call.presentation);
  const auto states = draw_states(call.presentation);
  const std::size_t answers = call.early ? 3 + random_.below(13) : 25 + random_.below(36);
  for (const FindingId finding : questions(call, states)) {
    if (call.presentation.findings.size() == answers) {
      break;
    }
    const knowledge::Finding& row = knowledge_.findings[finding];
    if (row.value_type != knowledge::ValueType::boolean || row.id.starts_with("sex_")) {
      continue;
    }
    Answer answer;
    answer.value = is_present(finding, states) ? Presence::present : Presence::absent;
    if (random_.chance(share_unknown)) {
      answer.value = knowledge::Unknown{};
    }
    call.presentation.findings.emplace(finding, answer);
  }
  if (random_.chance(share_person_unknown)) {
    call.person_unknown = true;
    if (random_.chance(0.5)) {
      call.presentation.age_years.reset();
    } else {
      call.presentation.sex.reset();
    }
  }
  return call;
}

}  // namespace

std::vector<MixedPresentation> mixed_presentations(const KnowledgeBase& knowledge,
                                                   const ClinicalNetwork& network,
                                                   std::size_t count, std::uint64_t seed) {
  Caller caller(knowledge, network, seed);
  std::vector<MixedPresentation> calls;
  calls.reserve(count);
  while (calls.size() < count) {
    calls.push_back(caller.next(calls.size()));
  }
  return calls;
}

}  // namespace paraspinal::bench
