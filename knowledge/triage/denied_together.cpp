// Entry points: the constructor of DeniedTogether, and divide, at the end.

#include "knowledge/triage/denied_together.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>
#include <variant>

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

// In four sums, so that an addition need not wait for the one before it.
double sum_of(std::span<const double> numbers) {
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= numbers.size(); i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) {
      sums[k] += numbers[i + k];
    }
  }
  for (; i < numbers.size(); ++i) {
    sums.front() += numbers[i];
  }
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// From a mechanism or a background to a finding of the group, in the order of these.
struct Route {
  std::size_t between = 0;
  double spares = 1;  // P(the finding is absent | what stands between is present), through it alone
};

// A condition above a mechanism or a background, and P(this is present) with it and without it.
struct CauseOf {
  std::size_t condition = 0;
  double with = 0;
  double without = 0;
};

// A mechanism or a background.
struct Between {
  VariableId variable;
  std::size_t causes_begin = 0;
  std::size_t causes_count = 0;
  double spares = 1;  // P(no finding of the group | it is present), through it alone
};

}  // namespace

// Multiplies the likelihood ratios of each finding together, arc by arc.
class DeniedTogether::Reader {
 public:
  Reader(std::span<const Observed> findings, std::span<const double> before,
         const ClinicalNetwork& network, const CauseTable& causes)
      : before_(before),
        network_(network),
        parts_(causes.parts()),
        touched_(before.size(), false),
        first_(before.size(), 1.0),
        last_(before.size(), 1.0) {
    conditions_.reserve(before.size());
    said.reserve(before.size() * findings.size());
    for (const Observed& finding : findings) {
      for (const NoisyOrLink& link : noisy_or(finding.variable).raising) {
        if (stands_between(link.parent)) {
          const Route route{between(link.parent), 1 - inside(link.strength)};
          between_[route.between].spares *= route.spares;
          routes_.push_back(route);
        }
      }
    }
    next_route_ = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      for (const NoisyOrLink& link : noisy_or(findings[i].variable).raising) {
        read(link);
      }
      append_said(i);
    }
    put_in_order();
  }

  std::vector<Said> said;  // of one condition after another

 private:
  const NoisyOr& noisy_or(VariableId variable) const {
    return std::get<NoisyOr>(network_.network.distribution(variable));
  }

  void read(const NoisyOrLink& link) {
    const NetworkPart part = parts_[link.parent.index];
    if (part.is_condition()) {
      multiply(part.place, 1 - inside(link.strength), 1 - inside(link.strength));
    } else if (stands_between(link.parent)) {
      read_route(next_route_++);
    }
  }

  bool stands_between(VariableId variable) const {
    const Part part = parts_[variable.index].part;
    return part == Part::mechanism || part == Part::background;
  }

  void multiply(std::size_t condition, double as_first, double as_last) {
    if (!touched_[condition]) {
      touched_[condition] = true;
      conditions_.push_back(condition);
    }
    first_[condition] *= as_first;
    last_[condition] *= as_last;
  }

  // Those of one condition after another, each in the order of the findings.
  void put_in_order() {
    std::vector<std::size_t> next(before_.size() + 1, 0);
    for (const Said& one : said) {
      ++next[one.condition + 1];
    }
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<Said> ordered(said.size());
    for (const Said& one : said) {
      ordered[next[one.condition]++] = one;
    }
    said = std::move(ordered);
  }

  // What the finding says of all the conditions it touches; then it is forgotten.
  void append_said(std::size_t finding) {
    for (const std::size_t condition : conditions_) {
      const double first = std::exchange(first_[condition], 1.0);
      const double ratio = first * std::exchange(last_[condition], 1.0);
      said.push_back({condition, finding, ratio == 1 ? 0 : std::log(ratio) / 2, 1 - first});
      touched_[condition] = false;
    }
    conditions_.clear();
  }

  // Its place; its causes are read where it is new.
  std::size_t between(VariableId variable) {
    const auto found = std::ranges::find(between_, variable, &Between::variable);
    if (found != between_.end()) {
      return static_cast<std::size_t>(found - between_.begin());
    }
    const NoisyOr& own = noisy_or(variable);
    const double absent = 1 - own.leak;
    const double raised = absent * product(own.raising);
    const double kept = product(own.lowering);
    const std::size_t begin = causes_.size();
    for (const NoisyOrLink& cause : own.raising) {
      const double others = raised / spares(cause);
      causes_.push_back({parts_[cause.parent.index].place,
                         (1 - others * (1 - cause.strength)) * kept, (1 - others) * kept});
    }
    for (const NoisyOrLink& cause : own.lowering) {
      const double others = (1 - raised) * (kept / spares(cause));
      causes_.push_back({parts_[cause.parent.index].place, others * (1 - cause.strength), others});
    }
    between_.push_back({variable, begin, causes_.size() - begin, 1});
    return between_.size() - 1;
  }

  // The causes of a mechanism or a background, through it.
  void read_route(std::size_t route) {
    const Between& between = between_[routes_[route].between];
    const double by_itself = routes_[route].spares;
    const double all = between.spares;
    const double others = all / by_itself;
    for (const CauseOf& cause :
         std::span(causes_).subspan(between.causes_begin, between.causes_count)) {
      const auto absent = [](double present, double share) { return 1 - present * (1 - share); };
      multiply(cause.condition, absent(cause.with, by_itself) / absent(cause.without, by_itself),
               absent(cause.with, all) * absent(cause.without, others) /
                   (absent(cause.with, others) * absent(cause.without, all)));
    }
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

  std::span<const double> before_;
  const ClinicalNetwork& network_;
  const std::vector<NetworkPart>& parts_;
  std::vector<Between> between_;
  std::vector<CauseOf> causes_;  // of one after another
  std::vector<Route> routes_;
  std::size_t next_route_ = 0;
  // Of one finding, P(absent | condition) / P(absent | not the condition), where it is the first of
  // the group to be known and where it is the last.
  std::vector<std::size_t> conditions_;
  std::vector<bool> touched_;  // [condition]
  std::vector<double> first_;  // [condition]
  std::vector<double> last_;   // [condition]
};

