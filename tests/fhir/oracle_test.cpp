// Eleven whole records from Synthea against all that an engine nobody here wrote (npm fhirpath)
// found in them: counts, patients, conditions, orders, allergies, and the latest value of every
// code.
//
// Time windows are taken out of the content, so that every latest value must be there, and the
// marks of death out of the records, so that all eleven can be read.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/coding.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "fhir/primitives.h"
#include "fhir/units.h"
#include "knowledge/base/load.h"
#include "tests/fhir/support/shared_samples.h"

namespace paraspinal::fhir {
namespace {

using knowledge::CodedResource;
using knowledge::Presence;

const knowledge::KnowledgeBase& content_without_windows() {
  static const knowledge::KnowledgeBase base = [] {
    knowledge::KnowledgeBase made = knowledge::load_embedded().value();
    for (knowledge::Coding& coding : made.codings) {
      coding.within_days.reset();
    }
    return made;
  }();
  return base;
}

std::string without_deaths(std::string text) {
  const std::string mark = "\"deceasedDateTime\"";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    text.replace(at, mark.size(), "\"withoutItsDeath_\"");
  }
  return text;
}

// Stands for a finding that was not asked.
const knowledge::Answer not_asked{knowledge::Day{"none"}, knowledge::SaidBy::record, std::nullopt,
                                  ""};

std::string words_of(const Json& object, std::string_view name) {
  const Json* const member = object.member(name);
  return member == nullptr ? std::string() : std::string(member->text());
}

class Oracle : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const auto record = synthea_record(GetParam());
    if (!record) {
      GTEST_SKIP() << "fhir-samples/synthea/" << GetParam() << ".json or its oracle is not here";
    }
    facts_ = parse_json(record->facts).value();
    auto imported = import_case(without_deaths(record->bundle), content_without_windows(), {});
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    imported_ = std::move(*imported);
  }

  std::optional<knowledge::Answer> answer(const std::string& finding) const {
    const auto id = content_without_windows().findings.find(finding);
    const auto place = imported_.presentation.findings.find(*id);
    return place == imported_.presentation.findings.end()
               ? std::nullopt
               : std::optional<knowledge::Answer>(place->second);
  }

  // The findings that exact rows give to codes written "system|code".
  std::set<std::string> findings_of(const Json& codes, CodedResource resource) const {
    std::set<std::string> findings;
    for (const Json& each : codes.items()) {
      const std::string text(each.text());
      const std::size_t bar = text.find('|');
      const auto system = code_system(text.substr(0, bar));
      for (const knowledge::Coding& row : content_without_windows().codings) {
        if (row.resource == resource && system == row.system && !row.prefix &&
            row.code == text.substr(bar + 1) && row.state.empty()) {
          findings.insert(row.target);
        }
      }
    }
    return findings;
  }

  Json facts_;
  Imported imported_;
};

TEST_P(Oracle, EachTypeHasAsManyLinesInTheLedger) {
  std::map<std::string, double> counted;
  for (const LedgerEntry& entry : imported_.ledger.entries) {
    ++counted[entry.resource.substr(0, entry.resource.find('/'))];
  }
  for (const auto& [type, count] : facts_.member("counts")->members()) {
    EXPECT_EQ(counted[std::string(type)], count.as_double()) << type;
  }
}

TEST_P(Oracle, ThePatientIsTheOraclesPatient) {
  const Json& patient = facts_.member("patients")->items().front();
  EXPECT_EQ(imported_.patient, "Patient/" + words_of(patient, "id"));
  EXPECT_EQ(name(*imported_.presentation.sex), words_of(patient, "gender"));
  const auto today = day_from(*imported_.presentation.as_of);
  EXPECT_EQ(imported_.presentation.age_years,
            age_from(words_of(patient, "birthDate"), *today)->lowest);
}

TEST_P(Oracle, EveryActiveConditionWithARowIsPresent) {
  for (const Json& condition : facts_.member("conditions")->items()) {
    const bool active = words_of(condition, "clinical") == "active" &&
                        words_of(condition, "verification") == "confirmed" &&
                        condition.member("abatement")->kind() == Json::Kind::null;
    for (const std::string& id :
         findings_of(*condition.member("codes"), CodedResource::condition)) {
      const bool pregnancy = id == "pregnant";  // has rules of its own; see synthea_test.cpp
      if (active && !pregnancy) {
        const knowledge::Answer given = answer(id).value_or(not_asked);
        const bool observed_since = given.origin.starts_with("Observation/");
        EXPECT_TRUE(observed_since || given.value == knowledge::AnswerValue(Presence::present))
            << id;
      }
    }
  }
}

