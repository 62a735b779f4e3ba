// resolve: admit each statement, gather them by finding, settle each finding.

#include "fhir/statement.h"

#include <algorithm>
#include <utility>

#include "fhir/admission.h"
#include "fhir/bound.h"
#include "fhir/dispute.h"
#include "fhir/newest.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Finding;

namespace {

const AnswerValue* answer_of(const Statement& statement) {
  return std::get_if<AnswerValue>(&statement.reading);
}

bool is(const Statement& statement, const AnswerValue& value) {
  const AnswerValue* const answer = answer_of(statement);
  return answer != nullptr && *answer == value;
}

bool asked_in_vain(const Statement& statement) {
  return is(statement, knowledge::Unknown{}) || is(statement, knowledge::Refused{});
}

class Settling {
 public:
  Settling(const knowledge::KnowledgeBase& knowledge, Resolution& resolution)
      : knowledge_(knowledge), resolution_(resolution) {}

  void settle(const Statements& all) {
    const Statements telling = those_that_tell(all);
    const Statements front = newest_of_topics(telling);
    const Statement& first = *front.front();
    for (const Statement* const statement : telling) {
      if (std::find(front.begin(), front.end(), statement) == front.end()) {
        pass_over(*statement, first);
      }
    }
    if (!report_unusable(front)) {
      agree(front);
    }
    report_dispute(telling, first);
  }

  // After all findings are settled: what bounds decide of those that have no answer.
  void settle_drawn() {
    for (const Statement& statement : drawn_) {
      if (!resolution_.answers.contains(statement.finding)) {
        const AnswerValue& value = *answer_of(statement);
        answer(statement, value, statement.origin);
        close(statement, Fate::used,
              finding(statement).id + " = " + describe(value, finding(statement)));
      }
    }
  }

 private:
  const Finding& finding(const Statement& statement) const {
    return knowledge_.findings[statement.finding];
  }

  void close(const Statement& statement, Fate fate, std::string why) {
    resolution_.outcomes.push_back({statement.entry, fate, std::move(why)});
  }

  // A statement that was asked in vain gives way to any that tells something.
  Statements those_that_tell(const Statements& all) {
    Statements telling;
    std::copy_if(all.begin(), all.end(), std::back_inserter(telling),
                 [](const Statement* statement) { return !asked_in_vain(*statement); });
    if (telling.empty()) {
      return all;
    }
    for (const Statement* const statement : all) {
      if (asked_in_vain(*statement)) {
        close(*statement, Fate::ignored,
              finding(*statement).id + " is known from " + telling.front()->origin);
      }
    }
    return telling;
  }

  void pass_over(const Statement& statement, const Statement& used) {
    const std::string why =
        "older than or outweighed by " + used.origin + " on " + finding(used).id;
    if (const auto* fault = std::get_if<Fault>(&statement.reading)) {
      resolution_.issues.push_back(
          {Severity::warning, statement.where, fault->why + "; not used: " + why});
      close(statement, Fate::unreadable, fault->why);
      return;
    }
    close(statement, Fate::ignored, why);
  }

  // What a single newest bound decides of other findings, which nothing states for themselves.
  void draw_decided(const Statements& front) {
    const auto* const unusable =
        front.size() == 1 ? std::get_if<Unusable>(&front.front()->reading) : nullptr;
    if (unusable == nullptr) {
      return;
    }
    for (const Decided& decided : unusable->decides) {
      Statement statement = *front.front();
      statement.finding = decided.finding;
      statement.reading = decided.value;
      drawn_.push_back(std::move(statement));
    }
  }

  void cannot_use(const Statement& statement, Severity severity, const std::string& why,
                  const std::string& stand_in = {}) {
    const std::string id = finding(statement).id;
    resolution_.issues.push_back(
        {severity, statement.where,
         why + ": " + (stand_in.empty() ? id + " is not used" : stand_in)});
    // A bound is no fault of the record.
    const bool is_fault = severity == Severity::error;
    resolution_.outcomes.push_back(
        {statement.entry, Fate::unreadable, why, is_fault ? Cause::in_part : Cause::none});
  }

  // Where one number of a bound stands for all of it: which, so that nobody takes it for measured.
  std::string stand_in(const Statement& statement, const Statements& front) const {
    const auto& decides = std::get<Unusable>(statement.reading).decides;
    const auto own = std::find_if(decides.begin(), decides.end(), [&](const Decided& decided) {
      return decided.finding == statement.finding;
    });
    return front.size() > 1 || own == decides.end()
               ? ""
               : finding(statement).id + " " + describe(own->value, finding(statement)) +
                     " stands for it, which every rule reads alike";
  }

