// Entry point: close, at the end.

#include "knowledge/triage/close.h"

#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "knowledge/scores/gestation.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::Implication;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::SaidBy;
using knowledge::Truth;

// Answers while they are being closed.
class Closing {
 public:
  Closing(const KnowledgeBase& knowledge, Closed& closed)
      : knowledge_(&knowledge), closed_(&closed), known_(knowledge.findings.size(), nullptr) {
    for (auto& [finding, answer] : closed.answers) {
      known_[finding.index] = &answer;
    }
  }

  // What is known of a finding by now; null when nothing is.
  const Answer* find(FindingId finding) const { return known_[finding.index]; }

  // Sets a finding that follows from others. Gives true when that changed anything.
  bool derive(FindingId finding, Presence presence, const std::string& from) {
    const Answer* known = find(finding);
    const Presence* stated = known == nullptr ? nullptr : std::get_if<Presence>(&known->value);
    if (stated != nullptr && *stated == presence) {
      return false;
    }
    if (stated != nullptr) {
      return contradict(finding, presence, from);
    }
    set(finding, {presence, SaidBy::derived, std::nullopt, "from " + from});
    return true;
  }

  // Gives a quantity its derived value; a stated one stands.
  void derive(FindingId finding, double value, const std::string& from) {
    const Answer* known = find(finding);
    if (known == nullptr || !std::holds_alternative<Quantity>(known->value)) {
      set(finding, {Quantity{value}, SaidBy::derived, std::nullopt, "from " + from});
    }
  }

  // As derive(); another number of completed years is a contradiction.
  void derive_age(FindingId finding, double years) {
    derive(finding, years, "age");
    const double used = std::get<Quantity>(find(finding)->value).value;
    if (std::floor(used) != std::floor(years)) {
      std::ostringstream words;
      words.imbue(std::locale::classic());
      words << "the person's age is " << years << ", but " << knowledge_->findings[finding].id
            << " was stated " << used << "; it is reckoned with " << used;
      closed_->conflicts.push_back(words.str());
    }
  }

 private:
  void set(FindingId finding, Answer answer) {
    Answer& place = closed_->answers[finding];
    place = std::move(answer);
    known_[finding.index] = &place;
  }

  // The present reading stands; the contradiction is listed once.
  bool contradict(FindingId finding, Presence derived, const std::string& from) {
    const std::string& id = knowledge_->findings[finding].id;
    const bool now_present = derived == Presence::present;
    const std::string words = id + " was stated " + (now_present ? "absent" : "present") +
                              ", but " + from + " means " + (now_present ? "present" : "absent") +
                              "; it is read as present";
    for (const std::string& listed : closed_->conflicts) {
      if (listed == words) {
        return false;
      }
    }
    closed_->conflicts.push_back(words);
    if (now_present) {
      closed_->answers[finding].value = Presence::present;
      closed_->answers[finding].origin += ", contradicted by " + from;
    }
    return now_present;
  }

  const KnowledgeBase* knowledge_;
  Closed* closed_;
  std::vector<const Answer*> known_;  // [finding]: the answer in closed_
};

bool is_denied(const Presentation& presentation, FindingId finding) {
  const auto answer = presentation.findings.find(finding);
  return answer != presentation.findings.end() &&
         answer->second.value == knowledge::AnswerValue(Presence::absent);
}

void derive_person(const Presentation& presentation, const KnowledgeBase& knowledge,
                   Closing& closing) {
  if (const auto age = knowledge.findings.find("age_years"); age && presentation.age_years) {
    closing.derive_age(*age, *presentation.age_years);
  }
  // An assessment is of someone whose back hurts: rules may rely on it, unless it was denied.
  if (const auto complaint = knowledge.findings.find("back_complaint");
      complaint && !is_denied(presentation, *complaint)) {
    closing.derive(*complaint, Presence::present, "the complaint");
  }
  if (!presentation.sex) {
    return;
  }
  const bool female = *presentation.sex == knowledge::Sex::female;
  if (const auto finding = knowledge.findings.find("sex_female")) {
    closing.derive(*finding, female ? Presence::present : Presence::absent, "sex");
  }
  if (const auto finding = knowledge.findings.find("sex_male")) {
    closing.derive(*finding, female ? Presence::absent : Presence::present, "sex");
  }
}

