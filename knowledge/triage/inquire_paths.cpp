#include "knowledge/triage/inquire_paths.h"

#include <algorithm>
#include <map>
#include <optional>

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::FindingId;
using knowledge::Presence;
using knowledge::RedFlag;

constexpr double least_path = 1e-4;
// Rules for a slower urgency than this are not followed: they would make most calls twice as long.
// source: expert judgement
constexpr knowledge::Urgency slowest_that_holds = knowledge::Urgency::same_day;

// Follows one rule.
class Follower {
 public:
  Follower(const RedFlag& flag, const Closed& closed, const std::vector<double>& p_present,
           std::vector<double>& credit)
      : flag_(flag), closed_(closed), p_present_(p_present), credit_(credit) {}

  // P(fires by two further answers or more); their expected levels go to the credit.
  double follow(double levels) {
    levels_ = levels;
    branch(1);
    return total_;
  }

 private:
  void branch(double p) {
    const auto lookup = [this](FindingId finding) -> const Answer* {
      const auto supposed = supposed_.find(finding);
      return supposed == supposed_.end() ? closed_.find(finding) : &supposed->second;
    };
    const knowledge::Truth truth = flag_.rule.evaluate(lookup);
    if (truth == knowledge::Truth::yes) {
      fires(p);
    }
    if (truth != knowledge::Truth::undecided) {
      return;
    }
    const auto next = next_of(flag_.rule.undecided_by(lookup).findings());
    if (!next) {
      return;
    }
    const double present = p_present_[next->index];
    suppose(*next, Presence::present, p * present, !is_negated(*next));
    suppose(*next, Presence::absent, p * (1 - present), is_negated(*next));
    supposed_.erase(*next);
  }

  void suppose(FindingId finding, Presence presence, double p, bool helps) {
    if (p < least_path) {
      return;
    }
    supposed_[finding] = Answer{presence, knowledge::SaidBy::caller, std::nullopt, "if asked"};
    if (helps) {
      helping_.push_back(finding);
    }
    branch(p);
    if (helps) {
      helping_.pop_back();
    }
  }

  void fires(double p) {
    if (helping_.size() < 2) {
      return;
    }
    total_ += p;
    for (const FindingId finding : helping_) {
      credit_[finding.index] += p * levels_;
    }
  }

  // The first that can be asked.
  std::optional<FindingId> next_of(const std::vector<FindingId>& waits_for) const {
    const auto found = std::ranges::find_if(waits_for, [this](FindingId finding) {
      return p_present_[finding.index] > 0 && !supposed_.contains(finding);
    });
    return found == waits_for.end() ? std::nullopt : std::optional(*found);
  }

  bool is_negated(FindingId finding) const {
    const auto& negated = flag_.rule.negated();
    return std::ranges::find(negated, finding) != negated.end();
  }

  const RedFlag& flag_;
  const Closed& closed_;
  const std::vector<double>& p_present_;
  std::vector<double>& credit_;
  std::map<FindingId, Answer> supposed_;
  std::vector<FindingId> helping_;
  double levels_ = 1;
  double total_ = 0;
};

// Rules that may still fire for a faster urgency.
bool is_followed(const RedFlag& flag, knowledge::Urgency now) {
  return flag.urgency > now && flag.urgency >= slowest_that_holds;
}

}  // namespace

GatePaths gate_paths(const Grounds& grounds, const Known& known, std::span<const Weighed> singles) {
  const auto& knowledge = grounds.knowledge;
  std::vector<double> p_present(knowledge.findings.size(), 0.0);
  for (const Weighed& single : singles) {
    p_present[single.finding.index] = single.is_number ? 0 : single.question.p_present;
  }
  GatePaths paths;
  paths.levels.resize(knowledge.findings.size(), 0.0);
  for (std::size_t i = 0; i < knowledge.red_flags.size(); ++i) {
    const RedFlag& flag = knowledge.red_flags[i];
    if (is_followed(flag, known.on_evidence)) {
      const int levels = static_cast<int>(flag.urgency) - static_cast<int>(known.on_evidence);
      const double p = Follower(flag, known.closed, p_present, paths.levels).follow(levels);
      if (p > paths.most.p) {
        paths.most = {p, i};
      }
    }
  }
  return paths;
}

std::vector<FindingId> waited_for_by_gates(const Known& known,
                                           const knowledge::KnowledgeBase& knowledge) {
  const auto lookup = [&known](FindingId finding) { return known.closed.find(finding); };
  std::vector<FindingId> findings;
  for (const RedFlag& flag : knowledge.red_flags) {
    if (!is_followed(flag, known.on_evidence)) {
      continue;
    }
    for (const FindingId finding : flag.rule.undecided_by(lookup).findings()) {
      if (std::ranges::find(findings, finding) == findings.end()) {
        findings.push_back(finding);
      }
    }
  }
  return findings;
}

}  // namespace paraspinal::triage
