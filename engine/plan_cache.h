#pragma once

// Plans made before, by what they depend on, answers to evidence asked for before, and workspaces
// at rest; shared by all threads that query one network. Safe to use from several threads at once.

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/ancestral_answers.h"
#include "engine/binary_sums.h"
#include "engine/common_plan.h"
#include "engine/evidence_variations.h"
#include "engine/lane_propagation.h"
#include "engine/propagation.h"

namespace paraspinal::engine {

// The variables observed, softly or hard, the states of observed noisy effects, the variables that
// bear on evidence, and the targets. Evidence that dissolves (compiled_network.h) is left out.
std::string plan_key(const CompiledNetwork& compiled, const Observation& observation,
                     const VariableSet& targets);

// Whether their keys are the same, whatever the targets, as far as it is seen at a glance.
bool are_alike(const CompiledNetwork& compiled, const Observation& a, const Observation& b);

class PlanCache {
 public:
  // The plan of this key, made by `make` when there is none yet; its argument is a plan no longer
  // needed, or an empty one, whose memory may be used again.
  Result<std::shared_ptr<const CommonPlan>> find_or_make(
      std::string key, const std::function<Result<CommonPlan>(CommonPlan memory)>& make);

  // The rows that were kept under this key (alike_posteriors.h), which must tell all that they
  // depend on: they are then the same bits as if made anew.
  std::optional<VariationTable> rows(const std::string& key);
  void keep_rows(std::string key, const VariationTable& table);

  // What somebody makes of the network alone, of each type one: `make` is asked for it once, and
  // asks nothing of this cache.
  template <typename Made, typename Make>
  std::shared_ptr<const Made> made_once(const Make& make) {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<const void>& made = made_once_[typeid(Made)];
    if (made == nullptr) {
      made = std::make_shared<const Made>(make());
    }
    return std::static_pointer_cast<const Made>(made);
  }

  // What variables give that no evidence below bears on.
  AncestralAnswers& ancestral_answers() { return ancestral_answers_; }

  // A workspace for one query, to be given back.
  std::unique_ptr<Workspace> take_workspace();
  void give_back(std::unique_ptr<Workspace> workspace);
  std::unique_ptr<LaneWorkspace> take_lane_workspace();
  void give_back(std::unique_ptr<LaneWorkspace> workspace);
  std::unique_ptr<BinarySums> take_binary_sums();
  void give_back(std::unique_ptr<BinarySums> sums);

 private:
  using Plans = std::list<std::pair<std::string, std::shared_ptr<const CommonPlan>>>;

  // When so many plans are kept the one not asked for the longest is forgotten: keys rarely come
  // back after so many others.
  static constexpr std::size_t most_plans = 128;
  // The same of rows, whose memory is some kilobytes each.
  static constexpr std::size_t most_rows = 256;

  // Plans that nobody holds any more.
  class Spares {
   public:
    CommonPlan take();
    void give_back(CommonPlan plan);

   private:
    static constexpr std::size_t most = 8;

    std::mutex mutex_;
    std::vector<CommonPlan> plans_;
  };

  // That gives its memory back once nobody holds it.
  std::shared_ptr<const CommonPlan> shared(CommonPlan plan) const;

  AncestralAnswers ancestral_answers_;
  std::shared_ptr<Spares> spares_ = std::make_shared<Spares>();
  std::mutex mutex_;
  Plans plans_;                                                    // the last asked for first
  std::unordered_map<std::string_view, Plans::iterator> plan_of_;  // by its key in the list
  std::unordered_map<std::string, VariationTable> rows_;
  std::unordered_map<std::type_index, std::shared_ptr<const void>> made_once_;
  std::vector<std::unique_ptr<Workspace>> workspaces_;
  std::vector<std::unique_ptr<LaneWorkspace>> lane_workspaces_;
  std::vector<std::unique_ptr<BinarySums>> binary_sums_;
};

}  // namespace paraspinal::engine
