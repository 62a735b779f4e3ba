// import_entries: the patient, each resource to statements, statements to answers.

#include "fhir/import_entries.h"

#include <iterator>
#include <map>
#include <unordered_set>
#include <utility>

#include "fhir/coding.h"
#include "fhir/import_patient.h"
#include "fhir/not_pregnant.h"
#include "fhir/pregnancy.h"
#include "fhir/pregnancy_end.h"
#include "fhir/read_resource.h"
#include "fhir/reading.h"
#include "fhir/reference.h"
#include "fhir/release.h"
#include "fhir/setting_now.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

using engine::fail;
using engine::Result;

namespace {

using Entries = std::vector<BundleEntry>;

// When a document was written: what it says without a date of its own held then.
Dated written(const Entries& entries) {
  for (const BundleEntry& entry : entries) {
    if (entry.type == "Composition" && entry.skipped_because.empty()) {
      ElementReader reader(*entry.resource, entry.where);
      return dated(reader, *entry.resource, "date");
    }
  }
  return {};
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
  const bool in_part = a.cause == Cause::in_part || b.cause == Cause::in_part;
  if (a.why.empty() || rank(b.fate) > rank(a.fate)) {
    return {a.resource, b.fate, b.why, in_part ? Cause::in_part : b.cause};
  }
  const bool new_words = b.fate == a.fate && a.why.find(b.why) == std::string::npos;
  constexpr std::size_t enough = 400;
  const Cause cause = in_part                                      ? Cause::in_part
                      : b.fate == a.fate && a.cause == Cause::none ? b.cause
                                                                   : a.cause;
  return {a.resource, a.fate, new_words && a.why.size() < enough ? a.why + "; " + b.why : a.why,
          cause};
}

class EntriesImport {
 public:
  EntriesImport(Entries entries, const CodeIndex& codes, Subject subject, const CaseFrame& frame)
      : entries_(std::move(entries)),
        knowledge_(codes.knowledge()),
        codes_(codes),
        references_(entries_),
        subject_(std::move(subject)),
        frame_(frame),
        written_(written(entries_)) {}

  Imported result() {
    ledger_.issues = frame_.issues;
    add(ledger_.issues, subject_.issues);
    add(ledger_.issues, other_releases(entries_));
    for (const std::string& ambiguous : references_.ambiguous()) {
      ledger_.issues.push_back({Severity::warning, "Bundle.entry", ambiguous});
    }
    ledger_.entries.resize(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      read_entry(i);
    }
    settle_none_known();
    const SettingChoice where = setting_now(contacts_);
    setting_ = where.setting;
    add(ledger_.issues, where.issues);
    for (Statement& statement : statements_) {
      expire_not_pregnant(statement, frame_.clock, knowledge_);
    }
    Resolution resolution = resolve(statements_, {knowledge_, frame_.clock, subject_});
    for (const Outcome& outcome : resolution.outcomes) {
      LedgerEntry& entry = ledger_.entries[outcome.entry];
      entry = combine(entry, outcome);
    }
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      ledger_.entries[i].resource = std::move(entries_[i].name);
    }
    PregnancyToday lasting =
        without_ended(std::move(resolution.answers), ends_, frame_.clock, knowledge_);
    PregnancyToday today = pregnancy_today(std::move(lasting.answers), frame_.clock, knowledge_);
    add(ledger_.issues, resolution.issues);
    add(ledger_.issues, lasting.issues);
    add(ledger_.issues, today.issues);
    return imported(std::move(today.answers));
  }

 private:
  Imported imported(Answers answers) {
    Imported imported;
    imported.presentation.id = frame_.id;
    if (frame_.clock) {
      imported.presentation.as_of = frame_.clock->text;
    }
    const std::optional<knowledge::Setting> setting = frame_.setting ? frame_.setting : setting_;
    imported.presentation.setting = setting.value_or(imported.presentation.setting);
    imported.presentation.age_years = subject_.age_years;
    imported.presentation.sex = subject_.sex;
    imported.presentation.findings = std::move(answers);
    imported.presentation.handed_over = form_end_ ? form_end_->handed_over : "";
    imported.patient = subject_.reference;
    imported.ledger = std::move(ledger_);
    return imported;
  }

