// `paraspinal knowledge check` as JSON and CSV.

#include <utility>

#include "apps/cli/knowledge_check_pages.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using knowledge::RowCheck;
using triage::LawCase;

Json count(std::size_t number) {
  return Json::number(static_cast<double>(number));
}

Json texts(const std::vector<std::string>& all) {
  std::vector<Json> items;
  items.reserve(all.size());
  for (const std::string& text : all) {
    items.push_back(Json::string(text));
  }
  return Json::array(std::move(items));
}

Json counts_json(const triage::ContentCounts& counts) {
  return Json::object({{"conditions", count(counts.conditions)},
                       {"findings", count(counts.findings)},
                       {"links", count(counts.links)},
                       {"gates", count(counts.gates)},
                       {"actions", count(counts.actions)},
                       {"linkedFindings", count(counts.linked_findings)},
                       {"weightlessFindings", count(counts.weightless_findings)},
                       {"bareFindings", texts(counts.bare_findings)},
                       {"cappedLinks", count(counts.capped_links)},
                       {"sourcedRows", count(counts.sourced_rows)},
                       {"unsourced", texts(counts.unsourced)}});
}

Json row_json(const CheckedKnowledge& checked, const RowCheck& row) {
  const knowledge::Link& link = checked.knowledge.links[row.link];
  std::vector<Json> figures;
  for (const knowledge::FigureCheck& figure : row.figures) {
    figures.push_back(
        Json::object({{"figure", Json::string(std::string(name(figure.published.kind)))},
                      {"published", Json::number(figure.published.point)},
                      {"low", Json::number(figure.published.low)},
                      {"high", Json::number(figure.published.high)},
                      {"interval", Json::boolean(figure.published.has_interval)},
                      {"network", Json::number(figure.network)},
                      {"inside", Json::boolean(figure.inside())}}));
  }
  return Json::object(
      {{"link", Json::string(link.id)},
       {"condition", Json::string(checked.knowledge.conditions[link.condition.index].id)},
       {"finding", Json::string(checked.knowledge.findings[link.finding].id)},
       {"grade", Json::string(link.citation.grade)},
       {"appliesTo", Json::string(std::string(people_words(link.applies_to)))},
       {"applicable", Json::boolean(row.applicable())},
       {"verdict", Json::string(verdict_words(row))},
       {"excuse", Json::string(excuse_words(checked, row))},
       {"figures", Json::array(std::move(figures))}});
}

std::string band_words(const CheckedKnowledge& checked, const LawCase& item) {
  return item.age_band ? checked.knowledge.age_bands[*item.age_band].id : "unknown";
}

std::string sex_words(const LawCase& item) {
  return item.sex ? std::string(name(*item.sex)) : "unknown";
}

Json law_json(const CheckedKnowledge& checked, const LawCase& item) {
  return Json::object({{"setting", Json::string(std::string(name(item.setting)))},
                       {"ageBand", Json::string(band_words(checked, item))},
                       {"sex", Json::string(sex_words(item))},
                       {"binds", Json::boolean(item.binds)},
                       {"complaintAlone", Json::string(std::string(name(item.complaint_alone)))},
                       {"benign", Json::string(std::string(name(item.benign)))},
                       {"provisional", Json::boolean(item.benign_is_provisional)},
                       {"broken", Json::boolean(item.broken())},
                       {"aloneReasons", texts(item.alone_reasons)},
                       {"reasons", texts(item.reasons)}});
}

Json prior_json(const CheckedKnowledge& checked, const knowledge::PriorCheck& prior) {
  return Json::object(
      {{"condition", Json::string(checked.knowledge.conditions[prior.condition.index].id)},
       {"context", Json::string(describe(prior.context, checked.knowledge.age_bands))},
       {"target", Json::number(prior.target)},
       {"network", Json::number(prior.network)},
       {"residual", Json::number(prior.residual())}});
}

// A cell of RFC 4180.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

std::string line(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& one : cells) {
    text += (&one == &cells.front() ? "" : ",") + cell(one);
  }
  return text + "\n";
}

