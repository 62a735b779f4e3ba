// The entry point is impression_findings. FHIR R4, ClinicalImpression.finding.

#include "fhir/export_impression_findings.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fhir/export_sentences.h"
#include "fhir/export_words.h"
#include "knowledge/triage/natural_frequency.h"
#include "knowledge/triage/strongest_first.h"

namespace paraspinal::fhir {
namespace {

using triage::RankedCondition;
using triage::UsedAnswer;
using triage::Weight;

constexpr std::size_t most_leading = 3;
constexpr std::size_t most_weights = 4;  // of each side
constexpr double least_weight = 0.5;     // decibans; below, the odds move by less than an eighth

std::vector<const RankedCondition*> shown_conditions(const triage::Assessment& assessment) {
  std::vector<const RankedCondition*> shown;
  for (std::size_t i = 0; i < assessment.conditions.size(); ++i) {
    const RankedCondition& condition = assessment.conditions[i];
    if (i < most_leading || is_suspected(assessment, condition.id)) {
      shown.push_back(&condition);
    }
  }
  return shown;
}

// The strongest weights of one side.
std::vector<const Weight*> strongest(const RankedCondition& condition, bool in_favour) {
  std::vector<const Weight*> side;
  for (const Weight* weight : triage::strongest_first(condition.weights)) {
    if ((weight->decibans > 0) == in_favour && std::abs(weight->decibans) >= least_weight &&
        side.size() < most_weights) {
      side.push_back(weight);
    }
  }
  return side;
}

std::string side_words(const Answered& answered, std::string_view title,
                       const std::vector<const Weight*>& side) {
  std::vector<std::string> lines;
  for (const Weight* weight : side) {
    const UsedAnswer& answer = answered.assessment.used[weight->used];
    lines.push_back(finding_name(answered, answer.finding) + ": " + answer.state + " (" +
                    decibans_words(weight->decibans) + ")");
  }
  return lines.empty() ? "" : std::string(title) + joined(lines, "; ") + ".";
}

std::string sources_words(const Answered& answered, const RankedCondition& condition,
                          const std::vector<std::vector<const Weight*>>& sides) {
  std::vector<std::string> sources;
  const auto add = [&](std::string_view id) {
    const std::string words = citation_words(answered, id);
    if (!words.empty() && std::ranges::find(sources, words) == sources.end()) {
      sources.push_back(words);
    }
  };
  add(condition.prior_citation->source);
  for (const auto& side : sides) {
    for (const Weight* weight : side) {
      std::ranges::for_each(weight->tie->sources, add);
    }
  }
  return sources.empty() ? "" : " Sources: " + joined(sources, " | ");
}

Json condition_finding(const Answered& answered, const RankedCondition& condition) {
  const std::vector<std::vector<const Weight*>> sides = {strongest(condition, true),
                                                         strongest(condition, false)};
  const std::string basis =
      "Not established: " + triage::natural_frequency(condition.posterior) +
      " people like this; before these answers " + triage::natural_frequency(condition.pretest) +
      "." + (is_suspected(answered.assessment, condition.id) ? " A red flag suspects it." : "") +
      side_words(answered, " For: ", sides[0]) + side_words(answered, " Against: ", sides[1]) +
      sources_words(answered, condition, sides);
  return Json::object(
      {{"itemCodeableConcept", condition_concept(answered.knowledge, condition.id,
                                                 "Possible: " + std::string(condition.name))},
       {"basis", sent_text(basis)}});
}

// A finding and all that it did.
struct ActiveFinding {
  const UsedAnswer* answer = nullptr;
  std::vector<std::string> did;
};

bool is_found(const UsedAnswer& answer) {
  return answer.state != "absent" && answer.state != "unknown" && answer.state != "refused" &&
         answer.state != "not asked";
}

class Telling {
 public:
  void add(const UsedAnswer& answer, std::string did) {
    if (!is_found(answer)) {
      return;
    }
    auto place = std::ranges::find(told_, &answer, &ActiveFinding::answer);
    if (place == told_.end()) {
      place = told_.insert(told_.end(), ActiveFinding{&answer, {}});
    }
    place->did.push_back(std::move(did));
  }
  const std::vector<ActiveFinding>& told() const { return told_; }

 private:
  std::vector<ActiveFinding> told_;
};

std::vector<ActiveFinding> active_findings(const triage::Assessment& assessment) {
  Telling telling;
  for (const triage::Gate& gate : assessment.gates) {
    for (const std::string_view finding : gate.because.ids()) {
      const auto answer = std::ranges::find(assessment.used, finding, &UsedAnswer::finding);
      if (gate.state == triage::GateState::fired && answer != assessment.used.end()) {
        telling.add(*answer, "fires the red flag \"" + std::string(gate.name) + "\"");
      }
    }
  }
  for (const RankedCondition* condition : shown_conditions(assessment)) {
    for (const bool in_favour : {true, false}) {
      for (const Weight* weight : strongest(*condition, in_favour)) {
        telling.add(assessment.used[weight->used], (in_favour ? "speaks for " : "speaks against ") +
                                                       std::string(condition->name) + " (" +
                                                       decibans_words(weight->decibans) + ")");
      }
    }
  }
  return telling.told();
}

Json stated_finding(const Answered& answered, const ActiveFinding& told) {
  const UsedAnswer& answer = *told.answer;
  std::string text = finding_name(answered, answer.finding);
  if (answer.state != "present") {
    text += ": " + answer.state;
  }
  Members members = {{"itemCodeableConcept", concept_of(text)}};
  if (is_reference(answer.origin) &&
      (answer.origin.starts_with("Condition/") || answer.origin.starts_with("Observation/"))) {
    members.emplace_back("itemReference", reference_to(answer.origin));
  }
  const std::string whence = answer.origin.starts_with("from ") ? "Derived " : "From ";
  members.emplace_back("basis",
                       sent_text(whence + answer.origin + "; " + joined(told.did, "; ") + "."));
  return Json::object(std::move(members));
}

}  // namespace

std::span<const RankedCondition> leading_conditions(const triage::Assessment& assessment) {
  return std::span(assessment.conditions)
      .first(std::min(assessment.conditions.size(), most_leading));
}

bool is_suspected(const triage::Assessment& assessment, std::string_view condition) {
  return std::ranges::any_of(assessment.gates, [&condition](const triage::Gate& gate) {
    return gate.state == triage::GateState::fired &&
           std::ranges::find(gate.suspects, condition) != gate.suspects.end();
  });
}

std::vector<Json> impression_findings(const Answered& answered) {
  std::vector<Json> findings;
  for (const RankedCondition* condition : shown_conditions(answered.assessment)) {
    findings.push_back(condition_finding(answered, *condition));
  }
  for (const ActiveFinding& told : active_findings(answered.assessment)) {
    findings.push_back(stated_finding(answered, told));
  }
  return findings;
}

}  // namespace paraspinal::fhir
