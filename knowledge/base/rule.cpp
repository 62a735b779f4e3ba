#include "knowledge/base/rule.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/require.h"
#include "knowledge/base/rule_parser.h"
#include "knowledge/base/rule_steps.h"
#include "knowledge/base/rule_tokens.h"

namespace paraspinal::knowledge {

namespace {

using Nodes = std::vector<Rule::Node>;

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

// The number of an item by its answer.
struct ByAnswer {
  const Rule::Lookup& lookup;

  double operator()(const RuleStep& item) const {
    const Answer* answer = lookup(FindingId{item.finding});
    if (answer == nullptr || std::holds_alternative<Unknown>(answer->value) ||
        std::holds_alternative<Refused>(answer->value)) {
      return not_known;
    }
    require_type(item.kind, answer->value);
    return as_number(answer->value);
  }

 private:
  static void require_type(NodeKind kind, const AnswerValue& value) {
    if (kind == NodeKind::presence) {
      engine::require(std::holds_alternative<Presence>(value),
                      "a two-state finding is present or absent");
    } else if (kind == NodeKind::quantity) {
      engine::require(std::holds_alternative<Quantity>(value),
                      "a quantity is answered with a number");
    } else {
      engine::require(std::holds_alternative<State>(value),
                      "an ordinal is answered with one of its states");
    }
  }
};

// The number of an item by the place of its finding.
struct ByNumber {
  Rule::Numbers numbers;

  double operator()(const RuleStep& item) const { return numbers[item.finding]; }
};

// How an item stands to a number: 1 in the lower half where it surely holds, 1 in the upper half
// where it may, so that each step adds once. A number that is not known lies neither inside nor
// outside.
constexpr std::uint64_t both(bool sure, bool possible) {
  return std::uint64_t{sure} | std::uint64_t{possible} << 32;
}

// Without a branch: which way each item goes is hard to foretell.
std::uint64_t count_of(const RuleStep& item, double number) {
  const auto at_least = static_cast<unsigned>(number >= item.lowest);
  const auto at_most = static_cast<unsigned>(number <= item.highest);
  const auto below = static_cast<unsigned>(number < item.lowest);
  const auto above = static_cast<unsigned>(number > item.highest);
  const unsigned inside = at_least & at_most;
  const unsigned outside = below | above;
  const unsigned swapped = (inside ^ outside) & static_cast<unsigned>(item.inverse);
  return both((inside ^ swapped) == 1, (outside ^ swapped) == 0);
}

// Whether one of the items that all must hold, which stand first, is known not to.
bool lacks_an_item(std::span<const RuleStep> steps, Rule::Numbers numbers) {
  const std::size_t items = steps.front().items_first;
  for (std::size_t at = 1; at <= items; ++at) {
    if (count_of(steps[at], numbers[steps[at].finding]) == both(false, false)) {
      return true;
    }
  }
  return false;
}

// The truth of what needs so many of its operands.
Truth truth_of(std::uint32_t needed, std::uint32_t sure, std::uint32_t possible) {
  static_assert(static_cast<int>(Truth::no) == 0 && static_cast<int>(Truth::yes) == 2);
  // What is sure is possible too.
  return static_cast<Truth>(static_cast<int>(sure >= needed) +
                            static_cast<int>(possible >= needed));
}

// How many operands of every step are surely true, and how many may be; an item counts itself. A
// rule as short as nearly all are asks for no memory.
class RuleReading {
 public:
  template <typename Number>
  RuleReading(std::span<const RuleStep> steps, const Number& number)
      : steps_(steps), long_(steps.size() + 1 > short_.size() ? steps.size() + at_once : 0) {
    counts_ = long_.empty() ? short_.data() : long_.data();
    // A few at once, without a call of memset.
    for (std::size_t at = 0; at <= steps.size(); at += at_once) {
      std::fill_n(counts_ + at, at_once, 0);
    }
    for (std::size_t at = steps.size(); at-- > 0;) {  // operands stand behind theirs
      const RuleStep& step = steps[at];
      if (is_item(step.kind)) {
        counts_[at + 1] = count_of(step, number(step));
      }
      const std::uint64_t own = counts_[at + 1];
      counts_[step.parent] += both(sure(own) >= step.needed, possible(own) >= step.needed);
    }
  }
  RuleReading(const RuleReading&) = delete;
  RuleReading& operator=(const RuleReading&) = delete;

