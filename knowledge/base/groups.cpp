#include "knowledge/base/groups.h"

#include <optional>

namespace paraspinal::knowledge {
namespace {

constexpr double least_sum = 1.05;  // of the rivals' targets; see complaint_of

// The S in S = 1 - prod (1 - target S): the probability that at least one cause acts, before the
// complaint is known, at which independent causes with P = target * S have posterior = target once
// it is. Needs sum(targets) > 1.
double complaint_of(const std::vector<double>& targets) {
  const auto excess = [&](double scale) {
    double none = 1;
    for (const double value : targets) {
      none *= 1 - value * scale;
    }
    return none - (1 - scale);
  };
  double low = 0;
  double high = 1;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (excess(middle) < 0 ? low : high) = middle;
  }
  return high;
}

double share_of(const KnowledgeBase& knowledge, const Context& context) {
  const Demographics& people = knowledge.demographics;
  const auto setting = static_cast<std::size_t>(context.setting);
  return context.sex == Sex::female
             ? people.female[setting][context.age_band] *
                   people.pregnancy[context.age_band][static_cast<std::size_t>(context.pregnancy)]
             : people.male[setting][context.age_band];
}

}  // namespace

Group group_of(const KnowledgeBase& knowledge, const Targets& targets, const Context& context) {
  Group group{context, share_of(knowledge, context), {}, 1, 0};
  std::optional<std::size_t> other;
  double sum = 0;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    group.targets.push_back(targets.of(ConditionId{c}, context));
    if (knowledge.conditions[c].role == ConditionRole::other) {
      other = c;
    }
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      sum += group.targets[c];
    }
  }
  if (other && sum < least_sum) {
    group.raised_other = least_sum - sum;
    group.targets[*other] += group.raised_other;
  }
  std::vector<double> rivals;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    if (knowledge.conditions[c].role != ConditionRole::contributor) {
      rivals.push_back(group.targets[c]);
    }
  }
  group.complaint = complaint_of(rivals);
  return group;
}

std::vector<Group> groups_of(const KnowledgeBase& knowledge, const Targets& targets,
                             Setting setting) {
  std::vector<Group> groups;
  for (std::size_t band = 0; band < knowledge.age_bands.size(); ++band) {
    for (const Sex sex : all_sexes) {
      for (const PregnancyStage stage : all_pregnancy_stages) {
        const Context context{setting, band, sex, stage};
        if (exists(knowledge, context)) {
          groups.push_back(group_of(knowledge, targets, context));
        }
      }
    }
  }
  return groups;
}

}  // namespace paraspinal::knowledge
