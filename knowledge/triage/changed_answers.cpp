// Entry points: ChangedAnswers::of, then foresee and after, at the end.

#include "knowledge/triage/changed_answers.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "knowledge/base/believed_leak.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/outlook.h"
#include "knowledge/triage/rate_in_rules.h"
#include "knowledge/triage/score_findings.h"

namespace paraspinal::triage {
namespace {

using engine::Evidence;
using engine::Result;
using engine::VariableId;
using engine::VariationTable;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::Urgency;

constexpr double least_total = 1e-8;    // below, a difference of near-equal numbers says nothing
constexpr std::size_t most_pieces = 4;  // by inclusion and exclusion: 16 terms

// What both have in common. The stage of pregnancy stays as it was known, for an answer narrows it.
Evidence in_common(const Evidence& from, const Evidence& with, VariableId pregnancy) {
  Evidence common = from;
  for (const auto& [variable, item] : from.items()) {
    const auto other = with.items().find(variable);
    if (other == with.items().end() || (other->second != item && variable != pregnancy)) {
      common.forget(variable);
    }
  }
  return common;
}

}  // namespace

// Findings of the network that the evidence has besides what is known.
struct ChangedAnswers::Added {
  std::vector<VariableId> present;
  std::vector<VariableId> absent;
};

// A presentation as the rules and the network see it.
struct ChangedAnswers::Case {
  Closed closed;
  std::size_t contradictions = 0;
  Evidence evidence;
};

ChangedAnswers::ChangedAnswers(const Presentation& presentation, const engine::Inference& inference,
                               const knowledge::KnowledgeBase& knowledge,
                               const knowledge::ClinicalNetwork& network)
    : presentation_(&presentation),
      inference_(&inference),
      knowledge_(&knowledge),
      network_(&network),
      losses_(knowledge) {}

ChangedAnswers::Case ChangedAnswers::seen(const Presentation& presentation) const {
  const Scored scored = score_findings(presentation, *knowledge_);
  Case result;
  result.closed = close(scored.presentation, *knowledge_);
  result.contradictions = scored.conflicts.size() + result.closed.conflicts.size();
  Observation observation = observe(presentation, result.closed, *knowledge_, *network_);
  result.evidence = std::move(observation.context);
  for (const Observed& item : observation.findings) {
    result.evidence.observe(item.variable, item.state);
  }
  return result;
}

ChangedOutcome ChangedAnswers::outcome(const Joint& joint, Urgency gates) const {
  std::vector<double> present(joint.conditions.size());
  std::ranges::transform(joint.conditions, present.begin(),
                         [&joint](double p) { return p / joint.total; });
  const LossTable::Losses losses = losses_.expected(present);
  const auto* const least = std::ranges::min_element(losses);
  ChangedOutcome result;
  result.urgency = std::max(
      gates, knowledge::all_urgencies.at(static_cast<std::size_t>(least - losses.begin())));
  result.probability = std::clamp(joint.heard, 0.0, 1.0);
  const auto place = static_cast<std::ptrdiff_t>(now_.urgency);
  const auto lowest = [](const double* from, const double* to) {
    return from == to ? std::numeric_limits<double>::infinity() : *std::min_element(from, to);
  };
  const double* const at = losses.begin() + place;
  result.short_of_faster = lowest(at + 1, losses.end()) - lowest(losses.begin(), at + 1);
  result.short_of_slower = lowest(losses.begin(), at) - lowest(at, losses.end());
  return result;
}

bool ChangedAnswers::is_finding(VariableId variable) const {
  return std::ranges::binary_search(findings_, variable);
}

// P(all of these absent), from that of the network.
double ChangedAnswers::as_heard(double p_absent, const std::vector<VariableId>& absent) const {
  for (const VariableId variable : absent) {
    p_absent *= absent_scales_[variable.index];
  }
  return std::min(1.0, p_absent);
}

std::size_t ChangedAnswers::subsets(const Added& pieces) {
  return std::size_t{1} << pieces.present.size();
}

std::vector<VariableId> ChangedAnswers::without(const Added& pieces, std::size_t subset) {
  std::vector<VariableId> all = pieces.absent;
  for (std::size_t i = 0; i < pieces.present.size(); ++i) {
    if ((subset >> i & 1U) != 0) {
      all.push_back(pieces.present[i]);
    }
  }
  std::ranges::sort(all);
  return all;
}

// P(x, all of these absent); kept, for the same ones come back in pairs.
Result<ChangedAnswers::Joint> ChangedAnswers::none_of(const std::vector<VariableId>& absent) {
  const auto known = kept_.find(absent);
  if (known != kept_.end()) {
    return known->second;
  }
  Evidence evidence = evidence_;
  for (const VariableId variable : absent) {
    evidence.observe(variable, engine::StateIndex{0});
  }
  Joint joint{std::vector<double>(network_->conditions.size(), 0.0), 0, 0};
  const auto posterior = mixed_posterior(evidence, *inference_, *network_);
  if (posterior) {
    joint.total = std::exp(posterior->log_evidence(0) - log_evidence_);
    joint.heard = as_heard(joint.total, absent);
    for (std::size_t c = 0; c < joint.conditions.size(); ++c) {
      joint.conditions[c] = joint.total * posterior->present(0, c);
    }
  } else if (posterior.error().kind != engine::ErrorKind::impossible) {
    return engine::fail(posterior.error());
  }
  kept_.emplace(absent, joint);
  return joint;
}

// Sum over the subsets S of the present ones of (-1)^|S| P(x, absent ones and S absent).
Result<std::optional<ChangedAnswers::Joint>> ChangedAnswers::added(const Added& pieces) {
  Joint sum{std::vector<double>(network_->conditions.size(), 0.0), 0, 0};
  for (std::size_t subset = 0; subset < subsets(pieces); ++subset) {
    const double sign = std::popcount(subset) % 2 == 0 ? 1 : -1;
    const auto joint = none_of(without(pieces, subset));
    if (!joint) {
      return engine::fail(joint.error());
    }
    sum.total += sign * joint->total;
    sum.heard += sign * joint->heard;
    for (std::size_t c = 0; c < sum.conditions.size(); ++c) {
      sum.conditions[c] += sign * joint->conditions[c];
    }
  }
  if (sum.total < least_total) {
    return std::optional<Joint>();
  }
  for (double& value : sum.conditions) {
    value = std::clamp(value, 0.0, sum.total);
  }
  return std::optional(std::move(sum));
}

Result<VariationTable> ChangedAnswers::with_others(const Evidence& evidence) const {
  if (!with_flipped_) {
    return mixed_posterior(evidence, *inference_, *network_);
  }
  const auto posterior = with_flipped_->posterior(evidence);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  std::vector<double> present;
  present.reserve(network_->conditions.size());
  for (const VariableId condition : network_->conditions) {
    present.push_back(posterior->present(condition));
  }
  VariationTable table(present.size());
  table.append(posterior->log_evidence(), present);
  return table;
}

Result<double> ChangedAnswers::log_with_others(const Evidence& evidence) const {
  if (with_flipped_) {
    return with_flipped_->log_evidence(evidence);
  }
  const auto posterior = mixed_posterior(evidence, *inference_, *network_);
  return posterior ? Result<double>(posterior->log_evidence(0)) : engine::fail(posterior.error());
}

Result<std::optional<ChangedAnswers::Joint>> ChangedAnswers::asked_anew(
    const Evidence& evidence) const {
  const auto posterior = with_others(evidence);
  if (!posterior) {
    if (posterior.error().kind == engine::ErrorKind::impossible) {
      return std::optional<Joint>();
    }
    return engine::fail(posterior.error());
  }
  const auto common = log_with_others(in_common(evidence_, evidence, network_->pregnancy));
  if (!common) {
    return engine::fail(common.error());
  }
  Joint joint;
  joint.total = std::exp(posterior->log_evidence(0) - *common);
  joint.heard = joint.total;
  for (std::size_t c = 0; c < network_->conditions.size(); ++c) {
    joint.conditions.push_back(joint.total * posterior->present(0, c));
  }
  return joint.total < least_total ? std::optional<Joint>() : std::optional(std::move(joint));
}

std::optional<ChangedAnswers::Added> ChangedAnswers::only_added(const Evidence& evidence) const {
  Added pieces;
  for (const auto& [variable, item] : evidence.items()) {
    const auto before = evidence_.items().find(variable);
    if (before == evidence_.items().end() && is_finding(variable)) {
      const bool present = item == decltype(item)(engine::StateIndex{1});
      (present ? pieces.present : pieces.absent).push_back(variable);
    } else if (before == evidence_.items().end() || before->second != item) {
      return std::nullopt;
    }
  }
  const std::size_t all = evidence_.items().size() + pieces.present.size() + pieces.absent.size();
  return evidence.items().size() == all && pieces.present.size() <= most_pieces
             ? std::optional(std::move(pieces))
             : std::nullopt;
}

Result<bool> ChangedAnswers::prepare() {
  Case now = seen(*presentation_);
  closed_ = std::move(now.closed);
  contradictions_ = now.contradictions;
  evidence_ = std::move(now.evidence);
  std::vector<VariableId> known_effects;
  const std::vector<double> believed = knowledge::believed_leaks(*knowledge_);
  absent_scales_.assign(network_->network.size(), 1.0);
  for (std::size_t f = 0; f < network_->findings.size(); ++f) {
    const auto variable = network_->findings[f];
    if (variable && *variable != network_->complaint) {
      findings_.push_back(*variable);
      absent_scales_[variable->index] =
          knowledge::absent_scale(knowledge_->solved.leak[f], believed[f]);
      if (network_->parameters.findings[f]) {
        effects_.push_back(*variable);
        if (evidence_.items().contains(*variable)) {
          known_effects.push_back(*variable);
        }
      }
    }
  }
  std::ranges::sort(findings_);
  std::ranges::sort(effects_);
  if (complete_contexts(evidence_, *network_).size() == 1) {
    with_flipped_.emplace(*inference_, evidence_, known_effects, network_->conditions);
  }
  const auto posterior = with_others(evidence_);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  log_evidence_ = posterior->log_evidence(0);
  const auto conditions = posterior->present(0);
  Joint joint{{conditions.begin(), conditions.end()}, 1, 1};
  now_.urgency =
      outcome(joint, fired_urgency(AnswerTable(closed_, *knowledge_), *knowledge_)).urgency;
  now_ = outcome(joint, now_.urgency);
  kept_.emplace(std::vector<VariableId>(), std::move(joint));
  return true;
}

Result<bool> ChangedAnswers::foresee(std::span<const std::vector<AnswerChange>> trials) {
  std::set<std::vector<VariableId>> wanted;
  for (const std::vector<AnswerChange>& trial : trials) {
    const Case then = seen(with(trial));
    const auto pieces = only_added(then.evidence);
    for (std::size_t subset = 0; pieces && subset < subsets(*pieces); ++subset) {
      wanted.insert(without(*pieces, subset));
    }
  }
  std::erase_if(wanted, [this](const std::vector<VariableId>& absent) {
    return kept_.contains(absent) || !std::ranges::all_of(absent, [this](VariableId variable) {
             return std::ranges::binary_search(effects_, variable);
           });
  });
  std::vector<std::vector<VariableId>> questions(wanted.begin(), wanted.end());
  if (questions.empty()) {
    return true;
  }
  const auto views = Outlooks(evidence_, questions, *inference_, *network_).of(questions);
  if (!views) {
    return engine::fail(views.error());
  }
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const Outlook& view = (*views)[q];
    Joint joint{view.if_absent, 1 - view.p_present, as_heard(1 - view.p_present, questions[q])};
    for (double& value : joint.conditions) {
      value *= joint.total;
    }
    kept_.emplace(std::move(questions[q]), std::move(joint));
  }
  return true;
}

