#include "validation/run.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "validation/subgroups.h"

namespace paraspinal::validation {
namespace {

// Urgencies of a case in words: "same_day to ambulance".
std::string range_of(const ValidationCase& item) {
  const std::string slowest(knowledge::name(item.slowest));
  const std::string fastest(knowledge::name(item.fastest));
  return slowest == fastest ? slowest : slowest + " to " + fastest;
}

std::string first_of(const std::vector<std::string>& ids, std::size_t n) {
  std::string text;
  for (std::size_t i = 0; i < std::min(n, ids.size()); ++i) {
    text += (i == 0 ? "" : " ") + ids[i];
  }
  return text;
}

bool among(const std::vector<std::string>& ranking, std::size_t n,
           const std::set<std::string>& right) {
  const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min(n, ranking.size()));
  return std::any_of(ranking.begin(), end,
                     [&](const std::string& id) { return right.contains(id); });
}

void add_gaps(const ValidationCase& item, const MethodAnswer& answer, std::vector<Gap>& gaps) {
  const int off = levels_off(item, *answer.urgency);
  const std::string ours(knowledge::name(*answer.urgency));
  if (off != 0) {
    const bool missed = off < 0 && item.is_visible_emergency();
    gaps.push_back({item.id, item.kind,
                    missed    ? "emergency missed"
                    : off < 0 ? "slower"
                              : "faster",
                    ours, range_of(item)});
  }
  if (!item.right.empty() && !among(answer.ranking, 3, item.right)) {
    const std::vector<std::string> right(item.right.begin(), item.right.end());
    gaps.push_back({item.id, item.kind, "condition not in first three", first_of(answer.ranking, 3),
                    first_of(right, right.size())});
  }
}

using Belongs = std::function<bool(const Assessed&)>;

std::vector<std::pair<std::string, Belongs>> parts_of(const std::string& kind) {
  const auto without = [kind](const std::string& group) {
    return [kind, group](const Assessed& one) {
      return one.item.kind == kind && !one.item.groups.contains(group);
    };
  };
  const auto only = [kind](const std::string& group) {
    return [kind, group](const Assessed& one) {
      return one.item.kind == kind && one.item.groups.contains(group);
    };
  };
  return {{"without the cases not unseen", without("not_unseen")},
          {"only the cases not unseen", only("not_unseen")},
          {"only without back involvement", only("no_back")},
          {"only where the back was not named", only("back_not_named")},
          {"only with the nearest condition", only("nearest_condition")}};
}

}  // namespace

Measures measure_those(const Run& run, const std::vector<MethodAnswer>& answers,
                       const Belongs& belongs, const knowledge::KnowledgeBase& knowledge) {
  std::vector<ValidationCase> cases;
  std::vector<MethodAnswer> chosen;
  for (std::size_t i = 0; i < run.assessed.size(); ++i) {
    if (belongs(run.assessed[i])) {
      cases.push_back(run.assessed[i].item);
      chosen.push_back(answers[i]);
    }
  }
  return measure(cases, chosen, knowledge);
}

SetMeasures measure_set(
    const Run& run, const std::string& kind, const Model& model,
    const std::vector<std::pair<std::string, std::vector<MethodAnswer>>>& ablations) {
  SetMeasures set;
  set.kind = kind;
  const Belongs of_kind = [&kind](const Assessed& one) { return one.item.kind == kind; };
  std::vector<MethodAnswer> ours;
  for (const Method method : all_methods) {
    const auto answers = answers_of(method, run.assessed, model);
    set.methods.push_back(
        {std::string(words(method)), measure_those(run, answers, of_kind, model.knowledge)});
    if (method == Method::as_built) {
      ours = answers;
    }
  }
  for (const auto& [name, answers] : ablations) {
    set.methods.push_back({name, measure_those(run, answers, of_kind, model.knowledge)});
  }
  for (const auto& [name, belongs] : parts_of(kind)) {
    Measures part = measure_those(run, ours, belongs, model.knowledge);
    if (part.cases > 0 && part.cases < set.methods.front().measures.cases) {
      set.parts.push_back({name, std::move(part)});
    }
  }
  std::vector<std::pair<Membership, std::set<std::string>>> members;
  for (const Assessed& one : run.assessed) {
    if (!one.assessment || one.item.kind != kind) {
      continue;
    }
    for (const Membership& membership : memberships(one.item, *one.presentation, model.knowledge)) {
      const auto place = std::ranges::find(members, membership,
                                           &std::pair<Membership, std::set<std::string>>::first);
      if (place == members.end()) {
        members.push_back({membership, {one.item.id}});
      } else {
        place->second.insert(one.item.id);
      }
    }
  }
  std::ranges::stable_sort(members, {}, [](const auto& one) { return one.first.group; });
  for (const auto& [membership, ids] : members) {
    const auto belongs = [&ids = ids](const Assessed& one) { return ids.contains(one.item.id); };
    set.groups.push_back(
        {membership.group, membership.value, measure_those(run, ours, belongs, model.knowledge)});
  }
  return set;
}

std::vector<Gap> gaps_of(const Run& run, const Model& model) {
  std::vector<Gap> gaps;
  const auto answers = answers_of(Method::as_built, run.assessed, model);
  for (std::size_t i = 0; i < run.assessed.size(); ++i) {
    if (answers[i].urgency) {
      add_gaps(run.assessed[i].item, answers[i], gaps);
    }
  }
  return gaps;
}

}  // namespace paraspinal::validation
