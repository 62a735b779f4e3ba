#pragma once

// The answer: urgency and where to go, what must not be missed, what is most likely, why, and what
// of the input was not used. Each number in it carries where it comes from.
//
// What the content says (ids, names, texts, citations) is not copied: every std::string_view here,
// and whatever names findings of a rule, points into the knowledge base, and every tie into the
// network, that the answer was made with.
// Both must outlive it.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/base/condition.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/rule.h"
#include "knowledge/base/ties.h"

namespace paraspinal::triage {

// A citation of the content (knowledge/base/source.h), which must outlive it.
class Cited {
 public:
  Cited() = default;  // every word of it empty
  explicit Cited(const knowledge::Citation& row) : row_(&row) {}

  const knowledge::Citation* operator->() const { return row_; }

  bool operator==(const Cited& other) const { return *row_ == *other.row_; }

 private:
  const knowledge::Citation* row_ = &knowledge::uncited;
};

// Ids of the content.
class Ids : public std::span<const std::string> {
 public:
  using span::span;
  bool operator==(const Ids& other) const { return std::ranges::equal(*this, other); }
};

enum class GateState { fired, undecided, excluded };

// A red-flag rule, evaluated.
struct Gate {
  std::string_view id;
  std::string_view name;
  GateState state = GateState::excluded;
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::string_view disposition;
  std::string_view action;
  std::string_view rule;                 // its text
  knowledge::NamedFindings because;      // that fired it
  knowledge::NamedFindings waiting_for;  // that hold it undecided
  Ids suspects;                          // condition ids
  Cited citation;

  bool operator==(const Gate&) const = default;
};

// What one finding did to the log-odds of one condition.
struct Weight {
  std::size_t used = 0;  // position of the finding in Assessment::used
  double decibans = 0;   // 10 log10 of the factor on the odds; signed
  // What ties the two; `knowledge::untied` when it acts through competition.
  const knowledge::Tie* tie = &knowledge::untied;

  bool operator==(const Weight& other) const {
    return used == other.used && decibans == other.decibans && *tie == *other.tie;
  }
};

// 5 % and 95 % quantiles of a probability under the uncertainty of the parameters.
struct CredibleInterval {
  double low = 0;
  double high = 1;

  bool operator==(const CredibleInterval&) const = default;
};

struct RankedCondition {
  std::string_view id;
  std::string_view name;
  knowledge::ConditionRole role = knowledge::ConditionRole::primary;
  bool must_not_miss = false;
  double posterior = 0;
  double pretest = 0;  // with only setting, age, sex, pregnancy and the complaint
  std::optional<CredibleInterval> interval;  // of the posterior; where uncertainty was asked for
  std::vector<Weight> weights;  // sum to the change in log-odds; in the order of the findings
  Cited prior_citation;

  bool operator==(const RankedCondition&) const = default;
};

enum class AdviceState { given, cautioned, withheld };

// Why an action is withheld or cautioned.
struct AdviceReason {
  std::string_view words;            // told to the person
  std::string_view rule;             // its text
  knowledge::NamedFindings because;  // that make it hold
  knowledge::NamedFindings ask;      // first; empty once the rule holds
  Cited citation;

  bool operator==(const AdviceReason&) const = default;
};

// Something to do, checked against this person.
struct Advice {
  std::string_view id;
  knowledge::ActionKind kind = knowledge::ActionKind::self_care;
  std::string_view words;
  std::string_view position;  // what the guidelines say of it
  AdviceState state = AdviceState::given;
  std::vector<std::string_view> conditions;  // ids; what it is for in this person
  std::vector<AdviceReason> reasons;         // what is known first, then what is to be asked
  // Findings that a rule asks for and this setting cannot have.
  std::vector<std::string_view> unchecked;
  Cited citation;

  bool operator==(const Advice&) const = default;
};

// One of the three voices, with the urgency it asks for and why.
struct Voice {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  std::vector<std::string> reasons;  // plain sentences

  bool operator==(const Voice&) const = default;
};

// Expected loss of choosing an urgency.
struct ExpectedLoss {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  double loss = 0;

  bool operator==(const ExpectedLoss&) const = default;
};

// Something of the input that did not reach the answer, and why.
struct NotUsed {
  std::string what;
  std::string why;

