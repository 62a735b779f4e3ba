// Entry point: what_would_change, at the end.

#include "knowledge/triage/what_would_change.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "knowledge/triage/changeable_answers.h"
#include "knowledge/triage/changed_answers.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Truth;
using knowledge::Urgency;

constexpr double least_probability = 1e-4;
constexpr std::size_t nearest_tried = 10;
constexpr std::size_t most_told = 5;  // each way

// One or two answers and what they come to.
struct Trial {
  std::vector<AnswerChange> answers;
  ChangedOutcome outcome;
};

// The search: single answers, then pairs of those that do not do it alone.
class Search {
 public:
  Search(const Presentation& presentation, const KnowledgeBase& knowledge, ChangedAnswers& changed,
         std::vector<FindingId> open, std::vector<FindingId> stated)
      : presentation_(&presentation),
        knowledge_(&knowledge),
        changed_(&changed),
        open_(std::move(open)),
        stated_(std::move(stated)) {}

  Result<bool> singles() {
    std::vector<std::vector<FindingId>> sets;
    for (const FindingId finding : open_) {
      sets.push_back({finding});
    }
    auto tried = changed_->foresee(sets);
    for (const FindingId finding : open_) {
      for (const Presence to : {Presence::present, Presence::absent}) {
        tried = tried ? attempt({{finding, to}}, singles_) : tried;
      }
    }
    for (const FindingId finding : stated_) {
      tried = tried ? attempt({the_other_way(finding)}, singles_) : tried;
    }
    return tried;
  }

  // Where single answers leave room to tell of pairs.
  Result<bool> pairs() {
    Result<bool> tried = true;
    for (const bool up : {true, false}) {
      if (tried && moving(singles_, up).size() < most_told) {
        tried = pairs(up);
      }
    }
    return tried;
  }

  std::vector<Change> told() const;

 private:
  using Pair = std::pair<AnswerChange, AnswerChange>;

  Urgency now() const { return changed_->now().urgency; }
  bool moves(Urgency urgency, bool up) const { return up ? urgency > now() : urgency < now(); }

  AnswerChange the_other_way(FindingId finding) const {
    const bool present =
        presentation_->findings.at(finding).value == knowledge::AnswerValue(Presence::present);
    return {finding, present ? Presence::absent : Presence::present};
  }

  Result<bool> attempt(std::vector<AnswerChange> answers, std::vector<Trial>& trials) {
    const auto outcome = changed_->after(answers);
    if (!outcome) {
      return engine::fail(outcome.error());
    }
    if (*outcome && (*outcome)->probability >= least_probability) {
      trials.push_back({std::move(answers), **outcome});
    }
    return true;
  }

  // Answers that are open before those the other way about, and of each the likeliest first.
  std::vector<const Trial*> moving(const std::vector<Trial>& trials, bool up) const {
    std::vector<const Trial*> result;
    for (const Trial& trial : trials) {
      if (moves(trial.outcome.urgency, up)) {
        result.push_back(&trial);
      }
    }
    std::ranges::stable_sort(result, {}, [this](const Trial* trial) {
      return std::pair(turns_round(*trial), -trial->outcome.probability);
    });
    return result;
  }

  bool turns_round(const Trial& trial) const {
    return std::ranges::any_of(trial.answers, [this](const AnswerChange& answer) {
      return std::ranges::find(stated_, answer.finding) != stated_.end();
    });
  }

  bool moves_alone(const AnswerChange& answer, bool up) const {
    return std::ranges::any_of(singles_, [&](const Trial& trial) {
      return trial.answers.front() == answer && moves(trial.outcome.urgency, up);
    });
  }

  Result<bool> pairs(bool up) {
    std::vector<Pair> pairs = by_gates(up);
    add_all_of(nearest(up), pairs);
    std::erase_if(pairs, [&](const Pair& pair) {
      return moves_alone(pair.first, up) || moves_alone(pair.second, up);
    });
    const auto key = [](const Pair& pair) {
      return std::tuple(pair.first.finding, pair.first.to, pair.second.finding, pair.second.to);
    };
    std::ranges::sort(pairs, {}, key);
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    std::vector<std::vector<FindingId>> sets;
    for (const auto& [first, second] : pairs) {
      sets.push_back({first.finding, second.finding});
    }
    auto tried = changed_->foresee(sets);
    for (const auto& [first, second] : pairs) {
      tried = tried ? attempt({first, second}, up ? pairs_up_ : pairs_down_) : tried;
    }
    return tried;
  }

