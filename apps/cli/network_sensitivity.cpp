// rank_sensitivity: which numbers of a network a posterior rests on.

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "apps/cli/network_evidence.h"
#include "apps/cli/text_layout.h"
#include "engine/relevance.h"
#include "engine/separation.h"
#include "engine/table_sensitivity.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::Evidence;
using engine::fail;
using engine::Inference;
using engine::Network;
using engine::NetworkFile;
using engine::Parameter;
using engine::Result;
using engine::SensitivityCurve;
using engine::StateIndex;
using engine::VariableId;
using engine::VariableState;
using fhir::Json;

// Variables whose distribution can move the posterior: ancestors of the target or of evidence to
// which the target is connected (Geiger, Verma & Pearl 1990: a further parent of such a variable
// would not be d-separated from the target).
std::vector<VariableId> requisite(const NetworkFile& file, const Evidence& evidence,
                                  VariableId target) {
  std::vector<VariableId> hard;
  std::vector<VariableId> roots{target};
  for (const auto& [id, item] : evidence.items()) {
    roots.push_back(id);
    if (std::holds_alternative<StateIndex>(item)) {
      hard.push_back(id);
    }
  }
  const Network& network = file.network;
  const std::vector<bool> matters = engine::with_ancestors(network, roots);
  std::vector<bool> reached(network.size(), false);
  for (const auto& connected : engine::connected(network, std::array{target}, hard)) {
    reached[connected.index] = true;
  }
  reached[target.index] = true;
  std::vector<VariableId> result;
  std::ranges::copy_if(file.order, std::back_inserter(result), [&](VariableId id) {
    const bool by_parent = std::ranges::any_of(
        network.parents(id), [&](VariableId parent) { return reached[parent.index]; });
    return matters[id.index] && (reached[id.index] || by_parent);
  });
  return result;
}

// "P(lung=yes | smoke=no)" of one entry of a table.
std::string entry_name(const Network& network, VariableId id, std::size_t entry) {
  const auto& variable = network.variable(id);
  std::size_t row = entry / variable.states.size();
  std::string condition;
  const auto parents = network.parents(id);
  for (std::size_t p = parents.size(); p-- > 0;) {
    const auto& parent = network.variable(parents[p]);
    const std::string& state = parent.states[row % parent.states.size()];
    row /= parent.states.size();
    condition =
        fmt::format("{}={}{}{}", parent.name, state, condition.empty() ? "" : ", ", condition);
  }
  return "P(" + variable.name + "=" + variable.states[entry % variable.states.size()] +
         (condition.empty() ? "" : " | " + condition) + ")";
}

struct Moved {
  std::string parameter;
  SensitivityCurve curve;

  double low() const { return std::min(curve.at(0), curve.at(1)); }
  double high() const { return std::max(curve.at(0), curve.at(1)); }
  // NaN, an end at which the evidence would be impossible, counts as no range.
  double rank(SensitivityOrder order) const {
    const double size =
        order == SensitivityOrder::derivative ? std::abs(curve.slope()) : high() - low();
    return std::isnan(size) ? 0 : size;
  }
};

// The curves of all numbers of one variable; of the two entries of a two-state row, which mirror
// each other, the first, or "present" beside "absent".
struct CurvesOf {
  const Inference& inference;
  const Evidence& evidence;
  VariableState target;
  VariableId id;

  Result<std::vector<Moved>> operator()(const engine::TableDistribution&) const {
    const auto curves = engine::table_sensitivity(inference, evidence, target, id);
    if (!curves) {
      return fail(curves.error());
    }
    const auto& states = inference.network().variable(id).states;
    const bool two_states = states.size() == 2;
    std::vector<Moved> result;
    for (std::size_t i = two_states && states[0] == "absent" ? 1 : 0; i < curves->size();
         i += two_states ? 2 : 1) {
      result.push_back({entry_name(inference.network(), id, i), (*curves)[i]});
    }
    return result;
  }

  Result<std::vector<Moved>> operator()(const engine::NoisyOr& noisy_or) const {
    const std::string& name = inference.network().variable(id).name;
    std::vector<std::pair<std::string, Parameter>> parameters{
        {"leak of " + name, engine::LeakParameter{id}}};
    for (std::size_t i = 0; i < noisy_or.raising.size(); ++i) {
      parameters.emplace_back(link_name(noisy_or.raising[i]), engine::RaisingParameter{id, i});
    }
    for (std::size_t i = 0; i < noisy_or.lowering.size(); ++i) {
      parameters.emplace_back(link_name(noisy_or.lowering[i]), engine::LoweringParameter{id, i});
    }
    std::vector<Moved> result;
    for (const auto& [words, parameter] : parameters) {
      const auto curve = engine::sensitivity(inference, evidence, target, parameter);
      if (!curve) {
        return fail(curve.error());
      }
      result.push_back({words, *curve});
    }
    return result;
  }