  bool operator==(const NotUsed&) const = default;
};

// A present finding that none of the conditions is likely to have caused.
struct Unexplained {
  std::string_view finding;
  double by_chance = 0;  // P(no condition or mechanism caused it | all evidence)

  bool operator==(const Unexplained&) const = default;
};

// Do the findings fit together? Jensen et al. 1990: ln(prod P(e_i) / P(e)) given context and
// complaint; above 0 they are less likely together than if they had nothing to do with each other.
struct Conflict {
  double nats = 0;
  // Those without which it falls most, worst first; empty when there is no conflict.
  std::vector<std::string_view> findings;

  bool operator==(const Conflict&) const = default;
};

// How far the answer hangs on uncertain parameters.
struct Uncertainty {
  std::size_t draws = 0;
  std::uint64_t seed = 0;
  double p_urgency_differs = 0;  // share of draws with another urgency on evidence
  // Urgency on evidence if every must-not-miss condition were as likely as the upper end of its
  // interval. Told beside the urgency, and no voice of it (validation/README.md, "Precaution").
  knowledge::Urgency at_upper_ends = knowledge::Urgency::self_care;
  std::vector<std::pair<knowledge::Urgency, double>> urgencies;  // share of draws, slowest first;
                                                                 // none of share 0

  bool operator==(const Uncertainty&) const = default;
};

// One answer of a change that would move the urgency.
struct ChangedAnswer {
  std::string_view finding;
  std::string from;  // "present", "absent", "unknown", "not asked", or the value
  std::string to;

  bool operator==(const ChangedAnswer&) const = default;
};

// A smallest set of answers that would move the urgency on evidence.
struct Change {
  std::vector<ChangedAnswer> answers;                          // one or two
  knowledge::Urgency urgency = knowledge::Urgency::self_care;  // on evidence, after it
  double probability = 0;  // P(these answers | all other evidence)

  bool operator==(const Change&) const = default;
};

struct UsedAnswer {
  std::string_view finding;
  std::string state;
  std::string origin;  // "answers", "Observation/7", "from temp_c"

  bool operator==(const UsedAnswer&) const = default;
};

struct Assessment {
  std::string id;
  std::string as_of;
  knowledge::Setting setting = knowledge::Setting::telephone;
  std::optional<double> age_years;
  std::optional<knowledge::Sex> sex;

  knowledge::Urgency urgency = knowledge::Urgency::self_care;              // all three voices
  knowledge::Urgency urgency_on_evidence = knowledge::Urgency::self_care;  // gates and loss only
  // A mandatory safety question was not asked, or a clinician goes on.
  bool provisional = false;
  std::string handed_over;       // why a clinician goes on (hand_over.h); empty where none does
  std::string_view disposition;  // id
  std::string_view disposition_name;
  std::string_view what_to_do;
  std::string safety_net;
  std::string_view
      own_safety_net;  // what is in it for this person, wherever they are sent; or empty
  Voice gate_voice;
  Voice loss_voice;
  Voice floor_voice;
  std::vector<ExpectedLoss> losses;  // one an urgency, slowest first

  std::vector<Gate> gates;                    // fired first, then undecided, then excluded
  std::vector<RankedCondition> conditions;    // primaries and `other`, highest posterior first
  std::vector<RankedCondition> contributors;  // likewise
  double log_evidence = 0;                    // natural log of P(findings | context, complaint)
  // Each of the next four where AssessOptions asks for it.
  std::vector<Unexplained> unexplained;  // least explained first
  std::optional<Conflict> conflict;
  std::optional<Uncertainty> uncertainty;
  std::vector<Change> changes;  // upward ones first, each way by probability

  std::vector<Advice> advice;  // given first, then cautioned, then withheld

  std::vector<std::string_view> ask_first;     // mandatory safety questions not yet asked, in order
  std::vector<std::string_view> not_assessed;  // safety findings that this setting cannot obtain
  std::vector<UsedAnswer> used;                // after closing the implications
  std::vector<NotUsed> not_used;
  std::vector<std::string> conflicts;  // plain sentences

  std::string_view knowledge_version;
  std::string_view knowledge_hash;

  bool operator==(const Assessment&) const = default;
};

}  // namespace paraspinal::triage
