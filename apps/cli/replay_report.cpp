// Entry points: replay_piece for an assessment, replay_summary for all of them.

#include "apps/cli/replay_report.h"

#include <algorithm>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/text_layout.h"
#include "fhir/export_words.h"
#include "fhir/json.h"

namespace paraspinal::cli {
namespace {

using fhir::Json;
using fhir::words;
using knowledge::KnowledgeBase;

constexpr Move all_moves[] = {Move::none, Move::raised, Move::lowered, Move::elsewhere};

bool is_told(const Replayed& replayed) {
  return replayed.has_same_knowledge ? likeness_of(replayed) == Likeness::unlike
                                     : move_of(replayed) != Move::none;
}

std::int64_t count_of(const ReplayTally& tally, Move move) {
  const auto found = tally.moves.find(move);
  return found == tally.moves.end() ? 0 : found->second;
}

std::string arrow(std::string_view from, std::string_view to) {
  return fmt::format("{} -> {}", from, to);
}

std::string headline(const Replayed& replayed) {
  if (replayed.has_same_knowledge) {
    return "UNLIKE, on the same knowledge";
  }
  return large_print(name(move_of(replayed)));
}

std::string piece_text(const records::AuditLine& line, const Replayed& replayed) {
  const AuditedOutput& before = replayed.before;
  const AuditedOutput& after = replayed.after;
  std::string text =
      fmt::format("\nline {}  {}  {}\n", line.number, printable(line.at), headline(replayed));
  if (before.urgency != after.urgency) {
    text += wrapped(arrow(name(before.urgency), name(after.urgency)), "  urgency      ");
  }
  if (before.disposition != after.disposition) {
    text += wrapped(arrow(before.disposition, after.disposition), "  disposition  ");
  }
  if (const auto gained = gates_gained(replayed); !gained.empty()) {
    text += wrapped(joined(gained, ", "), "  fires now    ");
  }
  if (const auto lost = gates_lost(replayed); !lost.empty()) {
    text += wrapped(joined(lost, ", "), "  fires no more ");
  }
  if (replayed.has_same_knowledge) {
    text += wrapped(differing_parts(replayed), "  differs in   ") +
            wrapped("program " + replayed.software, "  made by      ");
  }
  return text;
}

Json list(const std::vector<std::string>& ids) {
  std::vector<Json> items;
  for (const std::string& id : ids) {
    items.push_back(words(id));
  }
  return Json::array(std::move(items));
}

Json change(std::string_view from, std::string_view to) {
  return Json::object({{"from", words(from)}, {"to", words(to)}});
}

Json whole_number(std::int64_t count) {
  return Json::number_text(std::to_string(count));
}

std::string piece_json(const records::AuditLine& line, const Replayed& replayed) {
  const AuditedOutput& before = replayed.before;
  const AuditedOutput& after = replayed.after;
  return write_json(Json::object({{"line", whole_number(line.number)},
                                  {"at", words(line.at)},
                                  {"same_knowledge", Json::boolean(replayed.has_same_knowledge)},
                                  {"move", words(name(move_of(replayed)))},
                                  {"urgency", change(name(before.urgency), name(after.urgency))},
                                  {"disposition", change(before.disposition, after.disposition)},
                                  {"gates_gained", list(gates_gained(replayed))},
                                  {"gates_lost", list(gates_lost(replayed))},
                                  {"differs_in", words(differing_parts(replayed))},
                                  {"software", words(replayed.software)}})) +
         '\n';
}

std::int64_t of_other_knowledge(const ReplayTally& tally) {
  std::int64_t count = 0;
  for (const Move move : all_moves) {
    count += count_of(tally, move);
  }
  return count;
}

std::string rounding_text(const ReplayTally& tally) {
  return tally.but_for_rounding == 0
             ? ""
             : fmt::format("  (largest difference {:.0e})", tally.largest_rounding);
}

std::string summary_text(const ReplayTally& tally) {
  std::string text = fmt::format(
      "\nlines             {:>8}\n  no assessment   {:>8}\n  erased          {:>8}\n"
      "  not readable    {:>8}\nfrom the same knowledge\n  as they were    {:>8}\n"
      "  but for rounding{:>8}{}\n  unlike          {:>8}\nfrom other knowledge\n  not moved       "
      "{:>8}\n"
      "  raised          {:>8}\n  lowered         {:>8}\n  elsewhere       {:>8}\n",
      tally.lines, tally.without, tally.erased, tally.unreadable, tally.same,
      tally.but_for_rounding, rounding_text(tally), tally.unlike, count_of(tally, Move::none),
      count_of(tally, Move::raised), count_of(tally, Move::lowered),
      count_of(tally, Move::elsewhere));
  for (const auto& [urgencies, count] : tally.urgencies) {
    text += fmt::format("{:>8}  {}\n", count, arrow(name(urgencies.first), name(urgencies.second)));
  }
  return text;
}

std::string summary_json(const ReplayTally& tally, const KnowledgeBase& knowledge) {
  std::vector<Json> urgencies;
  for (const auto& [pair, count] : tally.urgencies) {
    urgencies.push_back(Json::object({{"from", words(name(pair.first))},
                                      {"to", words(name(pair.second))},
                                      {"count", whole_number(count)}}));
  }
  return write_json(Json::object(
             {{"knowledge", Json::object({{"version", words(knowledge.version)},
                                          {"hash", words(knowledge.hash)}})},
              {"lines", whole_number(tally.lines)},
              {"without_assessment", whole_number(tally.without)},
              {"erased", whole_number(tally.erased)},
              {"unreadable", whole_number(tally.unreadable)},
              {"same_knowledge",
               Json::object({{"same", whole_number(tally.same)},
                             {"but_for_rounding", whole_number(tally.but_for_rounding)},
                             {"largest_rounding", Json::number(tally.largest_rounding)},
                             {"unlike", whole_number(tally.unlike)}})},
              {"other_knowledge",
               Json::object({{"count", whole_number(of_other_knowledge(tally))},
                             {"raised", whole_number(count_of(tally, Move::raised))},
                             {"lowered", whole_number(count_of(tally, Move::lowered))},
                             {"elsewhere", whole_number(count_of(tally, Move::elsewhere))}})},
              {"urgencies", Json::array(std::move(urgencies))}})) +
         '\n';
}

}  // namespace

void ReplayTally::add_of_the_same(const Replayed& replayed) {
  switch (likeness_of(replayed)) {
    case Likeness::same:
      ++same;
      break;
    case Likeness::but_for_rounding:
      ++but_for_rounding;
      largest_rounding = std::max(largest_rounding, largest_difference(replayed));
      break;
    case Likeness::unlike:
      ++unlike;
      break;
  }
}

void ReplayTally::add(const Replayed& replayed) {
  if (replayed.has_same_knowledge) {
    add_of_the_same(replayed);
    return;
  }
  const Move move = move_of(replayed);
  ++moves[move];
  if (move == Move::raised || move == Move::lowered) {
    ++urgencies[{replayed.before.urgency, replayed.after.urgency}];
  }
}

std::string replay_beginning(const KnowledgeBase& knowledge, PageFormat format) {
  if (format == PageFormat::json) {
    return "";
  }
  return "Replayed with knowledge " + knowledge.version + ", content hash " +
         knowledge.hash.substr(0, 12) + "\n";
}

std::string replay_piece(const records::AuditLine& line, const Replayed& replayed,
                         PageFormat format) {
  if (!is_told(replayed)) {
    return "";
  }
  return format == PageFormat::json ? piece_json(line, replayed) : piece_text(line, replayed);
}

std::string replay_summary(const ReplayTally& tally, const KnowledgeBase& knowledge,
                           PageFormat format) {
  return format == PageFormat::json ? summary_json(tally, knowledge) : summary_text(tally);
}

}  // namespace paraspinal::cli
