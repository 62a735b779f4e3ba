// Entry point: score_findings, at the end.

#include "knowledge/triage/score_findings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "knowledge/scores/gestation.h"
#include "knowledge/triage/score_inputs.h"
#include "knowledge/triage/score_targets.h"
#include "knowledge/triage/weeks_apart.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using knowledge::KnowledgeBase;

// The points of the signs that are known: a normal sign has none, so that it is the fewest there
// can be. Nothing when the score refuses a value.
std::optional<double> fewest_news2(scores::Given given) {
  for (const auto& [sign, normal] : {std::pair{"respiratory_rate", 16.0},
                                     {"saturation", 98.0},
                                     {"oxygen", 0.0},
                                     {"systolic_pressure", 120.0},
                                     {"pulse", 70.0},
                                     {"consciousness", 0.0},
                                     {"temperature", 37.0}}) {
    given.emplace(sign, normal);
  }
  const auto result = scores::evaluate(*scores::find_score("news2"), given);
  return result ? result->value : std::nullopt;
}

class Derivations {
 public:
  Derivations(const Stated& stated, const KnowledgeBase& knowledge, Scored& scored)
      : stated_(&stated), targets_(knowledge, scored) {}

  void all() {
    osmolarity();
    urea_creatinine();
    calcium();
    egfr();
    orthostatic();
    news2();
    stone();
    inflammatory_back_pain();
    dn4();
    gestation();
  }

 private:
  void osmolarity() {
    ScoreInputs inputs(*stated_);
    for (const std::string_view name : {"sodium", "potassium", "glucose", "urea"}) {
      inputs.number(name, name);
    }
    targets_.number("osmolarity", inputs, "osmolarity_calc", 1);
  }

  void urea_creatinine() {
    ScoreInputs inputs(*stated_);
    inputs.number("urea", "urea");
    inputs.number("creatinine", "creatinine");
    targets_.number("urea_creatinine", inputs, "urea_creatinine_ratio", 1);
  }

  // Without albumin the total calcium stands for the adjusted one, and the origin says so.
  void calcium() {
    ScoreInputs inputs(*stated_);
    inputs.number("calcium", "calcium_total");
    inputs.number("albumin", "albumin");
    const auto total = stated_->quantity("calcium_total");
    if (total && !stated_->quantity("albumin")) {
      targets_.quantity("calcium_adjusted", *total, 0.05, "calcium_total, albumin not known");
      return;
    }
    targets_.number("corrected_calcium", inputs, "calcium_adjusted", 0.05);
  }

  bool may_be_pregnant() const {
    return stated_->presence("pregnant").value_or(false) || stated_->quantity("gestational_age") ||
           stated_->day("edd");
  }

  // Laboratories use other equations too, hence the width.
  void egfr() {
    if (may_be_pregnant()) {
      return;
    }
    ScoreInputs inputs(*stated_);
    inputs.number("creatinine", "creatinine");
    inputs.age("age");
    inputs.sex("sex", 1, 0);
    targets_.number("egfr", inputs, "egfr", 15);
  }

  void orthostatic() {
    ScoreInputs inputs(*stated_);
    inputs.whole_number("lying_pulse", "heart_rate");
    inputs.whole_number("standing_pulse", "heart_rate_standing");
    inputs.whole_number("lying_systolic", "sbp");
    inputs.whole_number("standing_systolic", "sbp_standing");
    const auto result = result_of("orthostatic", inputs);
    if (!result) {
      return;
    }
    const std::array<std::pair<std::string_view, std::pair<std::string_view, double>>, 2> targets{
        {{"pulse_rise", {"orthostatic_hr_rise", 30}},
         {"pressure_drop", {"orthostatic_sbp_drop", 20}}}};
    for (const auto& [name, target] : targets) {
      const auto part = std::ranges::find(result->parts, name, &scores::PartBounds::name);
      if (part != result->parts.end() && part->lowest == part->highest) {
        targets_.presence(target.first, part->lowest >= target.second,
                          score_origin("orthostatic", inputs));
      }
    }
  }

  // The score is not made for pregnancy: there a low one, which would reassure, is not given; a
  // high one is, for a woman who is as ill as that is not less ill for being pregnant. With more
  // than two signs missing it says no more than that it is high.
  void news2() {
    constexpr std::size_t most_missing = 2;
    constexpr double worrying = 5;
    ScoreInputs inputs(*stated_);
    inputs.whole_number("respiratory_rate", "resp_rate");
    inputs.whole_number("saturation", "spo2");
    inputs.yes_or_no("oxygen", "oxygen_added");
    inputs.whole_number("systolic_pressure", "sbp");
    inputs.whole_number("pulse", "heart_rate");
    inputs.state("consciousness", "consciousness");
    inputs.number("temperature", "temp_c");
    constexpr std::size_t all_inputs = 7;
    const auto fewest = inputs.given().empty() ? std::nullopt : fewest_news2(inputs.given());
    if (!fewest) {
      return;
    }
    if (inputs.given().size() + most_missing < all_inputs) {
      targets_.at_least(*fewest, "news2", inputs, "news2_score");
    } else if (!may_be_pregnant() || *fewest >= worrying) {
      targets_.points("news2", inputs, "news2_score");
    }
  }