  static void add(std::vector<Issue>& issues, const std::vector<Issue>& more) {
    issues.insert(issues.end(), more.begin(), more.end());
  }

  void read_entry(std::size_t position) {
    BundleEntry& entry = entries_[position];
    LedgerEntry& ledger = ledger_.entries[position];
    if (!entry.skipped_because.empty()) {
      ledger.why = std::move(entry.skipped_because);
    } else if (entry.resource == subject_.resource) {
      ledger = {"", Fate::used, describe_subject()};
    } else if (entry.type.empty()) {
      ledger = {"", Fate::unreadable, "it has no resourceType"};
    } else if (entry.type == "Medication") {
      ledger.why = "read through the resources that name it";
    } else if (!is_read(entry.type)) {
      ledger.why = not_read_because(entry.type);
    } else if (std::string unclear = not_understood(*entry.resource); !unclear.empty()) {
      ledger.why = std::move(unclear);
      ledger.cause = Cause::not_understood;
    } else if (auto wrong = subject_of_wrong_shape(entry)) {
      ledger = {"", Fate::unreadable, wrong->expression + " " + wrong->diagnostics,
                Cause::of_another};
      ledger_.issues.push_back(std::move(*wrong));
    } else if (is_of_another(entry)) {
      ledger.why = "about " + who(*entry.resource) + ", not the patient";
      ledger.cause = Cause::of_another;
    } else {
      take(read_resource({entry, position},
                         {knowledge_, codes_, references_, frame_.clock, written_}),
           ledger);
    }
  }

  // Medicines, or substances that are reacted to, of which it is not told here what they are.
  static bool is_unnamed(const LedgerEntry& entry) {
    return entry.cause == Cause::without_code || entry.cause == Cause::without_meaning;
  }

