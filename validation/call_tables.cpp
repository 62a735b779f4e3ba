#include "validation/call_tables.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "validation/tables.h"

namespace paraspinal::validation {
namespace {

using Counts = std::map<std::string, std::size_t>;

// The most first, then by name.
std::vector<std::pair<std::string, std::size_t>> by_count(const Counts& counts) {
  std::vector<std::pair<std::string, std::size_t>> ordered(counts.begin(), counts.end());
  std::ranges::stable_sort(ordered, std::ranges::greater{},
                           &std::pair<std::string, std::size_t>::second);
  return ordered;
}

// "rf_acs 3, expected loss 1".
std::string counted(const Counts& counts) {
  std::string text;
  for (const auto& [what, count] : by_count(counts)) {
    text += (text.empty() ? "" : ", ") + what + " " + std::to_string(count);
  }
  return text;
}

bool differs(const CallRow& row) {
  return row.error.empty() && row.call.urgency != row.call.on_all_evidence;
}

}  // namespace

Table calls_table(const std::vector<CallSet>& calls) {
  Table table{
      "Simulated calls",
      {"callers", "questioning", "calls", "questions: median", "P90", "most", "mean (95 %)",
       "seconds: median", "P90", "agrees with all evidence", "agrees, ED and ambulance as one",
       "slower by 1+", "slower by 2+", "faster", "emergency on all evidence",
       "as fast as the cause needs", "ended: emergency", "closed", "handed over"},
      {}};
  for (const CallSet& set : calls) {
    if (set.rows.empty()) {
      continue;
    }
    const CallSummary found = summary(set);
    table.rows.push_back(
        {set.who, words(set.style),
         std::to_string(found.agree.of) +
             (found.failed == 0 ? "" : " (+" + std::to_string(found.failed) + " failed)"),
         shown(found.questions.median, 0), shown(found.questions.percentile_90, 0),
         shown(found.questions.most, 0),
         shown(found.questions.mean, 1) + " (" + shown(found.questions.mean_interval.low, 1) + "-" +
             shown(found.questions.mean_interval.high, 1) + ")",
         shown(found.seconds.median, 0), shown(found.seconds.percentile_90, 0), shown(found.agree),
         shown(found.agree_emergencies), shown(found.under), shown(found.under_by_two),
         shown(found.over), shown(found.emergency_on_all), shown(found.reaches_need),
         std::to_string(found.ended_in_emergency.hits), std::to_string(found.closed.hits),
         std::to_string(found.handed_over.hits)});
  }
  return table;
}

Table dangers_table(const std::vector<CallSet>& calls, const knowledge::KnowledgeBase& knowledge) {
  Table table{"Calls of people with each danger, as built",
              {"condition", "needs", "calls", "as fast as it needs", "as on all evidence",
               "slower than on all evidence by 2+"},
              {}};
  for (const CallSet& set : calls) {
    if (set.who != "callers with each danger" || set.style != CallStyle{}) {
      continue;
    }
    for (const knowledge::Condition& condition : knowledge.conditions) {
      Proportion fast;
      Proportion agree;
      Proportion slow;
      for (const CallRow& row : set.rows) {
        if (row.label == condition.id && row.error.empty()) {
          fast.count(row.call.urgency >= condition.needs_urgency);
          agree.count(row.call.urgency == row.call.on_all_evidence);
          slow.count(
              static_cast<int>(row.call.on_all_evidence) - static_cast<int>(row.call.urgency) >= 2);
        }
      }
      if (fast.of > 0) {
        table.rows.push_back({condition.name, std::string(name(condition.needs_urgency)),
                              std::to_string(fast.of), std::to_string(fast.hits),
                              std::to_string(agree.hits), std::to_string(slow.hits)});
      }
    }
  }
  return table;
}

Table differences_table(const std::vector<CallSet>& calls) {
  Table table{"Where calls as built differ from all evidence",
              {"callers", "the call ended with", "all evidence says", "calls",
               "who asks for the faster one (calls)"},
              {}};
  for (const CallSet& set : calls) {
    if (set.style != CallStyle{}) {
      continue;
    }
    std::map<std::pair<knowledge::Urgency, knowledge::Urgency>, std::pair<std::size_t, Counts>>
        differences;
    for (const CallRow& row : set.rows) {
      if (differs(row)) {
        auto& [count, askers] = differences[{row.call.urgency, row.call.on_all_evidence}];
        ++count;
        for (const std::string& asker : row.call.differs_by) {
          ++askers[asker];
        }
      }
    }
    for (const auto& [urgencies, found] : differences) {
      table.rows.push_back({set.who, std::string(name(urgencies.first)),
                            std::string(name(urgencies.second)), std::to_string(found.first),
                            counted(found.second)});
    }
  }
  return table;
}

Table differing_askers_table(const std::vector<CallSet>& calls) {
  constexpr std::size_t shown_at_most = 10;
  Counts slower;
  Counts faster;
  Counts either;
  for (const CallSet& set : calls) {
    for (const CallRow& row : set.rows) {
      if (set.style == CallStyle{} && differs(row)) {
        for (const std::string& asker : row.call.differs_by) {
          ++(row.call.urgency < row.call.on_all_evidence ? slower : faster)[asker];
          ++either[asker];
        }
      }
    }
  }
  Table table{"Who asks for the faster urgency where calls differ from all evidence, the ten first",
              {"rule or voice", "calls that end slower without it", "calls that end faster by it"},
              {}};
  auto ordered = by_count(either);
  ordered.resize(std::min(ordered.size(), shown_at_most));
  for (const auto& [asker, count] : ordered) {
    table.rows.push_back({asker, std::to_string(slower[asker]), std::to_string(faster[asker])});
  }
  return table;
}

Table simulations_table(const Run& run) {
  Table table{"Simulated people: predicted against true, by tenths",
              {"observed", "predicted", "predictions", "mean predicted", "came true (95 %)"},
              {}};
  for (const auto& [name, ran] : run.simulations) {
    for (std::size_t i = 0; i < ran.tenths.size(); ++i) {
      const CalibrationBin& bin = ran.tenths[i];
      table.rows.push_back({name, std::to_string(i * 10) + "-" + std::to_string(i * 10 + 10) + " %",
                            std::to_string(bin.predictions), shown(bin.mean_predicted, 4),
                            shown(Proportion{bin.came_true, bin.predictions})});
    }
  }
  return table;
}

}  // namespace paraspinal::validation
