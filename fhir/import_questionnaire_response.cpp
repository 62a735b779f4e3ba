#include "fhir/import_questionnaire_response.h"

#include <optional>
#include <string_view>
#include <utility>

#include "fhir/enable_when.h"
#include "fhir/question_codes.h"
#include "fhir/read_value.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using knowledge::SaidBy;

namespace {

// Answers are about the complaint of their day; older ones are asked again.
// source: expert judgement
constexpr double answers_hold_days = 7;

// QuestionnaireResponse.source: who answered; the person, unless it says otherwise.
SaidBy said_by_source(ElementReader& reader, const Json& response) {
  const Json* const source = reader.object(response, "source");
  if (source == nullptr) {
    return SaidBy::caller;
  }
  const std::string_view type = reader.text(*source, "type");
  const std::string_view reference = reader.text(*source, "reference");
  const auto names = [&](std::string_view kind) {
    return type == kind || reference.find(std::string(kind) + "/") != std::string_view::npos;
  };
  if (names("RelatedPerson")) {
    return SaidBy::proxy;
  }
  if (names("Practitioner") || names("PractitionerRole")) {
    return SaidBy::clinician;
  }
  return names("Device") ? SaidBy::device : SaidBy::caller;
}

class ResponseImport {
 public:
  ResponseImport(const ResourcePlace& place, const RecordContext& context)
      : place_(place),
        context_(context),
        reader_(*place.entry.resource, place.entry.where),
        model_(statement_of(place)) {}

  ResourceReading result() {
    const Json& response = *place_.entry.resource;
    const std::string_view status = reader_.text(response, "status");
    if (status != "completed" && status != "amended" && status != "in-progress") {
      return checked(
          ignored(status.empty() ? "it has no status" : "its status is " + std::string(status)),
          reader_);
    }
    if (status == "in-progress") {
      reading_.issues.push_back({Severity::information, place_.entry.where + ".status",
                                 "is \"in-progress\": used, and not yet complete"});
    }
    const Dated authored = dated(reader_, response, "authored");
    model_.at = authored.text;
    model_.when = authored.moment;
    if (authored.moment) {
      model_.within_days = answers_hold_days;
    } else {
      reading_.issues.push_back({Severity::warning, place_.entry.where + ".authored",
                                 "is missing: only what it says is present is used"});
    }
    model_.by = said_by_source(reader_, response);
    ours_ = may_be_ours(reader_.text(response, "questionnaire"));
    if (const Json* const questionnaire = contained_questionnaire(response)) {
      disabled_.emplace(*questionnaire, response);
      questions_ = QuestionCodes(*questionnaire);
    }
    walk(response, place_.entry.where);
    if (reading_.statements.empty() && !reading_.in_part) {
      reading_.ignored_because = "it answers no question of ours";
    } else if (ours_ && status == "completed" && holds(authored)) {
      reading_.form_end = FormEnd{authored.moment, handed_over_};
    }
    return checked(std::move(reading_), reader_);
  }

 private:
  // Its end holds as long as its answers do.
  bool holds(const Dated& authored) const {
    return !authored.moment || !context_.clock ||
           days_between(*authored.moment, context_.clock->moment) <= answers_hold_days;
  }

  ElementReader reader_of_a_part() const { return {*place_.entry.resource, place_.entry.where}; }

  // The items of a response, a group or an answer. Depth is bounded by that of the JSON.
  void walk(const Json& holder, const std::string& where) {
    ElementReader reader = reader_of_a_part();
    const std::span<const Json> items = reader.objects(holder, "item");
    leave_out(reader, reading_);
    for (std::size_t i = 0; i < items.size(); ++i) {
      read_item(items[i], where + ".item[" + std::to_string(i) + "]");
    }
  }

