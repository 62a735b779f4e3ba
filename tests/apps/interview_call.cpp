#include "tests/apps/interview_call.h"

#include "apps/cli/interview_screen.h"
#include "apps/cli/interview_transcript.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::apps_tests {

const cli::Interviewer& the_interviewer() {
  static const auto clinic = triage::open_clinic(std::nullopt);
  static const cli::Interviewer interviewer(**clinic);
  return interviewer;
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
  return the_interviewer().begin(start(),
                                 cli::answers_of_person(person, the_interviewer().knowledge()));
}

knowledge::FindingId finding(const std::string& id) {
  return the_interviewer().knowledge().findings.find(id).value();
}

std::string asked(const cli::Interview& call) {
  return call.asking ? the_interviewer().knowledge().findings[*call.asking].id : "";
}

std::string seen(const cli::Interview& call) {
  return cli::plain(cli::screen(call, the_interviewer().knowledge()));
}

}  // namespace paraspinal::apps_tests
