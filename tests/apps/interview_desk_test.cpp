// Questions counted and calls handed over at the screens, as in the terminal.

#include <span>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/interview.h"
#include "fhir/json.h"
#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using testing::HasSubstr;
using testing::Not;

DeskPage of_a_man(DeskHouse& house) {
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 45, "said_by": "caller"},
                   {"finding": "sex_female", "value": "absent", "said_by": "caller"}])");
  return page;
}

// No to a finding; three to a number, as to days since it began.
std::string no_to(const knowledge::Finding& finding, const knowledge::BundleItem* item) {
  const bool is_state = item != nullptr && std::holds_alternative<knowledge::State>(item->no);
  const std::string value =
      finding.value_type == knowledge::ValueType::quantity ? "3"
      : is_state ? '"' + finding.states.at(std::get<knowledge::State>(item->no).index) + '"'
                 : "\"absent\"";
  return R"({"finding": ")" + finding.id + R"(", "value": )" + value + R"(, "said_by": "caller"})";
}

// Every bundle but those of danger to life and of a woman, each in one event.
std::size_t deny_in_breaths(DeskPage& page) {
  const auto& knowledge = apps_tests::embedded_clinic()->knowledge();
  std::size_t findings = 0;
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    std::string list;
    for (const knowledge::BundleItem& item : bundle.items) {
      if (bundle.id != "life" && !item.applies_when) {
        list += (list.empty() ? "" : ", ") + no_to(knowledge.findings[item.finding], &item);
        ++findings;
      }
    }
    if (!list.empty()) {
      EXPECT_EQ(page.answers("[" + list + "]").status, 200);
    }
  }
  return findings;
}

const knowledge::BundleItem* item_of(knowledge::FindingId finding,
                                     const knowledge::KnowledgeBase& knowledge) {
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    for (const knowledge::BundleItem& item : bundle.items) {
      if (item.finding == finding) {
        return &item;
      }
    }
  }
  return nullptr;
}

// A strain, then each question denied by itself, though many are put in one breath; until the
// safety set is answered and the cap is reached.
void deny_one_by_one(DeskPage& page) {
  const auto& knowledge = apps_tests::embedded_clinic()->knowledge();
  const auto is_safety_open = [&page] {
    return page.state("inquiry.safety_answered") != page.state("inquiry.safety_total");
  };
  page.answers(R"([{"finding": "heavy_lifting_recent", "value": "present", "said_by": "caller"},
                   {"finding": "pain_mechanical", "value": "present", "said_by": "caller"},
                   {"finding": "back_spasm_reported", "value": "present", "said_by": "caller"}])");
  for (int put = 0; put < 80 && (page.state("inquiry.state") == "ask" || is_safety_open()); ++put) {
    const auto finding = knowledge.findings.find(page.state("inquiry.questions.0.finding"));
    ASSERT_TRUE(finding) << page.state("inquiry.state");
    const std::string no = no_to(knowledge.findings[*finding], item_of(*finding, knowledge));
    ASSERT_EQ(page.answers("[" + no + "]").status, 200);
  }
}

// The suggested question, a breath in one event, until the safety set is answered.
void deny_the_safety_set(DeskPage& page) {
  const auto& knowledge = apps_tests::embedded_clinic()->knowledge();
  const auto no = [&](const std::string& id) {
    const auto finding = knowledge.findings.find(id);
    return no_to(knowledge.findings[*finding], item_of(*finding, knowledge));
  };
  const std::string first = "inquiry.questions.0.";
  while (page.state("inquiry.safety_answered") != page.state("inquiry.safety_total")) {
    std::string list;
    const auto in_breath = [&](int i) {
      return page.state(first + "bundle.items." + std::to_string(i) + ".finding");
    };
    for (int i = 0; in_breath(i) != "(none)"; ++i) {
      list += (list.empty() ? "" : ", ") + no(in_breath(i));
    }
    list = list.empty() ? no(page.state(first + "finding")) : list;
    ASSERT_EQ(page.answers("[" + list + "]").status, 200);
  }
}

TEST(InterviewAtTheDesk, ACallReadInBreathsCountsTheSameAfterARestart) {
  DeskHouse house("breaths");
  DeskPage page = of_a_man(house);
  ASSERT_GT(deny_in_breaths(page), triage::InquiryLimits{}.most_asked);
  ASSERT_EQ(page.state("inquiry.state"), "ask");
  const std::string before = page.body();

  house.restart();
  page.read();

  EXPECT_EQ(page.body(), before);
}

