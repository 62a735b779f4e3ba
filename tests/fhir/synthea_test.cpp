// Eleven whole records from Synthea, imported with the real content and compared with the facts
// that an engine nobody here wrote (npm fhirpath) finds in them.

#include <algorithm>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "fhir/json.h"
#include "fhir/units.h"
#include "tests/fhir/support/shared_samples.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

class Synthea : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    const auto record = synthea_record(GetParam());
    if (!record) {
      GTEST_SKIP() << "fhir-samples/synthea/" << GetParam() << ".json or its oracle is not here";
    }
    facts_ = parse_json(record->facts).value();
    imported_ = import_case(record->bundle, embedded_knowledge(), {});
  }

  bool is_deceased() const {
    return facts_.member("patients")->items().front().member("deceased")->kind() !=
           Json::Kind::null;
  }

  Json facts_;
  engine::Result<Imported> imported_;
};

TEST_P(Synthea, IsImportedOrRefusedForADeath) {
  ASSERT_EQ(imported_.has_value(), !is_deceased()) << (imported_ ? "" : imported_.error().message);
  if (is_deceased()) {
    EXPECT_THAT(imported_.error().message, testing::HasSubstr("is recorded as deceased on"));
  }
}

TEST_P(Synthea, TheLedgerCoversEveryEntry) {
  if (is_deceased()) {
    return;
  }
  EXPECT_EQ(static_cast<double>(imported_->ledger.entries.size()),
            facts_.member("entries")->as_double());
  for (const LedgerEntry& entry : imported_->ledger.entries) {
    EXPECT_NE(entry.why, "") << entry.resource;
    EXPECT_NE(entry.fate, Fate::unreadable) << entry.resource << ": " << entry.why;
  }
}

TEST_P(Synthea, EveryMeasurementUsedIsTheOraclesLatest) {
  if (is_deceased()) {
    return;
  }
  for (const auto& [finding, answer] : imported_->presentation.findings) {
    const auto* quantity = std::get_if<knowledge::Quantity>(&answer.value);
    if (quantity == nullptr) {
      continue;
    }
    const std::string& id = embedded_knowledge().findings[finding].id;
    bool found = false;
    for (const knowledge::Coding& coding : embedded_knowledge().codings) {
      if (coding.target != id || coding.resource != knowledge::CodedResource::observation) {
        continue;
      }
      const Json* const latest = facts_.member("latest")->member("http://loinc.org|" + coding.code);
      if (latest != nullptr && latest->member("when")->text() == answer.at) {
        const auto value =
            convert(embedded_knowledge(), finding, *latest->member("value")->as_double(),
                    latest->member("code")->text());
        ASSERT_TRUE(value.has_value()) << id;
        EXPECT_DOUBLE_EQ(quantity->value, *value) << id;
        found = true;
      }
    }
    EXPECT_TRUE(found) << id;
  }
}

TEST_P(Synthea, OnlyActiveConfirmedConditionsAreUsed) {
  if (is_deceased()) {
    return;
  }
  for (const Json& condition : facts_.member("conditions")->items()) {
    const std::string name = "Condition/" + std::string(condition.member("id")->text());
    const auto entry =
        std::find_if(imported_->ledger.entries.begin(), imported_->ledger.entries.end(),
                     [&](const LedgerEntry& line) { return line.resource == name; });
    ASSERT_NE(entry, imported_->ledger.entries.end());
    const bool active = condition.member("clinical")->text() == "active" &&
                        condition.member("verification")->text() == "confirmed" &&
                        condition.member("abatement")->kind() == Json::Kind::null;
    const bool of_the_past = entry->why.find("cancer_history") != std::string::npos ||
                             entry->why.find("prior_") != std::string::npos ||
                             entry->why.find("previous_") != std::string::npos ||
                             entry->why.find("_hx") != std::string::npos ||
                             entry->why.find("vte_known") != std::string::npos;
    EXPECT_TRUE(active || of_the_past || entry->fate == Fate::ignored) << name << entry->why;
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, Synthea,
                         testing::Values("chronic-pain", "ckd-diabetes", "large",
                                         "osteoporotic-fracture-deceased", "pregnant-active",
                                         "prostate-metastasis", "small-hypertension",
                                         "small-no-problems", "spinal-cord-paralysis-overdose",
                                         "stale-tubal-pregnancy", "warfarin-nsaid"));

TEST(SyntheaPregnancy, ThatBeganOnTheLastDayIsUsedAndOneOfYearsAgoIsNot) {
  const auto text = shared_file("fhir-samples/synthea/pregnant-active.json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/synthea/pregnant-active.json is not here";
  }
  const knowledge::FindingId pregnant = *embedded_knowledge().findings.find("pregnant");
  const auto in_time = import_case(*text, embedded_knowledge(), {"2021-06-01", std::nullopt});
  ASSERT_TRUE(in_time.has_value());
  EXPECT_TRUE(in_time->presentation.findings.contains(pregnant));
  const auto years_on = import_case(*text, embedded_knowledge(), {"2026-01-31", std::nullopt});
  ASSERT_TRUE(years_on.has_value());
  EXPECT_FALSE(years_on->presentation.findings.contains(pregnant));
}

TEST(SyntheaPregnancy, ATubalPregnancyActiveSince1972IsNoPregnancyNow) {
  const auto text = shared_file("fhir-samples/synthea/stale-tubal-pregnancy.json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/synthea/stale-tubal-pregnancy.json is not here";
  }
  const auto imported = import_case(*text, embedded_knowledge(), {"2021-01-01", std::nullopt});
  ASSERT_TRUE(imported.has_value()) << imported.error().message;
  EXPECT_FALSE(
      imported->presentation.findings.contains(*embedded_knowledge().findings.find("pregnant")));
}

}  // namespace
}  // namespace paraspinal::fhir
