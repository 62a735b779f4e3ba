#pragma once

// The likelihoods of one observation, by variable, in one piece of memory: observations are copied
// often, and few variables have one.
//
//   SoftEvidence likelihood(network.size());
//   likelihood.set(3, {0.2, 0.8});
//   likelihood[3];                  // {0.2, 0.8}; empty where nothing soft is observed
//
// Not for: evidence as it is given; see evidence.h.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace paraspinal::engine {

class SoftEvidence {
 public:
  SoftEvidence() = default;
  explicit SoftEvidence(std::size_t variables) : places_(variables) {}

  // How many variables the network has.
  std::size_t size() const { return places_.size(); }

  std::span<const double> operator[](std::size_t variable) const {
    const Place& place = places_[variable];
    return std::span(values_).subspan(place.begin, place.count);
  }

  // One entry a state, each `value`, to be changed. What was observed before is forgotten, and
  // other such spans are no longer valid.
  std::span<double> assign(std::size_t variable, std::size_t states, double value) {
    Place& place = places_[variable];
    if (place.room < states) {
      place.begin = static_cast<std::uint32_t>(values_.size());
      place.room = static_cast<std::uint32_t>(states);
      values_.resize(values_.size() + states);
    }
    place.count = static_cast<std::uint32_t>(states);
    const auto values = std::span(values_).subspan(place.begin, states);
    std::ranges::fill(values, value);
    return values;
  }

  // None where the likelihood is empty. It must not be one of this object's own.
  void set(std::size_t variable, std::span<const double> likelihood) {
    if (likelihood.empty()) {
      clear(variable);
    } else {
      std::ranges::copy(likelihood, assign(variable, likelihood.size(), 0).begin());
    }
  }
  void set(std::size_t variable, std::initializer_list<double> likelihood) {
    set(variable, std::span(likelihood.begin(), likelihood.size()));
  }
  void clear(std::size_t variable) { places_[variable].count = 0; }

 private:
  // In the values; `room` may be left from before.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    std::uint32_t room = 0;
  };

  std::vector<Place> places_;
  std::vector<double> values_;
};

}  // namespace paraspinal::engine
