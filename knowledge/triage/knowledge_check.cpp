// Entry point: check_knowledge, at the end.

#include "knowledge/triage/knowledge_check.h"

#include <algorithm>

#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::fail;
using engine::Result;
using knowledge::KnowledgeBase;
using knowledge::PriorCheck;
using knowledge::RowCheck;

// Counts rows that cite a source of the content, and names those that do not.
class Sources {
 public:
  Sources(const KnowledgeBase& knowledge, ContentCounts& counts)
      : knowledge_(&knowledge), counts_(&counts) {}

  void see(const std::string& row, const knowledge::Citation& citation) {
    if (knowledge_->sources.contains(citation.source)) {
      ++counts_->sourced_rows;
    } else {
      counts_->unsourced.push_back(row);
    }
  }

 private:
  const KnowledgeBase* knowledge_;
  ContentCounts* counts_;
};

void count_sources(const KnowledgeBase& knowledge, ContentCounts& counts) {
  Sources sources(knowledge, counts);
  for (const knowledge::Condition& condition : knowledge.conditions) {
    for (const knowledge::Prior& prior : condition.priors) {
      sources.see("prior of " + condition.id, prior.citation);
    }
    for (const knowledge::PriorModifier& modifier : condition.modifiers) {
      sources.see("prior_modifier of " + condition.id, modifier.citation);
    }
  }
  for (const knowledge::Link& link : knowledge.links) {
    sources.see("link " + link.id, link.citation);
  }
  for (const knowledge::Prevalence& row : knowledge.prevalences) {
    sources.see("prevalence of " + knowledge.findings[row.finding].id, row.citation);
  }
  for (const knowledge::Mechanism& mechanism : knowledge.mechanisms) {
    sources.see("mechanism " + mechanism.id, mechanism.citation);
    for (const knowledge::MechanismCause& cause : mechanism.causes) {
      sources.see("mechanism_cause of " + mechanism.id, cause.citation);
    }
  }
  for (const knowledge::Contribution& row : knowledge.contributions) {
    sources.see("contribution of " + knowledge.conditions[row.contributor.index].id, row.citation);
  }
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    sources.see("red_flag " + flag.id, flag.citation);
  }
  for (const knowledge::SafetyQuestion& question : knowledge.safety_questions) {
    sources.see("safety_question " + knowledge.findings[question.finding].id, question.citation);
  }
  for (const knowledge::Bundle& bundle : knowledge.bundles) {
    sources.see("bundle " + bundle.id, bundle.citation);
  }
  for (const knowledge::BenignAnswer& row : knowledge.benign_pattern) {
    sources.see("benign_pattern " + knowledge.findings[row.finding].id, row.citation);
  }
  for (const knowledge::Action& action : knowledge.actions) {
    sources.see("action " + action.id, action.citation);
  }
}

ContentCounts counted(const KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network) {
  ContentCounts counts;
  counts.conditions = knowledge.conditions.size();
  counts.findings = knowledge.findings.size();
  counts.links = knowledge.links.size();
  counts.gates = knowledge.red_flags.size();
  counts.actions = knowledge.actions.size();
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    const knowledge::Finding& finding = knowledge.findings.all()[f];
    if (network.findings[f]) {
      ++counts.linked_findings;
    } else if (!finding.weightless_because.empty()) {
      ++counts.weightless_findings;
    } else {
      counts.bare_findings.push_back(finding.id);
    }
  }
  counts.capped_links = static_cast<std::size_t>(
      std::count_if(knowledge.links.begin(), knowledge.links.end(), [](const auto& link) {
        return link.use == knowledge::LinkUse::parameter && is_capped(link);
      }));
  count_sources(knowledge, counts);
  return counts;
}

std::string row_words(const KnowledgeBase& knowledge, const RowCheck& row) {
  const knowledge::Link& link = knowledge.links[row.link];
  return "link " + link.id + " (" + knowledge.conditions[link.condition.index].id + ", " +
         knowledge.findings[link.finding].id + ")";
}

