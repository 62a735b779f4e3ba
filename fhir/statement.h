#pragma once

// What one resource says of one finding, and the rules by which many such statements become one
// answer: a statement counts only inside its time window, the newest wins, and statements of the
// same moment that contradict each other give `unknown`.
//
//   const Resolution resolution = resolve(statements, {knowledge, clock, subject});
//   resolution.answers.at(temp_c);             // with its origin, "Observation/7"
//   resolution.outcomes;                       // what became of each statement

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fhir/clock.h"
#include "fhir/import_patient.h"
#include "fhir/issue.h"
#include "fhir/primitives.h"
#include "fhir/reading.h"
#include "knowledge/base/answer.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// What a statement rests on. Of the same moment, someone's word that a medicine is taken outweighs
// that it was ordered or handed out.
enum class Basis { fact, supply, use };

struct Statement {
  knowledge::FindingId finding;
  Reading reading;
  std::string at;                     // when it holds, as written; may be empty
  std::optional<Moment> when;         // the same; the newest statement wins
  std::optional<Moment> issued;       // decides between two of the same moment
  std::optional<Moment> began;        // of a condition: its onset; else empty
  std::optional<double> within_days;  // older than this it is not used; any age when empty
  // Which of several codes of the finding it is about; empty when about the finding itself. One
  // drug not taken does not say that no drug of its kind is: present wins over absent between
  // topics.
  std::string topic;
  bool of_none_known = false;  // "no known medications": not where another entry has one
  knowledge::SaidBy by = knowledge::SaidBy::record;
  Basis basis = Basis::fact;
  std::string origin;     // "Observation/7"
  std::string where;      // "Bundle.entry[3].resource.valueQuantity"
  std::size_t entry = 0;  // position of its resource in the ledger
};

struct Outcome {
  std::size_t entry = 0;
  Fate fate = Fate::ignored;
  std::string why;
  Cause cause = Cause::none;
};

struct Resolution {
  std::map<knowledge::FindingId, knowledge::Answer> answers;
  std::vector<Outcome> outcomes;  // one a statement at least
  std::vector<Issue> issues;      // of severity error: impossible values that would have been used
};

struct ResolutionContext {
  const knowledge::KnowledgeBase& knowledge;
  const std::optional<Clock>& clock;
  const Subject& subject;
};

Resolution resolve(const std::vector<Statement>& statements, const ResolutionContext& context);

}  // namespace paraspinal::fhir