DeniedTogether::DeniedTogether(std::span<const Observed> findings, std::span<const double> before,
                               const ClinicalNetwork& network, const CauseTable& causes)
    : said_(Reader(findings, before, network, causes).said) {}

void DeniedTogether::divide(std::span<const double> before, std::span<const double> change,
                            const Group& group, WeightTable& weights) const {
  // How much each takes away from all conditions, as likely as they are.
  std::vector<double> taken(group.size(), 0.0);
  for (const Said& one : said_) {
    taken[one.finding] += before[one.condition] * one.moves;
  }
  std::vector<double> whole_parts(group.size());
  std::ranges::transform(taken, whole_parts.begin(), [](double all) { return std::abs(all); });
  std::vector<double> parts(group.size());
  auto next = said_.begin();
  for (std::size_t c = 0; c < change.size(); ++c) {
    const auto row = weights[c];
    // One that cannot be is changed by nothing.
    if (before[c] <= 0 && change[c] == 0) {
      for (const std::size_t i : group) {
        row[i] = 0;
      }
      next = std::find_if(next, said_.end(), [c](const Said& one) { return one.condition != c; });
      continue;
    }
    std::ranges::copy(whole_parts, parts.begin());
    const auto first = next;
    const bool certain = before[c] <= nearest_to_one || before[c] >= 1 - nearest_to_one;
    double rest = change[c];
    for (; next != said_.end() && next->condition == c; ++next) {
      // Of what it takes from the others; so little of its own counts that it tells only where a
      // finding touches no other.
      constexpr double share_of_own = 1e-6;
      const double from_this = before[c] * next->moves;
      parts[next->finding] =
          std::abs(taken[next->finding] - from_this) + share_of_own * std::abs(from_this);
      rest -= certain ? 0 : next->own;
    }
    const double whole = sum_of(parts);
    if (!(whole > 0)) {
      std::ranges::fill(parts, 1.0);
    }
    const double each = rest / (whole > 0 ? whole : static_cast<double>(group.size()));
    for (std::size_t i = 0; i < group.size(); ++i) {
      row[group[i]] = weight_of(parts[i] * each);
    }
    for (const Said& one : std::span(first, next)) {
      row[group[one.finding]] = weight_of((certain ? 0 : one.own) + parts[one.finding] * each);
    }
  }
}

}  // namespace paraspinal::triage
