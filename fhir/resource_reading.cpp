#include "fhir/resource_reading.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include "fhir/json_text.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

ResourceReading ignored(std::string why) {
  ResourceReading reading;
  reading.ignored_because = std::move(why);
  return reading;
}

void leave_out(const ElementReader& part, ResourceReading& reading) {
  if (part.fault()) {
    reading.issues.push_back(*part.fault());
    reading.in_part = true;
  }
}

ResourceReading checked(ResourceReading reading, const ElementReader& reader) {
  if (!reader.fault() && reading.in_part && reading.statements.empty()) {
    const auto wrong = std::find_if(reading.issues.begin(), reading.issues.end(),
                                    [](const auto& i) { return i.severity == Severity::error; });
    reading.unreadable = *wrong;
    reading.issues.erase(wrong);
    return reading;
  }
  if (!reader.fault()) {
    return reading;
  }
  ResourceReading unreadable;
  unreadable.unreadable = reader.fault();
  return unreadable;
}

Dated dated(ElementReader& reader, const Json& object, std::string_view name) {
  const std::string_view text = reader.text(object, name);
  if (text.empty()) {
    return {};
  }
  const std::optional<Moment> moment = moment_from(text);
  if (!moment) {
    reader.note(*object.member(name), "a FHIR date or time");
  }
  return {text, moment};
}

Dated first_dated(ElementReader& reader, const Json& object,
                  std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (Dated found = dated(reader, object, name); found.moment) {
      return found;
    }
  }
  return {};
}

Dated dated_period(ElementReader& reader, const Json* period, const std::optional<Clock>& clock) {
  if (period == nullptr) {
    return {};
  }
  const Dated end = dated(reader, *period, "end");
  constexpr std::chrono::sys_days open{std::chrono::year{9000} / 1 / 1};
  const bool ahead =
      end.moment && clock && order(*end.moment, clock->moment) == Order::after && !end.text.empty();
  return end.moment && !ahead && end.moment->first < open ? end : dated(reader, *period, "start");
}

bool is_over(const Dated& end, const std::optional<Clock>& clock) {
  return clock && end.moment && order(*end.moment, clock->moment) == Order::before;
}

namespace {

// FHIR R4, condition-clinical, condition-ver-status and those of allergies.
std::string known_status(std::string_view text) {
  constexpr std::array<std::string_view, 12> known = {
      "active",    "recurrence",  "relapse",      "inactive",    "remission", "resolved",
      "confirmed", "provisional", "differential", "unconfirmed", "refuted",   "entered-in-error"};
  std::string small = lower_case(text);
  std::replace(small.begin(), small.end(), ' ', '-');
  return std::find(known.begin(), known.end(), small) == known.end() ? "" : small;
}

}  // namespace

std::string status_code(ElementReader& reader, const Json& resource, std::string_view name,
                        std::string_view system) {
  const Json* const status = resource.member(name);
  if (status == nullptr || status->is_string()) {
    return lower_case(reader.text(resource, name));
  }
  const Json* const codeable = reader.object(resource, name);
  const std::vector<CodedValue> codings = codings_of(reader, codeable);
  for (const CodedValue& coding : codings) {
    if (coding.system.ends_with(system)) {
      return lower_case(coding.code);
    }
  }
  if (codings.empty()) {
    return codeable == nullptr ? std::string() : known_status(reader.text(*codeable, "text"));
  }
  return lower_case(codings.front().code);
}

namespace {

// The code point of a whole UTF-8 sequence.
char32_t letter_at(std::string_view text, std::size_t offset, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  char32_t letter = length == 1 ? byte(0) : byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    letter = (letter << 6U) | (byte(i) & 0x3FU);
  }
  return letter;
}

// Controls, ends of lines and paragraphs, and what turns the direction of all that follows (Unicode
// Standard Annex 9).
bool is_control(char32_t letter) {
  return letter < U' ' || (letter >= 0x7F && letter < 0xA0) ||
         (letter >= 0x2028 && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

}  // namespace

std::string quoted_name(std::string_view name) {
  constexpr int most = 40;
  std::string shown = "\"";
  std::size_t offset = 0;
  for (int letters = 0; offset < name.size() && letters < most; ++letters) {
    const std::size_t length = utf8_length(name, offset);
    const bool whole = length > 0 && !is_control(letter_at(name, offset, length));
    shown += whole ? name.substr(offset, length) : "?";
    offset += std::max<std::size_t>(length, 1);
  }
  return shown + (offset < name.size() ? "...\"" : "\"");
}

std::string as_called(ElementReader& reader, const Json* codeable) {
  if (codeable == nullptr) {
    return "";
  }
  std::string_view words = reader.text(*codeable, "text");
  for (const Json& coding : reader.objects(*codeable, "coding")) {
    words = words.empty() ? reader.text(coding, "display") : words;
  }
  return words.empty() ? "" : ": " + quoted_name(words);
}

bool is_reported(ElementReader& reader, const Json& resource) {
  return reader.truth(resource, "reportedBoolean").value_or(false) ||
         reader.object(resource, "reportedReference") != nullptr ||
         (resource.member("reported") != nullptr && resource.member("reported")->truth());
}

namespace {

// Whether a code is all there is to its finding: no system has a second code for it in that kind of
// resource.
bool is_the_finding_itself(const knowledge::Coding& coding, knowledge::FindingId finding,
                           const knowledge::KnowledgeBase& knowledge) {
  std::map<knowledge::CodeSystem, int> rows;
  for (const knowledge::Coding& row : knowledge.codings) {
    if (row.resource == coding.resource && row.target == coding.target && ++rows[row.system] > 1) {
      return false;
    }
  }
  const auto& wider = knowledge.wider_than_code;
  return !coding.prefix && std::find(wider.begin(), wider.end(), finding) == wider.end();
}

}  // namespace

Reading reading_of_meaning(const Meaning& meaning, bool denied,
                           const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& finding = knowledge.findings[meaning.finding];
  const std::string& state = meaning.coding->state;
  if (!denied) {
    return reading_of_state(state.empty() ? "present" : std::string_view(state), finding);
  }
  if (finding.value_type == knowledge::ValueType::boolean && state == "absent" &&
      !meaning.coding->prefix) {
    return AnswerValue(Presence::present);
  }
  if (finding.value_type != knowledge::ValueType::boolean || state == "absent" ||
      !is_the_finding_itself(*meaning.coding, meaning.finding, knowledge)) {
    return Silent{"denied, and other codes may still state " + finding.id};
  }
  return AnswerValue(Presence::absent);
}

std::vector<Statement> statements_of(const ConceptMatch& match, bool denied, const Statement& model,
                                     const knowledge::KnowledgeBase& knowledge) {
  std::vector<Statement> statements;
  for (const Meaning& meaning : match.meanings) {
    Statement statement = model;
    statement.finding = meaning.finding;
    statement.within_days = meaning.coding->within_days;
    statement.topic = meaning.coding->code;
    statement.reading = match.contradiction.empty() ? reading_of_meaning(meaning, denied, knowledge)
                                                    : Reading(Unusable{match.contradiction});
    statements.push_back(std::move(statement));
  }
  return statements;
}

Statement statement_of(const ResourcePlace& place) {
  Statement statement;
  statement.reading = Silent{"nothing said"};
  statement.origin = place.entry.name;
  statement.where = place.entry.where;
  statement.entry = place.position;
  return statement;
}

}  // namespace paraspinal::fhir