  void read_item(const Json& item, const std::string& where) {
    ElementReader reader = reader_of_a_part();
    const std::string link(reader.text(item, "linkId"));
    const bool is_modified = !reader.objects(item, "modifierExtension").empty();
    const std::span<const Json> answers = reader.objects(item, "answer");
    if (reader.fault()) {
      leave_out(reader, reading_);
      return;
    }
    if (is_modified) {
      reading_.issues.push_back(
          {Severity::warning, where, "has a modifierExtension that is not understood: not used"});
      return;
    }
    if (disabled_ && disabled_->contains(link)) {
      reading_.issues.push_back(
          {Severity::information, where + ".linkId",
           in_quotes(link) + " was not to be answered (enableWhen): not used"});
      return;
    }
    if (ours_ && link == handed_over_link) {
      read_handed_over(item);
      return;
    }
    const std::vector<Question> questions = asked(link);
    if (!answers.empty() && questions.empty()) {
      reading_.issues.push_back({Severity::warning, where + ".linkId",
                                 in_quotes(link) + " is no finding" + (ours_ ? "" : " of ours") +
                                     ": its answer is not used"});
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const std::string at = where + ".answer[" + std::to_string(i) + "]";
      for (const Question& question : questions) {
        state(answers[i], at, question);
      }
      walk(answers[i], at);
    }
    walk(item, where);
  }

  // Why a clinician goes on, as the adaptive questionnaire says it.
  void read_handed_over(const Json& item) {
    ElementReader reader = reader_of_a_part();
    for (const Json& answer : reader.objects(item, "answer")) {
      handed_over_ = reader.text(answer, "valueString");
    }
    leave_out(reader, reading_);
  }

  // A finding that an item asks for.
  struct Question {
    knowledge::FindingId finding;
    bool is_ours = true;  // its numbers are in our unit, its codes may be the names of our states
  };

  // By its linkId when the question may be ours, else by the codes of the Questionnaire's item.
  std::vector<Question> asked(const std::string& link) {
    const auto finding = ours_ ? context_.knowledge.findings.find(link) : std::nullopt;
    if (finding) {
      return {{*finding, true}};
    }
    const ConceptMatch match = context_.codes.match(knowledge::CodedResource::observation,
                                                    questions_.codings(reader_, link));
    std::vector<Question> questions;
    for (const Meaning& meaning : match.meanings) {
      if (meaning.coding->state.empty() && match.contradiction.empty()) {
        questions.push_back({meaning.finding, false});
      }
    }
    return questions;
  }

  // An answer of no known day may be years old: it may warn, and may not reassure.
  Reading dated_or_present(Reading reading) const {
    const auto* const answer = std::get_if<knowledge::AnswerValue>(&reading);
    const bool warns =
        answer != nullptr && *answer == knowledge::AnswerValue(knowledge::Presence::present);
    return model_.when || warns ? reading : Silent{"the response has no date (authored)"};
  }

  void state(const Json& answer, const std::string& where, const Question& question) {
    const knowledge::FindingId finding = question.finding;
    ElementReader reader = reader_of_a_part();
    ReadValue value =
        read_value(reader, answer, finding, {context_.knowledge, context_.codes, question.is_ours});
    if (reader.fault() && !model_.when) {
      leave_out(reader, reading_);
    } else if (reader.fault()) {
      value.reading = Fault{reader.fault()->diagnostics};
    }
    Statement statement = model_;
    statement.finding = finding;
    statement.reading = dated_or_present(std::move(value.reading));
    statement.where = value.member.empty() ? where : where + "." + value.member;
    reading_.statements.push_back(std::move(statement));
    reading_.unmapped_codes.insert(reading_.unmapped_codes.end(), value.unmapped_codes.begin(),
                                   value.unmapped_codes.end());
    if (!value.unmapped_unit.empty()) {
      reading_.unmapped_units.push_back(context_.knowledge.findings[finding].id + " in " +
                                        value.unmapped_unit);
    }
  }

  const ResourcePlace& place_;
  const RecordContext& context_;
  ElementReader reader_;
  Statement model_;
  ResourceReading reading_;
  bool ours_ = true;
  std::string handed_over_;
  std::optional<DisabledItems> disabled_;  // of a contained Questionnaire
  QuestionCodes questions_;
};

}  // namespace

ResourceReading import_questionnaire_response(const ResourcePlace& place,
                                              const RecordContext& context) {
  return ResponseImport(place, context).result();
}

}  // namespace paraspinal::fhir
