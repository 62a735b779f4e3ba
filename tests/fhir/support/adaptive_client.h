#pragma once

// A client of the adaptive questionnaire, as a generic form is one: it keeps the response, fills in
// what is asked, and posts. It writes JSON with sorted members, so that no test depends on their
// order.
//
//   AdaptiveClient client;
//   client.ask();                                          // age and sex
//   client.answer("age_years", years(44));
//   client.call({{"saddle_anaesthesia", "present"}});      // to the end, all else "absent"
//
// Not thread-safe.

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/result.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::fhir {

// The knowledge built in, loaded once.
const triage::Clinic& real_clinic();

class AdaptiveClient {
 public:
  static constexpr const char* key = "a key of the tests";
  static constexpr const char* now = "2026-01-31T10:00:00Z";

  AdaptiveClient();

  // Posts the response; without an error the answer stands in its place.
  engine::Result<void> ask();
  // The words of the error; empty when there is none.
  std::string error();

  // The linkIds of questions that have no answer yet, in order.
  std::vector<std::string> open() const;
  // Answers a question by a code, in the place of an earlier answer.
  void answer(const std::string& link, const std::string& code);
  // By a member of QuestionnaireResponse.item.answer.
  void answer_value(const std::string& link, const nlohmann::json& value);
  // Age, sex, then to the end: by `said`, "absent" (the first state of several) where it says
  // nothing; the pain began three days ago, other numbers and dates are left empty. Returns how
  // often it posted.
  int call(double age, const std::string& female, const std::map<std::string, std::string>& said);

  std::string status() const { return response.at("status"); }
  nlohmann::json& form() { return response.at("contained").at(0); }
  const nlohmann::json& form() const { return response.at("contained").at(0); }
  // Whether the form has this item, and the response an answer to it.
  bool asks(const std::string& link) const;
  bool answered(const std::string& link) const;
  // The item, wherever it stands; and its answer, {"valueCoding": ...}. Both throw without one.
  const nlohmann::json& item(const std::string& link) const;
  const nlohmann::json& answer_to(const std::string& link) const;
  // The texts of the result that is told, a line each.
  std::string told() const;

  nlohmann::json response;
};

}  // namespace paraspinal::fhir
