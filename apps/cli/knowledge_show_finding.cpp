#include <algorithm>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_show.h"
#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Link;
using knowledge::LinkKind;

constexpr const char* kinds[] = {"history", "risk factor", "symptom",
                                 "sign",    "vital sign",  "laboratory value"};
constexpr const char* obtainers[] = {"the caller", "an examiner", "a device", "a laboratory",
                                     "the program, from other findings"};

std::string values_words(const Finding& finding) {
  switch (finding.value_type) {
    case knowledge::ValueType::boolean:
      return "Present or absent";
    case knowledge::ValueType::quantity:
      return fmt::format("A number in {}, {:g} to {:g}", finding.unit, finding.lowest,
                         finding.highest);
    case knowledge::ValueType::ordinal:
      return fmt::format("One of: {}", fmt::join(finding.states, ", "));
    case knowledge::ValueType::date:
      return "A date";
  }
  return {};
}

Section question(const Finding& finding) {
  Section section{"HOW TO ASK"};
  if (const auto& question = finding.question) {
    section.entries.push_back({'"' + question->read_aloud + '"',
                               {{"plainer", question->plainer},
                                {"yes means", question->yes_means},
                                {"meaning", question->meaning},
                                {"takes", fmt::format("about {:g} seconds", question->seconds)}}});
  }
  return section;
}

Section safety(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"ASKED FOR SAFETY"};
  for (const knowledge::SafetyQuestion& row : knowledge.safety_questions) {
    if (row.finding == finding) {
      Entry entry{row.life_threat
                      ? "Among the first few, of everyone"
                      : (row.applies_when ? "When " + row.applies_when->text() : "Of everyone")};
      entry.details = {{"because", row.basis}, {"source", source_words(knowledge, row.citation)}};
      section.entries.push_back(std::move(entry));
    }
  }
  return section;
}

bool mentions(const knowledge::Rule& rule, FindingId finding) {
  return std::ranges::find(rule.mentions(), finding) != rule.mentions().end();
}

Section red_flags(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"RED FLAGS THAT ASK ABOUT IT"};
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    if (mentions(flag.rule, finding)) {
      section.entries.push_back(red_flag_entry(flag));
    }
  }
  return section;
}

Section links(const KnowledgeBase& knowledge, FindingId finding, LinkKind kind,
              const std::string& heading) {
  std::vector<const Link*> rows;
  for (const Link& link : knowledge.links) {
    if (link.finding == finding && link.kind == kind) {
      rows.push_back(&link);
    }
  }
  return {heading, link_entries(knowledge, std::move(rows), OtherEnd::condition)};
}

Section implications(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"FOLLOWS FROM, OR LEADS TO"};
  for (const knowledge::Implication& row : knowledge.implications) {
    if (row.then == finding || mentions(row.when_true, finding)) {
      section.entries.push_back(
          {fmt::format("{} {} {}{}", row.when_true.text(), row.defines ? "is" : "means",
                       row.then_absent ? "not " : "", finding_words(knowledge, row.then)),
           {{"because", row.basis}}});
    }
  }
  return section;
}

Section prevalences(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"HOW COMMON, of those who call or come with the complaint"};
  for (const knowledge::Prevalence& row : knowledge.prevalences) {
    if (row.finding == finding) {
      section.entries.push_back(
          {fmt::format("{}, {}: {}",
                       row.setting ? spoken(name(*row.setting)) : std::string("any setting"),
                       row.sex ? name(*row.sex) : "both sexes",
                       figure_words({row.point, row.low, row.high})),
           provenance(knowledge, row.citation)});
    }
  }
  return section;
}

Section mechanisms(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"MECHANISMS, by which it comes together with others"};
  for (const knowledge::Mechanism& mechanism : knowledge.mechanisms) {
    const auto& views = mechanism.findings;
    if (std::ranges::find(views, finding) == views.end()) {
      continue;
    }
    std::string others;
    for (const FindingId other : views) {
      if (other != finding) {
        others += (others.empty() ? "" : "; ") + finding_words(knowledge, other);
      }
    }
    section.entries.push_back({named(mechanism.name, mechanism.id), {{"also", others}}});
  }
  return section;
}

Section contraindications(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"STANDS AGAINST ADVICE"};
  for (const knowledge::Action& action : knowledge.actions) {
    for (const knowledge::Contraindication& row : action.contraindications) {
      if (mentions(row.rule, finding)) {
        const bool withhold = row.effect == knowledge::ContraindicationEffect::withhold;
        section.entries.push_back(
            {fmt::format("{} {}: {}", withhold ? "withhold" : "caution for", action.id, row.reason),
             {{"rule", row.rule.text()}}});
      }
    }
  }
  return section;
}

Section codes(const KnowledgeBase& knowledge, const Finding& finding) {
  Section section{"CODES THAT STATE IT"};
  for (const knowledge::Coding& coding : knowledge.codings) {
    if (coding.target == finding.id && coding.resource != knowledge::CodedResource::exported) {
      section.entries.push_back(coding_entry(coding));
    }
  }
  return section;
}

Section units(const KnowledgeBase& knowledge, FindingId finding) {
  Section section{"UNITS THAT ARE CONVERTED"};
  for (const knowledge::UnitConversion& row : knowledge.unit_conversions) {
    if (row.finding == finding) {
      section.entries.push_back({fmt::format("{}: x {} + {}", row.unit, number_words(row.factor),
                                             number_words(row.add_after))});
    }
  }
  return section;
}

}  // namespace

KnowledgePage finding_page(const KnowledgeBase& knowledge, FindingId id) {
  const Finding& finding = knowledge.findings[id];
  KnowledgePage page{.id = finding.id, .kind = "finding", .title = finding.name};
  page.summary = {fmt::format("{} ({}), known from {}.", values_words(finding),
                              kinds[static_cast<std::size_t>(finding.kind)],
                              obtainers[static_cast<std::size_t>(finding.obtainable_by)])};
  if (!finding.weightless_because.empty()) {
    page.summary.push_back("Moves no probability by itself: " + finding.weightless_because + ".");
  }
  page.sections = {question(finding),
                   safety(knowledge, id),
                   red_flags(knowledge, id),
                   links(knowledge, id, LinkKind::finding, "CONDITIONS IT SPEAKS FOR OR AGAINST"),
                   links(knowledge, id, LinkKind::risk, "CONDITIONS IT IS A RISK FACTOR OF"),
                   prevalences(knowledge, id),
                   mechanisms(knowledge, id),
                   implications(knowledge, id),
                   contraindications(knowledge, id),
                   codes(knowledge, finding),
                   units(knowledge, id)};
  return page;
}

}  // namespace paraspinal::cli
