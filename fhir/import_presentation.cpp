// import_presentation: the members of the case, then each finding by its type.

#include "fhir/import_presentation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fhir/clock.h"
#include "fhir/element.h"
#include "fhir/import_patient.h"
#include "fhir/json_text.h"
#include "fhir/nearest_name.h"
#include "fhir/pregnancy.h"
#include "fhir/primitives.h"
#include "fhir/reading.h"
#include "fhir/units.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::SaidBy;
using knowledge::ValueType;

namespace {

std::string expected_of(const Finding& finding) {
  switch (finding.value_type) {
    case ValueType::boolean:
      return "\"present\", \"absent\", \"unknown\" or \"refused\"";
    case ValueType::quantity:
      return "a number from " + describe_range(finding) + ", \"unknown\" or \"refused\"";
    case ValueType::ordinal: {
      std::string words;
      for (const std::string& state : finding.states) {
        words += "\"" + state + "\", ";
      }
      return words + "\"unknown\" or \"refused\"";
    }
    case ValueType::date:
      return "a date YYYY-MM-DD, \"unknown\" or \"refused\"";
  }
  return "";
}

std::optional<SaidBy> said_by_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, SaidBy>, 5> names = {
      {{"caller", SaidBy::caller},
       {"proxy", SaidBy::proxy},
       {"record", SaidBy::record},
       {"clinician", SaidBy::clinician},
       {"device", SaidBy::device}}};
  const auto* const found = std::find_if(names.begin(), names.end(),
                                         [&](const auto& pair) { return pair.first == name; });
  return found == names.end() ? std::nullopt : std::optional<SaidBy>(found->second);
}

class PresentationImport {
 public:
  explicit PresentationImport(const knowledge::KnowledgeBase& knowledge) : knowledge_(knowledge) {}

  Result<triage::Presentation> result(const Json& json) {
    for (const auto& [name, value] : json.members()) {
      read_member(name, value);
    }
    if (!errors_.empty()) {
      const std::size_t more = errors_.size() - 1;
      return fail(ErrorKind::invalid_argument,
                  errors_.front() + (more == 0 ? "" : " (and " + std::to_string(more) + " more)"));
    }
    return std::move(presentation_);
  }

 private:
  void wrong(const std::string& place, const std::string& is, const std::string& expected) {
    errors_.push_back(place + ": " + is + ", expected " + expected);
  }

  void unknown_name(const std::string& place, std::string_view name, const std::string& what,
                    const std::vector<std::string>& known) {
    const std::string nearest = nearest_name(name, known);
    errors_.push_back(place + ": " + in_quotes(name) + " is no " + what +
                      (nearest.empty() ? "" : ", did you mean \"" + nearest + "\"?"));
  }

  void read_member(std::string_view name, const Json& value) {
    if (name == "id") {
      read_id(value);
    } else if (name == "as_of") {
      read_as_of(value);
    } else if (name == "setting") {
      read_setting(value);
    } else if (name == "age_years") {
      read_age(value);
    } else if (name == "sex") {
      read_sex(value);
    } else if (name == "findings") {
      read_findings(value);
    } else if (name == "handed_over") {
      read_handed_over(value);
    } else {
      unknown_name("presentation", name, "member of a presentation",
                   {"id", "as_of", "setting", "age_years", "sex", "findings", "handed_over"});
    }
  }

  void read_id(const Json& value) {
    if (!value.is_string()) {
      wrong("id", shown(value), "a string");
      return;
    }
    presentation_.id = value.text();
  }

  void read_handed_over(const Json& value) {
    if (!value.is_string() || value.text().empty()) {
      wrong("handed_over", shown(value), "why a clinician goes on, in words");
      return;
    }
    presentation_.handed_over = value.text();
  }

