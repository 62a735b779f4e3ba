// Entry point: check_text, at the end.

#include <algorithm>
#include <map>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_check_pages.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::RowCheck;
using triage::LawCase;

std::string heading(std::string_view text) {
  return "\n" + std::string(text) + "\n";
}

std::string counts_section(const CheckedKnowledge& checked) {
  const triage::ContentCounts& counts = checked.check.counts;
  std::string text = heading("CONTENT");
  text += wrapped(
      fmt::format("{} conditions, {} findings, {} links, {} gates, {} actions", counts.conditions,
                  counts.findings, counts.links, counts.gates, counts.actions),
      "  ");
  text += wrapped(
      fmt::format("{} findings are linked, {} marked weightless with the reason, {} "
                  "neither",
                  counts.linked_findings, counts.weightless_findings, counts.bare_findings.size()),
      "  ");
  text += wrapped(fmt::format("{} links act with a ratio of 0.1 to 10 though their own lies beyond",
                              counts.capped_links),
                  "  ");
  text += wrapped(
      fmt::format("{} rows cite a source, {} do not", counts.sourced_rows, counts.unsourced.size()),
      "  ");
  return text;
}

std::string priors_section(const CheckedKnowledge& checked) {
  const auto& priors = checked.check.priors;
  std::map<std::size_t, bool> contexts;
  std::size_t raised = 0;
  for (const knowledge::PriorCheck& prior : priors) {
    contexts[position(prior.context, checked.knowledge.age_bands.size())] = true;
    raised += prior.is_raised ? 1 : 0;
  }
  std::string text = heading("PRIORS (setting, age, sex, pregnancy and the complaint known)");
  text += wrapped(fmt::format("{} priors in {} contexts; the largest residual is {:.1g} of the "
                              "prior (allowed {:.0e})",
                              priors.size(), contexts.size(), checked.check.largest_residual(),
                              knowledge::largest_prior_residual),
                  "  ");
  if (raised > 0) {
    text += wrapped(fmt::format("in {} contexts the named causes leave more to 'another cause' "
                                "than its share",
                                raised),
                    "  ");
  }
  if (checked.options.all) {
    for (const knowledge::PriorCheck& prior : priors) {
      text += fmt::format("  {:<60} {:>8} {:>8}\n",
                          describe(prior.context, checked.knowledge.age_bands) + ": " +
                              checked.knowledge.conditions[prior.condition.index].id,
                          figure_words(prior.target), figure_words(prior.network));
    }
  }
  return text;
}

std::string figure_line(const knowledge::FigureCheck& figure) {
  const std::string bounds = figure.published.has_interval
                                 ? fmt::format("({} to {})", figure_words(figure.published.low),
                                               figure_words(figure.published.high))
                                 : "(+-20 %)";
  return fmt::format("      {:<12}published {:<7}{:<20}network {:<8}{}\n",
                     name(figure.published.kind), figure_words(figure.published.point), bounds,
                     figure_words(figure.network), figure.inside() ? "inside" : "outside");
}

std::string row_block(const CheckedKnowledge& checked, const RowCheck& row) {
  const knowledge::Link& link = checked.knowledge.links[row.link];
  const std::string excuse = excuse_words(checked, row);
  std::string text = wrapped(
      fmt::format("{}: {} in {} [{}]", link.id, checked.knowledge.findings[link.finding].name,
                  checked.knowledge.conditions[link.condition.index].name,
                  excuse.empty() ? verdict_words(row) : "outside, " + excuse),
      "  ");
  for (const knowledge::FigureCheck& figure : row.figures) {
    text += figure_line(figure);
  }
  text += wrapped(fmt::format("grade {}, applies to {}; {} [{}]", link.citation.grade,
                              people_words(link.applies_to), link.population, link.citation.source),
                  "      ");
  if (row.excuse && !row.inside()) {
    text += wrapped(row.excuse->basis, "      ");
  }
  return text;
}

