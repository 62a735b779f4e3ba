// bench_network: how long a query takes, with evidence drawn from the network itself.

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/network_answer.h"
#include "apps/cli/network_command.h"
#include "engine/require.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using engine::Error;
using engine::ErrorKind;
using engine::Evidence;
using engine::fail;
using engine::Inference;
using engine::Network;
using engine::NetworkFile;
using engine::Result;
using engine::StateIndex;
using engine::VariableId;
using fhir::Json;

// The same numbers on every machine, which the standard distributions do not promise.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : generator_(seed) {}

  // In [0, 1).
  double uniform() { return static_cast<double>(generator_() >> 11U) * 0x1p-53; }
  std::size_t below(std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(uniform() * static_cast<double>(count)));
  }

 private:
  std::mt19937_64 generator_;
};

// One joint state, each variable drawn from its distribution given its parents.
std::vector<StateIndex> drawn(const Network& network, Dice& dice) {
  std::vector<StateIndex> states(network.size(), 0);
  std::vector<StateIndex> parents;
  for (std::size_t i = 0; i < network.size(); ++i) {
    parents.clear();
    for (const VariableId parent : network.parents(VariableId{i})) {
      parents.push_back(states[parent.index]);
    }
    double left = dice.uniform();
    const std::size_t count = network.variable(VariableId{i}).states.size();
    for (StateIndex state = 0; state < count; ++state) {
      const double probability = network.conditional(VariableId{i}, state, parents);
      states[i] = probability > 0 ? state : states[i];
      left -= probability;
      if (left < 0) {
        break;
      }
    }
  }
  return states;
}

std::vector<Evidence> drawn_evidence(const Network& network, double share, std::size_t queries,
                                     std::uint64_t seed) {
  Dice dice(seed);
  const auto wanted =
      static_cast<std::size_t>(std::lround(share * static_cast<double>(network.size())));
  std::vector<Evidence> sets(queries);
  for (Evidence& evidence : sets) {
    const auto states = drawn(network, dice);
    while (evidence.items().size() < wanted) {
      const std::size_t i = dice.below(network.size());
      evidence.observe(VariableId{i}, states[i]);
    }
  }
  return sets;
}

double median(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  const std::size_t middle = numbers.size() / 2;
  return numbers.size() % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
}

// Medians over the queries of one share.
struct Timing {
  double share = 0;
  std::size_t too_large = 0;  // queries beyond Inference::max_clique_states, left out
  double first_ns = 0;        // the plan is made too
  double again_ns = 0;        // the same question once more
  double entries = 0;         // of the tables that messages pass over
  double first_ns_per_entry = 0;
  double again_ns_per_entry = 0;
};

// Every query of one share, one entry a query that was answered.
struct Laps {
  std::vector<double> first;
  std::vector<double> again;
  std::vector<double> entries;
  std::vector<double> first_each;
  std::vector<double> again_each;

  void add(std::int64_t first_ns, std::int64_t again_ns, double count) {
    first.push_back(static_cast<double>(first_ns));
    again.push_back(static_cast<double>(again_ns));
    entries.push_back(std::max(1.0, count));
    first_each.push_back(first.back() / entries.back());
    again_each.push_back(again.back() / entries.back());
  }
};

Result<Timing> timed(const Network& network, double share, const BenchOptions& options) {
  const Inference inference(network);
  const Inference counting(network);
  Laps laps;
  std::optional<Error> too_large;
  for (const Evidence& evidence : drawn_evidence(network, share, options.queries, options.seed)) {
    const auto start = options.nanoseconds();
    const auto posterior = inference.posterior(evidence);
    const auto middle = options.nanoseconds();
    const auto repeated = inference.posterior(evidence);
    const auto end = options.nanoseconds();
    if (posterior && repeated) {
      laps.add(middle - start, end - middle, counting.query_entries(evidence).value_or(0));
    } else if (!posterior && posterior.error().kind == ErrorKind::too_large) {
      too_large = posterior.error();
    } else {
      return fail(posterior ? repeated.error() : posterior.error());
    }
  }
  if (laps.first.empty() && too_large) {
    return fail(*too_large);
  }
  return Timing{share,
                options.queries - laps.first.size(),
                median(laps.first),
                median(laps.again),
                median(laps.entries),
                median(laps.first_each),
                median(laps.again_each)};
}

std::string text_of(const std::vector<Timing>& timings, const BenchOptions& options,
                    std::size_t variables) {
  std::vector<std::vector<std::string>> rows{{"observed", "first ns", "again ns", "entries",
                                              "first ns/entry", "again ns/entry", "too large"}};
  for (const Timing& timing : timings) {
    rows.push_back(
        {fmt::format("{:.3g} %", timing.share * 100), fmt::format("{:.0f}", timing.first_ns),
         fmt::format("{:.0f}", timing.again_ns), fmt::format("{:.0f}", timing.entries),
         fmt::format("{:.2f}", timing.first_ns_per_entry),
         fmt::format("{:.2f}", timing.again_ns_per_entry), std::to_string(timing.too_large)});
  }
  return fmt::format("{} variables; medians of {} queries for all marginals, seed {}\n", variables,
                     options.queries, options.seed) +
         "first: new evidence, the plan is made; again: the same once more, the plan is kept\n\n" +
         table_text(rows, "rrrrrrr");
}

std::string json_of(const std::vector<Timing>& timings, const BenchOptions& options) {
  std::vector<Json> items;
  items.reserve(timings.size());
  for (const Timing& timing : timings) {
    items.push_back(
        Json::object({{"observed", Json::number(timing.share)},
                      {"first_ns", Json::number(timing.first_ns)},
                      {"again_ns", Json::number(timing.again_ns)},
                      {"entries", Json::number(timing.entries)},
                      {"first_ns_per_entry", Json::number(timing.first_ns_per_entry)},
                      {"again_ns_per_entry", Json::number(timing.again_ns_per_entry)},
                      {"too_large", Json::number_text(std::to_string(timing.too_large))}}));
  }
  return write_json(Json::object({{"queries", Json::number_text(std::to_string(options.queries))},
                                  {"seed", Json::number_text(std::to_string(options.seed))},
                                  {"medians", Json::array(std::move(items))}})) +
         '\n';
}

Result<std::string> answer(const NetworkFile& file, const BenchOptions& options) {
  std::vector<Timing> timings;
  for (const double share : options.observed) {
    const auto timing = timed(file.network, share, options);
    if (!timing) {
      return fail(timing.error());
    }
    timings.push_back(*timing);
  }
  switch (options.format) {
    case AnswerFormat::text:
      return text_of(timings, options, file.network.size());
    case AnswerFormat::json:
      return json_of(timings, options);
  }
  return {};
}

}  // namespace

Outcome bench_network(const BenchOptions& options, Streams streams) {
  engine::require(options.queries > 0, "at least one query");
  engine::require(static_cast<bool>(options.nanoseconds), "a clock");
  return answer_about(options.file, streams,
                      [&](const NetworkFile& file) { return answer(file, options); });
}

}  // namespace paraspinal::cli
