// `paraspinal network`: its subcommands and their options. Reads the machine's steady clock, for
// `bench`.

#include <chrono>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/network_command.h"
#include "apps/cli/number_fault.h"
#include "apps/cli/subcommands.h"

namespace paraspinal::cli {
namespace {

constexpr const char* file_help = "A network: .bif, .xml, .xmlbif, .uai or .noisyor.json";

// A text option that may be repeated and never takes the next argument too.
void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
              const std::string& help) {
  command.add_option(name, values, help)->allow_extra_args(false);
}

void add_format(CLI::App& command, AnswerFormat& format) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format](const std::string& typed) {
            format = typed == "json" ? AnswerFormat::json : AnswerFormat::text;
          },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_question(CLI::App& command, NetworkQuestion& question) {
  command.add_option("FILE", question.file, file_help)->required();
  add_list(command, "--evidence", question.evidence, "What is observed: X=a,Y=b");
  add_list(command, "--likelihood", question.likelihood,
           "What is observed in part: X=0.2:0.8, one number a state");
}

// A subcommand whose options live as long as the program; `add` gives them meaning, `command` runs
// them.
template <typename Options, typename Add>
void add_command(CLI::App& network, Run& run, const std::string& name, const std::string& help,
                 const Add& add, Outcome (*command)(const Options&, Streams)) {
  const auto options = std::make_shared<Options>();
  CLI::App* subcommand = network.add_subcommand(name, help);
  add(*subcommand, *options);
  subcommand->callback([options, command, &run] {
    run = [options, command](Streams streams) { return command(*options, streams); };
  });
}

struct Query {
  QueryOptions options;
  std::string evidence_file;
};

Outcome run_query(const Query& query, Streams streams) {
  if (query.evidence_file.empty()) {
    return query_network(query.options, streams);
  }
  return query_network_in_batch(
      {query.options.question.file, query.evidence_file, query.options.targets}, streams);
}

void add_query(CLI::App& network, Run& run) {
  add_command<Query>(
      network, run, "query", "P(variable | evidence) and log P(evidence)",
      [](CLI::App& command, Query& query) {
        add_question(command, query.options.question);
        add_format(command, query.options.question.format);
        add_list(command, "--targets", query.options.targets, "Only these: A,B");
        command
            .add_option("--evidence-file", query.evidence_file,
                        "JSON evidence, one object a line, or -; one JSON answer a line")
            ->excludes("--evidence")
            ->excludes("--likelihood")
            ->excludes("--format");
      },
      run_query);
}

void add_explanations(CLI::App& network, Run& run) {
  add_command<NetworkQuestion>(
      network, run, "mpe", "The most probable joint state of all variables",
      [](CLI::App& command, NetworkQuestion& question) {
        add_question(command, question);
        add_format(command, question.format);
      },
      explain_network);
  add_command<RankingOptions>(
      network, run, "voi", "What observing each other variable would tell about a target, in bits",
      [](CLI::App& command, RankingOptions& options) {
        add_question(command, options.question);
        add_format(command, options.question.format);
        command.add_option("--target", options.target, "A variable")->required();
        command.add_option("--top", options.top, "Only so many");
      },
      rank_information);
}

void add_sensitivity(CLI::App& network, Run& run) {
  add_command<SensitivityOptions>(
      network, run, "sensitivity", "How a posterior moves with each number of the network",
      [](CLI::App& command, SensitivityOptions& options) {
        add_question(command, options.question);
        add_format(command, options.question.format);
        command.add_option("--target", options.target, "A variable and its state: X=a")->required();
        command.add_option("--top", options.top, "Only so many")->capture_default_str();
        command
            .add_option_function<std::string>(
                "--by",
                [&options](const std::string& typed) {
                  options.order =
                      typed == "range" ? SensitivityOrder::range : SensitivityOrder::derivative;
                },
                "Ranked by derivative or range")
            ->check(CLI::IsMember({"derivative", "range"}));
      },
      rank_sensitivity);
}

void add_graph(CLI::App& network, Run& run) {
  add_command<SeparationOptions>(
      network, run, "dseparation", "Whether the graph makes X and Y independent",
      [](CLI::App& command, SeparationOptions& options) {
        command.add_option("FILE", options.file, file_help)->required();
        command.add_option("X", options.one, "A variable")->required();
        command.add_option("Y", options.other, "Another")->required();
        add_list(command, "--given", options.given, "What is known: Z,W");
        add_format(command, options.format);
      },
      separate_variables);
  add_command<NetworkQuestion>(network, run, "dot",
                               "The graph for Graphviz; with evidence, posteriors too",
                               add_question, draw_network);
}

void add_files(CLI::App& network, Run& run) {
  add_command<ConversionOptions>(
      network, run, "convert", "Write the network IN as OUT, in the format of its extension",
      [](CLI::App& command, ConversionOptions& options) {
        command.add_option("IN", options.from, file_help)->required();
        command.add_option("OUT", options.to, "A file: .bif, .xml, .xmlbif or .uai")->required();
      },
      convert_network);
  add_command<NetworkQuestion>(
      network, run, "info", "How large the network and its junction trees are",
      [](CLI::App& command, NetworkQuestion& question) {
        command.add_option("FILE", question.file, file_help)->required();
        add_format(command, question.format);
      },
      describe_network);
}

std::int64_t steady_nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void add_bench(CLI::App& network, Run& run) {
  add_command<BenchOptions>(
      network, run, "bench", "How long a query takes on this machine",
      [](CLI::App& command, BenchOptions& options) {
        options.nanoseconds = steady_nanoseconds;
        command.add_option("FILE", options.file, file_help)->required();
        command.add_option("--observed", options.observed, "Shares of the variables: 0.1,0.3")
            ->delimiter(',')
            ->allow_extra_args(false)
            ->check([](const std::string& text) { return number_fault(text, "a share", 0, 1); })
            ->capture_default_str();
        command.add_option("--queries", options.queries, "Queries a share")
            ->check(CLI::Range(std::size_t{1}, std::size_t{1000000}))
            ->capture_default_str();
        command.add_option("--seed", options.seed, "Of the drawn evidence")->capture_default_str();
        add_format(command, options.format);
      },
      bench_network);
}

}  // namespace

void add_network(CLI::App& program, Run& run) {
  CLI::App* network =
      program.add_subcommand("network", "Questions to a Bayesian network in a file");
  network->require_subcommand(1);
  add_query(*network, run);
  add_explanations(*network, run);
  add_sensitivity(*network, run);
  add_graph(*network, run);
  add_files(*network, run);
  add_bench(*network, run);
}

}  // namespace paraspinal::cli
