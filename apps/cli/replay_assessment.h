#pragma once

// One past assessment, made again, and what is different now.
//
//   const auto replayed = replay_assessment(*audited, line.knowledge_hash, clinic);
//   if (replayed->has_same_knowledge && likeness_of(*replayed) == Likeness::unlike) ...
//
// Draws are left out: what is compared does not hang on them. Another build of the same program
// adds in another order, so the last digits of a posterior are no difference by themselves.

#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/audited_assessment.h"
#include "engine/result.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::cli {

struct Replayed {
  bool has_same_knowledge = false;  // it was made from this knowledge too
  bool is_same = false;             // in every byte of the assessment
  std::string software;             // that made it
  AuditedOutput before;
  AuditedOutput after;

  bool operator==(const Replayed&) const = default;
};

// Posteriors that are as close as this differ by rounding only.
inline constexpr double rounding = 1e-9;

// `but_for_rounding`: not in every byte, but urgency, disposition, gates and the order of causes
// are the same, and no posterior of those that the audit keeps is further off than `rounding`. When
// these do not differ at all and the hashes do, something else does, and it is `unlike`.
enum class Likeness { same, but_for_rounding, unlike };

Likeness likeness_of(const Replayed& replayed);

// Between posteriors of the same cause in the same place; infinity when the causes or their order
// differ, 0 without causes.
double largest_difference(const Replayed& replayed);

// How the answer moved for the person.
enum class Move { none, raised, lowered, elsewhere };  // elsewhere: another disposition, as soon

Move move_of(const Replayed& replayed);
std::string_view name(Move move);

// Ids of gates that fire now and did not, and the other way.
std::vector<std::string> gates_gained(const Replayed& replayed);
std::vector<std::string> gates_lost(const Replayed& replayed);

// The parts that differ, in words: "urgency, likeliest causes"; "parts that the audit does not keep
// in words" when only the hashes do; empty when it is the same.
std::string differing_parts(const Replayed& replayed);

// `audited` as audited_within gives it. Errors: those of read_audited and of Assessor::assess, for
// what can no longer be assessed.
engine::Result<Replayed> replay_assessment(const fhir::Json& audited,
                                           std::string_view knowledge_hash,
                                           const triage::Clinic& clinic);

}  // namespace paraspinal::cli