  static void add_all_of(const std::vector<AnswerChange>& answers, std::vector<Pair>& pairs) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      for (std::size_t j = i + 1; j < answers.size(); ++j) {
        const bool in_order = answers[i].finding < answers[j].finding;
        if (answers[i].finding != answers[j].finding) {
          pairs.emplace_back(answers[in_order ? i : j], answers[in_order ? j : i]);
        }
      }
    }
  }

  // Pairs with which the gates alone decide otherwise.
  std::vector<Pair> by_gates(bool up) const {
    std::vector<Pair> pairs;
    if (up) {
      for (const knowledge::RedFlag& flag : knowledge_->red_flags) {
        add_all_of(wanted_by(flag), pairs);
      }
    } else {
      add_all_of(behind_fired_gates(), pairs);
    }
    std::erase_if(pairs, [&](const Pair& pair) {
      const auto gates = changed_->gates_after(std::array{pair.first, pair.second});
      return !gates || !moves(*gates, up);
    });
    return pairs;
  }

  // What a faster rule waits for, each as the rule wants it.
  std::vector<AnswerChange> wanted_by(const knowledge::RedFlag& flag) const {
    const auto lookup = [this](FindingId finding) { return changed_->closed().find(finding); };
    std::vector<AnswerChange> wanted;
    if (flag.urgency <= now() || flag.rule.evaluate(lookup) != Truth::undecided) {
      return wanted;
    }
    const auto holds = [](const std::vector<FindingId>& findings, FindingId finding) {
      return std::ranges::find(findings, finding) != findings.end();
    };
    for (const FindingId finding : flag.rule.undecided_by(lookup).findings()) {
      if (std::ranges::binary_search(open_, finding) && holds(flag.rule.affirmed(), finding)) {
        wanted.push_back({finding, Presence::present});
      }
      if (std::ranges::binary_search(open_, finding) && holds(flag.rule.negated(), finding)) {
        wanted.push_back({finding, Presence::absent});
      }
    }
    return wanted;
  }

  // Stated findings behind the gates that decide now, the other way about.
  std::vector<AnswerChange> behind_fired_gates() const {
    const auto lookup = [this](FindingId finding) { return changed_->closed().find(finding); };
    std::vector<FindingId> because;
    for (const knowledge::RedFlag& flag : knowledge_->red_flags) {
      if (flag.urgency == now()) {
        std::ranges::copy(flag.rule.true_because(lookup).findings(), std::back_inserter(because));
      }
    }
    std::vector<AnswerChange> others;
    for (const FindingId finding : stated_) {
      if (std::ranges::find(because, finding) != because.end()) {
        others.push_back(the_other_way(finding));
      }
    }
    return others;
  }

  // The open answers that come nearest to moving the loss, and do not.
  std::vector<AnswerChange> nearest(bool up) const {
    const auto short_of = [up](const ChangedOutcome& outcome) {
      return up ? outcome.short_of_faster : outcome.short_of_slower;
    };
    std::vector<const Trial*> trials;
    for (const Trial& trial : singles_) {
      if (std::ranges::binary_search(open_, trial.answers.front().finding) &&
          !moves(trial.outcome.urgency, up) &&
          short_of(trial.outcome) < short_of(changed_->now())) {
        trials.push_back(&trial);
      }
    }
    std::ranges::stable_sort(trials, {},
                             [&](const Trial* trial) { return short_of(trial->outcome); });
    trials.resize(std::min(trials.size(), nearest_tried));
    std::vector<AnswerChange> answers;
    for (const Trial* trial : trials) {
      answers.push_back(trial->answers.front());
    }
    return answers;
  }

  ChangedAnswer worded(const AnswerChange& answer) const;

  const Presentation* presentation_;
  const KnowledgeBase* knowledge_;
  ChangedAnswers* changed_;
  std::vector<FindingId> open_;    // in the order of the content
  std::vector<FindingId> stated_;  // likewise
  std::vector<Trial> singles_;
  std::vector<Trial> pairs_up_;
  std::vector<Trial> pairs_down_;
};

ChangedAnswer Search::worded(const AnswerChange& answer) const {
  const Finding& row = knowledge_->findings[answer.finding];
  const Answer* known = changed_->closed().find(answer.finding);
  return {row.id, known == nullptr ? "not asked" : state_words(row, known->value),
          state_words(row, answer.to)};
}

std::vector<Change> Search::told() const {
  std::vector<Change> changes;
  for (const bool up : {true, false}) {
    std::vector<const Trial*> trials = moving(singles_, up);
    std::ranges::copy(moving(up ? pairs_up_ : pairs_down_, up), std::back_inserter(trials));
    trials.resize(std::min(trials.size(), most_told));
    for (const Trial* trial : trials) {
      Change change;
      for (const AnswerChange& answer : trial->answers) {
        change.answers.push_back(worded(answer));
      }
      change.urgency = trial->outcome.urgency;
      change.probability = trial->outcome.probability;
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

}  // namespace

Result<std::vector<Change>> what_would_change(const Presentation& presentation,
                                              const engine::Inference& inference,
                                              const KnowledgeBase& knowledge,
                                              const ClinicalNetwork& network) {
  auto changed = ChangedAnswers::of(presentation, inference, knowledge, network);
  if (!changed) {
    return engine::fail(changed.error());
  }
  Search search(presentation, knowledge, *changed,
                open_findings(changed->closed(), presentation.setting, knowledge, network),
                stated_findings(presentation, knowledge, network));
  const auto tried = search.singles().and_then([&search](bool) { return search.pairs(); });
  if (!tried) {
    return engine::fail(tried.error());
  }
  return search.told();
}

}  // namespace paraspinal::triage
