#include "engine/renumbering.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <type_traits>

#include "engine/distribution_checks.h"
#include "engine/probability.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// A number below this loses more than ten digits when it is taken from one.
constexpr double smallest_in_a_star = 1e-6;

bool same_parents(const std::vector<NoisyOrLink>& a, const std::vector<NoisyOrLink>& b) {
  return std::ranges::equal(a, b, {}, &NoisyOrLink::parent, &NoisyOrLink::parent);
}

bool same(const TableDistribution& a, const TableDistribution& b) {
  return a.parents == b.parents && a.values.size() == b.values.size();
}

bool same(const NoisyOr& a, const NoisyOr& b) {
  return same_parents(a.raising, b.raising) && same_parents(a.lowering, b.lowering);
}

bool same(const LogOddsDistribution& a, const LogOddsDistribution& b) {
  return a.context == b.context && a.base.size() == b.base.size() &&
         std::ranges::equal(a.terms, b.terms, {}, &LogOddsTerm::parent, &LogOddsTerm::parent);
}

bool same(const NoisyMax& a, const NoisyMax& b) {
  return a.leak.size() == b.leak.size() &&
         std::ranges::equal(a.links, b.links, [](const NoisyMaxLink& x, const NoisyMaxLink& y) {
           return x.parent == y.parent && x.values.size() == y.values.size();
         });
}

bool sound_rows(const std::vector<double>& values, std::size_t states) {
  for (std::size_t begin = 0; begin < values.size(); begin += states) {
    const std::span row(values.data() + begin, states);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (!std::ranges::all_of(row, is_probability) || !(std::abs(sum - 1) <= row_sum_tolerance)) {
      return false;
    }
  }
  return true;
}

// Two at a time, of both of which one comparison tells: a base may have hundreds of rows.
bool any_nan(const std::vector<double>& values) {
  const std::size_t half = values.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    if (std::isunordered(values[i], values[half + i])) {
      return true;
    }
  }
  return !values.empty() && std::isnan(values.back());
}

struct Soundness {
  std::size_t states;

  bool operator()(const TableDistribution& table) const { return sound_rows(table.values, states); }
  bool operator()(const NoisyOr& noisy_or) const {
    return is_probability(noisy_or.leak) &&
           std::ranges::all_of(noisy_or.raising, is_probability, &NoisyOrLink::strength) &&
           std::ranges::all_of(noisy_or.lowering, is_probability, &NoisyOrLink::strength);
  }
  bool operator()(const LogOddsDistribution& logistic) const {
    return !any_nan(logistic.base) &&
           std::ranges::all_of(
               logistic.terms, [](double x) { return std::isfinite(x); }, &LogOddsTerm::weight);
  }
  bool operator()(const NoisyMax& noisy_max) const {
    return sound_rows(noisy_max.leak, states) &&
           std::ranges::all_of(noisy_max.links, [this](const NoisyMaxLink& link) {
             return sound_rows(link.values, states);
           });
  }
};

// A strength that leaves the effect as it is.
bool without_effect(const NoisyOrLink& link) {
  return 1 - link.strength == 1;
}

bool causes_without_effect_stay(const std::vector<NoisyOrLink>& before,
                                const std::vector<NoisyOrLink>& after) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (without_effect(before[i]) && !without_effect(after[i])) {
      return false;
    }
  }
  return true;
}

bool keeps(const NoisyOr& before, const NoisyOr& after) {
  const double no_leak_before = 1 - before.leak;
  const double no_leak_after = 1 - after.leak;
  return causes_without_effect_stay(before.raising, after.raising) &&
         causes_without_effect_stay(before.lowering, after.lowering) &&
         (no_leak_before != 1 || no_leak_after == 1) && (no_leak_before != 0 || no_leak_after == 0);
}

bool same_rows_stay(const TermLink& before, const TermLink& after, std::size_t terms) {
  for (std::size_t a = 0; a < terms; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (same_row(before, a, b) && !same_row(after, a, b)) {
        return false;
      }
    }
  }
  return true;
}

bool keeps(const NoisyMax& before, const NoisyMax& after) {
  const SumOfProducts old = sum_of_products(before);
  const SumOfProducts changed = sum_of_products(after);
  for (std::size_t i = 0; i < old.weights.size(); ++i) {
    if (old.weights[i] == 0 && changed.weights[i] != 0) {
      return false;
    }
  }
  for (std::size_t l = 0; l < old.links.size(); ++l) {
    if (!same_rows_stay(old.links[l], changed.links[l], old.terms)) {
      return false;
    }
  }
  return true;
}

