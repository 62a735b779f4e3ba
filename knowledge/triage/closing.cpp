#include "knowledge/triage/closing.h"

#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>
#include <variant>

#include "knowledge/triage/answer_table.h"

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

bool is_bare(const Implication& implication, const KnowledgeBase& knowledge) {
  return implication.when_true.mentions().size() == 1 &&
         implication.when_true.text() ==
             knowledge.findings[implication.when_true.mentions().front()].id;
}

// One pass over the implications; true when anything changed.
bool forwards(std::span<const Implication* const> implications, Closing& closing) {
  bool changed = false;
  for (const Implication* implication : implications) {
    const Truth truth = implication->when_true.evaluate(closing.numbers());
    if (truth == Truth::undecided || (truth == Truth::no && !implication->defines)) {
      continue;
    }
    const bool present = (truth == Truth::yes) != implication->then_absent;
    changed |= closing.derive(implication->then, present ? Presence::present : Presence::absent,
                              implication->when_true.text());
  }
  return changed;
}

// No leg weakness, so no foot drop: only for findings that are not known otherwise.
bool backwards(std::span<const Implication* const> implications, Closing& closing) {
  bool changed = false;
  for (const Implication* implication : implications) {
    const double refuting = implication->then_absent ? 1 : 0;
    if (closing.numbers()[implication->then.index] != refuting ||
        !is_bare(*implication, closing.knowledge())) {
      continue;
    }
    const FindingId from = implication->when_true.mentions().front();
    const Answer* known = closing.find(from);
    if (known == nullptr || !std::holds_alternative<Presence>(known->value)) {
      const std::string& id = closing.knowledge().findings[implication->then].id;
      changed |= closing.derive(from, Presence::absent, implication->then_absent ? id : "no " + id);
    }
  }
  return changed;
}

}  // namespace

Closing::Closing(const KnowledgeBase& knowledge, Closed& closed)
    : knowledge_(&knowledge),
      closed_(&closed),
      known_(knowledge.findings.size(), nullptr),
      numbers_(known_.size(), std::numeric_limits<double>::quiet_NaN()) {
  for (auto& [finding, answer] : closed.answers) {
    known_[finding.index] = &answer;
    numbers_[finding.index] = number_of(answer.value, knowledge.findings.value_type(finding));
  }
}

bool Closing::derive(FindingId finding, Presence presence, std::string_view from) {
  const Answer* known = find(finding);
  const Presence* stated = known == nullptr ? nullptr : std::get_if<Presence>(&known->value);
  if (stated != nullptr && *stated == presence) {
    return false;
  }
  if (stated != nullptr) {
    return contradict(finding, presence, from);
  }
  set(finding, presence, from);
  return true;
}

void Closing::derive(FindingId finding, double value, std::string_view from) {
  const Answer* known = find(finding);
  if (known == nullptr || !std::holds_alternative<Quantity>(known->value)) {
    set(finding, Quantity{value}, from);
  }
}

void Closing::derive_age(FindingId finding, double years) {
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

void Closing::set(FindingId finding, knowledge::AnswerValue value, std::string_view from) {
  numbers_[finding.index] = number_of(value, knowledge_->findings.value_type(finding));
  Answer& place = closed_->answers[finding];
  place = {std::move(value), SaidBy::derived, std::nullopt, "from " + std::string(from)};
  known_[finding.index] = &place;
}

// The present reading stands; the contradiction is listed once.
bool Closing::contradict(FindingId finding, Presence derived, std::string_view from) {
  const std::string& id = knowledge_->findings[finding].id;
  const bool now_present = derived == Presence::present;
  const std::string words = id + " was stated " + (now_present ? "absent" : "present") + ", but " +
                            std::string(from) + " means " + (now_present ? "present" : "absent") +
                            "; it is read as present";
  for (const std::string& listed : closed_->conflicts) {
    if (listed == words) {
      return false;
    }
  }
  closed_->conflicts.push_back(words);
  if (now_present) {
    numbers_[finding.index] = 1;
    closed_->answers[finding].value = Presence::present;
    closed_->answers[finding].origin += ", contradicted by " + std::string(from);
  }
  return now_present;
}

Implications all_implications(const KnowledgeBase& knowledge) {
  Implications all;
  all.reserve(knowledge.implications.size());
  for (const Implication& implication : knowledge.implications) {
    all.push_back(&implication);
  }
  return all;
}

void close_under(std::span<const Implication* const> implications, Closing& closing) {
  bool changed = true;
  while (changed) {
    changed = forwards(implications, closing);
    if (!changed) {
      changed = backwards(implications, closing);
    }
  }
}

}  // namespace paraspinal::triage
