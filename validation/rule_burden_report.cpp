// Entry point: rule_burden_section, at the end.

#include "validation/rule_burden_report.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "validation/tables.h"

namespace paraspinal::validation {
namespace {

using knowledge::Urgency;

std::string per_thousand(std::size_t count, std::size_t of) {
  return of == 0 ? "-" : shown(1000.0 * static_cast<double>(count) / static_cast<double>(of), 1);
}

std::string percent(std::size_t count, std::size_t of) {
  return of == 0 ? "-" : shown(100.0 * static_cast<double>(count) / static_cast<double>(of), 1);
}

// "2.9 % (57/1948), 2.2-3.8": a digit more than shown(), for small shares.
std::string finely(const Proportion& proportion) {
  const Interval interval = exact_interval(proportion);
  return percent(proportion.hits, proportion.of) + " % (" + std::to_string(proportion.hits) + "/" +
         std::to_string(proportion.of) + "), " + shown(100 * interval.low, 1) + "-" +
         shown(100 * interval.high, 1);
}

std::size_t fires_of(std::string_view rule, const RuleBurden& burden) {
  const auto place = std::ranges::find(burden.rules, rule, &RuleCost::rule);
  return place == burden.rules.end() ? 0 : place->fires;
}

std::string sentence(const Reach& now, const Reach& without_chance) {
  const std::string how = now.urgency == Urgency::ambulance ? "to an ambulance"
                          : now.urgency == Urgency::emergency_department
                              ? "to hospital or an ambulance"
                              : "to a clinician the same day or faster";
  return finely(now.sent) + " are sent " + how + "; of these " + finely(now.needed_of_sent) +
         " have something that needs it, and of those who do " + finely(now.sent_of_needed) +
         " are sent. Had no finding come by chance, " + finely(without_chance.sent) +
         " would be sent.";
}

}  // namespace

Table reach_table(const RuleBurdens& burdens) {
  Table table{"What red flags cost: simulated callers of whom everything is known",
              {"so fast or faster", "sent", "of these need it", "of those who need it are sent",
               "sent, had no finding come without a cause"},
              {}};
  for (std::size_t i = 0; i < burdens.as_they_come.reaches.size(); ++i) {
    const Reach& reach = burdens.as_they_come.reaches[i];
    table.rows.push_back({std::string(name(reach.urgency)), finely(reach.sent),
                          finely(reach.needed_of_sent), finely(reach.sent_of_needed),
                          finely(burdens.by_causes_alone.reaches[i].sent)});
  }
  return table;
}

Table levels_of_callers_table(const RuleBurdens& burdens) {
  Table table{"Per cent of callers at each urgency, and by whom",
              {"urgency", "gates", "expected loss", "both", "expected loss alone", "need it",
               "both, had no finding come without a cause"},
              {}};
  const RuleBurden& now = burdens.as_they_come;
  for (std::size_t i = 0; i < now.levels.size(); ++i) {
    const LevelCount& level = now.levels[i];
    table.rows.push_back(
        {std::string(name(level.urgency)), percent(level.by_gates, now.callers),
         percent(level.by_loss, now.callers), percent(level.on_evidence, now.callers),
         percent(level.by_loss_alone, now.callers), percent(level.needed, now.callers),
         percent(burdens.by_causes_alone.levels[i].on_evidence, burdens.by_causes_alone.callers)});
  }
  return table;
}

Table rule_costs_table(const RuleBurdens& burdens) {
  Table table{
      "Each rule that fired, the costliest first",
      {"rule", "asks for", "alone, per 1,000 callers", "fires, per 1,000", "of these need as much",
       "of these need the same day or faster", "fires, had no finding come without a cause"},
      {}};
  const RuleBurden& now = burdens.as_they_come;
  for (const RuleCost& rule : now.rules) {
    if (rule.fires > 0) {
      table.rows.push_back(
          {rule.rule, std::string(name(rule.urgency)), per_thousand(rule.alone, now.callers),
           per_thousand(rule.fires, now.callers), shown(Proportion{rule.needed, rule.fires}),
           shown(Proportion{rule.needed_same_day, rule.fires}),
           per_thousand(fires_of(rule.rule, burdens.by_causes_alone),
                        burdens.by_causes_alone.callers)});
    }
  }
  return table;
}

Section rule_burden_section(const RuleBurdens& burdens) {
  const RuleBurden& now = burdens.as_they_come;
  const auto silent = std::ranges::count(now.rules, 0U, &RuleCost::fires);
  const std::string who =
      "A red flag that sends in people who have nothing costs them a day, and takes a bed or a "
      "crew from somebody who needs it. Here " +
      std::to_string(now.callers) + " simulated callers (" + std::to_string(now.failed) +
      " more could not be drawn or judged) telephone, and everything that they can tell is known. "
      "What they need is what the conditions that they have need, by the content. A rule stands "
      "alone where no other that fires asks for as much: without it the gates would be slower.";
  std::string found;
  for (std::size_t i = 0; i < now.reaches.size(); ++i) {
    found += sentence(now.reaches[i], burdens.by_causes_alone.reaches[i]);
    found += ' ';
  }
  found.pop_back();
  const std::string how_to_read =
      "Read it as a warning, not as a count of people: the callers come from the network, in which "
      "every finding has a background rate, how often it is there without any of its causes. Most "
      "of these rates are our own estimates, and each caller draws chance findings independently "
      "of each other, while in life they gather in a few people. The last column of each table "
      "leaves them out: the same callers with what their conditions cause and nothing else. A rule "
      "that costs much in both is wide; one that costs much in the first alone waits for findings "
      "that are common, or that we rate too common. " +
      std::to_string(silent) + " of " + std::to_string(now.rules.size()) +
      " rules fired for nobody: they need an examination, a measurement or a rarer caller.";
  return {"What red flags cost",
          {who, found, how_to_read},
          {reach_table(burdens), levels_of_callers_table(burdens), rule_costs_table(burdens)},
          {}};
}

}  // namespace paraspinal::validation
