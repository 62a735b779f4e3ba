#include "tests/support/people.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <stdexcept>
#include <variant>
#include <vector>

#include "knowledge/triage/score_findings.h"
#include "knowledge/triage/words.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::ObtainableBy;
using knowledge::Presence;
using knowledge::ValueType;
using triage::Presentation;

constexpr double in_vain = 0.1;  // share of answers that are unknown or refused
constexpr const char* judged_at = "2026-06-01T10:00:00Z";

// The numbers that rules compare a finding with, by its id.
using Thresholds = std::map<std::string, std::vector<double>>;

void read_thresholds(const knowledge::Rule& rule, Thresholds& thresholds) {
  static const std::regex comparison("([a-z][a-z0-9_]*)(?:>=|<=|!=|>|<|=)(-?[0-9]+(?:[.][0-9]+)?)");
  const std::string& text = rule.text();
  for (std::sregex_iterator match(text.begin(), text.end(), comparison), end; match != end;
       ++match) {
    thresholds[(*match)[1]].push_back(std::stod((*match)[2]));
  }
}

const Thresholds& thresholds() {
  static const Thresholds all = [] {
    const auto& knowledge = embedded_knowledge();
    Thresholds found;
    for (const auto& flag : knowledge.red_flags) {
      read_thresholds(flag.rule, found);
    }
    for (const auto& implication : knowledge.implications) {
      read_thresholds(implication.when_true, found);
    }
    for (const auto& action : knowledge.actions) {
      for (const auto& against : action.contraindications) {
        read_thresholds(against.rule, found);
      }
    }
    return found;
  }();
  return all;
}

// What the scores of score_findings.h read; a number is drawn where the score begins to count.
struct ScoreInput {
  std::string_view finding;
  double low = 0;
  double high = 0;
};
const std::vector<std::vector<ScoreInput>> score_inputs = {{{"resp_rate", 8, 26},
                                                            {"spo2", 90, 97},
                                                            {"oxygen_added"},
                                                            {"sbp", 88, 112},
                                                            {"heart_rate", 85, 132},
                                                            {"consciousness"},
                                                            {"temp_c", 34.5, 39.5}},
                                                           {{"heart_rate", 60, 100},
                                                            {"heart_rate_standing", 60, 140},
                                                            {"sbp", 90, 150},
                                                            {"sbp_standing", 80, 150}},
                                                           {{"sodium", 120, 160},
                                                            {"potassium", 2, 6},
                                                            {"glucose", 3, 30},
                                                            {"urea", 2, 40},
                                                            {"creatinine", 40, 400},
                                                            {"calcium_total", 1.6, 3},
                                                            {"albumin", 20, 50}},
                                                           {{"flank_pain"},
                                                            {"flank_colicky"},
                                                            {"time_since_onset", 0, 2},
                                                            {"vomiting"},
                                                            {"nausea_vomiting"},
                                                            {"urine_blood"}},
                                                           {{"age_onset_lt40"},
                                                            {"pain_onset_insidious"},
                                                            {"improves_exercise"},
                                                            {"no_improve_rest"},
                                                            {"night_pain"},
                                                            {"morning_stiffness_30"},
                                                            {"alternating_buttock"},
                                                            {"spa_onset_age"}}};

double number(const Finding& finding, Random& random) {
  const auto named = thresholds().find(finding.id);
  double value = finding.lowest + (finding.highest - finding.lowest) * random.uniform();
  if (named != thresholds().end() && random.chance(0.7)) {
    constexpr double steps[] = {0, -0.01, 0.01, -1, 1};
    value = named->second[random.below(named->second.size())] + steps[random.below(5)];
  } else if (random.chance(0.5)) {
    value = std::round(value);
  }
  return std::clamp(value, finding.lowest, finding.highest);
}

// Within a year of the day on which the cases are judged.
std::string day(Random& random) {
  const auto two = [](std::size_t part) { return (part < 10 ? "0" : "") + std::to_string(part); };
  const std::string year = random.chance(0.5) ? "2025" : "2026";
  return year + "-" + two(1 + random.below(12)) + "-" + two(1 + random.below(28));
}

// One person being drawn.
class Drawing {
 public:
  Drawing(std::uint64_t seed, std::size_t most) : random_(seed), most_(random_.below(most + 1)) {}

  Presentation person(std::uint64_t turn) {
    who();
    if (turn % 4 == 1) {
      of_a_condition();
    } else if (turn % 4 == 2) {
      aimed_at_a_rule();
    } else if (turn % 4 == 3) {
      measured();
    }
    const std::size_t scattered = turn % 4 == 0 ? most_ : random_.below(6);
    for (std::size_t i = 0; i < scattered && room(); ++i) {
      const FindingId finding{random_.below(findings().size())};
      // What scores and implications give is seldom stated.
      if (findings()[finding].obtainable_by != ObtainableBy::derived || random_.chance(0.1)) {
        say(finding, drawn_value(findings()[finding], random_));
      }
    }
    return std::move(presentation_);
  }

 private:
  static const knowledge::FindingTable& findings() { return embedded_knowledge().findings; }
  bool room() const { return presentation_.findings.size() < most_; }

  void say(FindingId finding, AnswerValue value) {
    if (findings()[finding].id != "age_years") {
      presentation_.findings[finding] = answered(std::move(value));
    }
  }

  void say_presence(FindingId finding, double present) {
    if (random_.chance(in_vain)) {
      say(finding, random_.chance(0.7) ? AnswerValue(knowledge::Unknown{}) : knowledge::Refused{});
    } else {
      say(finding, random_.chance(present) ? Presence::present : Presence::absent);
    }
  }