void derive_gestation(const Presentation& presentation, const KnowledgeBase& knowledge,
                      Closing& closing) {
  const auto gestation = knowledge.findings.find("gestational_age");
  if (!gestation || !presentation.as_of) {
    return;
  }
  // The due date first: it is dated by scan where the period is not.
  for (const std::string_view id : {"edd", "lmp"}) {
    const auto finding = knowledge.findings.find(id);
    const Answer* answer = finding ? closing.find(*finding) : nullptr;
    const auto* day = answer == nullptr ? nullptr : std::get_if<knowledge::Day>(&answer->value);
    if (day == nullptr) {
      continue;
    }
    const auto weeks =
        id == "edd" ? scores::gestational_weeks_from_due_date(day->iso, *presentation.as_of)
                    : scores::gestational_weeks_from_last_period(day->iso, *presentation.as_of);
    // A last period alone does not say that there is a pregnancy.
    const auto pregnant = knowledge.findings.find("pregnant");
    const Answer* known = pregnant ? closing.find(*pregnant) : nullptr;
    const bool is_pregnant =
        known != nullptr && known->value == knowledge::AnswerValue(Presence::present);
    if (weeks && (id == "edd" || is_pregnant)) {
      closing.derive(*gestation, *weeks, std::string(id));
    }
  }
}

bool is_bare(const Implication& implication, const KnowledgeBase& knowledge) {
  return implication.when_true.mentions().size() == 1 &&
         implication.when_true.text() ==
             knowledge.findings[implication.when_true.mentions().front()].id;
}

// One pass over the implications; true when anything changed.
bool forwards(const KnowledgeBase& knowledge, Closing& closing) {
  const knowledge::Rule::Lookup lookup = [&closing](FindingId finding) {
    return closing.find(finding);
  };
  bool changed = false;
  for (const Implication& implication : knowledge.implications) {
    const Truth truth = implication.when_true.evaluate(lookup);
    if (truth == Truth::undecided || (truth == Truth::no && !implication.defines)) {
      continue;
    }
    const bool present = (truth == Truth::yes) != implication.then_absent;
    changed |= closing.derive(implication.then, present ? Presence::present : Presence::absent,
                              implication.when_true.text());
  }
  return changed;
}

// No leg weakness, so no foot drop: only for findings that are not known otherwise.
bool backwards(const KnowledgeBase& knowledge, Closing& closing) {
  bool changed = false;
  for (const Implication& implication : knowledge.implications) {
    const Answer* then = closing.find(implication.then);
    const auto refuting = implication.then_absent ? Presence::present : Presence::absent;
    if (then == nullptr || then->value != knowledge::AnswerValue(refuting) ||
        !is_bare(implication, knowledge)) {
      continue;
    }
    const FindingId from = implication.when_true.mentions().front();
    const Answer* known = closing.find(from);
    if (known == nullptr || !std::holds_alternative<Presence>(known->value)) {
      const std::string& id = knowledge.findings[implication.then].id;
      changed |= closing.derive(from, Presence::absent, implication.then_absent ? id : "no " + id);
    }
  }
  return changed;
}

}  // namespace

const Answer* Closed::find(FindingId finding) const {
  const auto place = answers.find(finding);
  return place == answers.end() ? nullptr : &place->second;
}

Closed close(const Presentation& presentation, const KnowledgeBase& knowledge) {
  Closed closed{presentation.findings, {}};
  Closing closing(knowledge, closed);
  derive_person(presentation, knowledge, closing);
  derive_gestation(presentation, knowledge, closing);
  bool changed = true;
  while (changed) {
    changed = forwards(knowledge, closing);
    if (!changed) {
      changed = backwards(knowledge, closing);
    }
  }
  return closed;
}

}  // namespace paraspinal::triage
