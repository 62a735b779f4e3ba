#include "apps/cli/network_evidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/network_file.h"
#include "fhir/json.h"
#include "fhir/nearest_name.h"

namespace paraspinal::cli {
namespace {

using engine::ErrorKind;
using engine::Evidence;
using engine::fail;
using engine::Likelihood;
using engine::Network;
using engine::Result;
using engine::StateIndex;
using engine::Variable;
using engine::VariableId;
using engine::VariableState;
using fhir::Json;

constexpr std::size_t most_states_listed = 12;

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> pieces;
  for (std::size_t from = 0;;) {
    const std::size_t to = std::min(text.find(mark, from), text.size());
    pieces.push_back(text.substr(from, to - from));
    if (to == text.size()) {
      return pieces;
    }
    from = to + 1;
  }
}

tl::unexpected<engine::Error> wrong(std::string_view value, const std::string& words) {
  return fail(ErrorKind::invalid_argument, "'" + std::string(value) + "': " + words);
}

std::string names_of(const std::vector<std::string>& states) {
  std::string text;
  for (std::size_t i = 0; i < std::min(states.size(), most_states_listed); ++i) {
    text += (i == 0 ? "'" : ", '") + states[i] + "'";
  }
  return text + (states.size() > most_states_listed ? ", ..." : "");
}

// Where the '=' stands that ends the longest variable name; the first '=' when none does.
std::size_t equals_sign(const Network& network, std::string_view text) {
  const std::size_t first = text.find('=');
  for (std::size_t at = text.rfind('='); at != std::string_view::npos && at > first;
       at = text.rfind('=', at - 1)) {
    if (network.find(text.substr(0, at))) {
      return at;
    }
  }
  return first;
}

Result<StateIndex> state_of(const Variable& variable, std::string_view state,
                            std::string_view value) {
  const auto found = std::ranges::find(variable.states, state);
  if (found == variable.states.end()) {
    return wrong(value, "'" + variable.name + "' has no state '" + std::string(state) +
                            "'; expected one of " + names_of(variable.states));
  }
  return static_cast<StateIndex>(found - variable.states.begin());
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<std::string> fault_of(const Variable& variable, const Likelihood& likelihood) {
  const std::size_t states = variable.states.size();
  if (likelihood.size() != states) {
    return std::to_string(likelihood.size()) + " numbers; expected " + std::to_string(states) +
           ", one for each of " + names_of(variable.states);
  }
  if (!std::ranges::all_of(likelihood, [](double x) { return std::isfinite(x) && x >= 0; })) {
    return "expected finite numbers, 0 or more";
  }
  if (std::ranges::all_of(likelihood, [](double x) { return x == 0; })) {
    return "is all zero; expected a number above 0";
  }
  return std::nullopt;
}

// "X=0.2:0.8"
Result<std::pair<VariableId, Likelihood>> likelihood_named(const Network& network,
                                                           std::string_view text) {
  const std::size_t equals = equals_sign(network, text);
  if (equals == std::string_view::npos) {
    return wrong(text, "expected VARIABLE=NUMBER:NUMBER:..., one number a state");
  }
  const auto id = variable_named(network, text.substr(0, equals));
  if (!id) {
    return fail(id.error());
  }
  Likelihood likelihood;
  for (const std::string_view piece : split(text.substr(equals + 1), ':')) {
    const auto number = number_of(piece);
    if (!number) {
      return wrong(text,
                   "'" + std::string(piece) + "' is not a number; expected NUMBER:NUMBER:...");
    }
    likelihood.push_back(*number);
  }
  if (const auto fault = fault_of(network.variable(*id), likelihood)) {
    return wrong(text, *fault);
  }
  return std::pair(*id, std::move(likelihood));
}

std::optional<engine::Error> observed_twice(const Network& network, const Evidence& evidence,
                                            VariableId id) {
  if (!evidence.items().contains(id)) {
    return std::nullopt;
  }
  return engine::Error{ErrorKind::invalid_argument,
                       "'" + network.variable(id).name + "': is observed twice; expected once"};
}

Result<Likelihood> likelihood_of(const Variable& variable, const Json& list) {
  Likelihood likelihood;
  for (const Json& item : list.items()) {
    const auto number = item.as_double();
    if (!number) {
      return wrong(variable.name, fhir::write_json(item) + " is not a number");
    }
    likelihood.push_back(*number);
  }
  if (const auto fault = fault_of(variable, likelihood)) {
    return wrong(variable.name, fhir::write_json(list) + ": " + *fault);
  }
  return likelihood;
}

}  // namespace

Result<VariableId> variable_named(const Network& network, std::string_view name) {
  if (const auto id = network.find(name)) {
    return *id;
  }
  std::vector<std::string> known;
  for (std::size_t i = 0; i < network.size(); ++i) {
    known.push_back(network.variable(VariableId{i}).name);
  }
  const std::string nearest = fhir::nearest_name(name, known);
  const bool few = known.size() <= most_states_listed;
  return wrong(name, "unknown variable; expected one of " +
                         (few ? names_of(known)
                              : "the network's " + std::to_string(known.size()) + " variables") +
                         (nearest.empty() ? "" : "; perhaps '" + nearest + "'"));
}

Result<std::vector<VariableId>> variables_named(const Network& network,
                                                std::span<const std::string> lists) {
  std::vector<VariableId> ids;
  for (const std::string& list : lists) {
    for (const std::string_view name : split(list, ',')) {
      const auto id = variable_named(network, name);
      if (!id) {
        return fail(id.error());
      }
      if (std::ranges::find(ids, *id) != ids.end()) {
        return wrong(name, "is named twice; expected once");
      }
      ids.push_back(*id);
    }
  }
  return ids;
}

Result<VariableState> state_named(const Network& network, std::string_view text) {
  const std::size_t equals = equals_sign(network, text);
  if (equals == std::string_view::npos) {
    return wrong(text, "expected VARIABLE=STATE");
  }
  const auto id = variable_named(network, text.substr(0, equals));
  if (!id) {
    return fail(id.error());
  }
  return state_of(network.variable(*id), text.substr(equals + 1), text).map([&](StateIndex state) {
    return VariableState{*id, state};
  });
}

Result<Evidence> typed_evidence(const Network& network, std::span<const std::string> states,
                                std::span<const std::string> likelihoods) {
  Evidence evidence;
  for (const std::string& list : states) {
    for (const std::string_view text : split(list, ',')) {
      const auto observed = state_named(network, text);
      if (!observed) {
        return fail(observed.error());
      }
      if (auto error = observed_twice(network, evidence, observed->variable)) {
        return fail(*std::move(error));
      }
      evidence.observe(observed->variable, observed->state);
    }
  }
  for (const std::string& list : likelihoods) {
    for (const std::string_view text : split(list, ',')) {
      auto observed = likelihood_named(network, text);
      if (!observed) {
        return fail(observed.error());
      }
      if (auto error = observed_twice(network, evidence, observed->first)) {
        return fail(*std::move(error));
      }
      evidence.observe(observed->first, std::move(observed->second));
    }
  }
  return evidence;
}

Result<Evidence> json_evidence(const Network& network, std::string_view text) {
  const auto json = fhir::parse_json(text);
  if (!json) {
    return fail(json.error());
  }
  if (!json->is_object()) {
    return fail(ErrorKind::invalid_argument,
                fhir::write_json(*json).substr(0, 60) + ": expected an object {\"VARIABLE\": ...}");
  }
  Evidence evidence;
  for (const auto& [name, value] : json->members()) {
    const auto id = variable_named(network, name);
    if (!id) {
      return fail(id.error());
    }
    const Variable& variable = network.variable(*id);
    if (value.is_array()) {
      auto likelihood = likelihood_of(variable, value);
      if (!likelihood) {
        return fail(likelihood.error());
      }
      evidence.observe(*id, *std::move(likelihood));
    } else if (value.is_string() || value.is_number()) {
      const auto state = state_of(variable, std::string(value.text()),
                                  std::string(name) + "=" + std::string(value.text()));
      if (!state) {
        return fail(state.error());
      }
      evidence.observe(*id, *state);
    } else {
      return wrong(std::string(name), fhir::write_json(value).substr(0, 60) +
                                          ": expected a state or a list of numbers, one a state");
    }
  }
  return evidence;
}

std::string evidence_text(const Network& network, const Evidence& evidence) {
  std::string text;
  for (const auto& [id, item] : evidence.items()) {
    const Variable& variable = network.variable(id);
    text += (text.empty() ? "" : ", ") + variable.name + "=";
    if (const auto* state = std::get_if<StateIndex>(&item)) {
      text += variable.states[*state];
      continue;
    }
    const Likelihood& likelihood = std::get<Likelihood>(item);
    for (std::size_t i = 0; i < likelihood.size(); ++i) {
      text += (i == 0 ? "" : ":") + engine::shortest_text(likelihood[i]);
    }
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace paraspinal::cli
