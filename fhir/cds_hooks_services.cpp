// Entry point: cds_services.

#include "fhir/cds_hooks_services.h"

#include <algorithm>
#include <set>
#include <utility>

#include "fhir/cds_hooks_drugs.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {

using knowledge::FindingId;
using knowledge::KnowledgeBase;

namespace {

constexpr std::string_view patient_token = "{{context.patientId}}";
constexpr std::string_view encounter_token = "{{context.encounterId}}";

std::string of_patient(std::string_view type, std::string_view rest) {
  return std::string(type) + "?patient=" + std::string(patient_token) + std::string(rest);
}

// The findings that a contraindication of something orderable may hang on, with those that these
// are derived from.
std::set<std::string> findings_of_orders(const KnowledgeBase& knowledge) {
  // Derived by formula (knowledge/triage/close.h, scores), not by an implication.
  std::set<std::string> wanted = {"edd", "lmp", "gestational_age", "creatinine"};
  for (const knowledge::Action& action : knowledge.actions) {
    if (is_orderable(action.id)) {
      for (const auto& against : action.contraindications) {
        for (const FindingId finding : against.rule.mentions()) {
          wanted.insert(knowledge.findings[finding].id);
        }
      }
    }
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const knowledge::Implication& implication : knowledge.implications) {
      if (wanted.contains(knowledge.findings[implication.then].id)) {
        for (const FindingId finding : implication.when_true.mentions()) {
          grown = wanted.insert(knowledge.findings[finding].id).second || grown;
        }
      }
    }
  }
  return wanted;
}

// "8310-5,8867-4": the LOINC codes of observations that mean one of the findings, all when empty.
std::string loinc_codes(const KnowledgeBase& knowledge, const std::set<std::string>& findings) {
  std::set<std::string> codes;
  for (const knowledge::Coding& coding : knowledge.codings) {
    const bool wanted = findings.empty() || findings.contains(coding.target);
    if (wanted && coding.system == knowledge::CodeSystem::loinc && !coding.prefix &&
        coding.resource == knowledge::CodedResource::observation) {
      codes.insert(coding.code);
    }
  }
  std::string text;
  for (const std::string& code : codes) {
    text += (text.empty() ? "" : ",") + code;
  }
  return text;
}

PrefetchTemplate patient() {
  return {"patient", "Patient/" + std::string(patient_token), "Patient", "age and sex", true};
}
PrefetchTemplate encounter() {
  return {"encounter", "Encounter/" + std::string(encounter_token), "Encounter",
          "the reason for the encounter", false};
}
PrefetchTemplate conditions() {
  return {"conditions", of_patient("Condition", "&_sort=-recorded-date&_count=100"), "Bundle",
          "recorded conditions", true};
}
PrefetchTemplate observations(const std::string& codes, bool needed) {
  return {"observations", of_patient("Observation", "&code=" + codes + "&_sort=-date&_count=100"),
          "Bundle", "vital signs and laboratory", needed};
}
PrefetchTemplate medications(bool needed) {
  return {"medications",
          of_patient("MedicationRequest",
                     "&status=active,on-hold&_include=MedicationRequest:medication"
                     "&_sort=-authoredon&_count=100"),
          "Bundle", "prescribed medicines", needed};
}
PrefetchTemplate statements() {
  return {"statements",
          of_patient("MedicationStatement", "&status=active&_sort=-effective&_count=100"), "Bundle",
          "medicines the person tells of", false};
}
PrefetchTemplate allergies() {
  return {"allergies", of_patient("AllergyIntolerance", "&_count=50"), "Bundle", "allergies",
          false};
}
PrefetchTemplate responses() {
  return {"responses", of_patient("QuestionnaireResponse", "&_sort=-authored&_count=3"), "Bundle",
          "answers to the questionnaire", false};
}

std::vector<PrefetchTemplate> for_triage(const std::string& codes) {
  return {patient(),          encounter(), conditions(), observations(codes, false),
          medications(false), responses()};
}

