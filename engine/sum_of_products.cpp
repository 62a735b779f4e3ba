#include "engine/sum_of_products.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace paraspinal::engine {
namespace {

// The rows of a link or weight table with `width` entries a term, for terms in `kept` only.
std::vector<double> rows(const std::vector<double>& values, std::size_t width,
                         std::span<const std::size_t> kept) {
  std::vector<double> result;
  for (const std::size_t term : kept) {
    for (std::size_t i = 0; i < width; ++i) {
      result.push_back(values[term * width + i]);
    }
  }
  return result;
}

bool zero_weight(const SumOfProducts& sum, std::size_t term) {
  for (std::size_t x = 0; x < sum.effect_states; ++x) {
    if (sum.weights[term * sum.effect_states + x] != 0) {
      return false;
    }
  }
  return true;
}

void keep_terms(SumOfProducts& sum, std::span<const std::size_t> kept) {
  sum.weights = rows(sum.weights, sum.effect_states, kept);
  for (TermLink& link : sum.links) {
    link.values = rows(link.values, link.parent.states, kept);
  }
  sum.terms = kept.size();
}

}  // namespace

SumOfProducts sum_of_products(const NoisyOr& noisy_or) {
  const double no_leak = 1 - noisy_or.leak;
  SumOfProducts sum{3, 2, {1, 0, -1, 1, no_leak, -no_leak}, {}};  // terms 1, L, R L
  for (const NoisyOrLink& link : noisy_or.raising) {
    sum.links.push_back({{link.parent.index, 2}, {1, 1, 1, 1, 1, 1 - link.strength}});
  }
  for (const NoisyOrLink& link : noisy_or.lowering) {
    const double kept = 1 - link.strength;
    sum.links.push_back({{link.parent.index, 2}, {1, 1, 1, kept, 1, kept}});
  }
  return sum;
}

SumOfProducts sum_of_products(const NoisyMax& noisy_max) {
  const std::size_t grades = noisy_max.leak.size();
  SumOfProducts sum{grades, grades, std::vector<double>(grades * grades, 0.0), {}};
  double up_to = 0;
  for (std::size_t g = 0; g < grades; ++g) {
    up_to = g + 1 == grades ? 1.0 : up_to + noisy_max.leak[g];
    sum.weights[g * grades + g] = up_to;
    if (g + 1 < grades) {
      sum.weights[g * grades + g + 1] = -up_to;
    }
  }
  for (const NoisyMaxLink& link : noisy_max.links) {
    const std::size_t states = link.values.size() / grades;
    TermLink cumulative{{link.parent.index, states}, std::vector<double>(grades * states)};
    for (std::size_t s = 0; s < states; ++s) {
      double total = 0;
      for (std::size_t g = 0; g < grades; ++g) {
        total = g + 1 == grades ? 1.0 : total + link.values[s * grades + g];
        cumulative.values[g * states + s] = total;
      }
    }
    sum.links.push_back(std::move(cumulative));
  }
  return sum;
}

void simplify(SumOfProducts& sum) {
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < sum.terms; ++k) {
    const auto twin = std::ranges::find_if(kept, [&](std::size_t other) {
      return std::ranges::all_of(sum.links,
                                 [&](const TermLink& link) { return same_row(link, k, other); });
    });
    if (twin == kept.end()) {
      kept.push_back(k);
      continue;
    }
    for (std::size_t x = 0; x < sum.effect_states; ++x) {
      sum.weights[*twin * sum.effect_states + x] += sum.weights[k * sum.effect_states + x];
    }
  }
  std::erase_if(kept, [&](std::size_t k) { return zero_weight(sum, k); });
  keep_terms(sum, kept);
}

}  // namespace paraspinal::engine
