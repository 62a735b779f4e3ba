// Entry point: graph_knowledge, at the end.

#include "apps/cli/knowledge_graph.h"

#include <cmath>
#include <set>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_words.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {
namespace {

using knowledge::ConditionId;
using knowledge::FindingId;
using knowledge::FindingParameters;
using knowledge::KnowledgeBase;
using knowledge::Parameters;

std::string quoted(const std::string& text) {
  std::string safe = "\"";
  for (const char c : printable(text)) {
    safe += c == '"' || c == '\\' ? std::string(1, '\\') + c : std::string(1, c);
  }
  return safe + '"';
}

// Nodes and arcs as they are met, each once.
class Picture {
 public:
  Picture(const KnowledgeBase& knowledge, std::string centre)
      : knowledge_(knowledge), centre_(std::move(centre)) {}

  void condition(ConditionId id) {
    const knowledge::Condition& row = knowledge_.conditions[id.index];
    node(row.id, row.name, row.must_not_miss ? "box, penwidth=2" : "box");
  }
  void finding(FindingId id) {
    node(knowledge_.findings[id].id, knowledge_.findings[id].name, "ellipse");
  }
  void mechanism(std::size_t index) {
    node(knowledge_.mechanisms[index].id, knowledge_.mechanisms[index].name, "hexagon");
  }
  void arc(const std::string& from, const std::string& to, const std::string& label) {
    if (seen_.insert(from + ' ' + to).second) {
      arcs_ += fmt::format("  {} -> {} [label={}];\n", quoted(from), quoted(to), quoted(label));
    }
  }

  // Everything that acts on one finding.
  void causes_of(FindingId id, const FindingParameters& parameters,
                 std::optional<ConditionId> only) {
    const std::string& to = knowledge_.findings[id].id;
    for (const auto& raising : parameters.raising) {
      direct(raising.condition, to, percent(raising.strength), only);
    }
    for (const auto& lowering : parameters.lowering) {
      direct(lowering.condition, to, "x " + number_words(1 - lowering.strength), only);
    }
    for (const auto& route : parameters.mechanisms) {
      through(route, to, only);
    }
  }

  std::string text() const {
    return "digraph knowledge {\n"
           "  rankdir=LR;\n"
           "  node [fontname=\"Helvetica\", fontsize=11];\n"
           "  edge [fontname=\"Helvetica\", fontsize=9];\n" +
           nodes_ + arcs_ + "}\n";
  }

 private:
  void node(const std::string& id, const std::string& name, const std::string& shape) {
    if (seen_.insert(id).second) {
      nodes_ += fmt::format("  {} [label={}, shape={}{}];\n", quoted(id), quoted(name), shape,
                            id == centre_ ? ", style=filled, fillcolor=lightyellow" : "");
    }
  }
  void direct(ConditionId condition_id, const std::string& to, const std::string& label,
              std::optional<ConditionId> only) {
    if (!only || *only == condition_id) {
      condition(condition_id);
      node(to, knowledge_.findings[*knowledge_.findings.find(to)].name, "ellipse");
      arc(knowledge_.conditions[condition_id.index].id, to, label);
    }
  }
  void through(const knowledge::MechanismParameter& route, const std::string& to,
               std::optional<ConditionId> only) {
    const knowledge::Mechanism& row = knowledge_.mechanisms[route.mechanism];
    for (const knowledge::MechanismCause& cause : row.causes) {
      if (!only || *only == cause.condition) {
        condition(cause.condition);
        mechanism(route.mechanism);
        node(to, knowledge_.findings[*knowledge_.findings.find(to)].name, "ellipse");
        arc(knowledge_.conditions[cause.condition.index].id, row.id, percent(cause.point));
        arc(row.id, to, percent(route.strength));
      }
    }
  }

  const KnowledgeBase& knowledge_;
  std::string centre_;
  std::string nodes_;
  std::string arcs_;
  std::set<std::string> seen_;
};

void draw_risks(const KnowledgeBase& knowledge, const Parameters& parameters, ConditionId condition,
                std::optional<FindingId> only, Picture& picture) {
  for (const knowledge::RiskParameter& risk : parameters.risks[condition.index]) {
    if (!only || *only == risk.finding) {
      picture.finding(risk.finding);
      picture.condition(condition);
      picture.arc(knowledge.findings[risk.finding].id, knowledge.conditions[condition.index].id,
                  "odds x " + number_words(std::exp(risk.log_odds_ratio)));
    }
  }
}

void draw_condition(const KnowledgeBase& knowledge, const Parameters& parameters, ConditionId id,
                    Picture& picture) {
  picture.condition(id);
  draw_risks(knowledge, parameters, id, std::nullopt, picture);
  for (const knowledge::Contribution& row : knowledge.contributions) {
    if (row.condition == id || row.contributor == id) {
      picture.condition(row.contributor);
      picture.condition(row.condition);
      picture.arc(knowledge.conditions[row.contributor.index].id,
                  knowledge.conditions[row.condition.index].id,
                  "odds x " + number_words(row.odds_ratio));
    }
  }
  for (std::size_t f = 0; f < parameters.findings.size(); ++f) {
    if (parameters.findings[f]) {
      picture.causes_of(FindingId{f}, *parameters.findings[f], id);
    }
  }
}

void draw_finding(const KnowledgeBase& knowledge, const Parameters& parameters, FindingId id,
                  Picture& picture) {
  picture.finding(id);
  if (const auto& local = parameters.findings[id.index]) {
    picture.causes_of(id, *local, std::nullopt);
  }
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    draw_risks(knowledge, parameters, ConditionId{c}, id, picture);
  }
}

std::vector<std::string> ids_in_the_network(const KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  for (const auto& row : knowledge.conditions) {
    ids.push_back(row.id);
  }
  for (const auto& row : knowledge.findings.all()) {
    ids.push_back(row.id);
  }
  return ids;
}

}  // namespace

std::string neighbourhood_dot(const KnowledgeBase& knowledge, const Parameters& parameters,
                              const std::string& id) {
  Picture picture(knowledge, id);
  if (const auto condition = knowledge.condition(id)) {
    draw_condition(knowledge, parameters, *condition, picture);
  } else if (const auto finding = knowledge.findings.find(id)) {
    draw_finding(knowledge, parameters, *finding, picture);
  } else {
    return "";
  }
  return picture.text();
}

Outcome graph_knowledge(const GraphOptions& options, Streams streams) {
  const auto knowledge = chosen_knowledge(options.knowledge);
  if (!knowledge) {
    return unusable_knowledge(options.knowledge, knowledge.error(), streams);
  }
  const auto parameters = knowledge::local_parameters(*knowledge);
  if (!parameters) {
    return unusable_knowledge(options.knowledge, parameters.error(), streams);
  }
  const std::string text = neighbourhood_dot(*knowledge, *parameters, options.id);
  if (text.empty()) {
    streams.errors << error_line(options.id,
                                 unknown_id_words(ids_in_the_network(*knowledge), options.id));
    return Outcome::unusable_input;
  }
  streams.output << text;
  return written(Outcome::answered, streams);
}

}  // namespace paraspinal::cli
