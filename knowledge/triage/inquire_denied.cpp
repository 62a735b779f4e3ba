#include "knowledge/triage/inquire_denied.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/rate_in_rules.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::FindingId;

// The findings that the evidence has and what is known has not, all absent; nothing where the two
// differ in another way.
std::optional<std::vector<engine::VariableId>> added_absent(
    const engine::Evidence& known, const engine::Evidence& evidence,
    const knowledge::ClinicalNetwork& network) {
  std::vector<engine::VariableId> added;
  auto old = known.items().begin();
  for (const auto& [variable, item] : evidence.items()) {
    const bool is_old = old != known.items().end() && old->first == variable;
    if (is_old && old->second == item) {
      ++old;
      continue;
    }
    const auto* state = std::get_if<engine::StateIndex>(&item);
    const bool is_context = variable == network.sex || variable == network.age_band ||
                            variable == network.pregnancy || variable == network.setting;
    if (is_old || is_context || state == nullptr || *state != 0) {
      return std::nullopt;
    }
    added.push_back(variable);
  }
  return old == known.items().end() ? std::optional(std::move(added)) : std::nullopt;
}

}  // namespace

struct IfDenied::Denied {
  engine::Evidence evidence;
  double p_absent = 1;  // of those whose no moves nothing
};

IfDenied::IfDenied(const Grounds& grounds, const Known& known, const Supposed& supposed)
    : grounds_(&grounds), known_(&known), supposed_(&supposed) {}

// Whether a no to what no variable stands for makes other evidence. It does not where all that it
// changes is no evidence either, nor behind a derived answer.
bool IfDenied::moves_evidence(const Answers& answer) const {
  const auto part = supposed_->part(answer);
  const auto may_be_seen = [this](FindingId finding) {
    return grounds_->network.findings[finding.index] || supposed_->is_origin(finding);
  };
  if (part && std::ranges::none_of(part->changed(), may_be_seen)) {
    return false;
  }
  const Presentation answered = with_answers(grounds_->presentation, answer);
  const Closed closed = scored_and_closed(answered, grounds_->knowledge);
  return evidence_of(answered, closed, *grounds_) != known_->evidence;
}

// What has no weight itself acts through what its no closes (pregnancy, alertness).
IfDenied::Denied IfDenied::after(const Answers& denied) const {
  Denied result{known_->evidence, 1};
  Answers through;
  for (const auto& answer : denied) {
    if (grounds_->network.findings[answer.first.index]) {
      continue;
    }
    if (moves_evidence({answer})) {
      through.push_back(answer);
    } else {
      result.p_absent *=
          1 - rate_in_rules(answer.first, grounds_->presentation, grounds_->knowledge);
    }
  }
  if (!through.empty()) {
    const Presentation answered = with_answers(grounds_->presentation, through);
    result.evidence =
        evidence_of(answered, scored_and_closed(answered, grounds_->knowledge), *grounds_);
  }
  for (const auto& [finding, value] : denied) {
    if (const auto variable = grounds_->network.findings[finding.index]) {
      result.evidence.observe(*variable, engine::StateIndex{0});
    }
  }
  return result;
}

// What is known of a yes, by total probability.
Outlook IfDenied::by_total_probability(double p_absent, std::vector<double> if_absent) const {
  constexpr double too_rare = 1e-9;  // below, the difference of two near-equal numbers says nothing
  Outlook result{1 - p_absent, known_->conditions, std::move(if_absent)};
  for (std::size_t c = 0; result.p_present > too_rare && c < result.if_present.size(); ++c) {
    const double joint = known_->conditions[c] - p_absent * result.if_absent[c];
    result.if_present[c] = std::clamp(joint / result.p_present, 0.0, 1.0);
  }
  return result;
}

// What a no does that moves the evidence otherwise: a query of its own.
Result<Outlook> IfDenied::otherwise_known(const Denied& denied) const {
  const auto posterior = mixed_posterior_beside(denied.evidence, known_->evidence,
                                                grounds_->inference, grounds_->network);
  if (!posterior && posterior.error().kind != engine::ErrorKind::impossible) {
    return engine::fail(posterior.error());
  }
  if (!posterior) {
    return Outlook{1, known_->conditions, known_->conditions};
  }
  const double p_absent =
      denied.p_absent *
      std::clamp(std::exp(posterior->log_evidence(0) - known_->log_evidence), 0.0, 1.0);
  const auto present = posterior->present(0);
  return by_total_probability(p_absent, {present.begin(), present.end()});
}

// Those that were used before, if these questions can be put to them.
Outlooks& IfDenied::outlooks_of(std::span<const std::vector<engine::VariableId>> questions) const {
  const bool can_be_put = outlooks_ && std::ranges::all_of(questions, [this](const auto& question) {
                            return outlooks_->may_ask(question);
                          });
  if (!can_be_put) {
    outlooks_.emplace(known_->evidence, questions, grounds_->inference, grounds_->network);
  }
  return *outlooks_;
}

Result<std::vector<Outlook>> IfDenied::outlooks(std::span<const Answers> questions) const {
  std::vector<Outlook> found(questions.size());
  std::vector<std::vector<engine::VariableId>> absent;
  std::vector<std::pair<std::size_t, double>> places;  // the question, and its p_absent
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const Denied denied = after(questions[q]);
    auto added = added_absent(known_->evidence, denied.evidence, grounds_->network);
    if (added && !added->empty()) {
      absent.push_back(*std::move(added));
      places.emplace_back(q, denied.p_absent);
      continue;
    }
    auto view =
        added
            ? Result<Outlook>(Outlook{1 - denied.p_absent, known_->conditions, known_->conditions})
            : otherwise_known(denied);
    if (!view) {
      return engine::fail(view.error());
    }
    found[q] = *std::move(view);
  }
  if (absent.empty()) {
    return found;
  }
  auto views = outlooks_of(absent).of(absent);
  if (!views) {
    return engine::fail(views.error());
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto [q, p_absent] = places[i];
    Outlook& view = (*views)[i];
    found[q] = p_absent == 1 ? std::move(view)
                             : by_total_probability(p_absent * (1 - view.p_present),
                                                    std::move(view.if_absent));
  }
  return found;
}

}  // namespace paraspinal::triage
