#pragma once

// The factors of one person in a few contexts at once, and what their sums say: of people as they
// are, or of those among them who have no primary condition.
//
//   PersonFactors person(observation, network, causes, sums);
//   if (!person.enter(contexts) || !person.sum_up(known, false)) ...    // the sums are not for them
//   person.total()[0];                            // P(effects | first context)
//   person.present(3)[0];                         // P(fourth condition | first context, effects)
//
// A part of person_sums.h, for it alone.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/binary_sums.h"
#include "engine/evidence.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/causes_in_contexts.h"
#include "knowledge/triage/effects_on_causes.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class PersonFactors {
 public:
  // All four must outlive this object.
  PersonFactors(const Observation& observation, const knowledge::ClinicalNetwork& network,
                const CauseTable& causes, engine::BinarySums& sums);

  // From now on in these contexts, at most `most_quads`. False where the sums are not for them.
  bool enter(std::span<const engine::Evidence> contexts);
  const CausesInContexts& causes() const { return causes_; }

  // With these effects known (EffectsOnCauses::read), of everyone or of people without a primary
  // condition. False where the sums are not for it.
  bool sum_up(std::span<const engine::Quad> known, bool no_primary);

  // After sum_up(), [context]. P(the effects known in each row | context, risk factors), which
  // people without a primary condition have a part of.
  std::span<const engine::Quad> total() const { return total_; }
  // P(condition | these); of people without a primary condition P(condition | these, none).
  std::span<const engine::Quad> present(std::size_t condition) const;

 private:
  using Variable = engine::BinarySums::Variable;

  static constexpr std::uint32_t nowhere = static_cast<std::uint32_t>(-1);

  // A hub, and the share of a condition in it.
  struct Hub {
    Variable variable = 0;
    double share = 1;
    std::uint32_t next = nowhere;  // of the same condition
  };

  // Where a condition is found in the sums: as a variable that stands, else it is summed out in a
  // table of its parents and hubs.
  struct Place {
    bool stands = false;
    Variable variable = 0;              // itself, or the only one of its table
    std::size_t hubs = 0;               // in which it has a share
    std::uint32_t first_hub = nowhere;  // in hubs_
    std::uint32_t last_hub = nowhere;
    std::size_t axes = 0;    // of its table
    std::size_t factor = 0;  // of several axes
  };
  // Where the table of a condition goes, and P(it is present | each entry); null where not wanted.
  struct Room {
    engine::Quad* table = nullptr;
    engine::Quad* shares = nullptr;
  };

  bool is_condition(std::size_t variable) const { return causes_.parts()[variable].is_condition(); }
  void hang(std::span<const EffectsOnCauses::Member> causes, Variable hub);
  template <typename Visit>
  void for_each_hub(const Place& place, Visit visit) const;
  bool number_variables();
  void find_shared();
  void mark_standing();
  bool is_better_standing(std::size_t condition) const;

  bool enter_factors();
  bool enter_risk(std::size_t variable);
  bool enter_cause(std::size_t condition);
  bool enter_standing(std::size_t condition);
  bool enter_summed(std::size_t condition);
  Room room_for(std::size_t condition, bool asked, bool bears);
  void begin_products() { products_.assign(1, 1.0); }
  void multiply_products(double share);
  void add_alike(std::span<const Variable> scope, std::span<const engine::Quad> factor);
  void join(Variable hub, Variable member, double share);
  void read_members(std::span<const EffectsOnCauses::Member> causes,
                    std::span<const EffectsOnCauses::Member> between);
  void enter_star(const EffectsOnCauses::Star& star, Variable hub);
  void enter_between(const EffectsOnCauses::Between& between, Variable variable);
  void read_answers();
  void read_answer(std::size_t condition, std::span<engine::Quad> present) const;

  const knowledge::ClinicalNetwork& network_;
  engine::BinarySums& sums_;
  CausesInContexts causes_;
  EffectsOnCauses effects_;
  engine::WeighQuads weigh_ = engine::best_quad_loops().weigh;
  std::vector<engine::Quad> constant_;  // [context]
  std::size_t variables_ = 0;
  std::vector<Place> places_;  // [condition]
  std::vector<Hub> hubs_;      // of all of them
  // Of possible conditions, whatever bears on them: risk factors above several of them, ascending,
  // and conditions above another.
  std::vector<std::size_t> shared_;
  std::vector<std::size_t> above_;
  std::vector<char> stands_;           // [variable of the network] above conditions
  std::vector<Variable> variable_of_;  // [variable of the network] of those that stand
  std::vector<Variable> between_at_;   // [between], and behind it its hub
  std::vector<Variable> star_at_;      // [star], of its hub
  std::vector<char> bearing_;          // [variable of the network] above what bears on something
  std::vector<Variable> scope_;
  std::vector<double> products_;
  // [condition][state][context] P(present | its table's axis), of those that are asked and have one
  // axis or none.
  std::vector<engine::Quad> shares_;
  std::array<engine::Quad, 2 * engine::most_quads> small_;  // a table of one axis or none
  std::vector<engine::Quad> alike_;    // of a factor that is the same in all contexts
  std::vector<engine::Quad> total_;    // [context]
  std::vector<engine::Quad> present_;  // [condition][context]
};

}  // namespace paraspinal::triage
