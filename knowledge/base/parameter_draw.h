#pragma once

// One possible truth: the network's local parameters, each moved by chance as far as it is
// uncertain (uncertainty.h). Intervals of an answer are quantiles of the answers of many draws.
//
//   const Draw draw{.seed = 2026, .number = 17};
//   const auto drawn = draw_parameters(knowledge, network.parameters, draw);
//   const auto possible = perturbed(knowledge, network, drawn);      // perturbed_network.h
//
//   const ParameterDraws draws(knowledge, network.parameters);       // for many draws
//   DrawnParameters drawn = draws.draw({seed, 0});
//   draws.redraw({seed, 1}, drawn);
//
// The bases of the conditions are moved, not calibrated anew: a draw's pre-test probabilities are
// those of the content but for the uncertainty itself. A parameter's deviate depends on its name,
// not its place: a row more in the content leaves the others' draws as they were.
//
// Where the drawn figures do not go together (a mechanism that carries more of a finding than the
// row allows, a finding that would be rarer than chance) strengths are cut to 0 ... 0.995, those of
// lowering causes to 0 ... 1.

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "knowledge/base/finding_draw.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"
#include "knowledge/base/uncertainty.h"

namespace paraspinal::knowledge {

struct Draw {
  std::uint64_t seed = 0;
  std::uint64_t number = 0;  // of the draws with that seed

  bool operator==(const Draw&) const = default;
};

struct DrawnParameters {
  std::vector<std::vector<double>> base_shift;          // [condition][setting], on the log-odds
  Parameters local;                                     // strengths, leaks, risks, prevalences
  std::vector<double> mechanism_leak;                   // [mechanism]
  std::vector<std::vector<double>> mechanism_strength;  // [mechanism][cause]
  std::vector<double> contribution;                     // [contribution], log of the odds ratio
};

// The deviate times the spread of its side: below the centre or above it. The centre is therefore
// the median, and the ends of a published interval are the 2.5 and 97.5 % quantiles. The priors of
// a condition in the three settings share one deviate.
double drawn_value(const Spread& spread, double deviate);

// What all draws of one knowledge base share. Const and thread-safe.
class ParameterDraws {
 public:
  // Requires `local` to be the parameters of this knowledge base. With `needed`, [finding], the
  // leaks and strengths of other findings, and their prevalences, stay what they are: a draw for
  // one query takes a fraction of the time. All else is drawn all the same, to the same bits.
  ParameterDraws(const KnowledgeBase& knowledge, const Parameters& local,
                 std::optional<std::vector<bool>> needed = {});

  DrawnParameters draw(Draw draw) const;

  // The same in place of another draw of this object.
  void redraw(Draw draw, DrawnParameters& drawn) const;

 private:
  // A parameter, its spread and the key of its deviate.
  struct Uncertain {
    UncertainParameter parameter;
    Spread spread;
    std::uint64_t key = 0;
  };
  // P(a risk factor) in one setting and sex, and the row that says most of both.
  struct PrevalenceEntry {
    std::size_t finding = 0;
    std::size_t entry = 0;
    double log_odds = 0;
    std::optional<std::size_t> row;
  };

  void list_uncertain(const KnowledgeBase& knowledge);
  void list_findings(const KnowledgeBase& knowledge, const std::vector<bool>& needed);
  void list_prevalences(const KnowledgeBase& knowledge, const std::vector<bool>& needed);
  void leave_out(const KnowledgeBase& knowledge, const std::vector<bool>& needed);

  std::vector<Uncertain> uncertain_;
  DrawnParameters undrawn_;
  std::vector<std::optional<FindingDraw>> findings_;  // [finding]; none for risk factors
  std::vector<std::size_t> drawn_findings_;           // those whose own numbers are drawn
  std::vector<PrevalenceEntry> prevalences_;
  std::size_t links_ = 0;
  std::size_t prevalence_rows_ = 0;
};

// One draw of all. For several, see ParameterDraws.
DrawnParameters draw_parameters(const KnowledgeBase& knowledge, const Parameters& local, Draw draw);

}  // namespace paraspinal::knowledge
