// Entry point: network_json, at the end. Nodes are chosen first, then the arcs among them.

#include "apps/desk/network_json.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "apps/service/json_parts.h"
#include "fhir/export_words.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/words.h"

namespace paraspinal::desk {
namespace {

using engine::Result;
using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;

struct Node {
  std::string id;
  std::string name;
  std::string kind;
  std::optional<double> posterior = {};
  std::string state = {};
};

// The observed findings first: what a person has said is always shown. Then conditions, likeliest
// first, then the mechanisms between.
class Picture {
 public:
  Picture(const cli::Interview& call, const triage::Clinic& clinic)
      : call_(call),
        clinic_(clinic),
        knowledge_(clinic.knowledge()),
        closed_(triage::close(call.presentation, clinic.knowledge())),
        observed_(
            triage::observe(call.presentation, closed_, clinic.knowledge(), clinic.network())) {}

  Result<Json> json() {
    add_findings();
    add_conditions();
    const auto mechanisms = mechanism_posteriors();
    if (!mechanisms) {
      return engine::fail(mechanisms.error());
    }
    add_mechanisms(*mechanisms);
    add_arcs();
    return Json::object(
        {{"nodes", service::list_of(nodes_, node_json)}, {"arcs", Json::array(std::move(arcs_))}});
  }

 private:
  static Json node_json(const Node& node) {
    return Json::object({{"id", words(node.id)},
                         {"name", words(node.name)},
                         {"kind", words(node.kind)},
                         {"posterior", node.posterior ? Json::number(*node.posterior) : Json()},
                         {"state", words(node.state)}});
  }

  bool has(const std::string& id) const { return ids_.contains(id); }

  void add(Node node) {
    if (nodes_.size() < most_nodes && ids_.insert(node.id).second) {
      nodes_.push_back(std::move(node));
    }
  }

  // A condition and the finding that says it may share an id.
  static std::string condition_node(const std::string& id) { return "condition:" + id; }
  static std::string mechanism_node(const std::string& id) { return "mechanism:" + id; }
  static std::string finding_node(const std::string& id) { return "finding:" + id; }

  void add_findings() {
    for (const triage::Observed& observed : observed_.findings) {
      const knowledge::Finding& finding = knowledge_.findings[observed.finding];
      const knowledge::Answer* answer = closed_.find(observed.finding);
      const bool risk = finding.kind == knowledge::FindingKind::risk_factor ||
                        finding.kind == knowledge::FindingKind::history;
      add({finding_node(finding.id), finding.name, risk ? "risk_factor" : "finding", std::nullopt,
           answer == nullptr ? "" : triage::state_words(finding, answer->value)});
    }
  }

  // Likely, or made likelier by something that is there.
  bool is_active(const triage::RankedCondition& condition) const {
    const auto raises = [this](const triage::Weight& weight) {
      const std::string& state = call_.assessment->used[weight.used].state;
      return weight.decibans >= raised_decibans && state != "absent";
    };
    return condition.posterior >= likely_posterior ||
           (condition.posterior >= least_posterior &&
            std::ranges::any_of(condition.weights, raises));
  }

  void add_conditions() {
    for (const auto* ranked : {&call_.assessment->conditions, &call_.assessment->contributors}) {
      for (const triage::RankedCondition& condition : *ranked) {
        if (is_active(condition)) {
          add({condition_node(std::string(condition.id)), std::string(condition.name), "condition",
               condition.posterior, ""});
        }
      }
    }
  }

  // Empty where age or sex is open: the network over an open context is many times larger.
  Result<std::vector<double>> mechanism_posteriors() const {
    if (!call_.presentation.age_years || !call_.presentation.sex) {
      return std::vector<double>();
    }
    engine::Evidence evidence = observed_.context;
    for (const triage::Observed& observed : observed_.findings) {
      evidence.observe(observed.variable, observed.state);
    }
    const auto& variables = clinic_.network().mechanisms;
    return clinic_.inference().posterior(evidence, variables).map([&](const auto& posterior) {
      std::vector<double> present;
      for (const engine::VariableId variable : variables) {
        present.push_back(posterior.present(variable));
      }
      return present;
    });
  }

