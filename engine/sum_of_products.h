#pragma once

// A local distribution as a short sum of products of functions of one parent each,
//
//   P(effect = x | parents) = sum_k weight[k][x] * prod_i link_i[k](state of parent i),
//
// which is what makes noisy-OR and noisy-MAX cheap (Diez & Galan 2003): with a hidden variable
// whose states are the terms k, the family falls apart into links of two variables. Weights are
// signed.
//
//   noisy-OR:  present = L - R L, absent = 1 - L + R L, with R = (1 - leak) prod (1 - raising) and
//              L = prod (1 - lowering)
//   noisy-MAX: P(x) = G(x) - G(x - 1), G(g) = leak(<= g) prod_i link_i(<= g)

#include <algorithm>
#include <vector>

#include "engine/distribution.h"
#include "engine/factor.h"

namespace paraspinal::engine {

// The function of one parent in every term: values[term * parent.states + state of the parent].
struct TermLink {
  Axis parent;
  std::vector<double> values;
};

// Whether the link has the same values in both terms.
inline bool same_row(const TermLink& link, std::size_t a, std::size_t b) {
  const double* values = link.values.data();
  return std::equal(values + a * link.parent.states, values + (a + 1) * link.parent.states,
                    values + b * link.parent.states);
}

struct SumOfProducts {
  std::size_t terms = 0;
  std::size_t effect_states = 0;
  std::vector<double> weights;  // [term][state of the effect], last fastest
  std::vector<TermLink> links;
};

// Axes name the variables of the network, all parents with their states as in `noisy_max`'s links.
SumOfProducts sum_of_products(const NoisyOr& noisy_or);
SumOfProducts sum_of_products(const NoisyMax& noisy_max);

// Adds up terms that no link tells apart and drops those of weight zero.
void simplify(SumOfProducts& sum);

}  // namespace paraspinal::engine
