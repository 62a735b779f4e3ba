// `paraspinal knowledge`: its subcommands and their options.

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "apps/cli/knowledge_build.h"
#include "apps/cli/knowledge_diff.h"
#include "apps/cli/knowledge_graph.h"
#include "apps/cli/knowledge_search.h"
#include "apps/cli/knowledge_show.h"
#include "apps/cli/knowledge_subcommands.h"

namespace paraspinal::cli {
namespace {

void add_format(CLI::App& command, PageFormat& format) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format](const std::string& typed) {
            format = typed == "json" ? PageFormat::json : PageFormat::text;
          },
          "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_file(CLI::App& command, std::optional<std::string>& file) {
  command.add_option("--knowledge", file, "A knowledge.sqlite instead of the built-in");
}

// A subcommand whose options live as long as the program; `add` gives them meaning, `command` runs
// them.
template <typename Options, typename Add, typename Command>
void add_command(CLI::App& knowledge, Run& run, const std::string& name, const std::string& help,
                 const Add& add, Command command) {
  const auto options = std::make_shared<Options>();
  CLI::App* subcommand = knowledge.add_subcommand(name, help);
  add(*subcommand, *options);
  subcommand->callback([options, command, &run] {
    run = [options, command](Streams streams) { return command(*options, streams); };
  });
}

void add_show(CLI::App& knowledge, Run& run) {
  add_command<ShowOptions>(
      knowledge, run, "show", "All that is said about each ID, with figures and sources",
      [](CLI::App& command, ShowOptions& options) {
        command
            .add_option("ID", options.ids,
                        "A condition, finding, red flag, action, mechanism, link or source")
            ->required();
        add_format(command, options.format);
        add_file(command, options.knowledge);
      },
      show_knowledge);
}

struct SearchTyped {
  std::vector<std::string> words;
  SearchOptions options;
};

void add_search(CLI::App& knowledge, Run& run) {
  add_command<SearchTyped>(
      knowledge, run, "search", "Where all words of TEXT stand: ids, names, questions, sources",
      [](CLI::App& command, SearchTyped& typed) {
        command.add_option("TEXT", typed.words, "Words; case does not matter")->required();
        add_format(command, typed.options.format);
        add_file(command, typed.options.knowledge);
      },
      [](const SearchTyped& typed, Streams streams) {
        SearchOptions options = typed.options;
        for (const std::string& word : typed.words) {
          options.text += (options.text.empty() ? "" : " ") + word;
        }
        return search_knowledge(options, streams);
      });
}

void add_graph(CLI::App& knowledge, Run& run) {
  add_command<GraphOptions>(
      knowledge, run, "graph", "What stands around a condition or finding, for Graphviz",
      [](CLI::App& command, GraphOptions& options) {
        command.add_option("ID", options.id, "A condition or a finding")->required();
        command.add_flag("--dot")->description("As Graphviz text, which is the only way");
        add_file(command, options.knowledge);
      },
      graph_knowledge);
}

void add_diff(CLI::App& knowledge, Run& run) {
  add_command<DiffOptions>(
      knowledge, run, "diff", "What to review between two knowledge bases, red flags first",
      [](CLI::App& command, DiffOptions& options) {
        command.add_option("OLD", options.before, "A knowledge.sqlite")->required();
        command.add_option("NEW", options.after, "A knowledge.sqlite")->required();
        add_format(command, options.format);
      },
      diff_knowledge);
}

void add_build(CLI::App& knowledge, Run& run) {
  add_command<BuildOptions>(
      knowledge, run, "build", "Make a knowledge base of a folder of content",
      [](CLI::App& command, BuildOptions& options) {
        command.add_option("CONTENT_DIR", options.content, "Folder of schema.sql and CSV files")
            ->required();
        command.add_option("--out", options.output, "The file to write")->required();
        command.add_option("--version", options.version, "Printed with every answer")
            ->default_val("unversioned");
      },
      build_knowledge_file);
}

}  // namespace

void add_knowledge(CLI::App& program, Run& run) {
  CLI::App* knowledge =
      program.add_subcommand("knowledge", "What the knowledge base says, and what changed in it");
  knowledge->require_subcommand(1);
  add_show(*knowledge, run);
  add_search(*knowledge, run);
  add_graph(*knowledge, run);
  add_diff(*knowledge, run);
  add_build(*knowledge, run);
  add_knowledge_check(*knowledge, run);
}

}  // namespace paraspinal::cli