  // An entry that may be what a statement says there is none of; empty when there is none.
  std::string unnamed_one(const Statement& none_known) const {
    const bool is_allergy = knowledge_.findings[none_known.finding].id == "asthma_nsaid";
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (is_unnamed(ledger_.entries[i]) &&
          (entries_[i].type == "AllergyIntolerance") == is_allergy) {
        return entries_[i].name;
      }
    }
    return {};
  }

  // "No known medications" is no denial where the same record has one that may be of the kind.
  void settle_none_known() {
    std::map<std::string, std::pair<std::string, std::string>> denied;  // by where: words, findings
    for (Statement& statement : statements_) {
      if (!statement.of_none_known) {
        continue;
      }
      const std::string& finding = knowledge_.findings[statement.finding].id;
      if (const std::string one = unnamed_one(statement); !one.empty()) {
        ledger_.issues.push_back(
            {Severity::warning, statement.where,
             "says \"" + statement.topic + "\", but " + one +
                 " has no meaning here and may be one: not taken as absence of " + finding});
        statement.reading = Silent{"contradicted by " + one};
        continue;
      }
      auto& [words, findings] = denied[statement.where];
      words = statement.topic;
      findings += (findings.empty() ? "" : ", ") + finding;
    }
    for (const auto& [where, said] : denied) {
      ledger_.issues.push_back({Severity::information, where,
                                "says \"" + said.first + "\": taken as absence of " + said.second +
                                    ", and of nothing else"});
    }
  }

  // Made once for each type: most entries of a record are of a few that are not read.
  const std::string& not_read_because(std::string_view type) {
    std::string& words = not_read_[type];
    if (words.empty()) {
      words = "resources of type " + in_quotes(type) + " are not read";
    }
    return words;
  }

  static void add_new(std::vector<std::string>& found, std::unordered_set<std::string>& seen,
                      std::vector<std::string>& to) {
    for (std::string& one : found) {
      if (!seen.contains(one)) {
        seen.insert(one);
        to.push_back(std::move(one));
      }
    }
  }

  std::string describe_subject() const {
    const std::string age = subject_.age_years
                                ? "age " + std::to_string(static_cast<int>(*subject_.age_years))
                                : "age unknown";
    return age + ", " + (subject_.sex ? std::string(name(*subject_.sex)) : "sex unknown");
  }

  // Why the meaning of a resource cannot be told; empty when it can.
  static std::string not_understood(const Json& resource) {
    const Json* const modifiers = resource.member("modifierExtension");
    const Json* const rules = resource.member("implicitRules");
    if (modifiers != nullptr && !modifiers->items().empty()) {
      return "a modifierExtension that is not understood may change its meaning";
    }
    if (rules != nullptr && !rules->text().empty()) {
      return "implicitRules that are not understood may change its meaning";
    }
    return {};
  }

  // `patient` in allergies and family histories, `subject` elsewhere; without one it is the
  // patient's.
  static const Json* subject_of(const Json& resource) {
    for (const std::string_view name : {"subject", "patient"}) {
      const Json* const subject = resource.member(name);
      if (subject != nullptr && subject->is_object() &&
          (subject->member("reference") != nullptr || subject->member("identifier") != nullptr)) {
        return subject;
      }
    }
    return nullptr;
  }

  // Whose it is cannot be told then, so that it is nobody's.
  static std::optional<Issue> subject_of_wrong_shape(const BundleEntry& entry) {
    ElementReader reader(*entry.resource, entry.where);
    for (const std::string_view name : {"subject", "patient"}) {
      if (const Json* const subject = reader.object(*entry.resource, name)) {
        reader.text(*subject, "reference");
      }
    }
    return reader.fault();
  }

  bool is_of_another(const BundleEntry& entry) const {
    const Json* const subject = subject_of(*entry.resource);
    return subject != nullptr &&
           references_.resolve(*subject, *entry.resource, entry.full_url) != subject_.resource;
  }

  static std::string who(const Json& resource) {
    const Json* const reference = subject_of(resource)->member("reference");
    return reference == nullptr ? "another" : in_quotes(reference->text());
  }

  void take(ResourceReading reading, LedgerEntry& ledger) {
    if (reading.unreadable) {
      ledger = {"", Fate::unreadable,
                reading.unreadable->expression + " " + reading.unreadable->diagnostics};
      ledger_.issues.push_back(std::move(*reading.unreadable));
      return;
    }
    ledger.why = std::move(reading.ignored_because);
    ledger.cause = reading.in_part ? Cause::in_part : reading.cause;
    std::move(reading.statements.begin(), reading.statements.end(),
              std::back_inserter(statements_));
    add(ledger_.issues, reading.issues);
    std::move(reading.pregnancy_ends.begin(), reading.pregnancy_ends.end(),
              std::back_inserter(ends_));
    if (reading.setting) {
      contacts_.push_back(std::move(*reading.setting));
    }
    if (reading.form_end && reading.form_end->is_newer_than(form_end_)) {
      form_end_ = std::move(reading.form_end);
    }
    add_new(reading.unmapped_codes, seen_codes_, ledger_.unmapped_codes);
    add_new(reading.unmapped_units, seen_units_, ledger_.unmapped_units);
  }

  Entries entries_;
  const knowledge::KnowledgeBase& knowledge_;
  const CodeIndex& codes_;
  References references_;
  Subject subject_;
  const CaseFrame& frame_;
  Dated written_;
  Ledger ledger_;
  std::vector<Statement> statements_;
  std::vector<PregnancyEnd> ends_;
  std::vector<SettingNow> contacts_;
  std::optional<knowledge::Setting> setting_;
  std::optional<FormEnd> form_end_;
  std::map<std::string_view, std::string> not_read_;  // by type
  std::unordered_set<std::string> seen_codes_;
  std::unordered_set<std::string> seen_units_;
};

}  // namespace

Result<Imported> import_entries(Entries entries, const BundleEntry& patient, const CodeIndex& codes,
                                const CaseFrame& frame) {
  Result<Subject> subject = import_patient(*patient.resource, patient.where, frame.clock);
  if (!subject) {
    return fail(subject.error());
  }
  return EntriesImport(std::move(entries), codes, std::move(*subject), frame).result();
}

}  // namespace paraspinal::fhir
