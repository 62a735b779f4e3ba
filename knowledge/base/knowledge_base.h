#pragma once

// Everything the content says, loaded once, checked while loading, then const for life and
// thread-safe.
//
//   const Result<KnowledgeBase> knowledge = load_embedded();      // load.h
//   knowledge->version;                                           // "2026.11.0"
//   knowledge->conditions[knowledge->condition("miscarriage")->index].name;

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/action.h"
#include "knowledge/base/condition.h"
#include "knowledge/base/context.h"
#include "knowledge/base/finding.h"
#include "knowledge/base/link.h"
#include "knowledge/base/rule.h"
#include "knowledge/base/source.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::knowledge {

// Presence of one finding, or a comparison, that means another.
struct Implication {
  Rule when_true;
  FindingId then;
  bool then_absent = false;  // "NOT pregnant"
  bool defines = false;      // also the other way: when the rule is false, `then` is absent
  std::string basis;
};

struct RedFlag {
  std::string id;
  std::string name;
  Rule rule;
  std::vector<ConditionId> suspects;
  std::vector<std::string> suspect_ids;  // the same
  Urgency urgency = Urgency::self_care;
  std::string disposition;
  std::string action;
  std::string note;
  Citation citation;
};

// A question that safety demands of this person, whatever the probabilities say.
struct SafetyQuestion {
  FindingId finding;
  bool life_threat = false;          // among the first few, before all else
  std::optional<Rule> applies_when;  // for everyone when empty
  std::string basis;
  Citation citation;
};

// One line of a bundle, read aloud after its lead-in.
struct BundleItem {
  FindingId finding;
  std::string words;                 // short, so that "any of these: ..., ..., ...?" can be spoken
  AnswerValue no;                    // what a no to the whole bundle answers here
  double seconds = 0;                // to read it
  std::optional<Rule> applies_when;  // to whom it is read where safety does not demand it; all when
                                     // empty
};

// Questions put in one breath: a no denies them all, and after a yes each is asked by itself.
struct Bundle {
  std::string id;
  std::string lead_in;
  double seconds = 0;             // for the lead-in and the answer
  std::vector<BundleItem> items;  // in order of reading; at most five
  std::string basis;
  Citation citation;
};

// Words in which people tell of a finding, for free text (triage/screen_text.h).
struct Phrase {
  FindingId finding;
  std::vector<std::vector<std::string>> words;  // one after the other; of each, those that may
                                                // stand there: lower case, without apostrophe
  Citation citation;
};

// One answer of a person with back pain as benign as it gets (the law of self-care is tried on it).
struct BenignAnswer {
  FindingId finding;
  Presence answer = Presence::absent;
  std::string basis;
  Citation citation;
};

struct Prevalence {
  FindingId finding;
  std::optional<Setting> setting;  // any when empty
  std::optional<Sex> sex;          // any when empty
  double point = 0;
  std::optional<double> low;
  std::optional<double> high;
  std::string basis;
  Citation citation;
};

// One factor of a condition's own odds: a contributor condition that raises or lowers another.
struct Contribution {
  ConditionId contributor;
  ConditionId condition;
  double odds_ratio = 1;
  Citation citation;
};

struct Disposition {
  std::string id;
  std::string name;
  std::string contact;     // whom to call, in words
  std::string safety_net;  // what to watch for beyond what the urgency's says; may be empty
};

// People who are told the safety net of a place wherever else they are sent.
struct PersonSafetyNet {
  Rule applies_when;
  std::string disposition;
};

struct UrgencyAdvice {
  std::string disposition;  // where this urgency goes when no gate says otherwise
  std::string what_to_do;
  std::string safety_net;
};

enum class CodeSystem { snomed, loinc, icd10cm, icd10pcs, rxnorm, atc, ips };
enum class CodedResource {
  condition,
  procedure,  // of what was done, not of a problem
  observation,
  medication,
  value,
  exported,       // the code that is sent for a condition
  ordered,        // an order of it is an action of ours
  allergen,       // what a reaction to it states
  complaint,      // tells what the person comes with
  pregnancy_end,  // ends a pregnancy
  none_known,     // "no known allergy": says that there is none of a kind
  empty_section,  // what a section says when it is empty and nothing is known of its kind
};

