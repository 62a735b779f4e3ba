#pragma once

// Codes in a record, and what they mean to the knowledge base.
//
//   const CodeIndex index(knowledge);                    // once a knowledge base
//   const auto codings = codings_of(reader, codeable);   // of a CodeableConcept
//   const ConceptMatch match = index.match(CodedResource::condition, codings);
//   match.meanings[0].finding;  match.unmapped;
//
// A code without a system is never matched: the same letters mean different things elsewhere. Text
// is never matched at all.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fhir/element.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// One coding, as views into the JSON it was read from.
struct CodedValue {
  std::string_view system;
  std::string_view code;
  std::string_view display;
};

// The codings of a CodeableConcept, in order; empty for null.
std::vector<CodedValue> codings_of(ElementReader& reader, const Json* codeable);

void append_codings(std::vector<CodedValue>& codings, const std::vector<CodedValue>& more);

// "http://loinc.org|1234-5 (Display)".
std::string describe(const CodedValue& coding);

// The code system that a URL or urn:oid names, whatever its scheme, case of
// host or last slash.
std::optional<knowledge::CodeSystem> code_system(std::string_view url);

// What one row of the knowledge base's coding table says of one finding.
struct Meaning {
  knowledge::FindingId finding;
  const knowledge::Coding* coding = nullptr;
};

struct ConceptMatch {
  std::vector<Meaning> meanings;      // one a finding
  std::string contradiction;          // two codings of the concept that disagree; else empty
  std::vector<std::string> unmapped;  // each coding described, when none has a meaning
};

// Const and thread-safe; the knowledge base must outlive it.
class CodeIndex {
 public:
  explicit CodeIndex(const knowledge::KnowledgeBase& knowledge);

  // What the codings mean in that kind of resource; any one of them may match.
  // An exact row is preferred to a row that matches by its beginning.
  ConceptMatch match(knowledge::CodedResource resource,
                     const std::vector<CodedValue>& codings) const;

  // The row that an answer's codings match for a finding: one for `value` whose
  // target is the finding, else one for "*"; null when none does. A row without
  // a state says "present".
  const knowledge::Coding* value_row(const knowledge::Finding& finding,
                                     const std::vector<CodedValue>& codings) const;

  // All rows for that kind of resource that name the coding, or its beginning; exact rows first.
  std::vector<const knowledge::Coding*> rows(knowledge::CodedResource resource,
                                             const CodedValue& value) const;

  // Whether the finding is a two-state one that values affirm and none denies: each of its tests is
  // a part of it.
  bool is_only_affirmed(const knowledge::Finding& finding) const;

  const knowledge::KnowledgeBase& knowledge() const { return knowledge_; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Rows =
      std::unordered_map<std::string, std::vector<const knowledge::Coding*>, Hash, std::equal_to<>>;
  // The rows of one system in one kind of resource, by code.
  struct Table {
    Rows exact;
    Rows prefix;
    std::size_t longest_prefix = 0;
  };

  const knowledge::KnowledgeBase& knowledge_;
  std::map<std::pair<knowledge::CodedResource, knowledge::CodeSystem>, Table> tables_;
  std::set<std::string> affirmed_;  // by the state of a value
  std::set<std::string> denied_;
};

}  // namespace paraspinal::fhir
