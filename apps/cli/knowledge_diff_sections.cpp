#include <algorithm>
#include <array>
#include <map>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_diff.h"
#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Change;
using knowledge::ColumnChange;
using knowledge::KnowledgeBase;
using knowledge::RowChange;
using knowledge::Topic;

constexpr std::size_t moves_shown = 25;

std::string heading_of(Topic topic) {
  switch (topic) {
    case Topic::red_flags:
      return "RED FLAGS: who is sent at once, and why";
    case Topic::urgency:
      return "URGENCY AND HARM: how soon each condition needs help";
    case Topic::priors:
      return "FREQUENCIES: how common, before any answer";
    case Topic::links:
      return "LINKS: what findings say about conditions";
    case Topic::questions:
      return "FINDINGS AND QUESTIONS: what is asked, how and when";
    case Topic::actions:
      return "ADVICE: what is told, and what stands against it";
    case Topic::codings:
      return "CODES AND UNITS: how records are read";
    case Topic::wording:
      return "WORDING AND SIGN-OFF: names, notes, bases, who signed";
    case Topic::sources:
      return "SOURCES: the works cited, and how far they were read";
  }
  return {};
}

template <typename Rows>
std::string name_among(const Rows& rows, const std::string& id) {
  const auto found = std::ranges::find_if(rows, [&id](const auto& row) { return row.id == id; });
  return found == rows.end() ? "" : found->name;
}

// What an id is called; empty for one that neither knowledge base knows.
std::string called(const KnowledgeBase& knowledge, const std::string& id) {
  if (const auto condition = knowledge.condition(id)) {
    return knowledge.conditions[condition->index].name;
  }
  if (const auto finding = knowledge.findings.find(id)) {
    return knowledge.findings[*finding].name;
  }
  const std::string flag = name_among(knowledge.red_flags, id);
  return flag.empty() ? name_among(knowledge.mechanisms, id) : flag;
}

std::string value_of(const RowChange& change, std::string_view column) {
  const auto found = std::ranges::find(change.columns, column, &ColumnChange::column);
  return found == change.columns.end() ? "" : found->before + found->after;
}

// "Numb between the legs in Cauda equina syndrome", for the link that has the id.
std::string link_words(const KnowledgeBase& knowledge, const std::string& id) {
  const auto link = std::ranges::find(knowledge.links, id, &knowledge::Link::id);
  if (link == knowledge.links.end()) {
    return "";
  }
  return knowledge.findings[link->finding].name +
         (link->kind == knowledge::LinkKind::risk ? ", a risk factor of " : " in ") +
         knowledge.conditions[link->condition.index].name;
}

// The row as a clinician calls it, with its key.
std::string subject_of(const RowChange& change, const KnowledgeBase& before,
                       const KnowledgeBase& after) {
  const KnowledgeBase& home = change.change == Change::removed ? before : after;
  const std::string first = change.key.substr(0, change.key.find(' '));
  std::string name = change.table == "link" ? link_words(home, change.key) : called(home, first);
  if (change.table == "action") {
    name = value_of(change, "words");
  }
  if (change.table == "coding") {
    name = called(home, change.key.substr(change.key.rfind(' ') + 1));
  }
  return name.empty() ? change.key : named(name, change.key);
}

std::string table_words(const std::string& table) {
  const std::map<std::string, std::string> words = {
      {"red_flag", ""},
      {"condition", ""},
      {"finding", ""},
      {"link", ""},
      {"red_flag_suspect", "what it suspects: "},
      {"prior", "frequency: "},
      {"prior_modifier", "change with age, sex or pregnancy: "},
      {"prevalence", "frequency of the finding: "},
      {"demographic", "who calls: "},
      {"pregnancy_prevalence", "who is pregnant: "},
      {"mechanism_cause", "cause of the mechanism: "},
      {"mechanism_finding", "finding of the mechanism: "},
      {"action_condition", "what the advice is for: "},
      {"contraindication", "against advice: "},
      {"safety_question", "asked for safety: "},
      {"bundle", "asked in one breath: "},
      {"bundle_item", "asked in one breath: "},
      {"question", "question: "}};
  const auto found = words.find(table);
  return found == words.end() ? spoken(table) + ": " : found->second;
}

