// import_bundle: entries, the patient, the clock, each resource to statements, statements to
// answers.

#include "fhir/import_bundle.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "fhir/bundle_entries.h"
#include "fhir/clock.h"
#include "fhir/coding.h"
#include "fhir/import_condition.h"
#include "fhir/import_medication.h"
#include "fhir/import_observation.h"
#include "fhir/import_patient.h"
#include "fhir/import_questionnaire_response.h"
#include "fhir/pregnancy.h"
#include "fhir/reading.h"
#include "fhir/reference.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

using Entries = std::vector<BundleEntry>;

// The one patient of the bundle.
Result<const BundleEntry*> patient_entry(const Entries& entries) {
  std::vector<const BundleEntry*> patients;
  std::string names;
  for (const BundleEntry& entry : entries) {
    if (entry.type == "Patient" && entry.skipped_because.empty()) {
      names += (patients.empty() ? "" : ", ") + (patients.size() < 5 ? entry.name : "...");
      patients.push_back(&entry);
    }
  }
  if (patients.empty()) {
    return fail(ErrorKind::invalid_argument, "Bundle.entry: no Patient, expected exactly one");
  }
  if (patients.size() > 1) {
    return fail(ErrorKind::invalid_argument, "Bundle.entry: " + std::to_string(patients.size()) +
                                                 " patients (" + names.substr(0, 200) +
                                                 "), expected exactly one");
  }
  return patients.front();
}

Result<std::optional<Clock>> clock_of(const Json& bundle, const ImportOptions& options) {
  const std::string& given = options.as_of.empty() ? options.now : options.as_of;
  if (given.empty()) {
    return latest_in(bundle);
  }
  const Result<Clock> clock = clock_from(given);
  if (!clock) {
    return fail(clock.error());
  }
  return std::optional<Clock>(*clock);
}

Issue issue_of_missing_clock(const std::optional<Clock>& clock) {
  if (!clock) {
    return {Severity::warning, "Bundle",
            "no time was given at which to judge the case, and the bundle has no date"};
  }
  return {Severity::information, "Bundle",
          "no time was given at which to judge the case: the latest date in the bundle, " +
              clock->text + ", is taken"};
}

bool is_clinical(std::string_view type) {
  return type == "Condition" || type == "Observation" || type == "MedicationRequest" ||
         type == "MedicationStatement" || type == "QuestionnaireResponse";
}

// A summary of the outcomes of one resource: used when any statement of it was.
LedgerEntry combine(const LedgerEntry& a, const Outcome& b) {
  const auto rank = [](Fate fate) {
    switch (fate) {
      case Fate::used:
        return 2;
      case Fate::unreadable:
        return 1;
      case Fate::ignored:
        return 0;
    }
    return 0;
  };
  if (a.why.empty() || rank(b.fate) > rank(a.fate)) {
    return {a.resource, b.fate, b.why};
  }
  const bool new_words = b.fate == a.fate && a.why.find(b.why) == std::string::npos;
  constexpr std::size_t enough = 400;
  return {a.resource, a.fate, new_words && a.why.size() < enough ? a.why + "; " + b.why : a.why};
}

class BundleImport {
 public:
  BundleImport(const Entries& entries, const knowledge::KnowledgeBase& knowledge, Subject subject,
               std::optional<Clock> clock)
      : entries_(entries),
        knowledge_(knowledge),
        codes_(knowledge),
        references_(entries),
        subject_(std::move(subject)),
        clock_(std::move(clock)) {}

