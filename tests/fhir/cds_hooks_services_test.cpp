// Discovery and prefetch templates: CDS Hooks 2.0, "Discovery", "Prefetch tokens", "Prefetch query
// restrictions".

#include "fhir/cds_hooks_services.h"

#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

const std::vector<CdsService>& services() {
  static const auto made = cds_services(cds_clinic().knowledge());
  return made;
}

const std::string& query(std::string_view service, std::string_view key) {
  for (const PrefetchTemplate& one : service_named(services(), service)->prefetch) {
    if (one.key == key) {
      return one.query;
    }
  }
  static const std::string none;
  return none;
}

TEST(CdsServices, EachHookHasOneServiceWithAnIdOfItsOwn) {
  std::set<std::string> ids;
  ASSERT_EQ(services().size(), all_hooks.size());
  for (std::size_t i = 0; i < all_hooks.size(); ++i) {
    EXPECT_EQ(services()[i].hook, all_hooks[i]);
    ids.insert(services()[i].id);
  }
  EXPECT_EQ(ids.size(), all_hooks.size());
}

TEST(CdsServices, DiscoveryHasHookIdDescriptionTitleAndPrefetch) {
  const Json document = discovery(services());
  ASSERT_EQ(document.member("services")->items().size(), 5U);
  for (const Json& service : document.member("services")->items()) {
    for (const std::string member : {"hook", "id", "description", "title", "usageRequirements"}) {
      EXPECT_NE(text_of(service, member), "") << member;
    }
    EXPECT_FALSE(service.member("prefetch")->members().empty());
  }
}

TEST(CdsServices, TemplatesUseOnlyFirstLevelTokensOfTheirContext) {
  const std::regex token(R"(\{\{[^}]*\}\})");
  for (const CdsService& service : services()) {
    for (const PrefetchTemplate& one : service.prefetch) {
      for (auto at = std::sregex_iterator(one.query.begin(), one.query.end(), token);
           at != std::sregex_iterator(); ++at) {
        EXPECT_THAT(at->str(), testing::AnyOf("{{context.patientId}}", "{{context.encounterId}}"));
      }
    }
  }
}

TEST(CdsServices, TemplatesStayWithinReadsAndSearchesWithoutModifiers) {
  // The one colon is that of the _include, which brings the Medication that a request refers to.
  const std::regex read_or_search(
      R"([A-Z][A-Za-z]+(/\{\{[a-zA-Z.]+\}\}|\?[^:]*(_include=MedicationRequest:medication[^:]*)?))");
  for (const CdsService& service : services()) {
    for (const PrefetchTemplate& one : service.prefetch) {
      EXPECT_TRUE(std::regex_match(one.query, read_or_search)) << one.query;
      EXPECT_TRUE(one.type != "Bundle" || one.query.find("_count=") != std::string::npos);
      EXPECT_EQ(one.query.find("sort:"), std::string::npos);
    }
  }
}

TEST(CdsServices, ObservationsAreAskedForByCode) {
  const std::string& orders = query("back-pain-order-sign", "observations");
  EXPECT_THAT(orders, testing::HasSubstr("&code="));
  for (const std::string code : {"11778-8", "82810-3", "33914-3"}) {  // due date, pregnancy, eGFR
    EXPECT_THAT(orders, testing::HasSubstr(code));
  }
  EXPECT_THAT(orders, testing::Not(testing::HasSubstr("72514-3")));  // pain: no contraindication
  EXPECT_THAT(query("back-pain-patient-view", "observations"), testing::HasSubstr("72514-3"));
  EXPECT_THAT(orders, testing::HasSubstr("&_sort=-date"));
}

TEST(CdsServices, ProblemsThatAreOverAreAskedForToo) {
  EXPECT_THAT(query("back-pain-order-sign", "conditions"),
              testing::Not(testing::HasSubstr("clinical-status")));
  EXPECT_THAT(query("back-pain-order-sign", "medications"),
              testing::HasSubstr("_include=MedicationRequest:medication"));
}

TEST(CdsServices, AFilledQueryHasTheContextsIds) {
  CdsRequest request;
  request.patient = "p";
  const PrefetchTemplate read{"encounter", "Encounter/{{context.encounterId}}", "Encounter", "",
                              false};
  EXPECT_EQ(filled(read, request), std::nullopt);
  request.encounter = "9";
  EXPECT_EQ(filled(read, request), "Encounter/9");
}

TEST(CdsServices, AnUnknownIdNamesNone) {
  EXPECT_EQ(service_named(services(), "back-pain"), nullptr);
}

}  // namespace
}  // namespace paraspinal::fhir