  void read_as_of(const Json& value) {
    const Result<Clock> clock = clock_from(value.is_string() ? value.text() : "");
    if (!clock) {
      wrong("as_of", shown(value), "a string YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
      return;
    }
    presentation_.as_of = clock->text;
  }

  void read_setting(const Json& value) {
    const auto setting = knowledge::setting_from(value.text());
    if (!value.is_string() || !setting) {
      wrong("setting", shown(value), "\"telephone\", \"primary_care\" or \"emergency_department\"");
      return;
    }
    presentation_.setting = *setting;
  }

  void read_age(const Json& value) {
    const std::optional<double> age = value.as_double();
    if (!age || *age < 0 || *age > oldest_years) {
      wrong("age_years", shown(value), "a number of years from 0 to 120");
      return;
    }
    presentation_.age_years = *age;
  }

  void read_sex(const Json& value) {
    const auto sex = knowledge::sex_from(value.text());
    if (!value.is_string() || (!sex && value.text() != "unknown")) {
      wrong("sex", shown(value), "\"female\", \"male\" or \"unknown\"");
      return;
    }
    presentation_.sex = sex;
  }

  void read_findings(const Json& value) {
    if (!value.is_object()) {
      wrong("findings", shown(value), "an object of findings by id");
      return;
    }
    for (const auto& [id, finding_value] : value.members()) {
      const std::optional<FindingId> finding = knowledge_.findings.find(id);
      if (finding) {
        read_finding(*finding, finding_value);
        continue;
      }
      std::vector<std::string> known;
      std::transform(knowledge_.findings.all().begin(), knowledge_.findings.all().end(),
                     std::back_inserter(known), [](const Finding& row) { return row.id; });
      unknown_name("findings." + printable(id.substr(0, 60)), id, "finding of the knowledge base",
                   known);
    }
  }

  void read_finding(FindingId id, const Json& value) {
    const std::string place = "findings." + knowledge_.findings[id].id;
    knowledge::Answer answer;
    answer.origin = "answers";
    std::string unit;
    const Json* bare = &value;
    if (value.is_object()) {
      bare = value.member("value");
      for (const auto& [name, member] : value.members()) {
        if (name == "at") {
          read_at(place, member, answer);
        } else if (name == "by") {
          read_by(place, member, answer);
        } else if (name == "put") {
          read_put(place, member);
        } else if (name == "unit" && member.is_string()) {
          unit = member.text();
        } else if (name != "value") {
          wrong(place + "." + printable(name.substr(0, 60)), shown(member),
                "only value, at, by, unit and put");
        }
      }
    }
    if (bare == nullptr) {
      wrong(place, "an object without a value", "{\"value\": ...}");
      return;
    }
    read_value(place, id, *bare, unit, answer);
  }

  void read_at(const std::string& place, const Json& member, knowledge::Answer& answer) {
    if (!member.is_string() || !moment_from(member.text())) {
      wrong(place + ".at", shown(member), "a date or time such as \"2026-01-31T08:00Z\"");
      return;
    }
    answer.at = std::string(member.text());
  }

  void read_by(const std::string& place, const Json& member, knowledge::Answer& answer) {
    const std::optional<SaidBy> by = said_by_name(member.text());
    if (!by) {
      wrong(place + ".by", shown(member),
            "\"caller\", \"proxy\", \"record\", \"clinician\" or \"device\"");
      return;
    }
    answer.by = *by;
  }

  // How a call put the question: what was said does not hang on it.
  void read_put(const std::string& place, const Json& member) {
    const std::string_view how = member.text();
    if (how != "alone" && how != "same_breath" && how != "after_bundle") {
      wrong(place + ".put", shown(member), "\"alone\", \"same_breath\" or \"after_bundle\"");
    }
  }

  void read_value(const std::string& place, FindingId id, const Json& value,
                  const std::string& unit, knowledge::Answer& answer) {
    const Finding& finding = knowledge_.findings[id];
    const Reading reading = reading_of(id, value, unit);
    if (const auto* said = std::get_if<AnswerValue>(&reading)) {
      answer.value = *said;
      presentation_.findings.emplace(id, std::move(answer));
    } else {
      wrong(place, shown(value) + (unit.empty() ? "" : " in " + in_quotes(unit)),
            expected_of(finding));
    }
  }

  Reading reading_of(FindingId id, const Json& value, const std::string& unit) const {
    const Finding& finding = knowledge_.findings[id];
    Reading unfit = does_not_fit(shown(value), finding);
    if (value.is_number() && finding.value_type == ValueType::quantity) {
      const std::optional<double> number = value.as_double();
      const std::optional<double> converted =
          number && !unit.empty() ? convert(knowledge_, id, *number, unit) : number;
      return converted ? reading_of_number(*converted, finding) : unfit;
    }
    if (!value.is_string() || !unit.empty()) {
      return unfit;
    }
    const std::string_view text = value.text();
    if (finding.value_type != ValueType::date || text == "unknown" || text == "refused") {
      return exact_state(text, finding) ? reading_of_state(text, finding) : unfit;
    }
    return reading_of_date(text, finding);
  }

  // Names of states are written as declared here, unlike in a record.
  static bool exact_state(std::string_view text, const Finding& finding) {
    const bool general = text == "unknown" || text == "refused";
    const bool presence = text == "present" || text == "absent";
    const auto& states = finding.states;
    return general || (finding.value_type == ValueType::boolean && presence) ||
           (finding.value_type == ValueType::ordinal &&
            std::find(states.begin(), states.end(), text) != states.end());
  }

  const knowledge::KnowledgeBase& knowledge_;
  triage::Presentation presentation_;
  std::vector<std::string> errors_;
};

}  // namespace

Result<Imported> import_presentation(const Json& json, const knowledge::KnowledgeBase& knowledge,
                                     const ImportOptions& options) {
  Result<triage::Presentation> presentation = PresentationImport(knowledge).result(json);
  if (!presentation) {
    return fail(presentation.error());
  }
  const std::string& given =
      options.as_of.empty() && !presentation->as_of ? options.now : options.as_of;
  if (!given.empty()) {
    const Result<Clock> clock = clock_from(given);
    if (!clock) {
      return fail(clock.error());
    }
    presentation->as_of = clock->text;
  }
  if (options.setting) {
    presentation->setting = *options.setting;
  }
  std::optional<Clock> clock;
  if (presentation->as_of) {
    clock = *clock_from(*presentation->as_of);
  }
  PregnancyToday today = gestation_today(std::move(presentation->findings), clock, knowledge);
  presentation->findings = std::move(today.answers);
  Imported imported{std::move(*presentation), {}, ""};
  imported.ledger.issues = std::move(today.issues);
  return imported;
}

}  // namespace paraspinal::fhir