  Result<Imported> result(Imported imported) {
    ledger_ = std::move(imported.ledger);
    add(ledger_.issues, subject_.issues);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      ledger_.entries.push_back({entries_[i].name, Fate::ignored, ""});
      read_entry(i);
    }
    Resolution resolution = resolve(statements_, {knowledge_, clock_, subject_});
    if (!resolution.faults.empty()) {
      const std::size_t more = resolution.faults.size() - 1;
      return fail(ErrorKind::invalid_argument,
                  resolution.faults.front() +
                      (more == 0 ? "" : " (and " + std::to_string(more) + " more)"));
    }
    for (const Outcome& outcome : resolution.outcomes) {
      LedgerEntry& entry = ledger_.entries[outcome.entry];
      entry = combine(entry, outcome);
    }
    PregnancyToday today = pregnancy_today(std::move(resolution.answers), clock_, knowledge_);
    add(ledger_.issues, resolution.issues);
    add(ledger_.issues, today.issues);
    imported.presentation.age_years = subject_.age_years;
    imported.presentation.sex = subject_.sex;
    imported.presentation.findings = std::move(today.answers);
    imported.patient = subject_.reference;
    imported.ledger = std::move(ledger_);
    return imported;
  }

 private:
  static void add(std::vector<Issue>& issues, const std::vector<Issue>& more) {
    issues.insert(issues.end(), more.begin(), more.end());
  }

  void read_entry(std::size_t position) {
    const BundleEntry& entry = entries_[position];
    LedgerEntry& ledger = ledger_.entries[position];
    if (!entry.skipped_because.empty()) {
      ledger.why = entry.skipped_because;
    } else if (entry.resource == subject_.resource) {
      ledger = {entry.name, Fate::used, describe_subject()};
    } else if (entry.type.empty()) {
      ledger = {entry.name, Fate::unreadable, "it has no resourceType"};
    } else if (entry.type == "Medication") {
      ledger.why = "read through the resources that name it";
    } else if (!is_clinical(entry.type)) {
      ledger.why = "resources of type " + quoted(entry.type) + " are not read";
    } else if (std::string why = barred_because(entry); !why.empty()) {
      ledger.why = std::move(why);
    } else {
      take(read_clinical({entry, position}), ledger);
    }
  }

  std::string describe_subject() const {
    const std::string age = subject_.age_years
                                ? "age " + std::to_string(static_cast<int>(*subject_.age_years))
                                : "age unknown";
    return age + ", " + (subject_.sex ? std::string(name(*subject_.sex)) : "sex unknown");
  }

  // Why a clinical resource may not be read at all; empty when it may.
  std::string barred_because(const BundleEntry& entry) const {
    const Json& resource = *entry.resource;
    const Json* const modifiers = resource.member("modifierExtension");
    const Json* const rules = resource.member("implicitRules");
    if (modifiers != nullptr && !modifiers->items().empty()) {
      return "a modifierExtension that is not understood may change its meaning";
    }
    if (rules != nullptr && !rules->text().empty()) {
      return "implicitRules that are not understood may change its meaning";
    }
    const Json* const subject = resource.member("subject");
    if (subject == nullptr || !subject->is_object() ||
        (subject->member("reference") == nullptr && subject->member("identifier") == nullptr)) {
      return "";
    }
    if (references_.resolve(*subject, resource, entry.full_url) == subject_.resource) {
      return "";
    }
    const Json* const reference = subject->member("reference");
    return "about " + (reference == nullptr ? "another" : quoted(reference->text())) +
           ", not the patient";
  }

  ResourceReading read_clinical(const ResourcePlace& place) const {
    const RecordContext context{knowledge_, codes_, references_, clock_};
    if (place.entry.type == "Condition") {
      return import_condition(place, context);
    }
    if (place.entry.type == "Observation") {
      return import_observation(place, context);
    }
    if (place.entry.type == "QuestionnaireResponse") {
      return import_questionnaire_response(place, context);
    }
    return import_medication(place, context);
  }

  void take(ResourceReading reading, LedgerEntry& ledger) {
    if (reading.unreadable) {
      ledger = {ledger.resource, Fate::unreadable,
                reading.unreadable->expression + " " + reading.unreadable->diagnostics};
      ledger_.issues.push_back(std::move(*reading.unreadable));
      return;
    }
    ledger.why = std::move(reading.ignored_because);
    std::move(reading.statements.begin(), reading.statements.end(),
              std::back_inserter(statements_));
    add(ledger_.issues, reading.issues);
    for (std::string& code : reading.unmapped_codes) {
      if (seen_codes_.insert(code).second) {
        ledger_.unmapped_codes.push_back(std::move(code));
      }
    }
    for (std::string& unit : reading.unmapped_units) {
      if (seen_units_.insert(unit).second) {
        ledger_.unmapped_units.push_back(std::move(unit));
      }
    }
  }

  const Entries& entries_;
  const knowledge::KnowledgeBase& knowledge_;
  CodeIndex codes_;
  References references_;
  Subject subject_;
  std::optional<Clock> clock_;
  Ledger ledger_;
  std::vector<Statement> statements_;
  std::unordered_set<std::string> seen_codes_;
  std::unordered_set<std::string> seen_units_;
};

// One page of a search is not the whole record.
bool has_next_page(const Json& bundle) {
  const Json* const links = bundle.member("link");
  return links != nullptr &&
         std::any_of(links->items().begin(), links->items().end(), [](const Json& link) {
           const Json* const relation = link.member("relation");
           return relation != nullptr && relation->text() == "next";
         });
}

}  // namespace

Result<Imported> import_bundle(const Json& bundle, const knowledge::KnowledgeBase& knowledge,
                               const ImportOptions& options) {
  const Result<Entries> entries = bundle_entries(bundle);
  if (!entries) {
    return fail(entries.error());
  }
  const Result<const BundleEntry*> patient = patient_entry(*entries);
  if (!patient) {
    return fail(patient.error());
  }
  const Result<std::optional<Clock>> clock = clock_of(bundle, options);
  if (!clock) {
    return fail(clock.error());
  }
  Result<Subject> subject = import_patient(*(*patient)->resource, (*patient)->where, *clock);
  if (!subject) {
    return fail(subject.error());
  }
  Imported imported;
  if (*clock) {
    imported.presentation.as_of = (*clock)->text;
  }
  if (options.setting) {
    imported.presentation.setting = *options.setting;
  }
  if (const Json* const id = bundle.member("id"); id != nullptr && id->is_string()) {
    imported.presentation.id = id->text();
  }
  if (options.as_of.empty() && options.now.empty()) {
    imported.ledger.issues.push_back(issue_of_missing_clock(*clock));
  }
  if (has_next_page(bundle)) {
    imported.ledger.issues.push_back(
        {Severity::warning, "Bundle.link", "names a next page: what stands there was not read"});
  }
  return BundleImport(*entries, knowledge, std::move(*subject), *clock).result(std::move(imported));
}

}  // namespace paraspinal::fhir
