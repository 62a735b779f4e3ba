#include "fhir/import_observation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "fhir/read_value.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::Presence;

namespace {

// FHIR R4, observation-status.
bool counts(std::string_view status) {
  constexpr std::array<std::string_view, 4> usable = {"final", "amended", "corrected",
                                                      "preliminary"};
  return std::find(usable.begin(), usable.end(), status) != usable.end();
}

// Timing: its last event, else the bounds of its repetition.
Dated last_of_timing(ElementReader& reader, const Json& timing, const std::optional<Clock>& clock) {
  Dated last;
  if (const Json* const events = timing.member("event")) {
    for (const Json& event : events->items()) {
      const auto moment = moment_from(event.text());
      if (moment && (!last.moment || moment->first > last.moment->first)) {
        last = {event.text(), moment};
      }
    }
  }
  const Json* const repeat = reader.object(timing, "repeat");
  return last.moment || repeat == nullptr
             ? last
             : dated_period(reader, reader.object(*repeat, "boundsPeriod"), clock);
}

// Observation.effective[x].
Dated effective(ElementReader& reader, const Json& observation, const std::optional<Clock>& clock) {
  Dated when = first_dated(reader, observation, {"effectiveDateTime", "effectiveInstant"});
  if (when.moment) {
    return when;
  }
  when = dated_period(reader, reader.object(observation, "effectivePeriod"), clock);
  const Json* const timing = reader.object(observation, "effectiveTiming");
  return when.moment || timing == nullptr ? when : last_of_timing(reader, *timing, clock);
}

bool has_items(const Json& object, std::string_view name) {
  const Json* const member = object.member(name);
  return member != nullptr && !member->items().empty();
}

// A code that itself states a state ("no nausea"), with what its value says of it.
Reading reading_of_state_code(const Meaning& meaning, const Reading& value,
                              const knowledge::KnowledgeBase& knowledge) {
  const auto* answer = std::get_if<AnswerValue>(&value);
  if (answer != nullptr && *answer == AnswerValue(Presence::absent)) {
    return reading_of_meaning(meaning, true, knowledge);
  }
  const bool affirmed = std::holds_alternative<Silent>(value) ||
                        (answer != nullptr && *answer == AnswerValue(Presence::present));
  return affirmed ? reading_of_meaning(meaning, false, knowledge) : value;
}

// LOINC 49051-6, Gestational age in weeks: the code itself names the unit.
bool names_its_unit(const knowledge::Coding& coding) {
  return coding.system == knowledge::CodeSystem::loinc && coding.code == "49051-6";
}

// One test that is negative does not deny what another may still state.
void keep_to_its_part(const knowledge::Coding& test, Statement& statement) {
  statement.topic = test.code;
  const auto* answer = std::get_if<AnswerValue>(&statement.reading);
  if (answer != nullptr && *answer == AnswerValue(Presence::absent)) {
    statement.reading = Unusable{"one negative does not deny it, another test may still state it"};
  }
}

class ObservationImport {
 public:
  ObservationImport(const ResourcePlace& place, const RecordContext& context)
      : place_(place), context_(context), reader_(*place.entry.resource, place.entry.where) {}

  ResourceReading result() {
    const Json& observation = *place_.entry.resource;
    if (std::string why = silent_because(observation); !why.empty()) {
      return checked(ignored(std::move(why)), reader_);
    }
    when_ = effective(reader_, observation, context_.clock);
    ElementReader issued(observation, place_.entry.where);
    issued_ = dated(issued, observation, "issued").moment;
    leave_out(issued, reading_);

    const std::span<const Json> components = reader_.objects(observation, "component");
    read(reader_, observation, place_.entry.where,
         !has_value(observation) && (!components.empty() || has_items(observation, "hasMember")));
    if (!components.empty() && has_value(observation) && reading_.statements.empty() &&
        reading_.unmapped_codes.empty()) {
      reading_.issues.push_back({Severity::information, place_.entry.where + ".code",
                                 "has no code that is read" +
                                     as_called(reader_, reader_.object(observation, "code")) +
                                     ": its own value is not used, its components are read"});
    }
    for (std::size_t i = 0; i < components.size(); ++i) {
      const std::string where = place_.entry.where + ".component[" + std::to_string(i) + "]";
      ElementReader reader(observation, place_.entry.where);
      if (!reader.objects(components[i], "modifierExtension").empty()) {
        reading_.issues.push_back({Severity::warning, where,
                                   "has a modifierExtension that is not understood and may change "
                                   "its meaning: not used"});
      } else if (!reader.fault()) {
        read(reader, components[i], where, false);
      }
      leave_out(reader, reading_);
    }
    read_contained(observation);
    if (reading_.statements.empty() && !reading_.in_part) {
      reading_.ignored_because =
          "its code has no meaning here" + as_called(reader_, reader_.object(observation, "code"));
    } else if (reader_.text(observation, "status") == "preliminary") {
      reading_.issues.push_back({Severity::information, place_.entry.where + ".status",
                                 "is \"preliminary\": used, and may still change"});
    }
    return checked(std::move(reading_), reader_);
  }