std::string person_words(const KnowledgeBase& knowledge, const LawCase& item) {
  std::string words(name(item.setting));
  if (item.age_band) {
    words += ", " + knowledge.age_bands[*item.age_band].id;
  }
  return words + (item.sex ? ", " + std::string(name(*item.sex)) : ", age and sex unknown");
}

void judge_rows(const KnowledgeBase& knowledge, KnowledgeCheck& check) {
  for (const RowCheck& row : check.rows) {
    if (row.not_applicable == knowledge::background_without_reason) {
      check.failures.push_back(row_words(knowledge, row) + " is background without a note why");
    }
    if (!row.fault.empty()) {
      check.failures.push_back(row_words(knowledge, row) + " is outside its published figure and " +
                               row.fault);
    }
  }
  const auto allowed = largest_share_outside * static_cast<double>(check.applicable());
  if (static_cast<double>(check.outside()) > allowed) {
    check.failures.push_back(std::to_string(check.outside()) + " of " +
                             std::to_string(check.applicable()) +
                             " applicable rows of grade A and B are outside; expected at most 5 %");
  }
}

void judge_priors(const KnowledgeBase& knowledge, KnowledgeCheck& check) {
  for (const PriorCheck& prior : check.priors) {
    if (!(prior.residual() <= knowledge::largest_prior_residual)) {
      check.failures.push_back("prior of " + knowledge.conditions[prior.condition.index].id +
                               " in " + describe(prior.context, knowledge.age_bands) + " is " +
                               number_words(prior.network) + " in the network; expected " +
                               number_words(prior.target));
    }
  }
}

void judge_laws(const KnowledgeBase& knowledge, KnowledgeCheck& check) {
  for (const LawCase& item : check.laws) {
    const std::string person = person_words(knowledge, item);
    if (item.binds && !item.alone_holds()) {
      check.failures.push_back("the complaint alone gives " +
                               std::string(name(item.complaint_alone)) + " in " + person +
                               "; expected at most same_day");
    }
    if (item.binds && !item.benign_holds()) {
      check.failures.push_back("the mandatory set absent with a benign pattern gives " +
                               std::string(name(item.benign)) +
                               (item.benign_is_provisional ? ", provisional," : "") + " in " +
                               person + "; expected self_care");
    }
  }
}

}  // namespace

std::size_t KnowledgeCheck::applicable() const {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const RowCheck& row) { return row.applicable(); }));
}

std::size_t KnowledgeCheck::outside() const {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const RowCheck& row) {
    return row.applicable() && !row.inside();
  }));
}

double KnowledgeCheck::largest_residual() const {
  double largest = 0;
  for (const PriorCheck& prior : priors) {
    largest = std::max(largest, prior.residual());
  }
  return largest;
}

Result<KnowledgeCheck> check_knowledge(const KnowledgeBase& knowledge,
                                       const knowledge::ClinicalNetwork& network,
                                       knowledge::Setting rows_in) {
  auto rows = check_rows_by_inference(knowledge, network, rows_in);
  if (!rows) {
    return fail(rows.error());
  }
  auto priors = check_priors(knowledge, network);
  if (!priors) {
    return fail(priors.error());
  }
  auto laws = safety_cases(knowledge, network);
  if (!laws) {
    return fail(laws.error());
  }
  KnowledgeCheck check{
      counted(knowledge, network), std::move(*rows), std::move(*priors), std::move(*laws), {}};
  judge_rows(knowledge, check);
  judge_priors(knowledge, check);
  judge_laws(knowledge, check);
  for (const std::string& finding : check.counts.bare_findings) {
    check.failures.push_back("finding " + finding + " is neither linked nor marked weightless");
  }
  for (const std::string& row : check.counts.unsourced) {
    check.failures.push_back(row + " has no source");
  }
  return check;
}

}  // namespace paraspinal::triage
