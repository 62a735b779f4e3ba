#pragma once

// Rows of sets of evidence that one plan serves: what evidence_variations.h asks of
// lane_variations.h.
//
//   CommonRows rows(sets);
//   rows.of(variations);        // a table of each set
//   rows.of(others);            // goes on where the lanes stand from those
//
// Of one thread; the sets must outlive this object.

#include <optional>
#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "engine/lane_variations.h"
#include "engine/variation_set.h"

namespace paraspinal::engine {

using Variations = std::span<const std::vector<EvidenceChange>>;

// Whether the set has a plan in lanes that can be run there.
bool can_be_run_in_lanes(VariationSet& set);

class CommonRows {
 public:
  // Requires one set at least, of the same plan in lanes where there is one.
  explicit CommonRows(std::vector<VariationSet*> sets);

  // In the order of the sets. Errors as EvidenceVariations::present.
  Result<std::vector<VariationTable>> of(Variations variations);

 private:
  // A set as the lanes have it.
  struct Base {
    const VariationPlan* plan = nullptr;
    std::size_t place = 0;
    bool fits = false;    // its evidence is what the plan serves
    Observation varied;   // the evidence
    Observation further;  // as the plan has it, nothing of it listed as observed
  };

  Base base_of(VariationSet& set);
  std::optional<std::size_t> add(std::size_t set, const std::vector<EvidenceChange>& changes);
  std::optional<std::size_t> add_further(Base& base, const std::vector<EvidenceChange>& changes);
  Result<VariationTable> table_of(std::size_t set, Variations variations);

  std::vector<VariationSet*> sets_;
  std::optional<LaneVariations> lanes_;
  std::vector<Base> bases_;                         // [set], where there are lanes
  std::vector<std::optional<std::size_t>> places_;  // [set][variation], in the lanes
};

}  // namespace paraspinal::engine
