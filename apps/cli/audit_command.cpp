#include "apps/cli/audit_command.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {

using records::AuditLine;
using records::ChainState;
using records::Records;

namespace {

constexpr std::size_t hash_digits = 64;

void write_state(const ChainState& state, const std::optional<records::Anchor>& anchor,
                 Streams streams) {
  streams.output << fmt::format("lines   {}\nerased  {}\n", state.lines, state.erased);
  if (state.first_broken) {
    streams.output << fmt::format("BROKEN  {}\n", printable(state.why));
    return;
  }
  if (state.lines > 0) {
    streams.output << fmt::format("head    {}:{}\n", state.lines, state.head);
  }
  streams.output << (anchor ? "The chain holds, and the anchor is in it.\n" : "The chain holds.\n");
}

std::string row_of(const AuditLine& line) {
  return fmt::format("{:>7}  {:<20}  {:<20}  {}", line.number, printable(line.at),
                     printable(line.kind), printable(line.user));
}

std::string without_spaces_behind(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

Outcome write_lines(const Records& records, const ListAuditOptions& options, Streams streams) {
  std::int64_t from = options.from;
  std::int64_t left = options.most.value_or(std::numeric_limits<std::int64_t>::max());
  while (left > 0) {
    const auto lines = records.lines(from, std::min(left, lines_at_once));
    if (!lines) {
      return unusable_records(lines.error(), streams);
    }
    if (lines->empty()) {
      break;
    }
    for (const AuditLine& line : *lines) {
      streams.output << without_spaces_behind(row_of(line)) << '\n';
    }
    from = lines->back().number + 1;
    left -= static_cast<std::int64_t>(lines->size());
  }
  return written(Outcome::answered, streams);
}

engine::Result<void> audit_reading(Records& records, const ListAuditOptions& options) {
  return records
      .append({.at = options.at,
               .kind = "line read",
               .person = {},
               .user = options.by,
               .knowledge_hash = {},
               .payload = fmt::format(R"({{"line":{}}})", *options.payload)})
      .map([](const AuditLine&) {});
}

Outcome write_payload(Records& records, const ListAuditOptions& options, Streams streams) {
  const std::int64_t number = *options.payload;
  const auto payload = records.payload(number);
  if (!payload) {
    return unusable_records(payload.error(), streams);
  }
  if (!*payload) {
    streams.errors << error_line("records", fmt::format("line {} of the audit: its payload was "
                                                        "erased with its person",
                                                        number));
    return Outcome::unusable_input;
  }
  if (const auto audited = audit_reading(records, options); !audited) {
    return unusable_records(audited.error(), streams);
  }
  streams.output << **payload << '\n';
  return written(Outcome::answered, streams);
}

bool is_hexadecimal(char digit) {
  return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
}

}  // namespace

std::optional<records::Anchor> anchor_from(const std::string& text) {
  records::Anchor anchor;
  const char* end = text.data() + text.size();
  const auto [colon, error] = std::from_chars(text.data(), end, anchor.number);
  if (error != std::errc() || anchor.number < 1 || colon == end || *colon != ':') {
    return std::nullopt;
  }
  anchor.hash = std::string(colon + 1, end);
  const bool is_hash =
      anchor.hash.size() == hash_digits && std::ranges::all_of(anchor.hash, is_hexadecimal);
  return is_hash ? std::optional(anchor) : std::nullopt;
}

Outcome verify_audit(const VerifyAuditOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  const auto state = records ? (*records)->verify(options.anchor) : engine::fail(records.error());
  if (!state) {
    return unusable_records(state.error(), streams);
  }
  write_state(*state, options.anchor, streams);
  return written(state->first_broken ? Outcome::failed : Outcome::answered, streams);
}

Outcome list_audit(const ListAuditOptions& options, Streams streams) {
  const auto records = open_records(options.files, Absent::is_an_error);
  if (!records) {
    return unusable_records(records.error(), streams);
  }
  return options.payload ? write_payload(**records, options, streams)
                         : write_lines(**records, options, streams);
}

}  // namespace paraspinal::cli
