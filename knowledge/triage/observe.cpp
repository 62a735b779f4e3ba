// Entry point: observe, at the end.

#include "knowledge/triage/observe.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "knowledge/base/targets.h"
#include "knowledge/triage/counted_once.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::all_pregnancy_stages;
using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::PregnancyStage;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::Sex;

std::optional<Presence> presence_of(const Closed& closed, const KnowledgeBase& knowledge,
                                    std::string_view id) {
  const auto finding = knowledge.findings.find(id);
  const Answer* answer = finding ? closed.find(*finding) : nullptr;
  const Presence* presence = answer == nullptr ? nullptr : std::get_if<Presence>(&answer->value);
  return presence == nullptr ? std::nullopt : std::optional(*presence);
}

std::optional<double> quantity_of(const Closed& closed, const KnowledgeBase& knowledge,
                                  std::string_view id) {
  const auto finding = knowledge.findings.find(id);
  const Answer* answer = finding ? closed.find(*finding) : nullptr;
  const Quantity* quantity = answer == nullptr ? nullptr : std::get_if<Quantity>(&answer->value);
  return quantity == nullptr ? std::nullopt : std::optional(quantity->value);
}

// Which stages of pregnancy the answers leave open.
std::array<bool, all_pregnancy_stages.size()> open_stages(const Closed& closed,
                                                          const KnowledgeBase& knowledge) {
  std::array<bool, all_pregnancy_stages.size()> open{};
  const auto pregnant = presence_of(closed, knowledge, "pregnant");
  const auto postpartum = presence_of(closed, knowledge, "postpartum");
  const auto weeks = quantity_of(closed, knowledge, "gestational_age");
  for (std::size_t i = 0; i < all_pregnancy_stages.size(); ++i) {
    const PregnancyStage stage = all_pregnancy_stages[i];
    const bool carrying = knowledge::is_pregnant(stage);
    bool possible = !pregnant || carrying == (*pregnant == Presence::present);
    if (postpartum && !carrying && pregnant != Presence::present) {
      possible =
          possible && (stage == PregnancyStage::postpartum) == (*postpartum == Presence::present);
    }
    if (weeks && pregnant == Presence::present) {
      possible = possible && stage == knowledge::stage_at(*weeks);
    }
    open[i] = possible;
  }
  return open;
}

// The person as context: what is not known stays unobserved.
class Person {
 public:
  Person(const Closed& closed, const KnowledgeBase& knowledge)
      : knowledge_(&knowledge), stages_(open_stages(closed, knowledge)) {
    const auto female = presence_of(closed, knowledge, "sex_female");
    const auto male = presence_of(closed, knowledge, "sex_male");
    if (female == Presence::present || male == Presence::absent) {
      sex_ = Sex::female;
    } else if (male == Presence::present || female == Presence::absent) {
      sex_ = Sex::male;
    }
    if (const auto age = quantity_of(closed, knowledge, "age_years")) {
      band_ = knowledge.age_band(*age);
    }
  }

  void observe(knowledge::Setting setting, const ClinicalNetwork& network,
               Observation& observation) {
    drop_contradictions(observation);
    drop_impossible_stages(setting);
    observation.context.observe(network.setting, static_cast<std::size_t>(setting));
    observation.context.observe(network.complaint, 1);
    if (sex_) {
      observation.context.observe(network.sex, static_cast<std::size_t>(*sex_));
    }
    if (band_) {
      observation.context.observe(network.age_band, *band_);
    }
    engine::Likelihood likelihood;
    for (const bool open : stages_) {
      likelihood.push_back(open ? 1 : 0);
    }
    const auto count = std::count(stages_.begin(), stages_.end(), true);
    if (count == 1) {
      const auto only = std::find(stages_.begin(), stages_.end(), true) - stages_.begin();
      observation.context.observe(network.pregnancy, static_cast<std::size_t>(only));
    } else if (count < static_cast<std::ptrdiff_t>(stages_.size())) {
      observation.context.observe(network.pregnancy, likelihood);
    }
  }

 private:
  bool can_be_not_pregnant() const {
    return stages_[static_cast<std::size_t>(PregnancyStage::not_pregnant)];
  }