Result<ChangedAnswers> ChangedAnswers::of(const Presentation& presentation,
                                          const engine::Inference& inference,
                                          const knowledge::KnowledgeBase& knowledge,
                                          const knowledge::ClinicalNetwork& network) {
  ChangedAnswers result(presentation, inference, knowledge, network);
  const auto prepared = result.prepare();
  if (!prepared) {
    return engine::fail(prepared.error());
  }
  return result;
}

Presentation ChangedAnswers::with(std::span<const AnswerChange> changes) const {
  Presentation changed = *presentation_;
  for (const AnswerChange& change : changes) {
    changed.findings[change.finding] = {change.to, knowledge::SaidBy::caller, std::nullopt,
                                        "if it were so"};
  }
  return changed;
}

std::optional<Urgency> ChangedAnswers::gates_after(std::span<const AnswerChange> changes) const {
  const Scored scored = score_findings(with(changes), *knowledge_);
  const Closed closed = close(scored.presentation, *knowledge_);
  if (scored.conflicts.size() + closed.conflicts.size() > contradictions_) {
    return std::nullopt;
  }
  return fired_urgency(AnswerTable(closed, *knowledge_), *knowledge_);
}

Result<std::optional<ChangedOutcome>> ChangedAnswers::after(std::span<const AnswerChange> changes) {
  double rate = 1;
  for (const AnswerChange& change : changes) {
    if (!network_->findings[change.finding.index]) {
      const double present = rate_in_rules(change.finding, *presentation_, *knowledge_);
      rate *= change.to == Presence::present ? present : 1 - present;
    }
  }
  const Case then = seen(with(changes));
  if (then.contradictions > contradictions_) {
    return std::optional<ChangedOutcome>();
  }
  const auto pieces = only_added(then.evidence);
  const auto joint = pieces ? added(*pieces) : asked_anew(then.evidence);
  if (!joint) {
    return engine::fail(joint.error());
  }
  if (!*joint) {
    return std::optional<ChangedOutcome>();
  }
  ChangedOutcome result =
      outcome(**joint, fired_urgency(AnswerTable(then.closed, *knowledge_), *knowledge_));
  result.probability = std::min(result.probability, rate);
  return std::optional(result);
}

}  // namespace paraspinal::triage
