#include "validation/ablations.h"

#include <utility>

#include "engine/probability.h"
#include "knowledge/base/calibrate.h"
#include "knowledge/base/context.h"
#include "knowledge/base/targets.h"

namespace paraspinal::validation {

using knowledge::Context;
using knowledge::KnowledgeBase;

engine::Result<KnowledgeBase> without_mechanisms(const KnowledgeBase& knowledge) {
  KnowledgeBase changed = knowledge;
  changed.mechanisms.clear();
  changed.solved = {};
  auto calibration = knowledge::calibrate(changed);
  if (!calibration) {
    return engine::fail(calibration.error());
  }
  changed.solved = std::move(calibration->solved);
  return changed;
}

KnowledgeBase without_calibration(const KnowledgeBase& knowledge) {
  KnowledgeBase changed = knowledge;
  const knowledge::Targets targets(knowledge);
  const std::size_t bands = knowledge.age_bands.size();
  for (const auto setting : knowledge::all_settings) {
    for (std::size_t band = 0; band < bands; ++band) {
      for (const auto sex : knowledge::all_sexes) {
        for (const auto stage : knowledge::all_pregnancy_stages) {
          const Context context{setting, band, sex, stage};
          if (!knowledge::exists(knowledge, context)) {
            continue;
          }
          for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
            const double target = targets.of(knowledge::ConditionId{c}, context);
            changed.solved.base[c][position(context, bands)] = engine::log_odds({target}).value;
          }
        }
      }
    }
  }
  return changed;
}

}  // namespace paraspinal::validation
