#pragma once

// Does the network give back the literature it cites? Each evidence row of grade A or B, its
// published figures beside the network's own, which are asked by exact inference (network_rates.h)
// among callers: people on the telephone of whom only the complaint is known, or those of them to
// whom the row applies.
//
//   const Result<std::vector<RowCheck>> rows = check_rows_by_inference(knowledge, network);
//   rows->front().figures.front().network;
//
// A row counts (is applicable) when it is a parameter of the network or marked to check it. One
// that is outside needs an excuse of the content (table link_excuse), which must hold: `capped`
// when the network's ratio lies at the bound; `referral_population` when the row is of people
// already selected; `conflicts_with` when the other row publishes the contrary.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/figures.h"
#include "knowledge/base/link_solver.h"

namespace paraspinal::knowledge {

// `RowCheck::not_applicable` of a row that is kept out of the network, and its note does not say
// why.
inline constexpr std::string_view background_without_reason = "background";

struct FigureCheck {
  PublishedFigure published;
  double network = 0;

  bool inside() const { return network >= published.low && network <= published.high; }
  bool operator==(const FigureCheck&) const = default;
};

struct RowCheck {
  std::size_t link = 0;              // position among the links
  std::string not_applicable;        // why it does not count; empty when it does
  std::vector<FigureCheck> figures;  // none when the finding is not in the network
  std::optional<Rates> rates;        // the network's, likewise
  std::optional<LinkExcuse> excuse;  // as the content says
  std::string fault;                 // of an applicable row outside: why nothing excuses it

  bool applicable() const { return not_applicable.empty(); }
  bool inside() const;  // every figure is
};

// Rows of grade A and B, in the order of the content. In another setting than `solved_setting` the
// figures move with what else people have there: one leak serves all settings. Errors: those of
// engine::Inference.
engine::Result<std::vector<RowCheck>> check_rows_by_inference(const KnowledgeBase& knowledge,
                                                              const ClinicalNetwork& network,
                                                              Setting setting = solved_setting);

// "capped", "referral_population" or "conflicts_with".
std::string_view name(Excuse excuse);

}  // namespace paraspinal::knowledge