// A change in one line, or in two where it is long.
void add_column(const RowChange& change, const ColumnChange& column, std::vector<Detail>& details) {
  constexpr std::size_t one_line = 50;
  const std::string label = spoken(column.column);
  if (change.change != Change::changed) {
    details.push_back({label, column.before + column.after});
    return;
  }
  const std::string was = column.before.empty() ? "nothing" : column.before;
  const std::string now = column.after.empty() ? "nothing" : column.after;
  if (was.size() + now.size() <= one_line) {
    details.push_back({label, was + " -> " + now});
  } else {
    details.push_back({label + ", was", was});
    details.push_back({label + ", now", now});
  }
}

std::vector<Detail> details_of(const RowChange& change, const KnowledgeBase& before,
                               const KnowledgeBase& after) {
  std::vector<Detail> details;
  for (const ColumnChange& column : change.columns) {
    if (column.column != "source" && column.column != "id") {
      add_column(change, column, details);
    }
  }
  const auto cited = [&details](const std::string& label, const KnowledgeBase& knowledge,
                                const std::string& id) {
    if (!id.empty()) {
      knowledge::Citation citation;
      citation.source = id;
      details.push_back({label, source_words(knowledge, citation)});
    }
  };
  if (change.source_before != change.source_after && change.change == Change::changed) {
    cited("source was", before, change.source_before);
    cited("source now", after, change.source_after);
  } else {
    cited("source", change.source_after.empty() ? before : after,
          change.source_after.empty() ? change.source_before : change.source_after);
  }
  return details;
}

std::string weight_words(const knowledge::AnswerWeight& weight) {
  return fmt::format("{:+.1f} when present, {:+.1f} when absent", weight.present, weight.absent);
}

std::string known_name(const KnowledgeBase& before, const KnowledgeBase& after,
                       const std::string& id) {
  const std::string name = called(after, id);
  return name.empty() ? called(before, id) : name;
}

void cut(Section& section) {
  if (section.entries.size() > moves_shown) {
    const std::size_t rest = section.entries.size() - moves_shown;
    section.entries.resize(moves_shown);
    section.entries.push_back({fmt::format("and {} more, smaller", rest)});
  }
}

Entry size_entry(std::string_view what, std::size_t before, std::size_t after) {
  return {before == after ? fmt::format("{} {}, as before", after, what)
                          : fmt::format("{} {}, before {}", after, what, before)};
}

}  // namespace

std::vector<Section> change_sections(const std::vector<RowChange>& changes,
                                     const KnowledgeBase& before, const KnowledgeBase& after) {
  std::vector<Section> sections;
  for (const RowChange& change : changes) {
    const std::string heading = heading_of(change.topic);
    if (sections.empty() || sections.back().heading != heading) {
      sections.push_back({heading});
    }
    sections.back().entries.push_back({std::string(name(change.change)) + ": " +
                                           table_words(change.table) +
                                           subject_of(change, before, after),
                                       details_of(change, before, after)});
  }
  return sections;
}

std::vector<Section> network_sections(const knowledge::SolvedDifference& difference,
                                      const KnowledgeBase& before, const KnowledgeBase& after) {
  const auto& old_size = difference.size_before;
  const auto& new_size = difference.size_after;
  Section size{"WHAT IT DOES TO THE NETWORK"};
  size.entries = {size_entry("conditions", old_size.conditions, new_size.conditions),
                  size_entry("mechanisms", old_size.mechanisms, new_size.mechanisms),
                  size_entry("findings", old_size.findings, new_size.findings),
                  size_entry("arcs", old_size.arcs, new_size.arcs)};
  Section pretests{
      "PROBABILITIES BEFORE ANY ANSWER that move by 5 % or more, where they move most"};
  for (const knowledge::PretestChange& change : difference.pretests) {
    pretests.entries.push_back(
        {fmt::format("{}: {} -> {} ({})", known_name(before, after, change.condition),
                     percent(change.before), percent(change.after), spoken(change.context))});
  }
  Section weights{"ANSWERS THAT SAY MORE OR LESS (decibans: +10 makes the odds ten times higher)"};
  for (const knowledge::WeightChange& change : difference.weights) {
    weights.entries.push_back(
        {known_name(before, after, change.finding) + " for " +
             known_name(before, after, change.condition),
         {{"was", weight_words(change.before)}, {"now", weight_words(change.after)}}});
  }
  cut(pretests);
  cut(weights);
  return {size, pretests, weights};
}

}  // namespace paraspinal::cli
