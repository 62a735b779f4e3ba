// read_value chooses by the kind of value; one function below for each kind.

#include "fhir/read_value.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "fhir/bound.h"
#include "fhir/json_text.h"
#include "fhir/units.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::Presence;
using knowledge::ValueType;

namespace {

// A reading and nothing else to tell.
ReadValue only(Reading reading) {
  return {std::move(reading), "", {}, "", std::nullopt};
}

// A bound in the finding's unit is no number; what it decides all the same goes with it.
Reading reading_of_bound(std::string_view comparator, double value, const std::string& unit,
                         const std::string& as_written, knowledge::FindingId id,
                         const ValueContext& context) {
  Unusable unusable{printable(comparator) + as_written + " is a bound, not a number"};
  const Finding& finding = context.knowledge.findings[id];
  const bool bare = unit.empty() && (is_unitless(finding) || context.in_own_unit);
  const auto own =
      bare ? std::optional<double>(value) : convert(context.knowledge, id, value, unit);
  const auto interval =
      own && !(unit.empty() && !bare) ? interval_of(comparator, *own, finding) : std::nullopt;
  if (interval) {
    unusable.decides = decided_within(*interval, id, context.knowledge);
  }
  return unusable;
}

// FHIR R4, Quantity: the unit by its UCUM code, else by its text.
ReadValue read_quantity(ElementReader& reader, const Json& quantity, knowledge::FindingId id,
                        const ValueContext& context) {
  const Finding& finding = context.knowledge.findings[id];
  const std::string unit = unit_of(reader, quantity);
  const std::string_view comparator = reader.text(quantity, "comparator");
  const Json* const number = reader.number(quantity, "value");
  if (number == nullptr) {
    return only(Silent{"a quantity without a value"});
  }
  const std::optional<double> value = number->as_double();
  const auto as_written = [&] {
    return shown(*number) + (unit.empty() ? "" : " " + printable(unit));
  };
  if (!value) {
    return only(Fault{as_written() + " is too great, expected " + describe_range(finding)});
  }
  if (finding.value_type != ValueType::quantity) {
    return only(does_not_fit(as_written(), finding));
  }
  if (!comparator.empty()) {
    return only(reading_of_bound(comparator, *value, unit, as_written(), id, context));
  }
  if (unit.empty()) {
    const bool readable = is_unitless(finding) || context.in_own_unit;
    return only(readable ? reading_of_number(*value, finding)
                         : Unusable{as_written() + " has no unit, expected " + finding.unit});
  }
  if (const auto converted = convert(context.knowledge, id, *value, unit)) {
    return only(reading_of_number(*converted, finding, as_written()));
  }
  return {Fault{as_written() + " is in a unit that has no conversion for " + finding.id +
                ", expected " + finding.unit},
          "",
          {},
          unit,
          std::nullopt};
}

// Codes that say why there is no value (FHIR R4, data-absent-reason; HL7 v3 NullFlavor).
std::optional<Reading> reading_of_absent_code(std::string_view code) {
  if (code == "not-asked" || code == "NASK" || code == "not-applicable" || code == "NA") {
    return Silent{"not asked (" + std::string(code) + ")"};
  }
  if (code == "asked-declined") {
    return AnswerValue(knowledge::Refused{});
  }
  constexpr std::array unknown = {"unknown", "asked-unknown", "temp-unknown", "masked",
                                  "error",   "not-performed", "unsupported",  "as-text",
                                  "UNK",     "not-permitted", "ASKU",         "NAV",
                                  "NI",      "not-a-number",  "NINF",         "PINF"};
  if (std::find(unknown.begin(), unknown.end(), code) != unknown.end()) {
    return AnswerValue(knowledge::Unknown{});
  }
  return std::nullopt;
}

bool is_absent_system(std::string_view system) {
  return system.ends_with("/data-absent-reason") || system.ends_with("/v3-NullFlavor");
}

// Our own questionnaires answer with the names of states.
std::string_view own_state(const std::vector<CodedValue>& codings) {
  const auto own = std::find_if(codings.begin(), codings.end(), [](const CodedValue& coding) {
    return !code_system(coding.system);
  });
  return own == codings.end() ? std::string_view() : own->code;
}

ReadValue read_codings(const std::vector<CodedValue>& codings, const Finding& finding,
                       const ValueContext& context) {
  for (const CodedValue& coding : codings) {
    if (is_absent_system(coding.system)) {
      if (const auto reading = reading_of_absent_code(coding.code)) {
        return only(*reading);
      }
    }
  }
  if (const knowledge::Coding* const row = context.codes.value_row(finding, codings)) {
    const std::string_view state = row->state.empty() ? "present" : std::string_view(row->state);
    return {reading_of_state(state, finding), "", {}, "", row->within_days};
  }
  if (const std::string_view state = context.in_own_unit ? own_state(codings) : "";
      !state.empty()) {
    return only(reading_of_state(state, finding));
  }
  if (codings.empty()) {
    return only(Unusable{"a coded value with text only"});
  }
  std::vector<std::string> unmapped;
  std::transform(codings.begin(), codings.end(), std::back_inserter(unmapped),
                 [](const CodedValue& coding) { return describe(coding); });
  return {Unusable{printable(unmapped.front()) + " has no meaning for " + finding.id}, "", unmapped,
          "", std::nullopt};
}

Reading reading_of_bare_number(const Json& number, const Finding& finding,
                               const ValueContext& context) {
  const std::optional<double> value = number.as_double();
  if (finding.value_type != ValueType::quantity) {
    return does_not_fit(shown(number), finding);
  }
  if (!value) {
    return Fault{shown(number) + " is no number that can be, expected " + describe_range(finding)};
  }
  if (!is_unitless(finding) && !context.in_own_unit) {
    return Unusable{shown(number) + " has no unit, expected " + finding.unit};
  }
  return reading_of_number(*value, finding);
}

constexpr std::string_view value_stem = "value";

bool is_value(const Json::Member& member) {
  const std::string_view name = member.name();
  return name.size() > value_stem.size() && name.starts_with(value_stem) &&
         name[value_stem.size()] >= 'A' && name[value_stem.size()] <= 'Z' &&
         member.value().kind() != Json::Kind::null;
}

// The one value[x] of an element: its name and itself.
const Json::Member* value_member(ElementReader& reader, const Json& holder) {
  const Json::Member* found = nullptr;
  for (const Json::Member& member : holder.members()) {
    if (!is_value(member)) {
      continue;
    }
    if (found != nullptr) {
      reader.note(member.value(), "only one value[x]");
    }
    found = &member;
  }
  return found;
}

Reading reading_of_no_value(ElementReader& reader, const Json& holder) {
  for (const CodedValue& coding : codings_of(reader, reader.object(holder, "dataAbsentReason"))) {
    return reading_of_absent_code(coding.code).value_or(Reading(AnswerValue(knowledge::Unknown{})));
  }
  return Silent{"no value"};
}

ReadValue read_element(ElementReader& reader, const Json& element, std::string_view type,
                       knowledge::FindingId id, const ValueContext& context) {
  const Finding& finding = context.knowledge.findings[id];
  if (type == "Quantity") {
    return read_quantity(reader, element, id, context);
  }
  if (type == "CodeableConcept") {
    return read_codings(codings_of(reader, &element), finding, context);
  }
  const CodedValue value{reader.text(element, "system"), reader.text(element, "code"),
                         reader.text(element, "display")};
  return read_codings({value}, finding, context);
}

Reading reading_of_primitive(ElementReader& reader, const Json& holder, const Json::Member& member,
                             const Finding& finding, const ValueContext& context) {
  const std::string_view name = member.name();
  const std::string_view type = name.substr(value_stem.size());
  if (type == "Boolean") {
    const std::optional<bool> truth = reader.truth(holder, name);
    if (finding.value_type != ValueType::boolean) {
      return does_not_fit(shown(member.value()), finding);
    }
    return AnswerValue(truth.value_or(false) ? Presence::present : Presence::absent);
  }
  if (type == "Integer" || type == "Decimal") {
    const Json* const number = reader.number(holder, name);
    return number == nullptr ? Reading(Silent{})
                             : reading_of_bare_number(*number, finding, context);
  }
  if (type == "String") {
    return reading_of_text(reader.text(holder, name), finding);
  }
  if (type == "Date" || type == "DateTime") {
    return reading_of_date(reader.text(holder, name), finding);
  }
  return Unusable{printable(name) + " is not read"};
}

}  // namespace

