#pragma once

// What is known of one person in a few closed sums, without a plan: P(findings, complaint) and
// P(condition | these), with some or all of the effects known, four rows at once. What the clinical
// network is makes them small: a condition that only denied findings and single causes bear on is
// summed out where its risk factors stand, so that no table holds it (binary_sums.h has the rest).
// The complaint is taken apart: P(findings, complaint) = P(findings) - P(findings, no primary).
//
//   const auto people = person_rows(contexts, observation, known, network, causes, sums);
//   if (!people) ...                               // a query of the network says it
//   (*people)[0].table.present(0, 3);              // P(fourth condition | first context, first row)
//
// All risk factors are known in every row. The same as Inference::posterior gives, within 1e-11.
// Not for: open contexts (context_mixture.h), a complaint that is not the sure effect of its
// primaries and of nothing else, or that is not observed to be present.

#include <optional>
#include <span>
#include <vector>

#include "engine/binary_sums.h"
#include "engine/evidence_variations.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/cause_table.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

// Which of the observation's effects are known in each row; of risk factors it says nothing.
using KnownEffects = std::vector<std::vector<bool>>;

struct PersonRows {
  engine::VariationTable table;               // with the complaint
  std::vector<double> log_without_complaint;  // natural log of P(row) without it
  double log_context = 0;                     // of P(context) without it
};

// Of each context, which are complete ones with the complaint; `causes` are the network's. Nothing
// where some person is none that this is for, where a sum would be large, or where so little is
// left that digits are lost.
std::optional<std::vector<PersonRows>> person_rows(std::span<const engine::Evidence> contexts,
                                                   const Observation& observation,
                                                   const KnownEffects& known,
                                                   const knowledge::ClinicalNetwork& network,
                                                   const CauseTable& causes,
                                                   engine::BinarySums& sums);

}  // namespace paraspinal::triage
