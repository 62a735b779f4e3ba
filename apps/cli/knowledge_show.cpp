// Entry point: show_knowledge, at the end. Also what several pages hold.

#include "apps/cli/knowledge_show.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::cli {
namespace {

using knowledge::KnowledgeBase;
using knowledge::Link;

// By how much a yes and a no multiply the odds, from the two rates of the row.
struct OddsFactors {
  double present = 1;
  double absent = 1;
};

std::optional<OddsFactors> odds_factors(const Link& link) {
  const auto without =
      link.p_given_not
          ? link.p_given_not
          : (link.specificity ? std::optional(1 - link.specificity->point) : std::nullopt);
  if (!link.sensitivity || !without || *without <= 0 || *without >= 1) {
    return std::nullopt;
  }
  return OddsFactors{link.sensitivity->point / *without,
                     (1 - link.sensitivity->point) / (1 - *without)};
}

// As the content writes it.
std::string_view system_words(knowledge::CodeSystem system) {
  switch (system) {
    case knowledge::CodeSystem::snomed:
      return "snomed";
    case knowledge::CodeSystem::loinc:
      return "loinc";
    case knowledge::CodeSystem::icd10cm:
      return "icd10cm";
    case knowledge::CodeSystem::icd10pcs:
      return "icd10pcs";
    case knowledge::CodeSystem::rxnorm:
      return "rxnorm";
    case knowledge::CodeSystem::atc:
      return "atc";
    case knowledge::CodeSystem::ips:
      return "ips";
  }
  return {};
}

std::string_view resource_words(knowledge::CodedResource resource) {
  switch (resource) {
    case knowledge::CodedResource::condition:
      return "condition";
    case knowledge::CodedResource::procedure:
      return "procedure";
    case knowledge::CodedResource::observation:
      return "observation";
    case knowledge::CodedResource::medication:
      return "medication";
    case knowledge::CodedResource::value:
      return "value";
    case knowledge::CodedResource::exported:
      return "sent for it";
    case knowledge::CodedResource::ordered:
      return "an order of it";
    case knowledge::CodedResource::allergen:
      return "a reaction to it";
    case knowledge::CodedResource::complaint:
      return "the complaint";
    case knowledge::CodedResource::pregnancy_end:
      return "the end of a pregnancy";
    case knowledge::CodedResource::none_known:
      return "that none is known";
    case knowledge::CodedResource::empty_section:
      return "an empty section";
  }
  return {};
}

// How telling a row is, for the order: the log of what a yes does to the odds.
double strength(const Link& link) {
  if (link.lr_positive) {
    return std::abs(std::log(link.lr_positive->point));
  }
  if (const auto factors = odds_factors(link)) {
    return std::abs(std::log(factors->present));
  }
  return link.ratio ? std::abs(std::log(link.ratio->point)) : 0;
}

Entry link_entry(const KnowledgeBase& knowledge, const Link& link, OtherEnd other_end) {
  const std::string other = other_end == OtherEnd::finding
                                ? finding_words(knowledge, link.finding)
                                : condition_words(knowledge, link.condition);
  Entry entry{other + " - " + link.id};
  const auto factors = odds_factors(link);
  if (factors && link.use == knowledge::LinkUse::parameter) {
    entry.details.push_back(
        {"weighs", fmt::format("yes multiplies the odds by about {:.2g}{}, no by about {:.2g}",
                               factors->present,
                               is_capped(link) ? " (the network takes it within 0.1 to 10)" : "",
                               factors->absent)});
  }
  for (Detail& detail : link_details(knowledge, link)) {
    entry.details.push_back(std::move(detail));
  }
  if (link.use != knowledge::LinkUse::parameter) {
    entry.details.push_back({"use", use_words(link.use)});
  }
  return entry;
}

template <typename Rows, typename MakePage>
void add_pages(const Rows& rows, const std::string& id, const MakePage& page,
               std::vector<KnowledgePage>& pages) {
  for (const auto& row : rows) {
    if (row.id == id) {
      pages.push_back(page(row));
    }
  }
}

}  // namespace

std::vector<Entry> link_entries(const KnowledgeBase& knowledge, std::vector<const Link*> links,
                                OtherEnd other_end) {
  std::ranges::stable_sort(links, [](const Link* a, const Link* b) {
    return std::pair(a->use, -strength(*a)) < std::pair(b->use, -strength(*b));
  });
  std::vector<Entry> entries;
  entries.reserve(links.size());
  for (const Link* link : links) {
    entries.push_back(link_entry(knowledge, *link, other_end));
  }
  return entries;
}

Entry red_flag_entry(const knowledge::RedFlag& flag) {
  return {named(flag.name, flag.id),
          {{"asks for", urgency_words(flag.urgency)}, {"rule", flag.rule.text()}}};
}

Entry coding_entry(const knowledge::Coding& coding) {
  std::string text =
      fmt::format("{} {}{}, {}: {}", system_words(coding.system), coding.code,
                  coding.prefix ? "..." : "", coding.display, resource_words(coding.resource));
  text += coding.state.empty() ? "" : ", means " + coding.state;
  text += coding.within_days ? fmt::format("; of the last {:g} days", *coding.within_days) : "";
  return {text + "; " + coding.verified};
}

Entry rule_entry(const KnowledgeBase& knowledge, const knowledge::Rule& rule) {
  Entry entry{rule.text()};
  for (const knowledge::FindingId finding : rule.mentions()) {
    entry.details.push_back({knowledge.findings[finding].id, knowledge.findings[finding].name});
  }
  return entry;
}

std::vector<KnowledgePage> pages_of(const KnowledgeBase& knowledge, const std::string& id) {
  std::vector<KnowledgePage> pages;
  if (const auto condition = knowledge.condition(id)) {
    pages.push_back(condition_page(knowledge, *condition));
  }
  if (const auto finding = knowledge.findings.find(id)) {
    pages.push_back(finding_page(knowledge, *finding));
  }
  add_pages(
      knowledge.red_flags, id, [&](const auto& row) { return red_flag_page(knowledge, row); },
      pages);
  add_pages(
      knowledge.actions, id, [&](const auto& row) { return action_page(knowledge, row); }, pages);
  add_pages(
      knowledge.mechanisms, id, [&](const auto& row) { return mechanism_page(knowledge, row); },
      pages);
  add_pages(
      knowledge.links, id, [&](const auto& row) { return link_page(knowledge, row); }, pages);
  if (const auto source = knowledge.sources.find(id); source != knowledge.sources.end()) {
    pages.push_back(source_page(knowledge, source->second));
  }
  return pages;
}

Outcome show_knowledge(const ShowOptions& options, Streams streams) {
  const auto knowledge = chosen_knowledge(options.knowledge);
  if (!knowledge) {
    return unusable_knowledge(options.knowledge, knowledge.error(), streams);
  }
  Outcome outcome = Outcome::answered;
  for (const std::string& id : options.ids) {
    const std::vector<KnowledgePage> pages = pages_of(*knowledge, id);
    if (pages.empty()) {
      streams.errors << error_line(id, unknown_id_words(known_ids(*knowledge), id));
      outcome = Outcome::unusable_input;
    }
    for (const KnowledgePage& page : pages) {
      streams.output << (options.format == PageFormat::json ? write_json(page_json(page)) + '\n'
                                                            : page_text(page) + '\n');
    }
  }
  return written(outcome, streams);
}

}  // namespace paraspinal::cli