std::string unit_of(ElementReader& reader, const Json& quantity) {
  const std::string_view system = reader.text(quantity, "system");
  const std::string_view code = reader.text(quantity, "code");
  const std::string_view text = reader.text(quantity, "unit");
  const bool ucum = system.empty() || system.find("unitsofmeasure.org") != std::string_view::npos ||
                    system == "urn:oid:2.16.840.1.113883.6.8";
  return std::string(code.empty() || (!ucum && !text.empty()) ? text : code);
}

bool has_value(const Json& holder) {
  const auto& members = holder.members();
  return std::any_of(members.begin(), members.end(), is_value);
}

ReadValue read_value(ElementReader& reader, const Json& holder, knowledge::FindingId finding,
                     const ValueContext& context) {
  const Json::Member* const member = value_member(reader, holder);
  if (member == nullptr) {
    return only(reading_of_no_value(reader, holder));
  }
  if (const Json* const absent = holder.member("dataAbsentReason");
      absent != nullptr && absent->is_object()) {
    return only(Unusable{"it has a value and a dataAbsentReason, expected one of them"});
  }
  ReadValue read = only(Silent{"no value"});
  const std::string_view type = member->name().substr(value_stem.size());
  if (type == "Quantity" || type == "CodeableConcept" || type == "Coding") {
    if (const Json* const element = reader.object(holder, member->name())) {
      read = read_element(reader, *element, type, finding, context);
    }
  } else {
    read.reading =
        reading_of_primitive(reader, holder, *member, context.knowledge.findings[finding], context);
  }
  read.member = printable(member->name());
  return read;
}

}  // namespace paraspinal::fhir