// What a code from a record means here.
struct Coding {
  CodeSystem system = CodeSystem::snomed;
  std::string code;
  std::string display;
  bool prefix = false;  // the code is the beginning of those it matches ("M54")
  CodedResource resource = CodedResource::condition;
  std::string target;  // a finding's id; for `exported` a condition's, for `ordered` an action's,
                       // for `pregnancy_end` its outcome (birth, termination, loss or ectopic); of
                       // `none_known`, "nothing" where it denies no finding
  std::string state;  // the state of the finding that the code states; empty for present or a value
  std::optional<double> within_days;  // older statements are not used
  Verified verified;
};

// target value = factor * value + add_after.
struct UnitConversion {
  FindingId finding;
  std::string unit;  // UCUM
  double factor = 1;
  double add_after = 0;
};

// P(age band, sex | setting), and P(stage | age band, woman).
struct Demographics {
  std::vector<std::vector<double>> female;     // [setting][age band], shares of that setting
  std::vector<std::vector<double>> male;       // likewise
  std::vector<std::vector<double>> pregnancy;  // [age band][stage], each row sums to 1
};

// How uncertain a figure is, on its scale: its median, and standard deviations below and above it
// (uncertainty.h).
struct Spread {
  double centre = 0;
  double below = 0;
  double above = 0;
  bool from_interval = false;  // else from its grade

  bool operator==(const Spread&) const = default;
};

// What calibration solved at build time (calibrate.h), and how uncertain it is.
struct Solved {
  std::vector<std::vector<double>> base;   // [condition][joint context], log-odds; -inf where 0
  std::vector<double> female;              // P(female) [setting]
  std::vector<double> age;                 // [setting][sex][age band], flat
  std::vector<double> pregnancy;           // [setting][age band][sex][stage], flat
  std::vector<double> leak;                // [finding]; 0 where no condition causes it
  std::vector<double> strength;            // [link]: of an arc, negative where it lowers; of a risk
                                           // the log of its odds ratio; 0 where it is no parameter
  std::vector<std::vector<double>> route;  // [mechanism][its findings], strengths
  std::vector<std::vector<double>> prevalence;  // [finding][setting][sex], flat, before the
                                                // complaint; empty where it is no risk factor
  std::vector<Spread> spreads;  // in the order of uncertain_parameters (uncertainty.h)
};

struct KnowledgeBase {
  std::string version;
  std::string hash;  // of the content, hexadecimal
  FindingTable findings;
  std::vector<Condition> conditions;
  std::vector<Mechanism> mechanisms;
  std::vector<Link> links;
  std::vector<LinkExcuse> link_excuses;
  std::vector<Contribution> contributions;
  std::vector<Prevalence> prevalences;
  std::vector<Implication> implications;
  std::vector<RedFlag> red_flags;
  std::vector<SafetyQuestion> safety_questions;  // in order of asking
  std::vector<Bundle> bundles;
  std::vector<Phrase> phrases;
  std::vector<BenignAnswer> benign_pattern;
  std::vector<AgeBand> age_bands;
  Demographics demographics;
  std::map<int, double> loss_multiplier;  // [levels too slow]
  std::map<Grade, double> grade_spread;   // standard deviation of a figure without an interval
  std::map<std::string, Source> sources;
  std::map<std::string, Disposition> dispositions;
  std::vector<PersonSafetyNet> person_safety_nets;  // the first that holds is told
  std::map<Urgency, UrgencyAdvice> urgency_advice;
  std::vector<Action> actions;
  std::vector<Coding> codings;
  std::vector<UnitConversion> unit_conversions;
  std::vector<FindingId> lasting;          // asking whether it ever was: a problem that is over
                                           // states them too
  std::vector<FindingId> wider_than_code;  // wider than the only code that states them: its denial
                                           // does not deny them
  Solved solved;

  std::optional<ConditionId> condition(std::string_view id) const;
  // The band that holds this age; nothing below the first band.
  std::optional<std::size_t> age_band(double years) const;
};

}  // namespace paraspinal::knowledge