std::string row_lines(const CheckedKnowledge& checked, const RowCheck& row) {
  const knowledge::Link& link = checked.knowledge.links[row.link];
  const std::vector<std::string> begin = {"evidence",
                                          link.id,
                                          checked.knowledge.conditions[link.condition.index].id,
                                          checked.knowledge.findings[link.finding].id,
                                          link.citation.grade,
                                          std::string(people_words(link.applies_to))};
  std::string text;
  for (const knowledge::FigureCheck& figure : row.figures) {
    std::vector<std::string> cells = begin;
    for (const std::string& next :
         {std::string(name(figure.published.kind)), figure_words(figure.published.point),
          figure_words(figure.published.low), figure_words(figure.published.high),
          std::string(figure.published.has_interval ? "published" : "20 %"),
          figure_words(figure.network), std::string(figure.inside() ? "inside" : "outside"),
          excuse_words(checked, row), row.not_applicable}) {
      cells.push_back(next);
    }
    text += line(cells);
  }
  return text;
}

std::string prior_line(const CheckedKnowledge& checked, const knowledge::PriorCheck& prior) {
  const bool is_inside = prior.residual() <= knowledge::largest_prior_residual;
  return line({"prior", describe(prior.context, checked.knowledge.age_bands),
               checked.knowledge.conditions[prior.condition.index].id, "", "", "", "probability",
               figure_words(prior.target), "", "", "", figure_words(prior.network),
               is_inside ? "inside" : "outside", "", ""});
}

std::string law_lines(const CheckedKnowledge& checked, const LawCase& item) {
  const std::string who =
      std::string(name(item.setting)) + ", " + band_words(checked, item) + ", " + sex_words(item);
  const auto one = [&](const std::string& law, const std::string& expected,
                       knowledge::Urgency urgency, bool holds) {
    return line({"law", who, "", "", "", "", law, expected, "", "", "", std::string(name(urgency)),
                 holds ? "inside" : "outside", "", item.binds ? "" : "not bound: over 64"});
  };
  return one("complaint alone", "at most same_day", item.complaint_alone, item.alone_holds()) +
         one("benign pattern", "self_care", item.benign, item.benign_holds());
}

}  // namespace

Json check_json(const CheckedKnowledge& checked) {
  std::vector<Json> rows;
  for (const RowCheck* row : rows_to_show(checked)) {
    rows.push_back(row_json(checked, *row));
  }
  std::vector<Json> laws;
  for (const LawCase& item : checked.check.laws) {
    laws.push_back(law_json(checked, item));
  }
  std::vector<Json::Member> members = {
      {"version", Json::string(checked.knowledge.version)},
      {"hash", Json::string(checked.knowledge.hash)},
      {"counts", counts_json(checked.check.counts)},
      {"applicable", count(checked.check.applicable())},
      {"outside", count(checked.check.outside())},
      {"largestPriorResidual", Json::number(checked.check.largest_residual())},
      {"rows", Json::array(std::move(rows))},
      {"laws", Json::array(std::move(laws))},
      {"failures", texts(checked.check.failures)}};
  if (checked.options.all) {
    std::vector<Json> priors;
    for (const knowledge::PriorCheck& prior : checked.check.priors) {
      priors.push_back(prior_json(checked, prior));
    }
    members.emplace_back("priors", Json::array(std::move(priors)));
  }
  return Json::object(std::move(members));
}

std::string check_csv(const CheckedKnowledge& checked) {
  std::string text =
      line({"kind", "id", "condition", "finding", "grade", "applies_to", "figure", "published",
            "low", "high", "interval", "network", "verdict", "excuse", "does_not_count"});
  for (const RowCheck* row : rows_to_show(checked)) {
    text += row_lines(checked, *row);
  }
  if (checked.options.only_outside) {
    return text;
  }
  for (const LawCase& item : checked.check.laws) {
    text += law_lines(checked, item);
  }
  if (checked.options.all) {
    for (const knowledge::PriorCheck& prior : checked.check.priors) {
      text += prior_line(checked, prior);
    }
  }
  return text;
}

}  // namespace paraspinal::cli