std::string rows_section(const CheckedKnowledge& checked) {
  const triage::KnowledgeCheck& check = checked.check;
  std::map<std::string, std::size_t> excuses;
  for (const RowCheck& row : check.rows) {
    if (row.applicable() && !row.inside()) {
      ++excuses[excuse_words(checked, row).substr(0, excuse_words(checked, row).find(' '))];
    }
  }
  std::string kinds;
  for (const auto& [excuse, count] : excuses) {
    kinds += fmt::format("{}{} {}", kinds.empty() ? ": " : ", ", count,
                         excuse == "no" ? "without excuse" : excuse);
  }
  const std::size_t counted = check.applicable();
  const double share =
      counted > 0 ? static_cast<double>(check.outside()) / static_cast<double>(counted) : 0;
  std::string text = heading(
      "EVIDENCE OF GRADE A AND B (the network's figures are those of people "
      "with the");
  text += fmt::format("complaint, {})\n", spoken(name(checked.options.setting)));
  text += wrapped(fmt::format("{} rows; {} count, {} do not (age and sex, people already selected, "
                              "background)",
                              check.rows.size(), counted, check.rows.size() - counted),
                  "  ");
  text += wrapped(fmt::format("{} inside, {} outside, {:.1f} % (allowed 5 %){}",
                              counted - check.outside(), check.outside(), 100 * share, kinds),
                  "  ");
  for (const RowCheck* row : rows_to_show(checked)) {
    text += "\n" + row_block(checked, *row);
  }
  return text;
}

std::string short_urgency(knowledge::Urgency urgency) {
  switch (urgency) {
    case knowledge::Urgency::self_care:
      return "self";
    case knowledge::Urgency::within_2_weeks:
      return "14 d";
    case knowledge::Urgency::within_3_days:
      return "72 h";
    case knowledge::Urgency::same_day:
      return "24 h";
    case knowledge::Urgency::urgent_care:
      return "4 h";
    case knowledge::Urgency::emergency_department:
      return "1 h";
    case knowledge::Urgency::ambulance:
      return "now";
  }
  return {};
}

std::string law_row(const CheckedKnowledge& checked, const LawCase& item) {
  const std::string who = item.age_band ? checked.knowledge.age_bands[*item.age_band].id + " " +
                                              std::string(item.sex ? name(*item.sex) : "")
                                        : "age and sex unknown";
  const std::string line = fmt::format(
      "  {:<21}{:<20}{:<16}{:<8}{}", spoken(name(item.setting)), who,
      short_urgency(item.complaint_alone),
      short_urgency(item.benign) + (item.benign_is_provisional ? "?" : ""),
      item.broken() ? "BROKEN" : (item.alone_holds() && item.benign_holds() ? "" : "not bound"));
  std::string text = line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  if (!item.alone_holds()) {
    text += wrapped(joined(item.alone_reasons, "; "), "      alone: ");
  }
  if (!item.benign_holds()) {
    text += wrapped(joined(item.reasons, "; "), "      benign: ");
  }
  return text;
}

std::string laws_section(const CheckedKnowledge& checked) {
  std::string text = heading("SAFETY LAWS (how soon; women not pregnant)");
  text += wrapped(
      "The complaint alone asks for 24 h at most; the mandatory set all absent with a benign "
      "pattern "
      "is self-care. They bind where age and sex are unknown and up to 64 years; beyond, what age "
      "brings may ask for more.",
      "  ");
  text += fmt::format("  {:<21}{:<20}{:<16}{}\n", "", "", "complaint alone", "benign");
  for (const LawCase& item : checked.check.laws) {
    const bool holds = item.alone_holds() && item.benign_holds();
    if (!holds || !item.age_band || checked.options.all) {
      text += law_row(checked, item);
    }
  }
  const auto kept =
      std::count_if(checked.check.laws.begin(), checked.check.laws.end(),
                    [](const LawCase& item) { return item.alone_holds() && item.benign_holds(); });
  text +=
      wrapped(fmt::format("{} of {} people keep both laws", kept, checked.check.laws.size()), "  ");
  return text;
}

std::string failures_section(const CheckedKnowledge& checked) {
  std::string text = heading(checked.check.failures.empty() ? "ALL HOLDS" : "DOES NOT HOLD");
  for (const std::string& failure : checked.check.failures) {
    text += wrapped(failure, "  - ");
  }
  return text;
}

}  // namespace

std::string check_text(const CheckedKnowledge& checked) {
  if (checked.options.only_outside) {
    return rows_section(checked).substr(1);
  }
  std::string text = wrapped("Knowledge " + checked.knowledge.version + ", content hash " +
                             checked.knowledge.hash.substr(0, 12) + ".");
  for (const auto section :
       {counts_section, priors_section, rows_section, laws_section, failures_section}) {
    text += section(checked);
  }
  return text;
}

}  // namespace paraspinal::cli
