#include "apps/cli/interview_breaths.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace paraspinal::cli {
namespace {

using knowledge::AnswerValue;
using knowledge::Bundle;
using knowledge::BundleItem;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

const Bundle* bundle_of(FindingId finding, const KnowledgeBase& knowledge) {
  const auto found = std::ranges::find_if(knowledge.bundles, [finding](const Bundle& bundle) {
    return std::ranges::find(bundle.items, finding, &BundleItem::finding) != bundle.items.end();
  });
  return found == knowledge.bundles.end() ? nullptr : &*found;
}

// Whether one answer to all of a bundle can have come on from `before` to `after`.
bool goes_on(const GivenAnswer& before, const GivenAnswer& after, const KnowledgeBase& knowledge) {
  const Bundle* bundle = bundle_of(before.finding, knowledge);
  return bundle != nullptr && bundle == bundle_of(after.finding, knowledge) &&
         item_of(before.finding, knowledge) < item_of(after.finding, knowledge) &&
         before.answer.by == after.answer.by;
}

// A no to all, or a yes to those that were named.
bool is_of_a_breath(const GivenAnswer& given, const KnowledgeBase& knowledge) {
  const BundleItem* item = item_of(given.finding, knowledge);
  return given.answer.value == AnswerValue(knowledge::Presence::present) ||
         (item != nullptr && given.answer.value == item->no);
}

}  // namespace

const BundleItem* item_of(FindingId finding, const KnowledgeBase& knowledge) {
  const Bundle* bundle = bundle_of(finding, knowledge);
  return bundle == nullptr ? nullptr
                           : &*std::ranges::find(bundle->items, finding, &BundleItem::finding);
}

std::vector<GivenAnswer> put_in_breaths(std::vector<GivenAnswer> answers,
                                        const KnowledgeBase& knowledge) {
  for (std::size_t from = 0; from < answers.size();) {
    std::size_t to = from + 1;
    bool is_breath = is_of_a_breath(answers[from], knowledge);
    while (to < answers.size() && goes_on(answers[to - 1], answers[to], knowledge)) {
      is_breath = is_breath && is_of_a_breath(answers[to], knowledge);
      ++to;
    }
    if (to - from > 1 && !is_breath) {
      answers[from].put = Put::after_bundle;
    }
    for (std::size_t i = from + 1; i < to && is_breath; ++i) {
      answers[i].put = Put::in_same_breath;
    }
    from = to;
  }
  return answers;
}

}  // namespace paraspinal::cli