  // What is newest and cannot be used hides what is older: the older may no longer hold.
  bool report_unusable(const Statements& front) {
    bool any = false;
    for (const Statement* const statement : front) {
      if (const auto* unusable = std::get_if<Unusable>(&statement->reading)) {
        cannot_use(*statement, Severity::warning, unusable->why, stand_in(*statement, front));
        any = true;
      } else if (const auto* fault = std::get_if<Fault>(&statement->reading)) {
        cannot_use(*statement, Severity::error, fault->why);
        any = true;
      }
    }
    if (any) {
      draw_decided(front);
      for (const Statement* const statement : front) {
        if (answer_of(*statement) != nullptr) {
          close(*statement, Fate::ignored, "another of the same moment cannot be used");
        }
      }
    }
    return any;
  }

  void agree(const Statements& front) {
    const Statement& first = *front.front();
    const AnswerValue& value = *answer_of(first);
    const auto other = std::find_if(front.begin(), front.end(), [&](const Statement* statement) {
      return !is(*statement, value);
    });
    if (other != front.end()) {
      if (const Statement* const lowest = lowest_read_alike(front)) {
        agree_on(*lowest, front);
      } else {
        contradict(front, first, **other);
      }
      return;
    }
    answer(first, value, first.origin);
    for (const Statement* const statement : front) {
      close(*statement, Fate::used, finding(first).id + " = " + describe(value, finding(first)));
    }
  }

  // Of several numbers of one moment that every rule reads alike: one of them, whatever their
  // order; null of any others.
  const Statement* lowest_read_alike(const Statements& front) const {
    const Statement* lowest = nullptr;
    double least = 0;
    double most = 0;
    for (const Statement* const statement : front) {
      const auto* const number = std::get_if<knowledge::Quantity>(answer_of(*statement));
      if (number == nullptr) {
        return nullptr;
      }
      most = lowest == nullptr ? number->value : std::max(most, number->value);
      if (lowest == nullptr || number->value < least) {
        lowest = statement;
        least = number->value;
      }
    }
    return is_read_alike({least, most}, lowest->finding, knowledge_) ? lowest : nullptr;
  }

  void agree_on(const Statement& one, const Statements& front) {
    const std::string used =
        finding(one).id + " = " + describe(*answer_of(one), finding(one)) + " of " + one.origin;
    answer(one, *answer_of(one), one.origin);
    for (const Statement* const statement : front) {
      close(*statement, Fate::used,
            is(*statement, *answer_of(one))
                ? used
                : describe(*answer_of(*statement), finding(one)) +
                      " of the same moment, which every rule reads alike: " + used);
    }
  }

  void contradict(const Statements& front, const Statement& first, const Statement& other) {
    const std::string both = describe(*answer_of(first), finding(first)) + " in " + first.origin +
                             " and " + describe(*answer_of(other), finding(first)) + " in " +
                             other.origin;
    resolution_.issues.push_back(
        {Severity::warning, other.where,
         finding(first).id + " is " + both + " at the same moment: taken as unknown"});
    answer(first, knowledge::Unknown{}, first.origin + " and " + other.origin);
    for (const Statement* const statement : front) {
      close(*statement, Fate::used, finding(first).id + " = unknown, contradicted");
    }
  }

  void answer(const Statement& statement, const AnswerValue& value, const std::string& origin) {
    knowledge::Answer answer{value, statement.by, std::nullopt, origin};
    if (!statement.at.empty()) {
      answer.at = statement.at;
    }
    resolution_.answers.emplace(statement.finding, std::move(answer));
  }

  void report_dispute(const Statements& telling, const Statement& used) {
    const AnswerValue* const value = answer_of(used);
    const auto settled = resolution_.answers.find(used.finding);
    if (value == nullptr || settled == resolution_.answers.end() ||
        settled->second.value != *value) {
      return;
    }
    if (auto issue = dispute(telling, used, *value, knowledge_)) {
      resolution_.issues.push_back(std::move(*issue));
    }
  }

  const knowledge::KnowledgeBase& knowledge_;
  Resolution& resolution_;
  std::vector<Statement> drawn_;
};

}  // namespace

Resolution resolve(const std::vector<Statement>& statements, const ResolutionContext& context) {
  Resolution resolution;
  std::map<knowledge::FindingId, Statements> by_finding;
  for (const Statement& statement : statements) {
    Admission admission = admit(statement, context);
    if (admission.admitted) {
      by_finding[statement.finding].push_back(&statement);
      continue;
    }
    resolution.outcomes.push_back(std::move(admission.outcome));
    if (admission.issue) {
      resolution.issues.push_back(std::move(*admission.issue));
    }
  }
  Settling settling(context.knowledge, resolution);
  for (const auto& [finding, said] : by_finding) {
    settling.settle(said);
  }
  settling.settle_drawn();
  return resolution;
}

}  // namespace paraspinal::fhir
