#include "knowledge/triage/natural_frequency.h"

#include <cmath>

namespace paraspinal::triage {

std::string natural_frequency(double probability) {
  if (probability > 0.995) {
    return "more than 99 in 100";
  }
  if (probability >= 0.0095) {
    return "about " + std::to_string(std::lround(probability * 100)) + " in 100";
  }
  if (probability >= 0.00095) {
    return "about " + std::to_string(std::lround(probability * 1000)) + " in 1,000";
  }
  if (probability >= 0.0001) {
    return "about " + std::to_string(std::lround(probability * 10000)) + " in 10,000";
  }
  return "fewer than 1 in 10,000";
}

}  // namespace paraspinal::triage
