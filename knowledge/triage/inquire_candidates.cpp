#include "knowledge/triage/inquire_candidates.h"

#include <algorithm>
#include <iterator>

#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::Bundle;
using knowledge::BundleItem;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::ObtainableBy;

constexpr double seconds_without_question = 20;  // source: expert judgement

// What implies something that matters does, too.
void add_what_implies(std::vector<bool>& matters, const KnowledgeBase& knowledge) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const knowledge::Implication& implication : knowledge.implications) {
      if (!matters[implication.then.index]) {
        continue;
      }
      for (const FindingId from : implication.when_true.mentions()) {
        changed |= !matters[from.index];
        matters[from.index] = true;
      }
    }
  }
}

std::vector<bool> what_matters(const Grounds& grounds) {
  std::vector<bool> matters(grounds.knowledge.findings.size(), false);
  for (std::size_t i = 0; i < matters.size(); ++i) {
    matters[i] = grounds.network.findings[i].has_value();
  }
  for (const knowledge::RedFlag& flag : grounds.knowledge.red_flags) {
    for (const FindingId finding : flag.rule.mentions()) {
      matters[finding.index] = true;
    }
  }
  add_what_implies(matters, grounds.knowledge);
  return matters;
}

bool can_be_asked(const Finding& finding, knowledge::Setting setting) {
  const bool has_words = finding.question || (finding.obtainable_by != ObtainableBy::caller &&
                                              finding.obtainable_by != ObtainableBy::derived);
  return has_words && finding.value_type == knowledge::ValueType::boolean &&
         finding.id != "sex_female" && obtainable(finding.obtainable_by, setting);
}

// Decides a bundle item by age and sex alone: true when it is made for other people.
bool is_for_others(const BundleItem& item, const Closed& closed, const KnowledgeBase& knowledge) {
  const auto who_it_is = [&](FindingId finding) -> const knowledge::Answer* {
    const std::string& id = knowledge.findings[finding].id;
    const bool known_of_all = id == "age_years" || id == "sex_female" || id == "sex_male";
    return known_of_all ? closed.find(finding) : nullptr;
  };
  return item.applies_when && item.applies_when->evaluate(who_it_is) == knowledge::Truth::no;
}

// [finding]: asked of other people only, or never true without one that is.
std::vector<bool> made_for_others(const Closed& closed, const KnowledgeBase& knowledge) {
  std::vector<bool> others(knowledge.findings.size(), false);
  for (const Bundle& bundle : knowledge.bundles) {
    for (const BundleItem& item : bundle.items) {
      others[item.finding.index] = is_for_others(item, closed, knowledge);
    }
  }
  const std::vector<ImpliedPair> pairs = implied_pairs(knowledge);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [special, general] : pairs) {
      changed |= others[general.index] && !others[special.index];
      others[special.index] = others[special.index] || others[general.index];
    }
  }
  return others;
}

}  // namespace

bool contains(std::span<const FindingId> findings, FindingId finding) {
  return std::ranges::find(findings, finding) != findings.end();
}

double seconds_to_ask(const Finding& finding) {
  return finding.question ? finding.question->seconds : seconds_without_question;
}

std::vector<FindingId> candidates(const Grounds& grounds, const Closed& closed) {
  const std::vector<bool> matters = what_matters(grounds);
  const std::vector<bool> for_others = made_for_others(closed, grounds.knowledge);
  std::vector<FindingId> result;
  for (std::size_t i = 0; i < matters.size(); ++i) {
    const FindingId finding{i};
    if (matters[i] && !for_others[i] && closed.find(finding) == nullptr &&
        grounds.network.findings[i] != grounds.network.complaint &&
        can_be_asked(grounds.knowledge.findings[finding], grounds.presentation.setting)) {
      result.push_back(finding);
    }
  }
  return result;
}

