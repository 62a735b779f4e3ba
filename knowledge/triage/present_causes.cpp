// Entry point: present_causes, at the end.

#include "knowledge/triage/present_causes.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace paraspinal::triage {
namespace {

using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::VariableId;
using knowledge::ClinicalNetwork;

// Mechanisms of several conditions are summed over, so many that with the findings there are these;
// others count as likely as they are.
constexpr std::size_t most_summed = 8;

class Reader {
 public:
  Reader(std::size_t findings, const ClinicalNetwork& network, const CauseTable& causes,
         PresentCauses& made)
      : findings_(findings), network_(network), causes_(causes), made_(made) {}

  // One of the present findings, or a denied one.
  void read(VariableId variable, std::size_t finding) {
    for (const NoisyOrLink& link : noisy_or(variable).raising) {
      const NetworkPart part = causes_.parts()[link.parent.index];
      const double spares = 1 - std::min(link.strength, 1 - PresentCauses::least);
      if (part.is_condition()) {
        (finding == PresentCauses::none
             ? made_.denied_ratio[part.place]
             : made_.touched_spares[touch(part.place) * findings_ + finding]) *= spares;
      } else if (part.part == Part::mechanism || part.part == Part::background) {
        const std::size_t b = between(link.parent);
        PresentCauses::Between& one = made_.between[b];
        (finding == PresentCauses::none ? one.spares_denied
                                        : made_.between_spares[b * findings_ + finding]) *= spares;
        one.reaches_present = one.reaches_present || finding != PresentCauses::none;
      }
    }
  }

  // Its conditions share in it. One that only denied findings have is spread over them.
  void place(std::size_t self) {
    PresentCauses::Between& between = made_.between[self];
    const NoisyOr& own = noisy_or(between.variable);
    between.shares_begin = made_.between_shares.size();
    for (const NoisyOrLink& link : own.lowering.empty() ? own.raising : own.lowering) {
      const std::size_t condition = causes_.parts()[link.parent.index].place;
      if (made_.prior[condition] > PresentCauses::least) {
        made_.between_shares.push_back({condition, 1 - link.strength});
      }
    }
    between.shares_count = made_.between_shares.size() - between.shares_begin;
    const auto shares = made_.shares_of(between);
    if (!between.reaches_present) {
      const double apart = between.apart(between.spares_denied);
      const double joint = between.joint(between.spares_denied);
      const double mean = made_.mean_share(between);
      for (const auto& [condition, share] : shares) {
        const double others = joint * mean / (1 - made_.prior[condition] * (1 - share));
        made_.denied_ratio[condition] *= (apart + others * share) / (apart + others);
      }
    } else if (shares.empty()) {
      made_.of_no_condition.push_back(self);
    } else if (shares.size() == 1) {
      touch(shares.front().condition);
      made_.of_one_condition.push_back(self);
    } else if (made_.shared.size() + findings_ < most_summed) {
      made_.shared.push_back(self);
      for (const PresentCauses::Share& one : shares) {
        made_.touched[touch(one.condition)].shares = true;
      }
    } else {
      for (const PresentCauses::Share& one : shares) {
        touch(one.condition);
      }
      made_.spread.push_back(self);
    }
  }

  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

 private:
  // Its place.
  std::size_t touch(std::size_t condition) {
    if (made_.place[condition] == PresentCauses::none) {
      made_.place[condition] = made_.touched.size();
      made_.touched.push_back({condition, false});
      made_.touched_spares.resize(made_.touched_spares.size() + findings_, 1.0);
    }
    return made_.place[condition];
  }

  // Its place.
  std::size_t between(VariableId variable) {
    const auto found =
        std::ranges::find(made_.between, variable, &PresentCauses::Between::variable);
    if (found != made_.between.end()) {
      return static_cast<std::size_t>(found - made_.between.begin());
    }
    const NoisyOr& own = noisy_or(variable);
    const bool is_inhibited = !own.lowering.empty();
    made_.between.push_back({variable, is_inhibited, is_inhibited ? -own.leak : 1 - own.leak});
    made_.between_spares.resize(made_.between_spares.size() + findings_, 1.0);
    return made_.between.size() - 1;
  }

  std::size_t findings_;
  const ClinicalNetwork& network_;
  const CauseTable& causes_;
  PresentCauses& made_;
};

}  // namespace

double PresentCauses::mean_share(const Between& one) const {
  double mean = 1;
  for (const auto& [condition, share] : shares_of(one)) {
    mean *= 1 - prior[condition] * (1 - share);
  }
  return mean;
}

PresentCauses present_causes(std::span<const Observed> denied, std::span<const Observed> present,
                             std::span<const double> before, double complaint,
                             const ClinicalNetwork& network, const CauseTable& causes) {
  PresentCauses made;
  made.prior.reserve(before.size());
  made.touched.reserve(before.size());
  made.touched_spares.reserve(before.size() * present.size());
  made.denied_ratio.assign(before.size(), 1.0);
  made.place.assign(before.size(), PresentCauses::none);
  for (std::size_t c = 0; c < before.size(); ++c) {
    made.prior.push_back(std::clamp(before[c] * (causes.is_primary(c) ? complaint : 1), 0.0,
                                    1 - PresentCauses::least));
  }
  Reader reader(present.size(), network, causes, made);
  for (std::size_t f = 0; f < present.size(); ++f) {
    made.leaks.push_back(1 - reader.noisy_or(present[f].variable).leak);
    reader.read(present[f].variable, f);
  }
  for (const Observed& item : denied) {
    reader.read(item.variable, PresentCauses::none);
  }
  for (std::size_t b = 0; b < made.between.size(); ++b) {
    reader.place(b);
  }
  return made;
}

}  // namespace paraspinal::triage