  // No file format holds these two.
  Result<std::vector<Moved>> operator()(const engine::LogOddsDistribution&) const {
    return std::vector<Moved>{};
  }
  Result<std::vector<Moved>> operator()(const engine::NoisyMax&) const {
    return std::vector<Moved>{};
  }

  std::string link_name(const engine::NoisyOrLink& link) const {
    const Network& network = inference.network();
    return "link " + network.variable(link.parent).name + " -> " + network.variable(id).name;
  }
};

Result<std::vector<Moved>> all_moved(const NetworkFile& file, const Evidence& evidence,
                                     VariableState target) {
  const Inference inference(file.network);
  std::vector<Moved> result;
  for (const VariableId id : requisite(file, evidence, target.variable)) {
    auto moved =
        std::visit(CurvesOf{inference, evidence, target, id}, file.network.distribution(id));
    if (!moved) {
      return fail(about_evidence(file.network, evidence, moved.error()));
    }
    std::ranges::move(*moved, std::back_inserter(result));
  }
  return result;
}

std::string or_impossible(double probability) {
  return std::isnan(probability) ? "impossible" : probability_text(probability);
}

Json or_null(double probability) {
  return std::isnan(probability) ? Json() : Json::number(probability);
}

std::string text_of(const std::vector<Moved>& moved, const std::string& given,
                    const std::string& target, double posterior) {
  std::vector<std::vector<std::string>> rows{
      {"now", "derivative", "at 0", "at 1", "number of the network"}};
  for (const Moved& each : moved) {
    rows.push_back({probability_text(each.curve.current),
                    fmt::format("{:+.6f}", each.curve.slope()), or_impossible(each.curve.at(0)),
                    or_impossible(each.curve.at(1)), each.parameter});
  }
  return wrapped(given, "given  ") +
         wrapped("P(" + target + " | evidence)  " + probability_text(posterior)) + '\n' +
         wrapped(
             "Each number as it is, the posterior's derivative by it, and the posterior were it 0 "
             "or 1:") +
         '\n' + table_text(rows, "lrlll");
}

std::string json_of(const std::vector<Moved>& moved, const std::string& target, double posterior) {
  std::vector<Json> parameters;
  for (const Moved& each : moved) {
    const SensitivityCurve& curve = each.curve;
    parameters.push_back(
        Json::object({{"parameter", Json::string(each.parameter)},
                      {"value", Json::number(curve.current)},
                      {"derivative", or_null(curve.slope())},
                      {"at_0", or_null(curve.at(0))},
                      {"at_1", or_null(curve.at(1))},
                      {"curve", Json::array({Json::number(curve.a), Json::number(curve.b),
                                             Json::number(curve.c), Json::number(curve.d)})}}));
  }
  return write_json(Json::object({{"target", Json::string(target)},
                                  {"posterior", Json::number(posterior)},
                                  {"parameters", Json::array(std::move(parameters))}})) +
         '\n';
}

Result<std::string> answer(const NetworkFile& file, const SensitivityOptions& options) {
  const auto evidence = evidence_of(file.network, options.question);
  if (!evidence) {
    return fail(evidence.error());
  }
  const auto target = state_named(file.network, options.target);
  if (!target) {
    return fail(target.error());
  }
  const auto posterior =
      posterior_of(Inference(file.network), *evidence, std::array{target->variable});
  if (!posterior) {
    return fail(posterior.error());
  }
  auto moved = all_moved(file, *evidence, *target);
  if (!moved) {
    return fail(moved.error());
  }
  std::ranges::stable_sort(*moved, std::ranges::greater(),
                           [&](const Moved& each) { return each.rank(options.order); });
  moved->resize(std::min(moved->size(), options.top));
  const double now = posterior->marginal(target->variable)[target->state];
  switch (options.question.format) {
    case AnswerFormat::text:
      return text_of(*moved, evidence_text(file.network, *evidence), options.target, now);
    case AnswerFormat::json:
      return json_of(*moved, options.target, now);
  }
  return {};
}

}  // namespace

Outcome rank_sensitivity(const SensitivityOptions& options, Streams streams) {
  return answer_about(options.question.file, streams,
                      [&](const NetworkFile& file) { return answer(file, options); });
}

}  // namespace paraspinal::cli