 private:
  std::string silent_because(const Json& observation) {
    const std::string_view status = reader_.text(observation, "status");
    if (!counts(status)) {
      return status.empty() ? "it has no status" : "its status is " + std::string(status);
    }
    if (has_items(observation, "focus")) {
      return "about another than the patient (focus)";
    }
    return "";
  }

  // Members of a panel that stand inside it; those that are entries are read for themselves.
  void read_contained(const Json& observation) {
    const auto& members = reader_.objects(observation, "hasMember");
    for (std::size_t i = 0; i < members.size(); ++i) {
      const std::string_view reference = reader_.text(members[i], "reference");
      const Json* const member =
          reference.starts_with('#')
              ? context_.references.resolve(members[i], observation, place_.entry.full_url)
              : nullptr;
      if (member != nullptr && counts(reader_.text(*member, "status"))) {
        read(reader_, *member, place_.entry.where + ".hasMember[" + std::to_string(i) + "]", false);
      }
    }
  }

  // The observation itself or one of its components. The code of what is a panel and no more, for
  // its values stand in its parts, need not be known.
  void read(ElementReader& reader, const Json& element, const std::string& where, bool is_panel) {
    const std::vector<CodedValue> codings = codings_of(reader, reader.object(element, "code"));
    if (reader.fault()) {
      return;
    }
    ConceptMatch match = context_.codes.match(knowledge::CodedResource::observation, codings);
    if (!is_panel) {
      std::move(match.unmapped.begin(), match.unmapped.end(),
                std::back_inserter(reading_.unmapped_codes));
    }
    for (const Meaning& meaning : match.meanings) {
      state(element, where, meaning, match);
    }
  }

  void state(const Json& element, const std::string& where, const Meaning& meaning,
             const ConceptMatch& match) {
    ElementReader reader(*place_.entry.resource, place_.entry.where);
    ReadValue value =
        read_value(reader, element, meaning.finding,
                   {context_.knowledge, context_.codes, names_its_unit(*meaning.coding)});
    if (reader.fault()) {
      value.reading = Fault{reader.fault()->diagnostics};
    }
    Statement statement = statement_of(place_);
    statement.at = when_.text;
    statement.when = when_.moment;
    statement.issued = issued_;
    statement.finding = meaning.finding;
    statement.within_days = value.within_days ? value.within_days : meaning.coding->within_days;
    statement.where = value.member.empty() ? where : where + "." + value.member;
    if (!match.contradiction.empty()) {
      statement.reading = Unusable{match.contradiction};
    } else if (!meaning.coding->state.empty()) {
      statement.topic = meaning.coding->code;
      statement.reading = reading_of_state_code(meaning, value.reading, context_.knowledge);
    } else {
      statement.reading = std::move(value.reading);
      if (context_.codes.is_only_affirmed(context_.knowledge.findings[meaning.finding])) {
        keep_to_its_part(*meaning.coding, statement);
      }
    }
    reading_.statements.push_back(std::move(statement));
    std::move(value.unmapped_codes.begin(), value.unmapped_codes.end(),
              std::back_inserter(reading_.unmapped_codes));
    if (!value.unmapped_unit.empty()) {
      reading_.unmapped_units.push_back(meaning.coding->code + " in " + value.unmapped_unit);
    }
  }

  const ResourcePlace& place_;
  const RecordContext& context_;
  ElementReader reader_;
  Dated when_;
  std::optional<Moment> issued_;
  ResourceReading reading_;
};

}  // namespace

ResourceReading import_observation(const ResourcePlace& place, const RecordContext& context) {
  return ObservationImport(place, context).result();
}

}  // namespace paraspinal::fhir
