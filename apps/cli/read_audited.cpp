// Entry point: read_audited, at the end. The members are those that audited_assessment.cpp writes.

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "apps/cli/audited_assessment.h"
#include "apps/cli/said_by_name.h"
#include "fhir/element.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;
using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::SaidBy;
using knowledge::ValueType;

std::optional<SaidBy> said_by_from(std::string_view text) {
  constexpr std::array<SaidBy, 6> all = {SaidBy::caller,    SaidBy::proxy,  SaidBy::record,
                                         SaidBy::clinician, SaidBy::device, SaidBy::derived};
  for (const SaidBy by : all) {
    if (said_by_name(by) == text) {
      return by;
    }
  }
  return std::nullopt;
}

// Reads members and keeps the first that is not as it was written.
class AuditedReader {
 public:
  explicit AuditedReader(const KnowledgeBase& knowledge) : knowledge_(knowledge) {}

  Result<AuditedAssessment> result(const Json& json) {
    AuditedAssessment read;
    const std::string root = "assessment";
    read_input(of(json, root, "input"), root + ".input", read.made_from.input);
    read_options(of(json, root, "options"), root + ".options", read.made_from.options);
    read.made_from.software = text(json, root, "software");
    read_output(of(json, root, "output"), root + ".output", read.output);
    if (error_) {
      return fail(*error_);
    }
    return read;
  }

 private:
  void wrong(const std::string& place, const std::string& is, const std::string& expected,
             ErrorKind kind = ErrorKind::invalid_argument) {
    if (!error_) {
      error_ = {kind, place + ": " + is + ", expected " + expected};
    }
  }

  // The member, or null (and an error) when there is none.
  const Json& of(const Json& json, const std::string& place, std::string_view member) {
    const Json* const found = json.member(member);
    if (found == nullptr) {
      wrong(place + "." + std::string(member), "not there", "what the audit keeps");
    }
    return found == nullptr ? null_ : *found;
  }

  std::string text(const Json& json, const std::string& place, std::string_view member) {
    const Json& found = of(json, place, member);
    if (!found.is_string()) {
      wrong(place + "." + std::string(member), shown(found), "a string");
    }
    return std::string(found.is_string() ? found.text() : "");
  }

  bool truth(const Json& json, const std::string& place, std::string_view member) {
    const Json& found = of(json, place, member);
    if (!found.is_boolean()) {
      wrong(place + "." + std::string(member), shown(found), "true or false");
    }
    return found.truth();
  }

  double number(const Json& found, const std::string& place) {
    const auto value = found.is_number() ? found.as_double() : std::nullopt;
    if (!value) {
      wrong(place, shown(found), "a number");
    }
    return value.value_or(0);
  }

  std::uint64_t count(const Json& json, const std::string& place, std::string_view member) {
    const Json& found = of(json, place, member);
    const std::string digits(found.is_number() ? found.text() : "");
    std::uint64_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, failed] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || failed != std::errc() || stop != end) {
      wrong(place + "." + std::string(member), shown(found), "a whole number");
    }
    return value;
  }

  void read_options(const Json& json, const std::string& place, triage::AssessOptions& options) {
    options.weights = truth(json, place, "weights");
    options.fit = truth(json, place, "fit");
    options.draws = count(json, place, "draws");
    options.seed = count(json, place, "seed");
    options.changes = truth(json, place, "changes");
  }

  void read_input(const Json& json, const std::string& place, triage::Presentation& input) {
    input.id = text(json, place, "id");
    if (json.member("as_of") != nullptr) {
      input.as_of = text(json, place, "as_of");
    }
    const auto setting = knowledge::setting_from(text(json, place, "setting"));
    if (!setting) {
      wrong(place + ".setting", shown(of(json, place, "setting")), "the name of a setting");
    }
    input.setting = setting.value_or(knowledge::Setting::telephone);
    if (const Json* const age = json.member("age_years")) {
      input.age_years = number(*age, place + ".age_years");
    }
    if (const Json* const sex = json.member("sex")) {
      input.sex = knowledge::sex_from(sex->text());
      if (!input.sex) {
        wrong(place + ".sex", shown(*sex), "\"female\" or \"male\"");
      }
    }
    for (const auto& [id, answer] : of(json, place, "findings").members()) {
      read_finding(id, answer, place + ".findings." + std::string(id), input);
    }
  }

  void read_finding(std::string_view id, const Json& json, const std::string& place,
                    triage::Presentation& input) {
    const auto finding = knowledge_.findings.find(id);
    if (!finding) {
      wrong(place, "no finding of knowledge " + knowledge_.version, "one that it has",
            ErrorKind::not_found);
      return;
    }
    Answer answer;
    const std::string by = text(json, place, "by");
    const auto said = said_by_from(by);
    if (!said) {
      wrong(place + ".by", shown(of(json, place, "by")), "who may have said it");
      return;
    }
    answer.by = *said;
    if (json.member("at") != nullptr) {
      answer.at = text(json, place, "at");
    }
    answer.origin = text(json, place, "origin");
    const auto value = value_of(of(json, place, "value"), knowledge_.findings[*finding], place);
    if (value) {
      answer.value = *value;
      input.findings.emplace(*finding, std::move(answer));
    }
  }

  std::optional<AnswerValue> value_of(const Json& json, const Finding& finding,
                                      const std::string& place) {
    if (json.is_string() && json.text() == "unknown") {
      return knowledge::Unknown{};
    }
    if (json.is_string() && json.text() == "refused") {
      return knowledge::Refused{};
    }
    switch (finding.value_type) {
      case ValueType::boolean:
        if (json.text() == "present" || json.text() == "absent") {
          return json.text() == "present" ? Presence::present : Presence::absent;
        }
        break;
      case ValueType::quantity:
        return knowledge::Quantity{number(json, place + ".value")};
      case ValueType::ordinal:
        for (std::size_t i = 0; i < finding.states.size(); ++i) {
          if (json.text() == finding.states[i]) {
            return knowledge::State{i};
          }
        }
        break;
      case ValueType::date:
        if (json.is_string()) {
          return knowledge::Day{std::string(json.text())};
        }
        break;
    }
    wrong(place + ".value", shown(json),
          "a value that the finding has in knowledge " + knowledge_.version, ErrorKind::not_found);
    return std::nullopt;
  }

  void read_output(const Json& json, const std::string& place, AuditedOutput& output) {
    const auto urgency = knowledge::urgency_from(text(json, place, "urgency"));
    if (!urgency) {
      wrong(place + ".urgency", shown(of(json, place, "urgency")), "the name of an urgency");
    }
    output.urgency = urgency.value_or(knowledge::Urgency::self_care);
    output.disposition = text(json, place, "disposition");
    output.provisional = truth(json, place, "provisional");
    for (const Json& gate : of(json, place, "gates").items()) {
      output.gates.emplace_back(gate.text());
    }
    for (const Json& cause : of(json, place, "causes").items()) {
      const std::string at = place + ".causes[" + std::to_string(output.causes.size()) + "]";
      const std::string id = text(cause, at, "id");
      output.causes.push_back({id, number(of(cause, at, "posterior"), at + ".posterior")});
    }
    output.sha256 = text(json, place, "sha256");
  }

  const KnowledgeBase& knowledge_;
  const Json null_;
  std::optional<engine::Error> error_;
};

}  // namespace

Result<AuditedAssessment> read_audited(const Json& json, const KnowledgeBase& knowledge) {
  return AuditedReader(knowledge).result(json);
}

}  // namespace paraspinal::cli