std::vector<Breath> in_one_breath(std::span<const FindingId> findings,
                                  const KnowledgeBase& knowledge) {
  std::vector<Breath> together;
  std::vector<FindingId> taken;
  for (const Bundle& bundle : knowledge.bundles) {
    Breath breath{{}, &bundle};
    for (const BundleItem& item : bundle.items) {
      if (contains(findings, item.finding)) {
        breath.findings.push_back(item.finding);
      }
    }
    if (breath.findings.size() > 1) {
      taken.insert(taken.end(), breath.findings.begin(), breath.findings.end());
      together.push_back(std::move(breath));
    }
  }
  for (const FindingId finding : findings) {
    if (!contains(taken, finding)) {
      together.push_back({{finding}, nullptr});
    }
  }
  return together;
}

std::vector<FindingId> beside(std::span<const FindingId> findings,
                              std::span<const FindingId> candidates, const Closed& closed,
                              const KnowledgeBase& knowledge) {
  std::vector<FindingId> others;
  for (const Bundle& bundle : knowledge.bundles) {
    const bool is_read = std::ranges::any_of(bundle.items, [findings](const BundleItem& item) {
      return contains(findings, item.finding);
    });
    for (const BundleItem& item : bundle.items) {
      if (is_read && !contains(findings, item.finding) && contains(candidates, item.finding) &&
          applies_among(item, bundle, findings, closed)) {
        others.push_back(item.finding);
      }
    }
  }
  return others;
}

std::vector<ImpliedPair> implied_pairs(const KnowledgeBase& knowledge) {
  std::vector<ImpliedPair> pairs;
  for (const knowledge::Implication& row : knowledge.implications) {
    const auto& mentions = row.when_true.mentions();
    if (!row.then_absent && mentions.size() == 1 &&
        row.when_true.text() == knowledge.findings[mentions.front()].id) {
      pairs.push_back({mentions.front(), row.then});
    }
  }
  std::ranges::sort(pairs);
  return pairs;
}

std::vector<FindingId> general_ones(std::span<const FindingId> findings,
                                    std::span<const ImpliedPair> pairs) {
  std::vector<bool> is_there;
  for (const FindingId finding : findings) {
    is_there.resize(std::max(is_there.size(), finding.index + 1), false);
    is_there[finding.index] = true;
  }
  const auto is_asked = [&](FindingId finding) {
    return finding.index < is_there.size() && is_there[finding.index];
  };
  std::vector<FindingId> result;
  std::ranges::copy_if(findings, std::back_inserter(result), [&](FindingId special) {
    return std::ranges::none_of(pairs, [&](const ImpliedPair& pair) {
      return pair.special == special && is_asked(pair.general);
    });
  });
  return result;
}

bool applies(const BundleItem& item, const Closed& closed) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  return !item.applies_when || item.applies_when->evaluate(lookup) == knowledge::Truth::yes;
}

bool applies_among(const BundleItem& item, const Bundle& bundle,
                   std::span<const FindingId> together, const Closed& closed) {
  if (applies(item, closed)) {
    return true;
  }
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  const auto waiting = item.applies_when->undecided_by(lookup).findings();
  return !waiting.empty() && std::ranges::all_of(waiting, [&](FindingId finding) {
    return contains(together, finding) &&
           std::ranges::find(bundle.items, finding, &BundleItem::finding) != bundle.items.end();
  });
}

bool is_ruled_out(const BundleItem& item, const Closed& closed) {
  const auto lookup = [&closed](FindingId finding) { return closed.find(finding); };
  return item.applies_when && item.applies_when->evaluate(lookup) == knowledge::Truth::no;
}

const BundleItem* item_of(FindingId finding, const KnowledgeBase& knowledge) {
  for (const Bundle& bundle : knowledge.bundles) {
    const auto item = std::ranges::find(bundle.items, finding, &BundleItem::finding);
    if (item != bundle.items.end()) {
      return &*item;
    }
  }
  return nullptr;
}

}  // namespace paraspinal::triage
