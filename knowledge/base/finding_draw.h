#pragma once

// The local parameters of one finding under a draw (parameter_draw.h): strengths such that each
// evidence row's P(finding | condition) is what was drawn for it, whatever was drawn for the
// mechanisms on the way. All that no draw changes is worked out once.
//
//   const FindingDraw finding_draw(knowledge, parameters, link_given);
//   finding_draw.raise_causes(link_change, mechanism_strength);     // of every finding first
//   finding_draw.draw(leak_change, link_change, mechanism_strength, drawn);

#include <optional>
#include <span>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {

class FindingDraw {
 public:
  // `link_given` is P(finding | condition) of each link as a log-odds, where the row says it.
  FindingDraw(const KnowledgeBase& knowledge, const FindingParameters& before,
              std::span<const double> link_given);

  // A mechanism is at least as frequent as each finding that comes of it. `link_change` is what was
  // drawn for each link, on the log-odds.
  void raise_causes(std::span<const double> link_change,
                    std::vector<std::vector<double>>& mechanism_strength) const;

  // Replaces the numbers of `after`, which are those of this finding before or under another draw.
  void draw(double leak_change, std::span<const double> link_change,
            const std::vector<std::vector<double>>& mechanism_strength,
            FindingParameters& after) const;

 private:
  // What a condition does to the finding, directly and by mechanisms, and P(finding | condition) of
  // its row before the draw.
  struct Effect {
    std::size_t link = 0;
    double total = 0;
    double given = 0;         // log-odds
    double absent_ratio = 1;  // (1 - total) / (1 - P)
  };
  struct Cause {
    std::size_t mechanism = 0;
    std::size_t cause = 0;
    std::size_t route = 0;  // of this finding through that mechanism
  };
  struct Carried {
    Effect effect;
    std::optional<Cause> by;  // none where the condition is not among the mechanism's causes
    double cause_before = 0;
  };
  struct Route {
    double strength = 0;
    std::vector<Carried> carries;
  };
  struct Raising {
    Effect effect;
    std::vector<Cause> also_by;
  };
  struct Lowering {
    std::size_t link = 0;
    double kept = 1;   // 1 - strength
    double given = 0;  // log-odds
    double p = 1;      // the same as a probability
  };

  double total_after(const Effect& effect, std::span<const double> link_change) const;
  double route_strength(const Route& route, std::span<const double> link_change,
                        const std::vector<std::vector<double>>& mechanism_strength) const;

  double leak_ = 0;  // log-odds
  std::vector<Route> routes_;
  std::vector<Raising> raising_;
  std::vector<Lowering> lowering_;
};

}  // namespace paraspinal::knowledge
