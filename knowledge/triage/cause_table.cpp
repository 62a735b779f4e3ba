#include "knowledge/triage/cause_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

namespace paraspinal::triage {
namespace {

using engine::LogOddsDistribution;
using knowledge::ClinicalNetwork;

std::vector<NetworkPart> parts_of(const ClinicalNetwork& network) {
  std::vector<NetworkPart> parts(network.network.size());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    parts[network.conditions[c].index] = {Part::contributor, c};
  }
  for (const engine::VariableId primary : network.network.parents(network.complaint)) {
    parts[primary.index].part = Part::primary;
  }
  for (std::size_t m = 0; m < network.mechanisms.size(); ++m) {
    parts[network.mechanisms[m].index] = {Part::mechanism, m};
  }
  for (const auto& background : network.backgrounds) {
    if (background) {
      parts[background->index].part = Part::background;
    }
  }
  return parts;
}

// [joint state][condition of the group], from [condition of the group][joint state].
std::vector<double> by_state(const std::vector<double>& bases, std::size_t conditions) {
  const std::size_t states = bases.size() / conditions;
  std::vector<double> turned(bases.size());
  for (std::size_t c = 0; c < conditions; ++c) {
    for (std::size_t s = 0; s < states; ++s) {
      turned[s * conditions + c] = bases[c * states + s];
    }
  }
  return turned;
}

}  // namespace

CauseTable::CauseTable(const ClinicalNetwork& network)
    : parts_(parts_of(network)), terms_begin_(1, 0) {
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    const engine::VariableId variable = network.conditions[c];
    is_primary_.push_back(parts_[variable.index].part == Part::primary ? 1 : 0);
    const auto* own = std::get_if<LogOddsDistribution>(&network.network.distribution(variable));
    if (own != nullptr) {
      read(c, *own);
    }
    is_complete_ = is_complete_ && own != nullptr;
    terms_begin_.push_back(terms_.size());
  }
  for (Group& group : groups_) {
    group.bases = by_state(group.bases, group.conditions.size());
  }
  read_links();
}

void CauseTable::read(std::size_t condition, const LogOddsDistribution& own) {
  for (const engine::LogOddsTerm& term : own.terms) {
    terms_.push_back({term.parent.index, term.weight, std::exp(-term.weight)});
  }
  auto group = std::ranges::find(groups_, own.context, &Group::context);
  if (group == groups_.end()) {
    group = groups_.insert(groups_.end(), Group{own.context, {}, {}});
  }
  group->conditions.push_back(condition);
  group->bases.insert(group->bases.end(), own.base.begin(), own.base.end());
}

// From the terms: below each variable in the order of the conditions.
void CauseTable::read_links() {
  links_begin_.assign(parts_.size() + 1, 0);
  for (const Term& term : terms_) {
    ++links_begin_[term.parent + 1];
  }
  std::partial_sum(links_begin_.begin(), links_begin_.end(), links_begin_.begin());
  links_.resize(terms_.size());
  std::vector<std::size_t> next = links_begin_;
  for (std::size_t c = 0; c < conditions(); ++c) {
    for (const Term& term : terms(c)) {
      links_[next[term.parent]++] = {c, std::exp(term.weight)};
    }
  }
}

}  // namespace paraspinal::triage
