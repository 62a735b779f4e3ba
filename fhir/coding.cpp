#include "fhir/coding.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace paraspinal::fhir {

using knowledge::CodedResource;
using knowledge::CodeSystem;
using knowledge::Coding;

namespace {

struct SystemName {
  std::string_view name;  // without scheme, "www." and last slash; lower case
  CodeSystem system;
};

// FHIR R4, terminologies-systems; the urn:oid forms are HL7's registry of the same systems.
constexpr std::array systems = {
    SystemName{"snomed.info/sct", CodeSystem::snomed},
    SystemName{"urn:oid:2.16.840.1.113883.6.96", CodeSystem::snomed},
    SystemName{"loinc.org", CodeSystem::loinc},
    SystemName{"urn:oid:2.16.840.1.113883.6.1", CodeSystem::loinc},
    SystemName{"nlm.nih.gov/research/umls/rxnorm", CodeSystem::rxnorm},
    SystemName{"urn:oid:2.16.840.1.113883.6.88", CodeSystem::rxnorm},
    SystemName{"whocc.no/atc", CodeSystem::atc},
    SystemName{"urn:oid:2.16.840.1.113883.6.73", CodeSystem::atc},
    SystemName{"hl7.org/fhir/sid/icd-10-cm", CodeSystem::icd10cm},
    SystemName{"urn:oid:2.16.840.1.113883.6.90", CodeSystem::icd10cm},
    SystemName{"hl7.org/fhir/sid/icd-10", CodeSystem::icd10cm},
    SystemName{"urn:oid:2.16.840.1.113883.6.3", CodeSystem::icd10cm},
};

std::string plain_url(std::string_view url) {
  std::string plain(url);
  std::transform(plain.begin(), plain.end(), plain.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  for (const std::string_view start : {"http://", "https://", "www."}) {
    if (plain.starts_with(start)) {
      plain.erase(0, start.size());
    }
  }
  while (plain.ends_with('/')) {
    plain.pop_back();
  }
  return plain;
}

// WHO's ICD-10 agrees with the clinical modification up to the first digit after the dot only.
bool is_who_icd10(std::string_view url) {
  const std::string plain = plain_url(url);
  return plain == "hl7.org/fhir/sid/icd-10" || plain == "urn:oid:2.16.840.1.113883.6.3";
}
constexpr std::size_t shared_icd10_length = 4;

// ICD codes lose their dot, which systems often leave out.
std::string plain_code(CodeSystem system, std::string_view code) {
  std::string plain(code);
  if (system == CodeSystem::icd10cm) {
    std::erase(plain, '.');
  }
  return plain;
}

std::string key(CodedResource resource, CodeSystem system, std::string_view code) {
  std::string text;
  text += static_cast<char>('a' + static_cast<int>(resource));
  text += static_cast<char>('a' + static_cast<int>(system));
  text += code;
  return text;
}

}  // namespace

std::vector<CodedValue> codings_of(ElementReader& reader, const Json* codeable) {
  std::vector<CodedValue> codings;
  if (codeable == nullptr) {
    return codings;
  }
  for (const Json& coding : reader.objects(*codeable, "coding")) {
    const CodedValue value{reader.text(coding, "system"), reader.text(coding, "code"),
                           reader.text(coding, "display")};
    if (!value.code.empty()) {
      codings.push_back(value);
    }
  }
  return codings;
}

std::string describe(const CodedValue& coding) {
  std::string text(coding.system);
  text += '|';
  text += coding.code;
  if (!coding.display.empty()) {
    text += " (" + std::string(coding.display) + ")";
  }
  return text;
}

std::optional<CodeSystem> code_system(std::string_view url) {
  const std::string plain = plain_url(url);
  for (const SystemName& system : systems) {
    if (system.name == plain) {
      return system.system;
    }
  }
  return std::nullopt;
}

CodeIndex::CodeIndex(const knowledge::KnowledgeBase& knowledge) : knowledge_(knowledge) {
  for (const Coding& coding : knowledge.codings) {
    Rows& rows = coding.prefix ? prefix_ : exact_;
    rows[key(coding.resource, coding.system, plain_code(coding.system, coding.code))].push_back(
        &coding);
  }
}

std::vector<const Coding*> CodeIndex::rows(CodedResource resource, const CodedValue& value) const {
  std::vector<const Coding*> found;
  const std::optional<CodeSystem> system = code_system(value.system);
  if (!system) {
    return found;
  }
  const std::string code = plain_code(*system, value.code);
  const std::size_t usable =
      is_who_icd10(value.system) ? std::min(code.size(), shared_icd10_length) : code.size();
  if (usable == code.size()) {
    if (const auto at = exact_.find(key(resource, *system, code)); at != exact_.end()) {
      found = at->second;
    }
  }
  for (std::size_t length = usable; length > 0; --length) {
    const auto at = prefix_.find(key(resource, *system, std::string_view(code).substr(0, length)));
    if (at != prefix_.end()) {
      found.insert(found.end(), at->second.begin(), at->second.end());
    }
  }
  return found;
}

ConceptMatch CodeIndex::match(CodedResource resource,
                              const std::vector<CodedValue>& codings) const {
  ConceptMatch match;
  for (const CodedValue& value : codings) {
    for (const Coding* const row : rows(resource, value)) {
      const std::optional<knowledge::FindingId> finding = knowledge_.findings.find(row->target);
      if (!finding) {
        continue;
      }
      const auto known =
          std::find_if(match.meanings.begin(), match.meanings.end(),
                       [&](const Meaning& meaning) { return meaning.finding == *finding; });
      if (known == match.meanings.end()) {
        match.meanings.push_back({*finding, row});
      } else if (!row->prefix && known->coding->prefix) {
        known->coding = row;
      } else if (row->prefix == known->coding->prefix && row->state != known->coding->state) {
        match.contradiction = "its codings contradict each other: \"" + known->coding->code +
                              "\" and \"" + row->code + "\" on " + row->target;
      }
    }
  }
  if (match.meanings.empty()) {
    std::transform(codings.begin(), codings.end(), std::back_inserter(match.unmapped), describe);
  }
  return match;
}

const Coding* CodeIndex::value_row(const knowledge::Finding& finding,
                                   const std::vector<CodedValue>& codings) const {
  const Coding* for_any = nullptr;
  for (const CodedValue& value : codings) {
    for (const Coding* const row : rows(CodedResource::value, value)) {
      if (row->target == finding.id) {
        return row;
      }
      if (row->target == "*") {
        for_any = row;
      }
    }
  }
  return for_any;
}

}  // namespace paraspinal::fhir