  // Only where a stone is in question, and not where the score is not for it. Its item on race is
  // never asked: what it would decide is left open.
  void stone() {
    const auto present = [this](std::string_view id) {
      return stated_->presence(id).value_or(false);
    };
    const bool in_question = present("flank_pain") || present("flank_colicky");
    if (!in_question || present("fever") || present("known_single_kidney") || may_be_pregnant()) {
      return;
    }
    ScoreInputs inputs(*stated_);
    inputs.sex("sex", 0, 2);
    stone_timing(inputs);
    if (present("vomiting")) {
      inputs.value("nausea", 2, "vomiting");
    } else {
      inputs.no_if_absent("nausea", "nausea_vomiting");
    }
    if (const auto blood = stated_->presence("urine_blood")) {
      inputs.value("erythrocytes", *blood ? 3 : 0, "urine_blood");
    }
    targets_.points("stone", inputs, "stone_score");
  }

  // Whole days do not tell under six hours from under a day.
  void stone_timing(ScoreInputs& inputs) const {
    const auto days = stated_->quantity("time_since_onset");
    if (!days || *days == 0) {
      return;
    }
    inputs.value("timing", *days < 0.25 ? 3 : *days <= 1 ? 1 : 0, "time_since_onset");
  }

  // That the pain of the night eases on getting up, or wakes in its second half, is not among the
  // findings: without pain at night the item is absent, with it unknown.
  void inflammatory_back_pain() {
    ScoreInputs asas(*stated_);
    asas.yes_or_no("onset_before_40", "age_onset_lt40");
    asas.yes_or_no("insidious_onset", "pain_onset_insidious");
    asas.yes_or_no("improves_with_exercise", "improves_exercise");
    asas.yes_or_no("no_improvement_with_rest", "no_improve_rest");
    asas.no_if_absent("night_pain_easing_on_getting_up", "night_pain");
    targets_.points("asas_inflammatory_back_pain", asas, "asas_ibp_score");
    ScoreInputs berlin(*stated_);
    berlin.yes_or_no("morning_stiffness", "morning_stiffness_30");
    berlin.both("improves_with_exercise_not_rest", "improves_exercise", "no_improve_rest");
    berlin.no_if_absent("wakes_second_half", "night_pain");
    berlin.yes_or_no("alternating_buttock_pain", "alternating_buttock");
    targets_.points("berlin_inflammatory_back_pain", berlin, "berlin_ibp");
  }

  void dn4() {
    ScoreInputs inputs(*stated_);
    for (const std::string_view item :
         {"burning", "painful_cold", "electric_shocks", "tingling", "pins_and_needles", "numbness",
          "itching", "less_touch", "less_pinprick", "brushing_hurts"}) {
      inputs.yes_or_no(item, "dn4_" + std::string(item));
    }
    targets_.points("dn4", inputs, "dn4_score");
  }

  // The due date first: who told it has dated the pregnancy. A last period alone does not say that
  // there is a pregnancy.
  void gestation() {
    const auto& as_of = stated_->presentation().as_of;
    if (!as_of) {
      return;
    }
    const auto* const due = stated_->day("edd");
    const auto* const period = stated_->day("lmp");
    const bool pregnant = stated_->presence("pregnant").value_or(false);
    std::optional<double> weeks;
    if (due != nullptr) {
      weeks = scores::gestational_weeks_from_due_date(due->iso, *as_of);
    } else if (period != nullptr && pregnant) {
      weeks = scores::gestational_weeks_from_last_period(period->iso, *as_of);
    }
    if (weeks && !weeks_apart(*stated_)) {
      targets_.quantity("gestational_age", *weeks, 1,
                        due != nullptr ? "gestation of edd" : "gestation of lmp");
    }
  }

  const Stated* stated_;
  ScoreTargets targets_;
};

std::string tenths(double weeks) {
  return number_words(std::round(weeks * 10) / 10);
}

void take_graver(const WeeksApart& apart, const KnowledgeBase& knowledge, Scored& scored) {
  const auto finding = knowledge.findings.find("gestational_age");
  if (!finding) {
    return;
  }
  knowledge::Answer& answer = scored.presentation.findings[*finding];
  if (apart.graver() != apart.stated) {
    answer = weeks_of_date(apart);
  }
  scored.conflicts.push_back("gestational_age was stated " + tenths(apart.stated) +
                             " weeks, but gestation of " + std::string(apart.date) + " gives " +
                             tenths(apart.dated) +
                             "; which holds is not known: judged by both, the graver is told");
}

}  // namespace

Scored score_findings(const Presentation& presentation, const KnowledgeBase& knowledge) {
  Scored scored{presentation, {}, {}};
  const Stated stated(presentation, knowledge, scored.read);
  Derivations(stated, knowledge, scored).all();
  if (const auto apart = weeks_apart(stated)) {
    take_graver(*apart, knowledge, scored);
  }
  return scored;
}

}  // namespace paraspinal::triage