TEST_P(Oracle, WhatComesFromAConditionComesFromOneOfTheOraclesWithThatMeaning) {
  std::map<std::string, const Json*> conditions;
  for (const Json& condition : facts_.member("conditions")->items()) {
    conditions["Condition/" + words_of(condition, "id")] = &condition;
  }
  for (const auto& [finding, given] : imported_.presentation.findings) {
    if (given.origin.starts_with("Condition/")) {
      ASSERT_TRUE(conditions.contains(given.origin)) << given.origin;
      EXPECT_THAT(findings_of(*conditions[given.origin]->member("codes"), CodedResource::condition),
                  testing::Contains(content_without_windows().findings[finding].id));
    }
  }
}

// An order of more than 400 days that is still "active" is asked rather than believed, but for the
// medicines that knowledge/content/red_flag.csv names.
TEST_P(Oracle, EveryActiveOrderWithARowIsPresentAndNoStoppedOrOldOneIs) {
  const std::set<std::string> of_red_flags = {"anticoagulant_use", "antidopaminergic_use",
                                              "cancer_drug_use",   "corticosteroid_long",
                                              "immunosuppressed",  "statin_use"};
  const Moment now = moment_from(imported_.presentation.as_of.value_or("")).value();
  std::set<std::string> taken;
  std::set<std::string> stopped;
  for (const Json& order : facts_.member("medicationRequests")->items()) {
    const bool active =
        words_of(order, "status") == "active" && words_of(order, "intent") == "order";
    const Moment ordered = moment_from(words_of(order, "authoredOn")).value();
    const bool old = days_between(ordered, now) > 400;
    for (const std::string& id : findings_of(*order.member("codes"), CodedResource::medication)) {
      const bool counts = active && (!old || of_red_flags.contains(id));
      (counts ? taken : stopped).insert(id);
    }
  }
  for (const std::string& id : taken) {
    EXPECT_EQ(answer(id).value_or(not_asked).value, knowledge::AnswerValue(Presence::present))
        << id;
  }
  for (const std::string& id : stopped) {
    const knowledge::Answer given = answer(id).value_or(not_asked);
    EXPECT_TRUE(taken.contains(id) || given == not_asked || given.origin.starts_with("Condition/"))
        << id;
  }
}

TEST_P(Oracle, AllergiesAreAsManyAndSayNothingMore) {
  EXPECT_TRUE(facts_.member("allergies")->items().empty());
  EXPECT_FALSE(answer("asthma_nsaid").has_value());
}

// The oracle's newest fact among the codes of one finding.
struct Newest {
  const Json* fact = nullptr;
  Moment when;
  bool contested = false;  // two codes, or two values, at one moment
};

std::map<std::string, Newest> newest_by_finding(const Json& latest) {
  std::map<std::string, Newest> newest;
  for (const knowledge::Coding& row : content_without_windows().codings) {
    const Json* const fact = row.resource == CodedResource::observation && row.state.empty() &&
                                     row.system == knowledge::CodeSystem::loinc
                                 ? latest.member("http://loinc.org|" + row.code)
                                 : nullptr;
    const auto when = fact == nullptr ? std::nullopt : moment_from(words_of(*fact, "when"));
    if (!when || !fact->member("value")->is_number()) {
      continue;
    }
    Newest& best = newest[row.target];
    if (best.fact == nullptr || when->first > best.when.first) {
      best = {fact, *when, fact->member("tie") != nullptr};
    } else if (when->first == best.when.first) {
      best.contested = true;
    }
  }
  return newest;
}

TEST_P(Oracle, TheLatestValueOfEveryCodeWithARowIsTheOnesInTheOracle) {
  std::size_t compared = 0;
  for (const auto& [id, newest] : newest_by_finding(*facts_.member("latest"))) {
    const auto finding = *content_without_windows().findings.find(id);
    const auto value =
        convert(content_without_windows(), finding, *newest.fact->member("value")->as_double(),
                words_of(*newest.fact, "code"));
    ASSERT_TRUE(value.has_value()) << id << " in " << words_of(*newest.fact, "code");
    const knowledge::Answer given = answer(id).value_or(not_asked);
    const auto* const quantity = std::get_if<knowledge::Quantity>(&given.value);
    if (newest.contested) {
      EXPECT_TRUE(quantity != nullptr || std::holds_alternative<knowledge::Unknown>(given.value));
      continue;
    }
    ASSERT_NE(quantity, nullptr) << id;
    EXPECT_DOUBLE_EQ(quantity->value, *value) << id;
    EXPECT_EQ(given.at, words_of(*newest.fact, "when")) << id;
    ++compared;
  }
  EXPECT_GE(compared, 2U);
}

INSTANTIATE_TEST_SUITE_P(Records, Oracle,
                         testing::Values("chronic-pain", "ckd-diabetes", "large",
                                         "osteoporotic-fracture-deceased", "pregnant-active",
                                         "prostate-metastasis", "small-hypertension",
                                         "small-no-problems", "spinal-cord-paralysis-overdose",
                                         "stale-tubal-pregnancy", "warfarin-nsaid"));

}  // namespace
}  // namespace paraspinal::fhir
