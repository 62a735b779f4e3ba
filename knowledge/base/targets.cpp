#include "knowledge/base/targets.h"

#include <cmath>
#include <optional>
#include <string_view>

#include "engine/probability.h"

namespace paraspinal::knowledge {
namespace {

const PriorModifier* modifier_of(const Condition& condition, ModifierFactor factor,
                                 std::string_view level) {
  for (const PriorModifier& modifier : condition.modifiers) {
    if (modifier.factor == factor && modifier.level == level) {
      return &modifier;
    }
  }
  return nullptr;
}

// What the content says of one condition in one context, before scaling.
struct Unscaled {
  double point = 0;       // the prior of the setting, or an absolute figure
  double multiplier = 1;  // on the odds
  bool absolute = false;  // `point` is a modifier's own figure
};

bool in_scope(const Condition& condition, const Context& context, const PriorModifier* stage) {
  if (condition.scope == PriorScope::women && context.sex == Sex::male) {
    return false;
  }
  return condition.scope != PriorScope::pregnant || is_pregnant(context.pregnancy) ||
         (stage != nullptr && stage->absolute);
}

// Nothing outside the scope, or where a modifier of zero rules the condition out.
std::optional<Unscaled> unscaled(const KnowledgeBase& knowledge, const Condition& condition,
                                 const Context& context) {
  const PriorModifier* stage =
      modifier_of(condition, ModifierFactor::pregnancy, name(context.pregnancy));
  if (!in_scope(condition, context, stage)) {
    return std::nullopt;
  }
  Unscaled figure{condition.priors[static_cast<std::size_t>(context.setting)].point};
  const PriorModifier* age =
      modifier_of(condition, ModifierFactor::age, knowledge.age_bands[context.age_band].id);
  const PriorModifier* sex = modifier_of(condition, ModifierFactor::sex, name(context.sex));
  for (const PriorModifier* modifier : {stage, age, sex}) {
    if (modifier == nullptr) {
      continue;
    }
    if (modifier->value <= 0) {
      return std::nullopt;
    }
    if (modifier->absolute) {
      figure.point = modifier->value;
      figure.absolute = true;
    } else {
      figure.multiplier *= modifier->value;
    }
  }
  return figure;
}

double scaled(const Unscaled& figure, double log_scale) {
  const double log_odds = engine::log_odds({figure.point}).value + std::log(figure.multiplier);
  return engine::probability({log_odds + (figure.absolute ? 0 : log_scale)}).value;
}

double share(const KnowledgeBase& knowledge, const Context& context) {
  const auto setting = static_cast<std::size_t>(context.setting);
  const Demographics& people = knowledge.demographics;
  return context.sex == Sex::female
             ? people.female[setting][context.age_band] *
                   people.pregnancy[context.age_band][static_cast<std::size_t>(context.pregnancy)]
             : people.male[setting][context.age_band];
}

// One group of the people over whom a prior is an average.
struct PriorGroup {
  Unscaled figure;
  double share = 0;
};

std::vector<PriorGroup> prior_groups_of(const KnowledgeBase& knowledge, const Condition& condition,
                                        Setting setting) {
  std::vector<PriorGroup> groups;
  for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
    for (const Sex sex : all_sexes) {
      for (const PregnancyStage stage : all_pregnancy_stages) {
        const Context context{setting, band, sex, stage};
        const auto figure =
            exists(knowledge, context) ? unscaled(knowledge, condition, context) : std::nullopt;
        if (figure && !figure->absolute) {
          groups.push_back({*figure, share(knowledge, context)});
        }
      }
    }
  }
  return groups;
}

// The shift of the log-odds at which the average over the groups is the prior, by bisection: the
// average grows with the shift.
double solve_log_scale(const std::vector<PriorGroup>& groups, double prior) {
  constexpr double widest = 20;
  constexpr int steps = 100;
  double total = 0;
  for (const PriorGroup& group : groups) {
    total += group.share;
  }
  if (total <= 0 || prior <= 0 || prior >= 1) {
    return 0;
  }
  double low = -widest;
  double high = widest;
  for (int step = 0; step < steps; ++step) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (const PriorGroup& group : groups) {
      sum += group.share * scaled(group.figure, middle);
    }
    (sum / total < prior ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

bool exists(const KnowledgeBase& knowledge, const Context& context) {
  return context.pregnancy == PregnancyStage::not_pregnant ||
         (context.sex == Sex::female && share(knowledge, context) > 0);
}

Targets::Targets(const KnowledgeBase& knowledge) : knowledge_(&knowledge) {
  for (const Condition& condition : knowledge.conditions) {
    std::vector<double> scales;
    scales.reserve(all_settings.size());
    for (const Setting setting : all_settings) {
      scales.push_back(solve_log_scale(prior_groups_of(knowledge, condition, setting),
                                       condition.priors[static_cast<std::size_t>(setting)].point));
    }
    log_scale_.push_back(std::move(scales));
  }
}

double Targets::of(ConditionId condition, const Context& context) const {
  const auto figure = unscaled(*knowledge_, knowledge_->conditions[condition.index], context);
  return figure ? scaled(*figure,
                         log_scale_[condition.index][static_cast<std::size_t>(context.setting)])
                : 0;
}

}  // namespace paraspinal::knowledge
