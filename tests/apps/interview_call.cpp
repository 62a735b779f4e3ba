#include "tests/apps/interview_call.h"

#include <utility>

#include "apps/cli/interview_screen.h"
#include "apps/cli/interview_transcript.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::apps_tests {

const cli::Interviewer& the_interviewer() {
  static const auto clinic = triage::open_clinic(std::nullopt);
  static const cli::Interviewer interviewer(**clinic);
  return interviewer;
}

const knowledge::KnowledgeBase& base() {
  return the_interviewer().knowledge();
}

triage::Presentation start() {
  triage::Presentation presentation;
  presentation.as_of = "2026-11-20T18:30:00Z";
  return presentation;
}

cli::Interview call_of(double age, knowledge::Sex sex) {
  triage::Presentation person;
  person.age_years = age;
  person.sex = sex;
  return the_interviewer().begin(start(), cli::answers_of_person(person, base()));
}

cli::Interview press(cli::Interview call, std::string_view keys) {
  for (const char key : keys) {
    call = the_interviewer().press(std::move(call), key);
  }
  return call;
}

knowledge::FindingId finding(const std::string& id) {
  return base().findings.find(id).value();
}

std::string asked(const cli::Interview& call) {
  return call.asking ? base().findings[*call.asking].id : "";
}

std::string seen(const cli::Interview& call) {
  return cli::plain(cli::screen(call, base()));
}

}  // namespace paraspinal::apps_tests
