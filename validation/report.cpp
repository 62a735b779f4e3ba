// Entry point: report, at the end.

#include "validation/report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "validation/call_tables.h"
#include "validation/plots.h"
#include "validation/rule_burden_report.h"
#include "validation/rule_way_report.h"
#include "validation/tables.h"

namespace paraspinal::validation {
namespace {

const Measures& ours(const SetMeasures& set) {
  return set.methods.front().measures;
}

// "Of 65 published cases 49 were sent soon enough ..."
std::string in_a_sentence(const SetMeasures& set) {
  const Measures& m = ours(set);
  const auto of = [](const Proportion& proportion) {
    return std::to_string(proportion.hits) + " of " + std::to_string(proportion.of);
  };
  return "Of " + std::to_string(m.cases) + " " + set.kind + " cases " +
         std::to_string(m.safe.hits) + " were sent soon enough (" + shown(m.safe) + "), " +
         of(m.emergencies_found) + " emergencies that could be seen were not sent too slowly, " +
         of(m.benign_over) +
         " benign cases were sent faster than needed, and an acceptable cause " +
         "stood first in " + of(m.right_1) + ", among the first three in " + of(m.right_3) + ".";
}

std::vector<std::string> lead(const Run& run) {
  std::size_t cases = 0;
  for (const SetMeasures& set : run.sets) {
    cases += ours(set).cases;
  }
  std::vector<std::string> paragraphs = {
      "Paraspinal reads what a person with back pain tells and answers how soon and where they "
      "should be seen, and what it may be. This page shows how safe and how right it was on " +
          std::to_string(cases) +
          " cases whose answer was written down before, and on simulated calls.",
      "No clinician has reviewed the expected answers, the program is not an approved medical "
      "device, and no number was fitted to the cases; rules that were added from guidelines after "
      "the "
      "first scored run are named in the protocol. Brackets hold exact 95 % intervals: "
      "the truth for many more cases like these may lie anywhere within them. Knowledge " +
          run.version + ", content hash " + run.hash.substr(0, 12) + ", signature " +
          run.signature.substr(0, 12) + "."};
  for (const SetMeasures& set : run.sets) {
    paragraphs.push_back(in_a_sentence(set));
  }
  return paragraphs;
}

Section unsafe_section(const Run& run) {
  Section section{"What was unsafe", {}, {}, {}};
  const auto found = unsafe(run);
  if (found.empty()) {
    section.paragraphs.push_back(
        "Nothing: no visible emergency was missed, no case was two levels slower than acceptable, "
        "no simulated call with a danger closed two levels below its answer on all evidence, and "
        "none ended two levels below a rule for hospital or ambulance that its caller fulfils.");
    return section;
  }
  section.paragraphs.push_back(
      "Unsafe is: an emergency missed, a case slower than acceptable by "
      "two levels or more, or a simulated call with a danger or with a red flag for hospital or "
      "ambulance that ended so. Each by name:");
  Table table{std::to_string(found.size()) + " unsafe answers", {"case or call"}, {}};
  for (const std::string& one : found) {
    table.rows.push_back({one});
  }
  section.tables.push_back(std::move(table));
  return section;
}

std::vector<ForestRow> safe_by_group(const SetMeasures& set) {
  std::vector<ForestRow> rows = {{"all " + set.kind + " cases", ours(set).safe}};
  for (const GroupMeasures& group : set.groups) {
    rows.push_back({group.group + ": " + group.value, group.measures.safe});
  }
  return rows;
}

Section set_section(const SetMeasures& set) {
  const bool published = set.kind == "published";
  Section section{published ? "Published cases" : "Constructed cases", {}, {}, {}};
  section.paragraphs.push_back(
      published
          ? "Case reports and teaching cases from the literature, first-contact facts only. They "
            "over-represent the odd and the missed: they test safety, not how often somebody is "
            "sent in for nothing."
          : "Cases we wrote for what publications under-represent: benign spasm, posture, self "
            "care, telephone wording, normal pregnancy. As plain as we imagined them.");
  section.figures.push_back(
      {"Expected tier (rows) against our urgency (columns); the frame is what "
       "the tier allows, numbers are cases",
       confusion_plot(ours(set))});
  section.figures.push_back({"Safe answers by group: not slower than the slowest acceptable",
                             forest_plot(safe_by_group(set), 0.98)});
  section.figures.push_back({"Are the probabilities honest? Each condition of each case, by tenths",
                             calibration_plot(ours(set).calibration)});
  section.tables.push_back(methods_table("Against simpler ways, in the same table", set.methods));
  section.tables.push_back(levels_table(set));
  if (!set.parts.empty()) {
    section.tables.push_back(methods_table("Parts of the set, as built", set.parts));
  }
  section.tables.push_back(groups_table(set));
  return section;
}

std::vector<double> questions_of(const CallSet& set) {
  std::vector<double> questions;
  for (const CallRow& row : set.rows) {
    if (row.error.empty()) {
      questions.push_back(static_cast<double>(row.call.questions));
    }
  }
  return questions;
}

// By condition: calls as fast as it needs.
std::vector<ForestRow> danger_rows(const CallSet& set, const knowledge::KnowledgeBase& knowledge) {
  std::vector<ForestRow> rows;
  for (const knowledge::Condition& condition : knowledge.conditions) {
    Proportion fast;
    for (const CallRow& row : set.rows) {
      if (row.label == condition.id && row.error.empty()) {
        fast.count(row.call.urgency >= condition.needs_urgency);
      }
    }
    if (fast.of > 0) {
      std::string name = condition.id;
      std::ranges::replace(name, '_', ' ');
      rows.push_back({name, fast});
    }
  }
  return rows;
}

Section calls_section(const Run& run, const knowledge::KnowledgeBase& knowledge) {
  Section section{"Simulated calls", {}, {}, {}};
  section.paragraphs.push_back(
      "People drawn from the network itself answer the questions that the program puts, until it "
      "closes, sends them to hospital, or hands over. They test the order of questions and the "
      "arithmetic, never the medicine. The answer on all evidence is what the program would say if "
      "everything that this setting can find out had been asked.");
  for (const CallSet& set : run.calls) {
    if (set.style == CallStyle{} && !set.rows.empty()) {
      section.figures.push_back(
          {"Questions a call: " + set.who, histogram_plot(questions_of(set), 3, 14, "questions")});
    }
    if (set.style == CallStyle{} && set.who == "callers with each danger") {
      section.figures.push_back(
          {"Sensitivity by condition: calls at least as fast as the condition "
           "needs",
           forest_plot(danger_rows(set, knowledge), 1)});
    }
  }
  section.tables.push_back(calls_table(run.calls));
  section.tables.push_back(differences_table(run.calls));
  section.tables.push_back(differing_askers_table(run.calls));
  section.tables.push_back(dangers_table(run.calls, knowledge));
  return section;
}

Section simulation_section(const Run& run) {
  Section section{"Do the probabilities come true in simulation?", {}, {}, {}};
  section.paragraphs.push_back(
      "Of people drawn from the network a random part of the findings was observed; of conditions "
      "said to be there with probability p, a share p should be there. The chi-square of the ranks "
      "has 9 degrees of freedom: above 16.9 it would be in 5 % of calibrated runs.");
  for (const auto& [name, ran] : run.simulations) {
    section.paragraphs.push_back(name + ": " + std::to_string(ran.people) + " people (" +
                                 std::to_string(ran.failed) + " impossible), chi-square " +
                                 shown(ran.chi_square, 1) + ".");
    section.figures.push_back({"Calibration in simulation: " + name, calibration_plot(ran.tenths)});
  }
  section.paragraphs.push_back(
      "90 % intervals: with parameters drawn anew and taken for the truth they held " +
      shown(run.coverage.covered) + " of the posteriors of " + std::to_string(run.coverage.people) +
      " people (a person's own share, on average: " + shown(run.coverage.by_person.low, 2) + "-" +
      shown(run.coverage.by_person.high, 2) + ").");
  section.tables.push_back(simulations_table(run));
  return section;
}

Section gaps_section(const Run& run) {
  Section section{"Where we are wrong", {}, {}, {}};
  section.paragraphs.push_back(
      "The reason of each, and the evidence that would mend it, stands in "
      "known_gaps.csv once somebody has looked at it.");
  section.tables.push_back(gaps_table(run.gaps));
  std::string disagreements;
  std::string refused;
  for (const Assessed& one : run.assessed) {
    disagreements += one.bundle_agrees ? "" : " " + one.item.id;
    refused += one.error.empty() ? "" : " " + one.item.id + " (" + one.error + ")";
  }
  section.paragraphs.push_back("Sent as a FHIR bundle, answered otherwise:" +
                               (disagreements.empty() ? " none" : disagreements) + ".");
  section.paragraphs.push_back("Refused:" + (refused.empty() ? " none" : refused) + ".");
  return section;
}

Section changes_section(const Run& run) {
  Section section{"Changed since the last run", {}, {}, {}};
  if (run.changes.empty()) {
    section.paragraphs.push_back("No case changed its urgency or its first condition.");
    return section;
  }
  Table table{"Urgency or first condition changed", {"case"}, {}};
  for (const std::string& change : run.changes) {
    table.rows.push_back({change});
  }
  section.tables.push_back(std::move(table));
  return section;
}

}  // namespace

Page report(const Run& run, const knowledge::KnowledgeBase& knowledge) {
  Page page{"Paraspinal: is the advice good?", lead(run), {}};
  page.sections.push_back(unsafe_section(run));
  page.sections.push_back({"The aims",
                           {"Set in the protocol before the first scored run. Sets are never "
                            "pooled."},
                           {aims_table(run)},
                           {}});
  for (const SetMeasures& set : run.sets) {
    page.sections.push_back(set_section(set));
  }
  if (!run.calls.empty()) {
    page.sections.push_back(calls_section(run, knowledge));
    page.sections.push_back(rule_ways_section(run.ways));
    page.sections.push_back(rule_burden_section(run.burdens));
  }
  if (!run.simulations.empty()) {
    page.sections.push_back(simulation_section(run));
  }
  page.sections.push_back(gaps_section(run));
  page.sections.push_back(changes_section(run));
  return page;
}

}  // namespace paraspinal::validation
