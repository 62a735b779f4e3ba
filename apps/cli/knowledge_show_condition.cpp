#include <algorithm>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_show.h"
#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Condition;
using knowledge::ConditionId;
using knowledge::KnowledgeBase;
using knowledge::Link;
using knowledge::LinkKind;

std::string role_words(knowledge::ConditionRole role) {
  switch (role) {
    case knowledge::ConditionRole::primary:
      return "explains the complaint by itself";
    case knowledge::ConditionRole::contributor:
      return "a contributor, which can be there beside another cause";
    case knowledge::ConditionRole::other:
      return "stands for every cause that is not named";
  }
  return {};
}

std::string scope_words(const KnowledgeBase& knowledge, const Condition& condition) {
  switch (condition.scope) {
    case knowledge::PriorScope::all:
      return "everyone";
    case knowledge::PriorScope::pregnant:
      return "pregnant women; 0 for others";
    case knowledge::PriorScope::women:
      return "women; 0 for men";
    case knowledge::PriorScope::takes_drug:
      return "those with " + finding_words(knowledge, *condition.scope_finding) +
             "; nearly 0 for others";
  }
  return {};
}

Section priors(const KnowledgeBase& knowledge, const Condition& condition) {
  Section section{"HOW COMMON, before any answer, of those who call or come with the complaint"};
  for (std::size_t i = 0; i < condition.priors.size(); ++i) {
    const knowledge::Prior& prior = condition.priors[i];
    section.entries.push_back({fmt::format("{}: {}, {}", spoken(name(knowledge::all_settings[i])),
                                           natural_frequency(prior.point),
                                           figure_words({prior.point, prior.low, prior.high})),
                               provenance(knowledge, prior.citation)});
  }
  return section;
}

// "weeks 14-19", "30-34", "trimester 1".
std::string level_words(const std::string& level) {
  std::string text = spoken(level);
  if (const std::size_t between = text.rfind(' ');
      level.starts_with("weeks_") && between != std::string::npos) {
    text[between] = '-';
  }
  return text;
}

Section modifiers(const Condition& condition) {
  Section section{"HOW AGE, SEX AND PREGNANCY CHANGE THAT"};
  for (const knowledge::PriorModifier& modifier : condition.modifiers) {
    const std::string effect =
        modifier.absolute ? percent(modifier.value) : "odds x " + number_words(modifier.value);
    const std::string words = fmt::format("{}: {}", level_words(modifier.level), effect);
    const std::string checked =
        check_words(modifier.citation) + " [" + modifier.citation.source + "]";
    if (!section.entries.empty() && section.entries.back().details.front().text == checked) {
      section.entries.back().head += "; " + words;
    } else {
      section.entries.push_back({words, {{"checked", checked}}});
    }
  }
  return section;
}

Section links(const KnowledgeBase& knowledge, ConditionId condition, LinkKind kind,
              const std::string& heading) {
  std::vector<const Link*> rows;
  for (const Link& link : knowledge.links) {
    if (link.condition == condition && link.kind == kind) {
      rows.push_back(&link);
    }
  }
  return {heading, link_entries(knowledge, std::move(rows), OtherEnd::finding)};
}

Section red_flags(const KnowledgeBase& knowledge, ConditionId condition) {
  Section section{"RED FLAGS THAT SUSPECT IT"};
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    if (std::ranges::find(flag.suspects, condition) != flag.suspects.end()) {
      section.entries.push_back(red_flag_entry(flag));
    }
  }
  return section;
}

Section mechanisms(const KnowledgeBase& knowledge, ConditionId condition) {
  Section section{"MECHANISMS, by which its findings come together"};
  for (const knowledge::Mechanism& mechanism : knowledge.mechanisms) {
    for (const knowledge::MechanismCause& cause : mechanism.causes) {
      if (cause.condition == condition) {
        section.entries.push_back({named(mechanism.name, mechanism.id) + ": in " +
                                       percent(cause.point) + " of those with it",
                                   provenance(knowledge, cause.citation)});
      }
    }
  }
  return section;
}

Section contributions(const KnowledgeBase& knowledge, ConditionId condition) {
  Section section{"TOGETHER WITH OTHER CONDITIONS"};
  for (const knowledge::Contribution& row : knowledge.contributions) {
    if (row.condition == condition || row.contributor == condition) {
      section.entries.push_back(
          {condition_words(knowledge, row.contributor) + " multiplies the odds of " +
               condition_words(knowledge, row.condition) + " by " + number_words(row.odds_ratio),
           provenance(knowledge, row.citation)});
    }
  }
  return section;
}

Section actions(const KnowledgeBase& knowledge, ConditionId condition) {
  Section section{"WHAT CAN BE DONE"};
  for (const knowledge::Action& action : knowledge.actions) {
    if (std::ranges::find(action.conditions, condition) != action.conditions.end()) {
      section.entries.push_back(
          {named(action.words, action.id),
           {{"guidelines", action.position},
            {"unless", fmt::format("{} rules stand against it; see show {}",
                                   action.contraindications.size(), action.id)}}});
      if (action.contraindications.empty()) {
        section.entries.back().details.pop_back();
      }
    }
  }
  return section;
}

Section codes(const KnowledgeBase& knowledge, const std::string& id) {
  Section section{"CODES"};
  for (const knowledge::Coding& coding : knowledge.codings) {
    if (coding.target == id && coding.resource == knowledge::CodedResource::exported) {
      section.entries.push_back(coding_entry(coding));
    }
  }
  return section;
}

}  // namespace

KnowledgePage condition_page(const KnowledgeBase& knowledge, ConditionId id) {
  const Condition& condition = knowledge.conditions[id.index];
  KnowledgePage page{.id = condition.id, .kind = "condition", .title = condition.name};
  page.summary = {
      fmt::format("Of the body system {}; {}.", condition.body_system, role_words(condition.role)),
      fmt::format("{}Needs {}; the harm of being slower is {:g} of 10 (expert judgement).",
                  condition.must_not_miss ? "Must not be missed. " : "",
                  urgency_words(condition.needs_urgency), condition.harm),
      "Its frequencies apply to " + scope_words(knowledge, condition) + "."};
  page.sections = {priors(knowledge, condition),
                   modifiers(condition),
                   red_flags(knowledge, id),
                   links(knowledge, id, LinkKind::finding, "FINDINGS, the most telling first"),
                   links(knowledge, id, LinkKind::risk, "RISK FACTORS, the strongest first"),
                   mechanisms(knowledge, id),
                   contributions(knowledge, id),
                   actions(knowledge, id),
                   codes(knowledge, condition.id)};
  return page;
}

}  // namespace paraspinal::cli
