#pragma once

// What the effects that are known say of the conditions, as factors: of each condition apart where
// that can be, and else of several together. Four sets of known effects at once (binary_sums.h).
//
//   EffectsOnCauses effects(observation, network);
//   if (!effects.read(known, causes, false)) ...
//   effects.likelihood(3).present;     // of what hangs on the fourth condition alone
//   effects.stars();                   // of what hangs on several
//
// A part of person_sums.h, for it alone. Not for: effects that are no noisy-OR, or have lowering
// causes of their own.

#include <span>
#include <vector>

#include "engine/quad_kernels.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/causes_in_contexts.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class EffectsOnCauses {
 public:
  // A condition or something between by its place, and what is left of an effect's absence where it
  // is present.
  struct Member {
    std::size_t place = 0;
    double share = 1;
  };
  // Some of them, one after the other: causes(), between().
  struct Members {
    std::size_t begin = 0;
    std::size_t count = 0;
  };

  // Of one condition.
  struct Likelihood {
    bool bears = false;   // on something known
    bool stands = false;  // must be a variable: it is in a table with others
    engine::Quad absent = engine::Quad::of(1);
    engine::Quad present = engine::Quad::of(1);
  };

  // Something whose probability is `apart` + `joint` times the shares of its members that are
  // there.
  struct Star {
    engine::Quad apart = engine::Quad::of(1);
    engine::Quad joint;
    Members causes;
    Members between;
    // A variable of two terms; else a table of them all, which loses no digits where the terms have
    // different signs.
    bool is_hub = false;
  };

  // A mechanism or a background.
  struct Between {
    engine::VariableId variable;
    bool stands = false;                        // among the variables; else it is summed over
    engine::Quad absent = engine::Quad::of(1);  // likelihood of what hangs on it alone
    engine::Quad present = engine::Quad::of(1);
    // Where it stands: P(absent), or P(present), is `joint` times the shares of its causes.
    bool is_present_jointly = false;
    double joint = 0;
    Members causes;
    bool has_hub = false;
  };

  // A noisy-OR of so many causes is a table, of more a sum of two products.
  static constexpr std::size_t most_in_a_table = 4;

  // Both must outlive this object.
  EffectsOnCauses(const Observation& observation, const knowledge::ClinicalNetwork& network)
      : observation_(observation), network_(network) {}

  // `known`: 1 for each finding of the observation that is known, else 0; of risk factors it says
  // nothing. With `no_primary`, none of the primary conditions is there. False where the effects
  // are none that this is for.
  bool read(std::span<const engine::Quad> known, const CausesInContexts& causes, bool no_primary);

  // Of those read: whether the condition is possible, and none of those that are left out.
  bool may_be(std::size_t condition) const;
  // P(what hangs on no condition).
  const engine::Quad& constant() const { return constant_; }
  const Likelihood& likelihood(std::size_t condition) const { return likelihoods_[condition]; }
  const std::vector<Star>& stars() const { return stars_; }
  const std::vector<Between>& between() const { return between_; }
  // Conditions, and mechanisms or backgrounds.
  std::span<const Member> causes(Members some) const {
    return std::span(causes_members_).subspan(some.begin, some.count);
  }
  std::span<const Member> between(Members some) const {
    return std::span(between_members_).subspan(some.begin, some.count);
  }

 private:
  std::size_t place_of_between(engine::VariableId variable);
  bool read_effect(const Observed& item, const engine::Quad& known);
  void read_star(Star star);
  void append_cause(Members& causes, Member member);
  bool read_between(Between& between);
  void mark(std::span<const Member> causes, bool stand);

  const Observation& observation_;
  const knowledge::ClinicalNetwork& network_;
  const CausesInContexts* causes_ = nullptr;
  bool no_primary_ = false;
  engine::Quad constant_;
  std::vector<Likelihood> likelihoods_;
  std::vector<Star> stars_;
  std::vector<Between> between_;
  std::vector<Member> causes_members_;   // of all stars and of what stands between
  std::vector<Member> between_members_;  // of all stars
};

}  // namespace paraspinal::triage
