#include "fhir/coding.h"

#include <algorithm>
#include <array>
#include <utility>

namespace paraspinal::fhir {

using knowledge::CodedResource;
using knowledge::CodeSystem;
using knowledge::Coding;

namespace {

struct SystemName {
  // Without scheme, "www." and last slash; lower case. One that begins with a slash is the end of a
  // URL, whatever its base.
  std::string_view name;
  CodeSystem system;
  bool is_who_icd10 = false;
};

// FHIR R4, terminologies-systems; the urn:oid forms are HL7's registry of the
// same systems.
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
    SystemName{"/sid/icd-10-pcs", CodeSystem::icd10pcs},
    SystemName{"cms.gov/medicare/coding/icd10", CodeSystem::icd10pcs},
    SystemName{"urn:oid:2.16.840.1.113883.6.4", CodeSystem::icd10pcs},
    SystemName{"/absent-unknown-uv-ips", CodeSystem::ips},
    SystemName{"dmd.nhs.uk", CodeSystem::snomed},  // its codes are SNOMED CT's
    SystemName{"hl7.org/fhir/sid/icd-10", CodeSystem::icd10cm, true},
    SystemName{"urn:oid:2.16.840.1.113883.6.3", CodeSystem::icd10cm, true},
};

char lower_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool starts_with(std::string_view text, std::string_view lower_start) {
  return text.size() >= lower_start.size() &&
         std::equal(lower_start.begin(), lower_start.end(), text.begin(),
                    [](char start, char c) { return start == lower_letter(c); });
}

std::string_view plain_url(std::string_view url) {
  for (const std::string_view start : {"http://", "https://", "www."}) {
    if (starts_with(url, start)) {
      url.remove_prefix(start.size());
    }
  }
  while (url.ends_with('/')) {
    url.remove_suffix(1);
  }
  return url;
}

const SystemName* system_named(std::string_view url) {
  const std::string_view plain = plain_url(url);
  const auto* const found =
      std::find_if(systems.begin(), systems.end(), [&](const SystemName& one) {
        const std::size_t from = one.name.front() == '/' && plain.size() > one.name.size()
                                     ? plain.size() - one.name.size()
                                     : 0;
        return one.name.size() == plain.size() - from && starts_with(plain.substr(from), one.name);
      });
  return found == systems.end() ? nullptr : found;
}

// WHO's ICD-10 agrees with the clinical modification up to the first digit
// after the dot only.
constexpr std::size_t shared_icd10_length = 4;

// ICD codes lose their dot, which systems often leave out.
std::string plain_code(CodeSystem system, std::string_view code) {
  std::string plain(code);
  if (system == CodeSystem::icd10cm) {
    std::erase(plain, '.');
  }
  return plain;
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

void append_codings(std::vector<CodedValue>& codings, const std::vector<CodedValue>& more) {
  codings.insert(codings.end(), more.begin(), more.end());
}

std::string describe(const CodedValue& coding) {
  constexpr std::size_t signs = 4;
  std::string text;
  text.reserve(coding.system.size() + coding.code.size() + coding.display.size() + signs);
  text.append(coding.system).append("|").append(coding.code);
  if (!coding.display.empty()) {
    text.append(" (").append(coding.display).append(")");
  }
  return text;
}

std::optional<CodeSystem> code_system(std::string_view url) {
  const SystemName* const named = system_named(url);
  return named == nullptr ? std::nullopt : std::optional(named->system);
}

CodeIndex::CodeIndex(const knowledge::KnowledgeBase& knowledge) : knowledge_(knowledge) {
  for (const Coding& coding : knowledge.codings) {
    Table& table = tables_[{coding.resource, coding.system}];
    const std::string code = plain_code(coding.system, coding.code);
    (coding.prefix ? table.prefix : table.exact)[code].push_back(&coding);
    if (coding.prefix) {
      table.longest_prefix = std::max(table.longest_prefix, code.size());
    }
    if (coding.resource == CodedResource::value) {
      (coding.state == "absent" ? denied_ : affirmed_).insert(coding.target);
    }
  }
}

bool CodeIndex::is_only_affirmed(const knowledge::Finding& finding) const {
  return finding.value_type == knowledge::ValueType::boolean && affirmed_.contains(finding.id) &&
         !denied_.contains(finding.id);
}

std::vector<const Coding*> CodeIndex::rows(CodedResource resource, const CodedValue& value) const {
  std::vector<const Coding*> found;
  const SystemName* const system = system_named(value.system);
  const auto place = system == nullptr ? tables_.end() : tables_.find({resource, system->system});
  if (place == tables_.end()) {
    return found;
  }
  const Table& table = place->second;
  const std::string code = plain_code(system->system, value.code);
  const std::size_t usable =
      system->is_who_icd10 ? std::min(code.size(), shared_icd10_length) : code.size();
  if (usable == code.size()) {
    if (const auto at = table.exact.find(code); at != table.exact.end()) {
      found = at->second;
    }
  }
  for (std::size_t length = std::min(usable, table.longest_prefix); length > 0; --length) {
    const auto at = table.prefix.find(std::string_view(code).substr(0, length));
    if (at != table.prefix.end()) {
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
    for (const CodedValue& coding : codings) {
      match.unmapped.push_back(describe(coding));
    }
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