  // The priors know no pregnancy in a man or past 55; the gates still see it.
  void drop_contradictions(Observation& observation) {
    if (sex_ == Sex::male && !can_be_not_pregnant()) {
      sex_.reset();
      observation.not_used.push_back(
          {"sex male", "contradicts the pregnancy; the pregnancy is believed"});
    }
    const bool too_old =
        band_ && !knowledge::exists(*knowledge_, {knowledge::Setting::telephone, *band_,
                                                  Sex::female, PregnancyStage::trimester_1});
    if (too_old && !can_be_not_pregnant()) {
      stages_.fill(true);
      observation.not_used.push_back(
          {"pregnant", "no prior holds for pregnancy at this age; the rules still read it"});
    }
  }

  // Stages that the priors give probability 0 at this sex and age: leaving them open would change
  // nothing but the time it takes.
  void drop_impossible_stages(knowledge::Setting setting) {
    if (!sex_ || !band_) {
      return;
    }
    auto possible = stages_;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      possible[i] = stages_[i] && knowledge::exists(*knowledge_, {setting, *band_, *sex_,
                                                                  all_pregnancy_stages[i]});
    }
    if (possible != decltype(possible){}) {
      stages_ = possible;
    }
  }

  const KnowledgeBase* knowledge_;
  std::array<bool, all_pregnancy_stages.size()> stages_;
  std::optional<Sex> sex_;
  std::optional<std::size_t> band_;
};

bool read_by_a_rule(FindingId finding, const KnowledgeBase& knowledge) {
  const auto mentions = [finding](const knowledge::Rule& rule) {
    const auto& all = rule.mentions();
    return std::find(all.begin(), all.end(), finding) != all.end();
  };
  return std::any_of(knowledge.red_flags.begin(), knowledge.red_flags.end(),
                     [&](const auto& flag) { return mentions(flag.rule); }) ||
         std::any_of(knowledge.implications.begin(), knowledge.implications.end(),
                     [&](const auto& implication) { return mentions(implication.when_true); });
}

// Why an answer does not move a probability; nothing when that needs no words.
std::optional<NotUsed> why_not(FindingId finding, const Answer& answer,
                               const KnowledgeBase& knowledge) {
  const knowledge::Finding& row = knowledge.findings[finding];
  const auto because = [&](std::string why) {
    return NotUsed{row.id + " " + state_words(row, answer.value), std::move(why)};
  };
  if (std::holds_alternative<knowledge::Unknown>(answer.value)) {
    return because("asked, and could not be answered");
  }
  if (std::holds_alternative<knowledge::Refused>(answer.value)) {
    return because("asked, and not answered");
  }
  if (answer.by == knowledge::SaidBy::derived || knowledge::is_context_finding(row)) {
    return std::nullopt;
  }
  if (read_by_a_rule(finding, knowledge)) {
    return row.value_type == knowledge::ValueType::boolean
               ? std::optional(because("read by rules only; no probability is linked to it"))
               : std::nullopt;
  }
  return because(row.weightless_because.empty() ? "no rule and no probability reads it"
                                                : row.weightless_because);
}

}  // namespace

Observation observe(const Presentation& presentation, const Closed& closed,
                    const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  Observation observation;
  Person(closed, knowledge).observe(presentation.setting, network, observation);
  std::vector<Observed> all;
  all.reserve(closed.answers.size());
  std::size_t position = 0;
  for (const auto& [finding, answer] : closed.answers) {
    const std::size_t used = position++;
    const auto variable = network.findings[finding.index];
    const Presence* presence = std::get_if<Presence>(&answer.value);
    if (presence != nullptr && variable && *variable != network.complaint) {
      all.push_back({finding, *variable, *presence == Presence::present ? 1U : 0U, used});
    } else if (variable != network.complaint) {
      if (auto reason = why_not(finding, answer, knowledge)) {
        observation.not_used.push_back(std::move(*reason));
      }
    }
  }
  observation.findings = counted_once(all, closed, knowledge, network, observation.not_used);
  return observation;
}

}  // namespace paraspinal::triage