  void who() {
    presentation_.setting = knowledge::all_settings[random_.below(knowledge::all_settings.size())];
    presentation_.as_of = judged_at;
    if (random_.chance(0.95)) {
      constexpr double turning[] = {16, 19, 20, 40, 49, 50, 55, 56, 60, 64, 65, 70, 71, 75, 100};
      presentation_.age_years = random_.chance(0.3) ? turning[random_.below(std::size(turning))]
                                                    : 16 + static_cast<double>(random_.below(85));
    }
    if (random_.chance(0.95)) {
      presentation_.sex = random_.chance(0.6) ? knowledge::Sex::female : knowledge::Sex::male;
    }
    const bool bearing =
        presentation_.sex != knowledge::Sex::male && presentation_.age_years.value_or(30) < 56;
    if (most_ > 2 && random_.chance(bearing ? 0.5 : 0.02)) {
      pregnancy();
    }
  }

  void pregnancy() {
    say_presence(*findings().find("pregnant"), 0.8);
    if (random_.chance(0.6)) {
      say(*findings().find("gestational_age"),
          knowledge::Quantity{static_cast<double>(random_.below(43))});
    } else if (random_.chance(0.5)) {
      say(*findings().find("edd"), knowledge::Day{day(random_)});
    }
    if (random_.chance(0.2)) {
      say_presence(*findings().find("postpartum"), 0.3);
    }
  }

  // Its findings as often as its links say, and its risk factors.
  void of_a_condition() {
    const auto& knowledge = embedded_knowledge();
    const knowledge::ConditionId condition{random_.below(knowledge.conditions.size())};
    for (const knowledge::Link& link : knowledge.links) {
      if (link.condition != condition || !room() || random_.chance(0.3)) {
        continue;
      }
      if (findings()[link.finding].value_type == ValueType::boolean) {
        say_presence(link.finding, link.sensitivity ? link.sensitivity->point : 0.5);
      } else {
        say(link.finding, drawn_value(findings()[link.finding], random_));
      }
    }
  }

  // Each finding that the rule names, mostly as the rule would have it.
  void aimed_at_a_rule() {
    const auto& flags = embedded_knowledge().red_flags;
    const knowledge::Rule& rule = flags[random_.below(flags.size())].rule;
    for (const FindingId finding : rule.mentions()) {
      if (!room() || random_.chance(0.3)) {
        continue;
      }
      if (findings()[finding].value_type == ValueType::boolean) {
        const bool negated = std::ranges::find(rule.negated(), finding) != rule.negated().end();
        say_presence(finding, negated ? 0.2 : 0.8);
      } else {
        say(finding, drawn_value(findings()[finding], random_));
      }
    }
  }

  // What some score is made of.
  void measured() {
    for (const ScoreInput& input : score_inputs[random_.below(score_inputs.size())]) {
      const FindingId finding = *findings().find(input.finding);
      if (!room() || random_.chance(0.1)) {
        continue;
      }
      if (findings()[finding].value_type == ValueType::boolean) {
        say_presence(finding, 0.7);
      } else if (input.high > 0 && random_.chance(0.9)) {
        const double value = input.low + (input.high - input.low) * random_.uniform();
        say(finding, knowledge::Quantity{std::round(10 * value) / 10});
      } else {
        say(finding, drawn_value(findings()[finding], random_));
      }
    }
  }

  Random random_;
  std::size_t most_;
  Presentation presentation_;
};

}  // namespace

Answer answered(AnswerValue value) {
  return {std::move(value), knowledge::SaidBy::caller, std::nullopt, "answers"};
}

AnswerValue drawn_value(const Finding& finding, Random& random) {
  if (random.chance(in_vain)) {
    return random.chance(0.7) ? AnswerValue(knowledge::Unknown{}) : knowledge::Refused{};
  }
  switch (finding.value_type) {
    case ValueType::boolean:
      return random.chance(0.5) ? Presence::present : Presence::absent;
    case ValueType::quantity:
      return knowledge::Quantity{number(finding, random)};
    case ValueType::ordinal:
      return knowledge::State{random.below(finding.states.size())};
    case ValueType::date:
      return knowledge::Day{day(random)};
  }
  throw std::logic_error("a value type");
}

Presentation drawn_person(std::uint64_t seed, std::size_t most) {
  return Drawing(seed, most).person(seed);
}

std::string as_json(const Presentation& presentation) {
  const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
  std::string text = "{\"setting\": " + quoted(std::string(name(presentation.setting)));
  if (presentation.as_of) {
    text += ", \"as_of\": " + quoted(*presentation.as_of);
  }
  if (presentation.age_years) {
    text += ", \"age_years\": " + triage::number_words(*presentation.age_years);
  }
  if (presentation.sex) {
    text += ", \"sex\": " + quoted(std::string(name(*presentation.sex)));
  }
  text += ", \"findings\": {";
  bool first = true;
  for (const auto& [finding, answer] : presentation.findings) {
    const Finding& row = embedded_knowledge().findings[finding];
    const auto* quantity = std::get_if<knowledge::Quantity>(&answer.value);
    text += (first ? "" : ", ") + quoted(row.id) + ": " +
            (quantity != nullptr ? triage::number_words(quantity->value)
                                 : quoted(triage::state_words(row, answer.value)));
    first = false;
  }
  return text + "}}";
}

triage::Closed facts_of(const triage::Presentation& person) {
  const auto scored = triage::score_findings(person, embedded_knowledge());
  return triage::close(scored.presentation, embedded_knowledge());
}

}  // namespace paraspinal::tests