std::vector<PrefetchTemplate> for_orders(const std::string& codes) {
  return {patient(),         conditions(), observations(codes, true),
          medications(true), statements(), allergies()};
}

constexpr std::string_view usage =
    "For people of 16 and over. Nothing that the chart leaves out is taken for absent. It supports "
    "a clinician, and is neither a diagnosis nor an approved medical device.";

CdsService service(std::string id, Hook hook, std::string title, std::string description,
                   std::vector<PrefetchTemplate> prefetch) {
  return {std::move(id),      hook, std::move(title), std::move(description), std::string(usage),
          std::move(prefetch)};
}

// A token's value for this request; empty when it has none.
std::string token_value(std::string_view token, const CdsRequest& request) {
  return token == patient_token     ? request.patient
         : token == encounter_token ? request.encounter
                                    : std::string();
}

}  // namespace

std::vector<CdsService> cds_services(const KnowledgeBase& knowledge) {
  const std::string all = loinc_codes(knowledge, {});
  const std::string drugs = loinc_codes(knowledge, findings_of_orders(knowledge));
  return {
      service("back-pain-patient-view", Hook::patient_view, "Back cramp, spasm and pain: how soon",
              "For a person whose chart holds an active back complaint: how soon and where to be "
              "seen, red flags in the chart, what must not be missed, what to ask. No card without "
              "such a complaint.",
              for_triage(all)),
      service("back-pain-encounter-start", Hook::encounter_start,
              "Back cramp, spasm and pain: triage at check-in",
              "At check-in or first contact for a back complaint: the triage level that the chart "
              "and the answers given so far support, and the safety questions still open.",
              for_triage(all)),
      service("back-pain-order-select", Hook::order_select, "Back pain medicines: cautions",
              "While a medicine or heat for back pain is chosen: what in this person's chart "
              "stands against it (pregnancy, kidneys, ulcer, blood thinners, age).",
              for_orders(drugs)),
      service("back-pain-order-sign", Hook::order_sign, "Back pain medicines: final check",
              "Before a medicine or heat for back pain is signed: what in this person's chart "
              "stands against it (pregnancy, kidneys, ulcer, blood thinners, age).",
              for_orders(drugs)),
      service("back-pain-appointment-book", Hook::appointment_book,
              "Back cramp, spasm and pain: can it wait?",
              "When an appointment is booked for a person with an active back complaint: a card "
              "when the earliest slot is later than the chart allows, and in an emergency.",
              for_triage(all)),
  };
}

const CdsService* service_named(const std::vector<CdsService>& services, std::string_view id) {
  const auto found = std::ranges::find(services, id, &CdsService::id);
  return found == services.end() ? nullptr : &*found;
}

Json discovery(const std::vector<CdsService>& services) {
  std::vector<Json> listed;
  for (const CdsService& service : services) {
    std::vector<Json::Member> queries;
    for (const PrefetchTemplate& query : service.prefetch) {
      queries.emplace_back(query.key, words(query.query));
    }
    listed.push_back(Json::object({{"hook", words(name(service.hook))},
                                   {"title", words(service.title)},
                                   {"description", words(service.description)},
                                   {"id", words(service.id)},
                                   {"prefetch", Json::object(std::move(queries))},
                                   {"usageRequirements", words(service.usage_requirements)},
                                   {"version", words("2.0.1")}}));
  }
  return Json::object({{"services", Json::array(std::move(listed))}});
}

std::optional<std::string> filled(const PrefetchTemplate& query, const CdsRequest& request) {
  std::string text;
  std::string_view rest = query.query;
  for (;;) {
    const std::size_t open = rest.find("{{");
    text += rest.substr(0, open);
    if (open == std::string_view::npos) {
      return text;
    }
    const std::size_t close = rest.find("}}", open) + 2;
    const std::string value = token_value(rest.substr(open, close - open), request);
    if (value.empty()) {
      return std::nullopt;
    }
    text += value;
    rest.remove_prefix(close);
  }
}

}  // namespace paraspinal::fhir
