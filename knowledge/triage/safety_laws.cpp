// Entry point: safety_cases, at the end.

#include "knowledge/triage/safety_laws.h"

#include "engine/inference.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Sex;

constexpr int bound_below_years = 65;  // the law binds younger people
constexpr double benign_days = 3;      // since a pain as benign as it gets began

knowledge::Answer answer(knowledge::AnswerValue value) {
  return {std::move(value), knowledge::SaidBy::caller, std::nullopt, "law"};
}

void set_absent(Presentation& presentation, const KnowledgeBase& knowledge, std::string_view id) {
  if (const auto finding = knowledge.findings.find(id)) {
    presentation.findings[*finding] = answer(Presence::absent);
  }
}

// Answers what safety asks of this person with no, until no answer brings a new question.
void answer_safety_questions(Presentation& presentation, const KnowledgeBase& knowledge) {
  bool is_new = true;
  while (is_new) {
    is_new = false;
    const auto asked = safety_set(AnswerTable(close(presentation, knowledge), knowledge),
                                  presentation.setting, knowledge);
    for (const knowledge::FindingId finding : asked.not_asked) {
      const knowledge::ValueType type = knowledge.findings[finding].value_type;
      if (type == knowledge::ValueType::boolean) {
        presentation.findings[finding] = answer(Presence::absent);
        is_new = true;
      } else if (type == knowledge::ValueType::ordinal) {
        presentation.findings[finding] = answer(knowledge::State{0});
        is_new = true;
      }
    }
  }
}

// The three voices of an assessment (assess.h), without its explanation.
struct Voices {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  bool is_provisional = false;
  std::vector<std::string> reasons;
};

class Judge {
 public:
  Judge(const KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network)
      : knowledge_(&knowledge),
        network_(&network),
        inference_(network.network),
        losses_(knowledge) {}

  Result<Voices> voices(const Presentation& presentation) const {
    const Closed closed = close(presentation, *knowledge_);
    const Observation observation = observe(presentation, closed, *knowledge_, *network_);
    engine::Evidence evidence = observation.context;
    for (const Observed& finding : observation.findings) {
      evidence.observe(finding.variable, finding.state);
    }
    const auto posterior = inference_.posterior(evidence, network_->conditions);
    if (!posterior) {
      return fail(posterior.error());
    }
    const auto losses = expected_losses(*posterior, losses_, *network_);
    const AnswerTable answers(closed, *knowledge_);
    const SafetySet safety = safety_set(answers, presentation.setting, *knowledge_);
    const auto read = read_gates(answers, *knowledge_);
    Voices result;
    for (const Voice& voice :
         {gate_voice(evaluate_gates(read, *knowledge_)),
          loss_voice(losses, *posterior, losses_, *knowledge_, *network_),
          floor_voice(safety, answers, read, presentation.setting, *knowledge_)}) {
      if (voice.urgency > result.urgency) {
        result.urgency = voice.urgency;
        result.reasons = voice.reasons;
      }
    }
    result.is_provisional =
        !safety.not_asked.empty() && result.urgency < knowledge::Urgency::emergency_department;
    return result;
  }

 private:
  const KnowledgeBase* knowledge_;
  const knowledge::ClinicalNetwork* network_;
  engine::Inference inference_;
  LossTable losses_;
};

Result<LawCase> tried(const KnowledgeBase& knowledge, const Judge& judge, LawCase item) {
  const auto alone = judge.voices(complaint_alone(knowledge, item));
  if (!alone) {
    return fail(alone.error());
  }
  const auto closed = judge.voices(benign(knowledge, item));
  if (!closed) {
    return fail(closed.error());
  }
  item.complaint_alone = alone->urgency;
  item.benign = closed->urgency;
  item.benign_is_provisional = closed->is_provisional;
  item.alone_reasons = alone->reasons;
  item.reasons = closed->reasons;
  return item;
}

}  // namespace

Presentation complaint_alone(const KnowledgeBase& knowledge, const LawCase& item) {
  Presentation presentation;
  presentation.id = "law";
  presentation.setting = item.setting;
  presentation.sex = item.sex;
  if (item.age_band) {
    presentation.age_years = knowledge.age_bands[*item.age_band].from_years;
  }
  if (item.sex == Sex::female) {
    set_absent(presentation, knowledge, "pregnant");
    set_absent(presentation, knowledge, "postpartum");
  }
  return presentation;
}

Presentation benign(const KnowledgeBase& knowledge, const LawCase& item) {
  Presentation presentation = complaint_alone(knowledge, item);
  if (const auto onset = knowledge.findings.find("time_since_onset")) {
    presentation.findings[*onset] = answer(knowledge::Quantity{benign_days});
  }
  answer_safety_questions(presentation, knowledge);
  for (const knowledge::BenignAnswer& row : knowledge.benign_pattern) {
    presentation.findings[row.finding] = answer(row.answer);
  }
  return presentation;
}

Result<std::vector<LawCase>> safety_cases(const KnowledgeBase& knowledge,
                                          const knowledge::ClinicalNetwork& network) {
  const Judge judge(knowledge, network);
  std::vector<LawCase> people;
  for (const knowledge::Setting setting : knowledge::all_settings) {
    people.push_back({.setting = setting});
    for (const Sex sex : knowledge::all_sexes) {
      for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
        people.push_back({.setting = setting,
                          .age_band = band,
                          .sex = sex,
                          .binds = knowledge.age_bands[band].below_years <= bound_below_years});
      }
    }
  }
  std::vector<LawCase> cases;
  for (LawCase& person : people) {
    auto item = tried(knowledge, judge, std::move(person));
    if (!item) {
      return fail(item.error());
    }
    cases.push_back(std::move(*item));
  }
  return cases;
}

}  // namespace paraspinal::triage
