#include "fhir/importer.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

const ImportOptions import_options = {.as_of = "2026-01-31T10:00:00Z", .setting = {}};

std::string temperature_bundle() {
  return bundle_of({R"({"resourceType": "Observation", "id": "t", "status": "final",
    "effectiveDateTime": "2026-01-31", "code": {"coding": [{"system": "http://loinc.org",
    "code": "8310-5"}]}, "valueQuantity": {"value": 38.4, "code": "Cel"}})",
                    R"({"resourceType": "Claim", "id": "c"})", R"({"resourceType": "Claim"})"});
}

bool are_same(const engine::Result<Imported>& a, const engine::Result<Imported>& b) {
  return a && b && a->presentation == b->presentation && a->ledger == b->ledger &&
         a->patient == b->patient;
}

TEST(Importer, GivesWhatImportCaseGivesEachTime) {
  const Importer importer(small_knowledge());
  for (const std::string& text :
       {temperature_bundle(), std::string(R"({"findings": {"fever": "present"}})"),
        temperature_bundle()}) {
    EXPECT_TRUE(are_same(importer.import_case(text, import_options),
                         import_case(text, small_knowledge(), import_options)));
  }
}

TEST(Importer, EntriesKeepTheirNamesAndReasonsInTheLedger) {
  const auto imported =
      Importer(small_knowledge()).import_case(temperature_bundle(), import_options);
  ASSERT_TRUE(imported.has_value());
  EXPECT_EQ(fate(*imported, "Observation/t"), "used: temp_c = 38.4 Cel");
  EXPECT_EQ(fate(*imported, "Claim/c"), "ignored: resources of type \"Claim\" are not read");
  EXPECT_EQ(fate(*imported, "entry[3]"), "ignored: resources of type \"Claim\" are not read");
}

TEST(Importer, GivesTheErrorsOfImportCase) {
  const Importer importer(small_knowledge());
  for (const std::string text : {"", "{}", "[1", R"({"resourceType": "Patient"})",
                                 R"({"findings": {"zebra": "present"}})"}) {
    const auto imported = importer.import_case(text, import_options);
    ASSERT_FALSE(imported.has_value()) << text;
    EXPECT_EQ(imported.error(), import_case(text, small_knowledge(), import_options).error());
  }
}

TEST(Importer, ServesSeveralThreadsAtOnce) {
  const Importer importer(small_knowledge());
  const std::string text = temperature_bundle();
  const auto expected = import_case(text, small_knowledge(), import_options);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (int& count : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        count += are_same(importer.import_case(text, import_options), expected) ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(std::count(wrong.begin(), wrong.end(), 0), 4);
}

}  // namespace
}  // namespace paraspinal::fhir