// The terms 1, L and R L of a noisy-OR (sum_of_products.h): of each, the first that it equals.
std::array<std::size_t, 3> equal_terms(const NoisyOr& noisy_or) {
  const bool raises = !std::ranges::all_of(noisy_or.raising, without_effect);
  const bool lowers = !std::ranges::all_of(noisy_or.lowering, without_effect);
  const std::size_t lowered = lowers ? 1 : 0;
  return {0, lowered, raises ? 2 : lowered};
}

struct Weights {
  double absent = 0;
  double present = 0;
};

// Of equal terms together, where the first of them stands.
std::array<Weights, 3> weights_of(const NoisyOr& noisy_or,
                                  const std::array<std::size_t, 3>& equal) {
  const double no_leak = 1 - noisy_or.leak;
  const std::array<Weights, 3> of_term{{{1, 0}, {-1, 1}, {no_leak, -no_leak}}};
  std::array<Weights, 3> together{};
  for (std::size_t term = 0; term < of_term.size(); ++term) {
    together[equal[term]].absent += of_term[term].absent;
    together[equal[term]].present += of_term[term].present;
  }
  return together;
}

// The parent's state that acts; the other one has 1 in every term.
void set_present(TermLink& link, std::size_t place, double value) {
  link.values[place * 2] = 1;
  link.values[place * 2 + 1] = value;
}

void renumber(SumOfProducts& sum, const NoisyOr& before, const NoisyOr& after) {
  const auto equal = equal_terms(before);
  const auto kept = weights_of(before, equal);
  const auto weights = weights_of(after, equal);
  std::size_t place = 0;
  for (std::size_t term = 0; term < kept.size(); ++term) {
    if (equal[term] != term || (kept[term].absent == 0 && kept[term].present == 0)) {
      continue;
    }
    require(place < sum.terms, "the sum of products is that of the noisy-OR");
    sum.weights[place * 2] = weights[term].absent;
    sum.weights[place * 2 + 1] = weights[term].present;
    auto link = sum.links.begin();
    for (const NoisyOrLink& raising : after.raising) {
      set_present(*link++, place, term == 2 ? 1 - raising.strength : 1);
    }
    for (const NoisyOrLink& lowering : after.lowering) {
      set_present(*link++, place, term == 0 ? 1 : 1 - lowering.strength);
    }
    ++place;
  }
  require(place == sum.terms, "the sum of products is that of the noisy-OR");
}

}  // namespace

bool same_structure(const Distribution& before, const Distribution& after) {
  return std::visit(
      [&after](const auto& of_before) {
        const auto* of_after = std::get_if<std::decay_t<decltype(of_before)>>(&after);
        return of_after != nullptr && same(of_before, *of_after);
      },
      before);
}

bool has_sound_numbers(const Distribution& distribution, std::size_t states) {
  return std::visit(Soundness{states}, distribution);
}

bool keeps_equalities(const Distribution& before, const Distribution& after) {
  if (const auto* noisy_or = std::get_if<NoisyOr>(&before)) {
    return keeps(*noisy_or, std::get<NoisyOr>(after));
  }
  if (const auto* noisy_max = std::get_if<NoisyMax>(&before)) {
    return keeps(*noisy_max, std::get<NoisyMax>(after));
  }
  return true;
}

bool loses_digits(const Distribution& distribution) {
  const auto* noisy_or = std::get_if<NoisyOr>(&distribution);
  const auto small = [](double p) { return p > 0 && p < smallest_in_a_star; };
  return noisy_or != nullptr &&
         (small(noisy_or->leak) ||
          std::ranges::any_of(noisy_or->raising, small, &NoisyOrLink::strength));
}

void renumber(SumOfProducts& sum, const Distribution& before, const Distribution& after) {
  if (const auto* noisy_or = std::get_if<NoisyOr>(&before)) {
    renumber(sum, *noisy_or, std::get<NoisyOr>(after));
  } else {
    sum = sum_of_products(std::get<NoisyMax>(after));
  }
}

}  // namespace paraspinal::engine