TEST(InterviewAtTheDesk, ACallThatIsHandedOverIsNotShownAsSelfCare) {
  DeskHouse house("handed_over");
  DeskPage page = of_a_man(house);
  deny_one_by_one(page);
  ASSERT_EQ(page.state("inquiry.state"), "hand_over");
  ASSERT_EQ(page.state("urgency.level"), "self_care");

  EXPECT_EQ(page.state("urgency.name"), "Not yet safe to close");
  EXPECT_EQ(page.state("urgency.provisional"), "true");
  EXPECT_EQ(page.state("call.urgency.name"), "Not yet safe to close");
  EXPECT_EQ(page.state("urgency.what_to_do"), "Hand over to a clinician, who goes on from here");
  EXPECT_EQ(page.state("urgency.contact"), "");
  EXPECT_EQ(page.state("urgency.contact_within"), "");
  EXPECT_EQ(page.state("urgency.disposition_name"), "");
  EXPECT_THAT(page.state("urgency.safety_net"), HasSubstr("emergency department at once"));
  EXPECT_THAT(page.state("urgency.safety_net"), Not(HasSubstr("if it is no better")));
}

TEST(InterviewAtTheDesk, ACallThatIsHandedOverAdvisesNothingBeforeTheClinician) {
  DeskHouse house("handed_advice");
  DeskPage page = of_a_man(house);
  deny_one_by_one(page);
  ASSERT_EQ(page.state("inquiry.state"), "hand_over");
  const auto advised = [](const std::string& body) {
    const auto json = fhir::parse_json(body);
    const fhir::Json* all = json ? json->member("advice") : nullptr;
    EXPECT_NE(all, nullptr) << body.substr(0, 200);
    std::size_t count = 0;
    for (const fhir::Json& advice : all == nullptr ? std::span<const fhir::Json>() : all->items()) {
      const fhir::Json* status = advice.member("status");  // of a state; of an assessment `state`
      count += (status != nullptr ? status : advice.member("state"))->text() == "withheld" ? 0 : 1;
    }
    return count;
  };
  EXPECT_EQ(advised(page.body()), 0U);
  EXPECT_EQ(advised(page.get("/desk/calls/" + page.call() + "/assessment").body), 0U);
}

TEST(InterviewAtTheDesk, ACallThatIsHandedOverLeavesAsThatForAnotherSystem) {
  DeskHouse house("handed_fhir");
  DeskPage page = of_a_man(house);
  deny_one_by_one(page);
  const std::string bundle = page.get("/desk/calls/" + page.call() + "/fhir").body;
  EXPECT_THAT(bundle, HasSubstr(R"("status":"in-progress")"));
  EXPECT_THAT(bundle, HasSubstr(R"("resourceType":"ServiceRequest")"));
  EXPECT_THAT(bundle, HasSubstr("Hand over to a clinician, who goes on from here"));
  EXPECT_THAT(bundle, Not(HasSubstr("CommunicationRequest")));
  const std::string kept = page.get("/desk/calls/" + page.call() + "/presentation").body;
  EXPECT_THAT(kept, HasSubstr(R"("handed_over": "after )"));
}

TEST(InterviewAtTheDesk, SelfCareIsProvisionalWhileQuestionsGoOn) {
  DeskHouse house("so_far");
  DeskPage page = of_a_man(house);
  page.answers(R"([{"finding": "pain_mechanical", "value": "present", "said_by": "caller"},
                   {"finding": "heavy_lifting_recent", "value": "present", "said_by": "caller"}])");
  deny_the_safety_set(page);
  ASSERT_EQ(page.state("inquiry.state"), "ask");
  ASSERT_EQ(page.state("urgency.level"), "self_care");
  EXPECT_EQ(page.state("urgency.name"), "Not yet safe to close");
  EXPECT_EQ(page.state("urgency.provisional"), "true");
  EXPECT_THAT(page.state("urgency.because"), Not(HasSubstr("waiting costs")));
}

TEST(InterviewAtTheDesk, TheSummaryOfACallThatIsHandedOverSaysSo) {
  DeskHouse house("handed_summary");
  DeskPage page = of_a_man(house);
  deny_one_by_one(page);
  const std::string text = page.get("/desk/calls/" + page.call() + "/summary").body;
  EXPECT_THAT(text, HasSubstr("HAND OVER TO A CLINICIAN - not yet safe to close"));
  EXPECT_THAT(text, Not(HasSubstr("appointment")));
  EXPECT_THAT(text, Not(HasSubstr("self-care")));
}

}  // namespace
}  // namespace paraspinal::desk
