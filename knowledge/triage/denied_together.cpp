// Entry points: the constructor of DeniedTogether, and divide, at the end.

#include "knowledge/triage/denied_together.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

#include "knowledge/triage/network_parts.h"

namespace paraspinal::triage {
namespace {

using engine::NoisyOr;
using engine::NoisyOrLink;
using engine::VariableId;
using knowledge::ClinicalNetwork;

// A probability or a strength nearer to 1 is told apart no more.
constexpr double nearest_to_one = 1e-15;

double inside(double p) {
  return std::clamp(p, nearest_to_one, 1 - nearest_to_one);
}

// From a mechanism or a background to a finding of the group, in the order of these.
struct Route {
  VariableId between;
  double spares = 1;  // P(the finding is absent | what stands between is present), through it alone
};

// How the findings of the group that a mechanism or a background raises are spared.
struct Spared {
  double by_itself = 1;  // P(the finding is absent | the mechanism is present), through it alone
  double others = 1;     // P(all others are)
};

}  // namespace

// Multiplies the likelihood ratios of the findings together, arc by arc.
class DeniedTogether::Reader {
 public:
  Reader(std::span<const Observed> findings, std::span<const double> before,
         const ClinicalNetwork& network)
      : before_(before), network_(network), parts_(parts_of(network)) {
    const std::size_t size = findings.size() * before.size();
    first.assign(size, 1.0);
    last.assign(size, 1.0);
    for (const Observed& finding : findings) {
      for (const NoisyOrLink& link : noisy_or(finding.variable).raising) {
        if (stands_between(link.parent)) {
          routes_.push_back({link.parent, 1 - inside(link.strength)});
        }
      }
    }
    next_route_ = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      for (const NoisyOrLink& link : noisy_or(findings[i].variable).raising) {
        read(i, link);
      }
    }
  }

  // [finding][condition]: P(absent | condition) / P(absent | not the condition), where the finding
  // is the first of the group to be known and where it is the last.
  std::vector<double> first;
  std::vector<double> last;

 private:
  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

  void read(std::size_t finding, const NoisyOrLink& link) {
    const NetworkPart part = parts_[link.parent.index];
    if (part.is_condition()) {
      multiply(finding, part.place, 1 - inside(link.strength), 1 - inside(link.strength));
    } else if (stands_between(link.parent)) {
      read_between(finding, link.parent, next_route_++);
    }
  }

  bool stands_between(VariableId variable) const {
    const Part part = parts_[variable.index].part;
    return part == Part::mechanism || part == Part::background;
  }

  void multiply(std::size_t finding, std::size_t condition, double as_first, double as_last) {
    first[finding * before_.size() + condition] *= as_first;
    last[finding * before_.size() + condition] *= as_last;
  }

  // The causes of a mechanism or a background, through it.
  void read_between(std::size_t finding, VariableId between, std::size_t route) {
    const NoisyOr& own = noisy_or(between);
    const double absent = 1 - own.leak;
    const double raised = absent * product(own.raising);
    const double kept = product(own.lowering);
    const Spared spared{routes_[route].spares, spared_others(route)};
    for (const NoisyOrLink& cause : own.raising) {
      const double others = raised / spares(cause);
      read_cause(finding, cause, (1 - others * (1 - cause.strength)) * kept, (1 - others) * kept,
                 spared);
    }
    for (const NoisyOrLink& cause : own.lowering) {
      const double others = (1 - raised) * (kept / spares(cause));
      read_cause(finding, cause, others * (1 - cause.strength), others, spared);
    }
  }

  // `with`, `without`: P(what stands between is present), the condition present and absent.
  void read_cause(std::size_t finding, const NoisyOrLink& cause, double with, double without,
                  Spared spared) {
    const auto absent = [](double present, double share) { return 1 - present * (1 - share); };
    const double all = spared.by_itself * spared.others;
    multiply(finding, parts_[cause.parent.index].place,
             absent(with, spared.by_itself) / absent(without, spared.by_itself),
             absent(with, all) / absent(with, spared.others) * absent(without, spared.others) /
                 absent(without, all));
  }

  // P(the cause raises nothing), as likely as it is.
  double spares(const NoisyOrLink& cause) const {
    return 1 - cause.strength * inside(before_[parts_[cause.parent.index].place]);
  }

  double product(std::span<const NoisyOrLink> causes) const {
    double all = 1;
    for (const NoisyOrLink& cause : causes) {
      all *= spares(cause);
    }
    return all;
  }

  // Along all other routes by the same mechanism.
  double spared_others(std::size_t route) const {
    double all = 1;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
      all *= i != route && routes_[i].between == routes_[route].between ? routes_[i].spares : 1;
    }
    return all;
  }

  std::span<const double> before_;
  const ClinicalNetwork& network_;
  std::vector<NetworkPart> parts_;
  std::vector<Route> routes_;
  std::size_t next_route_ = 0;
};

DeniedTogether::DeniedTogether(std::span<const Observed> findings, std::span<const double> before,
                               const ClinicalNetwork& network)
    : conditions_(before.size()) {
  const Reader reader(findings, before, network);
  own_.resize(reader.first.size());
  moves_.resize(reader.first.size());
  for (std::size_t i = 0; i < own_.size(); ++i) {
    const double ratio = reader.first[i] * reader.last[i];
    own_[i] = ratio == 1 ? 0 : std::log(ratio) / 2;
    moves_[i] = 1 - reader.first[i];
  }
}

// [finding]: how much each takes away from all conditions but this one, as likely as they are. So
// little of its own counts that it tells only where a finding touches no other.
void DeniedTogether::find_taken_from_others(std::size_t condition, std::span<const double> before,
                                            std::span<const double> taken,
                                            std::span<double> parts) const {
  constexpr double share_of_own = 1e-6;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double own = before[condition] * moves_[i * conditions_ + condition];
    parts[i] = std::abs(taken[i] - own) + share_of_own * std::abs(own);
  }
}

void DeniedTogether::divide(std::span<const double> before, std::span<const double> change,
                            const Group& group, std::vector<std::vector<double>>& weights) const {
  std::vector<double> taken(group.size(), 0.0);  // from all conditions
  std::vector<double> rest(change.begin(), change.end());
  for (std::size_t i = 0; i < group.size(); ++i) {
    for (std::size_t c = 0; c < conditions_; ++c) {
      taken[i] += before[c] * moves_[i * conditions_ + c];
      rest[c] -= own_[i * conditions_ + c];
    }
  }
  std::vector<double> parts(group.size());
  for (std::size_t c = 0; c < conditions_; ++c) {
    const bool certain = before[c] <= nearest_to_one || before[c] >= 1 - nearest_to_one;
    find_taken_from_others(c, before, taken, parts);
    const double whole = std::accumulate(parts.begin(), parts.end(), 0.0);
    for (std::size_t i = 0; i < group.size(); ++i) {
      const double part = whole > 0 ? parts[i] / whole : 1 / static_cast<double>(group.size());
      weights[c][group[i]] =
          weight_of(certain ? change[c] * part : own_[i * conditions_ + c] + rest[c] * part);
    }
  }
}

}  // namespace paraspinal::triage
