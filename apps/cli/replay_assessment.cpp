#include "apps/cli/replay_assessment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace paraspinal::cli {

using engine::fail;
using engine::Result;

namespace {

std::vector<std::string> in_the_first_only(const std::vector<std::string>& first,
                                           const std::vector<std::string>& second) {
  std::vector<std::string> only;
  for (const std::string& one : first) {
    if (std::find(second.begin(), second.end(), one) == second.end()) {
      only.push_back(one);
    }
  }
  return only;
}

}  // namespace

double largest_difference(const Replayed& replayed) {
  const std::vector<AuditedCause>& before = replayed.before.causes;
  const std::vector<AuditedCause>& after = replayed.after.causes;
  if (before.size() != after.size()) {
    return std::numeric_limits<double>::infinity();
  }
  double largest = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].id != after[i].id) {
      return std::numeric_limits<double>::infinity();
    }
    largest = std::max(largest, std::abs(before[i].posterior - after[i].posterior));
  }
  return largest;
}

Likeness likeness_of(const Replayed& replayed) {
  if (replayed.is_same) {
    return Likeness::same;
  }
  AuditedOutput before = replayed.before;
  before.causes = replayed.after.causes;
  before.sha256 = replayed.after.sha256;
  const double difference = largest_difference(replayed);
  const bool is_rounding = before == replayed.after && difference > 0 && difference <= rounding;
  return is_rounding ? Likeness::but_for_rounding : Likeness::unlike;
}

Move move_of(const Replayed& replayed) {
  if (replayed.after.urgency != replayed.before.urgency) {
    return replayed.after.urgency > replayed.before.urgency ? Move::raised : Move::lowered;
  }
  return replayed.after.disposition == replayed.before.disposition ? Move::none : Move::elsewhere;
}

std::string_view name(Move move) {
  switch (move) {
    case Move::none:
      return "none";
    case Move::raised:
      return "raised";
    case Move::lowered:
      return "lowered";
    case Move::elsewhere:
      return "elsewhere";
  }
  return "";
}

std::vector<std::string> gates_gained(const Replayed& replayed) {
  return in_the_first_only(replayed.after.gates, replayed.before.gates);
}

std::vector<std::string> gates_lost(const Replayed& replayed) {
  return in_the_first_only(replayed.before.gates, replayed.after.gates);
}

std::string differing_parts(const Replayed& replayed) {
  if (replayed.is_same) {
    return "";
  }
  const AuditedOutput& before = replayed.before;
  const AuditedOutput& after = replayed.after;
  const std::pair<bool, std::string_view> parts[] = {
      {before.urgency != after.urgency, "urgency"},
      {before.disposition != after.disposition, "disposition"},
      {before.provisional != after.provisional, "whether it is provisional"},
      {!gates_gained(replayed).empty() || !gates_lost(replayed).empty(), "gates"},
      {before.causes != after.causes, "likeliest causes"}};
  std::string words;
  for (const auto& [differs, part] : parts) {
    if (differs) {
      words += (words.empty() ? "" : ", ") + std::string(part);
    }
  }
  return words.empty() ? "parts that the audit does not keep in words" : words;
}

Result<Replayed> replay_assessment(const fhir::Json& audited, std::string_view knowledge_hash,
                                   const triage::Clinic& clinic) {
  auto past = read_audited(audited, clinic.knowledge());
  if (!past) {
    return fail(past.error());
  }
  triage::AssessOptions options = past->made_from.options;
  options.draws = 0;
  const auto assessment = clinic.assessor().assess(past->made_from.input, options);
  if (!assessment) {
    return fail(assessment.error().kind,
                "can no longer be assessed: " + assessment.error().message);
  }
  Replayed replayed;
  replayed.has_same_knowledge = knowledge_hash == clinic.knowledge().hash;
  replayed.software = std::move(past->made_from.software);
  replayed.before = std::move(past->output);
  replayed.after = audited_output(*assessment);
  replayed.is_same = replayed.before == replayed.after;
  return replayed;
}

}  // namespace paraspinal::cli