  // A mechanism lies between when one of its causes and one of its views are shown.
  bool lies_between(const knowledge::Mechanism& mechanism) const {
    const auto cause = [this](const knowledge::MechanismCause& one) {
      return has(condition_node(knowledge_.conditions[one.condition.index].id));
    };
    const auto view = [this](knowledge::FindingId finding) {
      return has(finding_node(knowledge_.findings[finding].id));
    };
    return std::ranges::any_of(mechanism.causes, cause) &&
           std::ranges::any_of(mechanism.findings, view);
  }

  void add_mechanisms(const std::vector<double>& posteriors) {
    for (std::size_t i = 0; i < knowledge_.mechanisms.size(); ++i) {
      const knowledge::Mechanism& mechanism = knowledge_.mechanisms[i];
      if (lies_between(mechanism)) {
        add({mechanism_node(mechanism.id), mechanism.name, "mechanism",
             posteriors.empty() ? std::nullopt : std::optional(posteriors[i]), ""});
      }
    }
  }

  void add_arc(const std::string& from, const std::string& to,
               const std::vector<std::string>& sources) {
    if (has(from) && has(to)) {
      arcs_.push_back(Json::object({{"from", words(from)},
                                    {"to", words(to)},
                                    {"sources", service::list_of(sources, words)}}));
    }
  }

  std::vector<std::string> sources_of(const std::vector<std::size_t>& links) const {
    std::set<std::string> sources;
    for (const std::size_t link : links) {
      sources.insert(knowledge_.links[link].citation.source);
    }
    return {sources.begin(), sources.end()};
  }

  void add_arcs() {
    const knowledge::Parameters& parameters = clinic_.network().parameters;
    for (std::size_t i = 0; i < knowledge_.conditions.size(); ++i) {
      const std::string condition = condition_node(knowledge_.conditions[i].id);
      for (const knowledge::RiskParameter& risk : parameters.risks[i]) {
        add_arc(finding_node(knowledge_.findings[risk.finding].id), condition,
                risk.link ? sources_of({*risk.link}) : std::vector<std::string>());
      }
    }
    for (const knowledge::Mechanism& mechanism : knowledge_.mechanisms) {
      for (const knowledge::MechanismCause& cause : mechanism.causes) {
        add_arc(condition_node(knowledge_.conditions[cause.condition.index].id),
                mechanism_node(mechanism.id), {cause.citation.source});
      }
    }
    for (const triage::Observed& observed : observed_.findings) {
      if (const auto& effects = parameters.findings[observed.finding.index]) {
        add_effects(finding_node(knowledge_.findings[observed.finding].id), *effects);
      }
    }
  }

  void add_effects(const std::string& finding, const knowledge::FindingParameters& effects) {
    for (const auto* arcs : {&effects.raising, &effects.lowering}) {
      for (const knowledge::ArcParameter& arc : *arcs) {
        add_arc(condition_node(knowledge_.conditions[arc.condition.index].id), finding,
                sources_of({arc.link}));
      }
    }
    for (const knowledge::MechanismParameter& route : effects.mechanisms) {
      add_arc(mechanism_node(knowledge_.mechanisms[route.mechanism].id), finding,
              sources_of(route.links));
    }
  }

  const cli::Interview& call_;
  const triage::Clinic& clinic_;
  const KnowledgeBase& knowledge_;
  triage::Closed closed_;
  triage::Observation observed_;
  std::vector<Node> nodes_;
  std::set<std::string> ids_;
  std::vector<Json> arcs_;
};

}  // namespace

Result<Json> network_json(const cli::Interview& call, const triage::Clinic& clinic) {
  if (!call.assessment) {
    return engine::fail(engine::ErrorKind::invalid_argument,
                        "network: there is no assessment: " + call.refusal);
  }
  return Picture(call, clinic).json();
}

}  // namespace paraspinal::desk
