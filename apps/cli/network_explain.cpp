// explain_network and rank_information: the most probable explanation, and the value of further
// observations.

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "apps/cli/network_evidence.h"
#include "apps/cli/text_layout.h"
#include "engine/information.h"
#include "engine/most_probable.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::Evidence;
using engine::fail;
using engine::Inference;
using engine::InformationValue;
using engine::MostProbable;
using engine::Network;
using engine::NetworkFile;
using engine::Result;
using engine::VariableId;
using fhir::Json;

std::string explanation_text(const NetworkFile& file, const Evidence& evidence,
                             const MostProbable& best, double log_evidence) {
  const Network& network = file.network;
  std::vector<std::vector<std::string>> rows{{"variable", "state", ""}};
  for (const VariableId id : file.order) {
    rows.push_back({network.variable(id).name, network.variable(id).states[best.states[id.index]],
                    evidence.items().contains(id) ? "observed" : ""});
  }
  return wrapped(evidence_text(network, evidence), "given  ") +
         evidence_probability_text(log_evidence) +
         fmt::format("P(these states | evidence)  {:.4g}\n\n",
                     std::exp(best.log_probability - log_evidence)) +
         table_text(rows, "lll");
}

std::string explanation_json(const NetworkFile& file, const MostProbable& best,
                             double log_evidence) {
  std::vector<Json::Member> states;
  for (const VariableId id : file.order) {
    const auto& variable = file.network.variable(id);
    states.emplace_back(variable.name, Json::string(variable.states[best.states[id.index]]));
  }
  return write_json(Json::object({{"log_probability", Json::number(best.log_probability)},
                                  {"log_evidence", Json::number(log_evidence)},
                                  {"states", Json::object(std::move(states))}})) +
         '\n';
}

Result<std::string> explanation(const NetworkFile& file, const NetworkQuestion& question) {
  const auto evidence = evidence_of(file.network, question);
  if (!evidence) {
    return fail(evidence.error());
  }
  const auto posterior = posterior_of(Inference(file.network), *evidence, {});
  if (!posterior) {
    return fail(posterior.error());
  }
  const auto best = engine::most_probable(file.network, *evidence);
  if (!best) {
    return fail(best.error());
  }
  switch (question.format) {
    case AnswerFormat::text:
      return explanation_text(file, *evidence, *best, posterior->log_evidence());
    case AnswerFormat::json:
      return explanation_json(file, *best, posterior->log_evidence());
  }
  return {};
}

// What is known of a target, and what each other variable would add.
struct Ranking {
  VariableId target;
  double bits = 0;  // the target's entropy
  std::vector<InformationValue> values;
};

double bits_of(double nats) {
  return nats / std::numbers::ln2;
}

std::string ranking_text(const Network& network, const Evidence& evidence, const Ranking& ranking) {
  std::vector<std::vector<std::string>> rows{{"variable", "bits", "", "share"}};
  for (const InformationValue& value : ranking.values) {
    const double bits = bits_of(value.nats);
    const double share = ranking.bits > 0 ? bits / ranking.bits : 0;
    rows.push_back({network.variable(value.variable).name, fmt::format("{:.6f}", bits),
                    bar(share, bar_width), percent(share)});
  }
  return wrapped(evidence_text(network, evidence), "given  ") +
         wrapped(fmt::format("of {}: {:.6f} bits, of which observing one more variable takes away "
                             "on average",
                             network.variable(ranking.target).name, ranking.bits),
                 "entropy  ") +
         '\n' + table_text(rows, "lrlr");
}

std::string ranking_json(const Network& network, const Ranking& ranking) {
  std::vector<Json> values;
  for (const InformationValue& value : ranking.values) {
    values.push_back(
        Json::object({{"variable", Json::string(network.variable(value.variable).name)},
                      {"bits", Json::number(bits_of(value.nats))}}));
  }
  return write_json(Json::object({{"target", Json::string(network.variable(ranking.target).name)},
                                  {"entropy_bits", Json::number(ranking.bits)},
                                  {"information", Json::array(std::move(values))}})) +
         '\n';
}

// Most first; of equals the earlier in the file.
Result<Ranking> ranked(const NetworkFile& file, const Evidence& evidence, VariableId target) {
  const Inference inference(file.network);
  const auto posterior = posterior_of(inference, evidence, std::array{target});
  if (!posterior) {
    return fail(posterior.error());
  }
  std::vector<VariableId> candidates;
  std::ranges::copy_if(file.order, std::back_inserter(candidates), [&](VariableId id) {
    return id != target && !evidence.items().contains(id);
  });
  auto values = engine::information_values(inference, evidence, target, candidates);
  if (!values) {
    return fail(values.error());
  }
  std::ranges::stable_sort(*values, std::ranges::greater(), &InformationValue::nats);
  return Ranking{target, bits_of(engine::entropy(posterior->marginal(target))), *std::move(values)};
}

Result<std::string> ranking_of(const NetworkFile& file, const RankingOptions& options) {
  const auto evidence = evidence_of(file.network, options.question);
  if (!evidence) {
    return fail(evidence.error());
  }
  const auto target = variable_named(file.network, options.target);
  if (!target) {
    return fail(target.error());
  }
  const auto on_target = evidence->items().find(*target);
  if (on_target != evidence->items().end() &&
      std::holds_alternative<engine::StateIndex>(on_target->second)) {
    return fail(engine::ErrorKind::invalid_argument,
                "'" + options.target + "': is the target and observed; expected one or the other");
  }
  auto ranking = ranked(file, *evidence, *target);
  if (!ranking) {
    return fail(ranking.error());
  }
  if (options.top && *options.top < ranking->values.size()) {
    ranking->values.resize(*options.top);
  }
  switch (options.question.format) {
    case AnswerFormat::text:
      return ranking_text(file.network, *evidence, *ranking);
    case AnswerFormat::json:
      return ranking_json(file.network, *ranking);
  }
  return {};
}

}  // namespace

Outcome explain_network(const NetworkQuestion& question, Streams streams) {
  return answer_about(question.file, streams,
                      [&](const NetworkFile& file) { return explanation(file, question); });
}

Outcome rank_information(const RankingOptions& options, Streams streams) {
  return answer_about(options.question.file, streams,
                      [&](const NetworkFile& file) { return ranking_of(file, options); });
}

}  // namespace paraspinal::cli
