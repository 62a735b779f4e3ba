// The pages of what is not a condition or a finding.

#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_show.h"
#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Citation;
using knowledge::KnowledgeBase;

constexpr const char* action_kinds[] = {"Self-care", "Treatment", "Referral", "Prevention"};

Section on_checking(const KnowledgeBase& knowledge, const Citation& citation,
                    const std::string& note) {
  Entry entry{"the statement", provenance(knowledge, citation)};
  if (!note.empty()) {
    entry.details.push_back({"note", note});
  }
  return {"WHENCE", {entry}};
}

Section conditions(const KnowledgeBase& knowledge, const std::vector<knowledge::ConditionId>& ids,
                   const std::string& heading) {
  Section section{heading};
  for (const knowledge::ConditionId id : ids) {
    section.entries.push_back({condition_words(knowledge, id)});
  }
  return section;
}

// The rows that cite a source, one line a kind.
class Uses {
 public:
  explicit Uses(std::string source) : source_(std::move(source)) {}

  void see(const std::string& what, const Citation& citation, const std::string& name) {
    if (citation.source == source_) {
      if (rows_.empty() || rows_.back().head != what) {
        rows_.push_back({what});
      }
      names_.resize(rows_.size());
      names_.back() += (names_.back().empty() ? "" : ", ") + name;
    }
  }

  Section section() && {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      rows_[i].head += ": " + names_[i];
    }
    return {"WHAT RESTS ON IT", std::move(rows_)};
  }

 private:
  std::string source_;
  std::vector<Entry> rows_;
  std::vector<std::string> names_;
};

}  // namespace

KnowledgePage red_flag_page(const KnowledgeBase& knowledge, const knowledge::RedFlag& flag) {
  KnowledgePage page{.id = flag.id, .kind = "red flag", .title = flag.name};
  const auto disposition = knowledge.dispositions.find(flag.disposition);
  const std::string where =
      disposition == knowledge.dispositions.end() ? flag.disposition : disposition->second.name;
  page.summary = {"Asks for " + urgency_words(flag.urgency) + "; " + where + ".",
                  "Do: " + flag.action};
  page.sections = {{"RULE", {rule_entry(knowledge, flag.rule)}},
                   conditions(knowledge, flag.suspects, "SUSPECTS"),
                   on_checking(knowledge, flag.citation, flag.note)};
  return page;
}

KnowledgePage action_page(const KnowledgeBase& knowledge, const knowledge::Action& action) {
  KnowledgePage page{.id = action.id, .kind = "action", .title = action.words};
  page.summary = {
      fmt::format("{}. {}", action_kinds[static_cast<std::size_t>(action.kind)], action.position),
      "Told when the urgency is from " + urgency_words(action.slowest) + " to " +
          urgency_words(action.fastest) + "."};
  Section against{"WHAT STANDS AGAINST IT"};
  for (const knowledge::Contraindication& row : action.contraindications) {
    const bool withhold = row.effect == knowledge::ContraindicationEffect::withhold;
    Entry entry{fmt::format("{} when {}", withhold ? "withhold" : "caution", row.rule.text()),
                {{"reason", row.reason}}};
    for (const Detail& detail : provenance(knowledge, row.citation)) {
      entry.details.push_back(detail);
    }
    against.entries.push_back(std::move(entry));
  }
  page.sections = {against, conditions(knowledge, action.conditions, "WHAT IT IS FOR"),
                   on_checking(knowledge, action.citation, action.note)};
  return page;
}

KnowledgePage mechanism_page(const KnowledgeBase& knowledge,
                             const knowledge::Mechanism& mechanism) {
  KnowledgePage page{.id = mechanism.id, .kind = "mechanism", .title = mechanism.name};
  page.summary = {"Without any of its causes in " + percent(mechanism.leak) + "."};
  Section causes{"CAUSES, and how often it follows"};
  for (const knowledge::MechanismCause& cause : mechanism.causes) {
    causes.entries.push_back(
        {condition_words(knowledge, cause.condition) + ": " + percent(cause.point),
         provenance(knowledge, cause.citation)});
  }
  Section findings{"FINDINGS that come of it together"};
  for (const knowledge::FindingId finding : mechanism.findings) {
    findings.entries.push_back({finding_words(knowledge, finding)});
  }
  page.sections = {causes, findings, on_checking(knowledge, mechanism.citation, "")};
  return page;
}

KnowledgePage link_page(const KnowledgeBase& knowledge, const knowledge::Link& link) {
  const bool risk = link.kind == knowledge::LinkKind::risk;
  KnowledgePage page{.id = link.id,
                     .kind = "link",
                     .title = knowledge.findings[link.finding].name +
                              (risk ? " as a risk factor of " : " in ") +
                              knowledge.conditions[link.condition.index].name};
  page.summary = {"Finding " + finding_words(knowledge, link.finding) + ".",
                  "Condition " + condition_words(knowledge, link.condition) + ".",
                  "It is " + use_words(link.use) + "."};
  page.sections = {{"FIGURES", {{"as published", link_details(knowledge, link)}}}};
  return page;
}

KnowledgePage source_page(const KnowledgeBase& knowledge, const knowledge::Source& source) {
  KnowledgePage page{.id = source.id, .kind = "source", .title = source.citation};
  page.summary = {source.kind + (source.year.empty() ? "" : ", " + source.year) + "."};
  for (const auto& [label, text] : {std::pair("doi ", &source.doi),
                                    std::pair("PMID ", &source.pmid), std::pair("", &source.url)}) {
    if (!text->empty()) {
      page.summary.push_back(label + *text);
    }
  }
  Uses uses(source.id);
  for (const auto& row : knowledge.red_flags) {
    uses.see("red flags", row.citation, row.id);
  }
  for (const auto& row : knowledge.conditions) {
    for (std::size_t i = 0; i < row.priors.size(); ++i) {
      uses.see("frequencies", row.priors[i].citation,
               row.id + " (" + spoken(name(knowledge::all_settings[i])) + ")");
    }
  }
  for (const auto& row : knowledge.conditions) {
    for (const auto& modifier : row.modifiers) {
      uses.see("what age, sex and pregnancy change", modifier.citation,
               row.id + " " + spoken(modifier.level));
    }
  }
  for (const auto& row : knowledge.links) {
    uses.see("links", row.citation, row.id);
  }
  for (const auto& row : knowledge.prevalences) {
    uses.see("frequencies of findings", row.citation, knowledge.findings[row.finding].id);
  }
  for (const auto& row : knowledge.safety_questions) {
    uses.see("safety questions", row.citation, knowledge.findings[row.finding].id);
  }
  for (const auto& row : knowledge.actions) {
    uses.see("actions", row.citation, row.id);
  }
  for (const auto& row : knowledge.actions) {
    for (const auto& against : row.contraindications) {
      uses.see("contraindications", against.citation, row.id + " when " + against.rule.text());
    }
  }
  Citation of_the_work;
  of_the_work.verified = source.verified;
  Entry checked{"the work", {{"checked", check_words(of_the_work)}}};
  if (!source.what_was_seen.empty()) {
    checked.details.push_back({"seen", source.what_was_seen});
  }
  page.sections = {{"HOW IT WAS CHECKED", {checked}}, std::move(uses).section()};
  return page;
}

}  // namespace paraspinal::cli
