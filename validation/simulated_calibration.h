#pragma once

// Are the posteriors what they say? Simulation-based calibration (Cook, Gelman & Rubin 2006; Talts
// et al. 2018): people drawn from the network, a random part of their findings observed, and of the
// conditions said to be there with probability p a share p must be there.
//
//   const SimulatedCalibration ran = simulated_calibration(model, {.people = 500, .seed = 1});
//
// It tests the arithmetic of inference (and, with `told`, of closing findings), never the medicine.

#include <array>
#include <cstdint>

#include "validation/measures.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

struct SimulationPlan {
  std::size_t people = 400;
  std::size_t findings = 30;  // observed of each person
  // As a caller tells them, made coherent and closed by implications; else as the network drew
  // them.
  bool told = false;
  std::uint64_t seed = 20261126;
  std::size_t threads = 1;
};

struct SimulatedCalibration {
  std::size_t people = 0;
  std::size_t failed = 0;                   // impossible together
  std::array<CalibrationBin, 10> tenths{};  // of all conditions but the certain
  // Where 0.02 <= p <= 0.98: the rank of the truth, uniform when calibrated. A condition that is
  // there draws evenly from the last p of 0 ... 1, one that is not from the first 1 - p.
  std::array<std::size_t, 10> ranks{};
  double chi_square = 0;  // of the ranks against even ones, 9 degrees of freedom: above 16.9 in 5 %
};

SimulatedCalibration simulated_calibration(const Model& model, const SimulationPlan& plan);

}  // namespace paraspinal::validation
