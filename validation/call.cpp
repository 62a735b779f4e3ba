// Entry point: conduct, at the end.

#include "validation/call.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/score_findings.h"

namespace paraspinal::validation {
namespace {

using engine::fail;
using engine::Result;
using knowledge::Answer;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::Urgency;
using triage::NextQuestion;
using triage::Presentation;

class Conversation {
 public:
  Conversation(const Person& person, const CallStyle& style, std::uint64_t seed,
               const Questioning& questioning)
      : person_(&person), style_(style), random_(seed), questioning_(questioning) {
    call_.at_end.id = person.truth.id;
    call_.at_end.as_of = person.truth.as_of;
    call_.at_end.setting = person.truth.setting;
    for (const knowledge::ConditionId condition : person.conditions) {
      call_.needed = std::max(call_.needed, knowledge().conditions[condition.index].needs_urgency);
    }
  }

  Result<Call> to_the_end();

 private:
  void put(const NextQuestion& question);
  void put_in_one_breath(const NextQuestion& question);
  void ask_each(const std::vector<std::string>& ids);
  void count_question(FindingId finding);
  void answer(FindingId finding);
  bool is_present(FindingId finding) const;
  bool is_emergency() const;
  // Null where no bundle has it.
  const knowledge::BundleItem* item_of(FindingId finding) const;
  Result<Call> judged();

  const knowledge::KnowledgeBase& knowledge() const { return questioning_.model.knowledge; }

  const Person* person_;
  CallStyle style_;
  Random random_;
  Questioning questioning_;
  Call call_;
};

// What the person says. Without a truth (a number nobody measured) they do not know.
void Conversation::answer(FindingId finding) {
  const auto place = person_->truth.findings.find(finding);
  Answer said{knowledge::Unknown{}, knowledge::SaidBy::caller, std::nullopt, "answers"};
  const bool flips = random_.chance(style_.noise.flipped);
  const bool fails = random_.chance(style_.noise.unknown);
  if (place != person_->truth.findings.end() && !fails) {
    said.value = place->second.value;
    if (const Presence* presence = std::get_if<Presence>(&said.value); presence && flips) {
      said.value = *presence == Presence::present ? Presence::absent : Presence::present;
    }
  }
  call_.at_end.findings[finding] = std::move(said);
}

bool Conversation::is_present(FindingId finding) const {
  const auto place = call_.at_end.findings.find(finding);
  return place != call_.at_end.findings.end() &&
         place->second.value == knowledge::AnswerValue(Presence::present);
}

bool Conversation::is_emergency() const {
  const auto scored = triage::score_findings(call_.at_end, knowledge());
  const auto closed = triage::close(scored.presentation, knowledge());
  return triage::fired_urgency(triage::AnswerTable(closed, knowledge()), knowledge()) >=
         Urgency::emergency_department;
}

const knowledge::BundleItem* Conversation::item_of(FindingId finding) const {
  for (const knowledge::Bundle& bundle : knowledge().bundles) {
    const auto item = std::ranges::find(bundle.items, finding, &knowledge::BundleItem::finding);
    if (item != bundle.items.end()) {
      return &*item;
    }
  }
  return nullptr;
}

// "Any of these?": a no to all is one question, a yes is followed by "which?". A grade that is not
// normal is then asked for by itself.
void Conversation::put_in_one_breath(const NextQuestion& question) {
  const Presentation before = call_.at_end;
  const Random chance_before = random_;
  std::vector<FindingId> named;
  double seconds_to_name = 0;
  for (const std::string& id : question.bundle) {
    const FindingId finding = *knowledge().findings.find(id);
    answer(finding);
    const knowledge::BundleItem& item = *item_of(finding);
    if (call_.at_end.findings.at(finding).value != item.no) {
      named.push_back(finding);
      seconds_to_name += item.seconds;
    }
  }
  ++call_.questions;
  call_.seconds += question.seconds;
  if (!named.empty() && style_.breath == Breath::each_again) {
    call_.at_end = before;
    random_ = chance_before;
    ask_each(question.bundle);
  } else if (!named.empty()) {
    ++call_.questions;
    call_.seconds += seconds_to_name;
    for (const FindingId finding : named) {
      if (knowledge().findings[finding].value_type != knowledge::ValueType::boolean) {
        count_question(finding);
      }
    }
  }
}

// One after the other, until a gate fires.
void Conversation::ask_each(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const FindingId finding = *knowledge().findings.find(id);
    answer(finding);
    count_question(finding);
    if (is_present(finding) && is_emergency()) {
      return;
    }
  }
}

// By itself.
void Conversation::count_question(FindingId finding) {
  const auto& asked = knowledge().findings[finding].question;
  ++call_.questions;
  call_.seconds += asked ? asked->seconds : 0;
}

void Conversation::put(const NextQuestion& question) {
  if (question.bundle.size() > 1) {
    put_in_one_breath(question);
    return;
  }
  ++call_.questions;
  call_.seconds += question.seconds;
  if (question.finding == "age_years") {
    call_.at_end.age_years = person_->truth.age_years;
  } else if (question.finding == "sex_female") {
    call_.at_end.sex = person_->truth.sex;
  } else {
    answer(*knowledge().findings.find(question.finding));
  }
}

Result<Call> Conversation::judged() {
  const auto at_end = verdict(call_.at_end, questioning_.model);
  if (!at_end) {
    return fail(at_end.error());
  }
  const auto all = verdict(person_->truth, questioning_.model);
  if (!all) {
    return fail(all.error());
  }
  call_.urgency = at_end->urgency;
  call_.on_evidence = at_end->on_evidence;
  call_.on_all_evidence = all->on_evidence;
  if (call_.urgency < call_.on_all_evidence) {
    call_.differs_by = askers(call_.on_all_evidence, *all, knowledge());
  } else if (call_.urgency > call_.on_all_evidence) {
    call_.differs_by = askers(call_.urgency, *at_end, knowledge());
  }
  return std::move(call_);
}

Result<Call> Conversation::to_the_end() {
  while (true) {
    const triage::InquiryLimits limits{.asked = call_.questions, .most_asked = style_.most_asked};
    const auto step = next_step(style_.policy, call_.at_end, limits, questioning_);
    if (!step) {
      return fail(step.error());
    }
    const bool goes_on =
        style_.asks_further && !step->further.empty() && call_.questions < style_.most_asked;
    if (!step->question && !goes_on) {
      call_.state = step->state;
      return judged();
    }
    put(step->question ? *step->question : step->further.front());
  }
}

}  // namespace

Result<Call> conduct(const Person& person, const CallStyle& style, std::uint64_t seed,
                     const Questioning& questioning) {
  return Conversation(person, style, seed, questioning).to_the_end();
}

}  // namespace paraspinal::validation
