#pragma once

// The numbers of a plan's families under some observations (slicing.h), kept for those that come
// again: a plan made once for whatever may be known of a person serves every person of an age, a
// sex and a stage of pregnancy with the same numbers.
//
//   if (kept.worth_a_look()) ...               // from the second use of the plan on
//   auto slices = kept.find(slices_key(observation));
//
// Safe to use from several threads at once.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/observation.h"

namespace paraspinal::engine {

// What slice_families() makes of an observation.
struct Slices {
  double log_constant = 0;
  std::vector<double> unary;
  std::vector<double> computed;        // tables that were computed
  std::vector<const double*> factors;  // into these, the network's or the plan's
};

// The states observed; all that the slices of one plan depend on.
std::string slices_key(const Observation& observation);

class KeptSlices {
 public:
  // Whether the plan was used before: most are used once.
  bool worth_a_look();

  // Null where there are none yet.
  std::shared_ptr<const Slices> find(const std::string& key);
  void keep(std::string key, std::shared_ptr<const Slices> slices);

 private:
  // When so many are kept, some tens of kilobytes each, they are all forgotten.
  static constexpr std::size_t most_slices = 128;

  std::mutex mutex_;
  bool used_ = false;
  std::unordered_map<std::string, std::shared_ptr<const Slices>> slices_;
};

}  // namespace paraspinal::engine