  Truth truth() const { return truth_of(1, sure(counts_[0]), possible(counts_[0])); }

  // A bit for each item that gives the rule this truth: it and every expression around it have the
  // same. The counts are used up.
  std::uint64_t named(Truth truth) {
    if (this->truth() != truth) {
      return 0;
    }
    std::uint64_t which = 0;
    std::uint64_t* const gives = counts_;  // of a step that was passed: whether it gives that truth
    gives[0] = 1;
    for (std::size_t at = 0; at < steps_.size(); ++at) {
      const RuleStep& step = steps_[at];
      const std::uint64_t own = counts_[at + 1];
      const Truth its = truth_of(step.needed, sure(own), possible(own));
      gives[at + 1] = gives[step.parent] & static_cast<std::uint64_t>(its == truth);
      which |= (gives[at + 1] & static_cast<std::uint64_t>(is_item(step.kind))) << step.item;
    }
    return which;
  }

 private:
  static std::uint32_t sure(std::uint64_t counts) { return static_cast<std::uint32_t>(counts); }
  static std::uint32_t possible(std::uint64_t counts) {
    return static_cast<std::uint32_t>(counts >> 32);
  }

  static constexpr std::size_t at_once = 4;

  std::span<const RuleStep> steps_;
  std::uint64_t* counts_;  // of the rule, then of [step]; in one of the next two
  std::array<std::uint64_t, 48> short_;
  static_assert(sizeof(short_) / sizeof(short_.front()) % at_once == 0);
  std::vector<std::uint64_t> long_;
};

template <typename T>
void add_once(std::vector<T>& all, const T& one) {
  if (std::find(all.begin(), all.end(), one) == all.end()) {
    all.push_back(one);
  }
}

template <typename T>
std::shared_ptr<const T[]> shared_copy(std::span<const T> values) {
  auto copy = std::make_shared<T[]>(values.size());
  std::ranges::copy(values, copy.get());
  return copy;
}

// The place of the lowest bit.
std::size_t first_of(std::uint64_t bits) {
  return static_cast<std::size_t>(std::countr_zero(bits));
}

// The findings of the items that stand under an odd (or even) number of NOTs.
void collect_polarity(const Nodes& nodes, std::size_t at, bool is_negated, bool sought,
                      std::vector<FindingId>& findings) {
  if (nodes[at].end == at + 1) {
    if (is_negated == sought) {
      add_once(findings, nodes[at].finding);
    }
    return;
  }
  const bool inside = is_negated != (nodes[at].kind == NodeKind::inverse);
  for (std::size_t i = at + 1; i < nodes[at].end; i = nodes[i].end) {
    collect_polarity(nodes, i, inside, sought, findings);
  }
}

}  // namespace

std::vector<FindingId> NamedFindings::findings() const {
  std::vector<FindingId> findings;
  findings.reserve(static_cast<std::size_t>(std::popcount(which_)));
  for (std::uint64_t left = which_; left != 0; left &= left - 1) {
    add_once(findings, rule_->item(first_of(left)));
  }
  return findings;
}

std::vector<std::string_view> NamedFindings::ids() const {
  std::vector<std::string_view> ids;
  ids.reserve(static_cast<std::size_t>(std::popcount(which_)));
  for (std::uint64_t left = which_; left != 0; left &= left - 1) {
    add_once(ids, std::string_view(rule_->item_ids()[first_of(left)]));
  }
  return ids;
}

bool NamedFindings::has(std::string_view id) const {
  const auto all = ids();
  return std::ranges::find(all, id) != all.end();
}

engine::Result<Rule> Rule::parse(std::string_view text, const FindingTable& findings) {
  constexpr std::size_t most_items = 64;  // a bit each (NamedFindings)
  const auto nodes = parse_rule(text, findings);
  if (!nodes) {
    return engine::fail(nodes.error());
  }
  Rule rule;
  rule.text_ = std::string(text);
  std::vector<std::uint32_t> items;
  for (const Node& node : *nodes) {
    if (is_item(node.kind)) {
      add_once(rule.mentions_, node.finding);
      items.push_back(static_cast<std::uint32_t>(node.finding.index));
      rule.item_ids_.push_back(findings[node.finding].id);
    }
  }
  if (items.size() > most_items) {
    return engine::fail(rule_error(text, 0, "has more than 64 items"));
  }
  collect_polarity(*nodes, 0, false, true, rule.negated_);
  collect_polarity(*nodes, 0, false, false, rule.affirmed_);
  const std::vector<RuleStep> steps = rule_steps(*nodes);
  rule.steps_ = shared_copy<RuleStep>(steps);
  rule.steps_count_ = steps.size();
  std::vector<std::uint32_t> places;
  for (const FindingId finding : rule.mentions_) {
    places.push_back(static_cast<std::uint32_t>(finding.index));
  }
  places.insert(places.end(), items.begin(), items.end());
  rule.places_ = shared_copy<std::uint32_t>(places);
  RuleReading blank(steps, [](const RuleStep&) { return not_known; });
  rule.blank_truth_ = blank.truth();
  rule.blank_named_ = rule.blank_truth_ == Truth::no ? 0 : blank.named(rule.blank_truth_);
  return rule;
}

double as_number(const AnswerValue& value) {
  if (const auto* presence = std::get_if<Presence>(&value)) {
    return *presence == Presence::present ? 1 : 0;
  }
  if (const auto* quantity = std::get_if<Quantity>(&value)) {
    return quantity->value;
  }
  const auto* state = std::get_if<State>(&value);
  return state == nullptr ? not_known : static_cast<double>(state->index);
}

std::span<const RuleStep> Rule::steps() const {
  engine::require(steps_ != nullptr, "the rule was made by Rule::parse");
  return {steps_.get(), steps_count_};
}

Truth Rule::evaluate(const Lookup& lookup) const {
  return RuleReading(steps(), ByAnswer{lookup}).truth();
}

void Rule::keep_together(std::span<Rule* const> rules) {
  std::vector<RuleStep> steps;
  std::vector<std::uint32_t> places;
  for (const Rule* rule : rules) {
    steps.insert(steps.end(), rule->steps().begin(), rule->steps().end());
    places.insert(places.end(), rule->places().begin(), rule->places().end());
  }
  const auto all_steps = shared_copy<RuleStep>(steps);
  const auto all_places = shared_copy<std::uint32_t>(places);
  std::size_t step = 0;
  std::size_t place = 0;
  for (Rule* rule : rules) {
    rule->steps_ = std::shared_ptr<const RuleStep[]>(all_steps, all_steps.get() + step);
    rule->places_ = std::shared_ptr<const std::uint32_t[]>(all_places, all_places.get() + place);
    step += rule->steps_count_;
    place += rule->places().size();
  }
}

bool Rule::is_blank(Numbers numbers) const {
  return std::ranges::all_of(places().first(mentions_.size()),
                             [numbers](std::uint32_t place) { return std::isnan(numbers[place]); });
}

Truth Rule::evaluate(Numbers numbers) const {
  if (is_blank(numbers)) {
    return blank_truth_;
  }
  if (lacks_an_item(steps(), numbers)) {
    return Truth::no;
  }
  return RuleReading(steps(), ByNumber{numbers}).truth();
}

NamedFindings Rule::undecided_by(const Lookup& lookup) const {
  return {*this, RuleReading(steps(), ByAnswer{lookup}).named(Truth::undecided)};
}

NamedFindings Rule::undecided_by(Numbers numbers) const {
  return {*this, RuleReading(steps(), ByNumber{numbers}).named(Truth::undecided)};
}

NamedFindings Rule::true_because(const Lookup& lookup) const {
  return {*this, RuleReading(steps(), ByAnswer{lookup}).named(Truth::yes)};
}

Reasoned Rule::reasoned(Numbers numbers) const {
  if (is_blank(numbers)) {
    return {blank_truth_, NamedFindings(*this, blank_named_)};
  }
  if (lacks_an_item(steps(), numbers)) {
    return {};
  }
  RuleReading reading(steps(), ByNumber{numbers});
  const Truth truth = reading.truth();
  return {truth, truth == Truth::no ? NamedFindings() : NamedFindings(*this, reading.named(truth))};
}

}  // namespace paraspinal::knowledge
