// Records::verify: the whole audit, line after line.

#include <algorithm>
#include <utility>

#include "apps/records/call_row.h"
#include "apps/records/chain.h"
#include "apps/records/statement.h"
#include "apps/records/store.h"

namespace paraspinal::records {

using engine::fail;
using engine::Result;
using knowledge::Connection;
using knowledge::Statement;

namespace {

// A line with its payload as it stands in the file.
struct StoredLine {
  AuditLine line;
  std::optional<std::string> box;
  std::string wrapped_key;
  std::string tag;
  std::int64_t erased_by = 0;     // the line that says so; 0 when it was not erased
  std::string kind_of_erased_by;  // empty when there is no such line
  bool has_row = false;           // of a call, which says that the line is its own
};

constexpr const char* select_all_lines =
    "SELECT a.number, a.at, a.kind, a.user, a.knowledge_hash, a.payload_hash, a.hash, "
    "p.box, s.wrapped_key, s.tag, e.erased_by, b.kind, "
    "EXISTS (SELECT 1 FROM call WHERE line = a.number) OR "
    "EXISTS (SELECT 1 FROM call_event WHERE line = a.number) OR "
    "EXISTS (SELECT 1 FROM call_back WHERE done_line = a.number) FROM audit a "
    "LEFT JOIN payload p ON p.number = a.number LEFT JOIN person s ON s.id = p.person "
    "LEFT JOIN erasure e ON e.number = a.number LEFT JOIN audit b ON b.number = e.erased_by "
    "ORDER BY a.number";

// Rows that belong to no line.
constexpr const char* first_stray =
    "SELECT coalesce(min(number), 0) FROM (SELECT number FROM payload UNION ALL SELECT number FROM "
    "erasure UNION ALL SELECT line FROM call UNION ALL SELECT line FROM call_event UNION ALL "
    "SELECT done_line FROM call_back WHERE done_line IS NOT NULL) "
    "WHERE number NOT IN (SELECT number FROM audit)";

// The line that opened the first call whose revision or closing is not what its events make it.
constexpr const char* first_call_of_another_state =
    "SELECT coalesce(min(c.line), 0) FROM call c WHERE c.revision IS NOT "
    "(SELECT count(*) FROM call_event v WHERE v.call = c.number) OR c.closed_at IS NOT "
    "(SELECT CASE v.kind WHEN 'closed' THEN v.at END FROM call_event v WHERE v.call = c.number "
    "AND v.kind IN ('closed', 'opened again') ORDER BY v.revision DESC LIMIT 1)";

StoredLine stored_line(const Statement& row) {
  StoredLine stored;
  stored.line = {row.integer(0), row.text(1), row.text(2), row.text(3),
                 row.text(4),    row.text(5), row.text(6)};
  if (!row.is_null(7)) {
    stored.box = row.text(7);
  }
  stored.wrapped_key = row.text(8);
  stored.tag = row.text(9);
  stored.erased_by = row.integer(10);
  stored.kind_of_erased_by = row.text(11);
  stored.has_row = row.integer(12) != 0;
  return stored;
}

// What the lines erased by a line give as its payload.
Result<std::string> erased_by(const Connection& connection, std::int64_t number) {
  auto statement = prepare(
      connection, "SELECT number FROM erasure WHERE erased_by = ? ORDER BY number", {number});
  if (!statement) {
    return fail(statement.error());
  }
  ErasedLines lines;
  auto row = statement->step();
  for (; row && *row; row = statement->step()) {
    lines.add(statement->integer(0));
  }
  return row ? Result<std::string>(lines.payload()) : fail(row.error());
}

// Walks the chain; `why` says what is wrong with the line that was given last, and is empty while
// all is well.
class Walk {
 public:
  Walk(const Connection& connection, const Keyring& keyring, const std::optional<Anchor>& anchor)
      : connection_(connection), keyring_(keyring), anchor_(anchor) {}

  Result<void> take(const StoredLine& stored) {
    const AuditLine& line = stored.line;
    if (line.number != end_.number + 1) {
      why_ = "the line is missing; the next one there is " + std::to_string(line.number);
      return {};
    }
    if (line.hash != line_hash(end_.hash, line)) {
      why_ = "its hash is not that of its words and of the line before";
    } else if (anchor_ && anchor_->number == line.number && anchor_->hash != line.hash) {
      why_ = "its hash is not that of the anchor";
    } else if (stored.box) {
      return take_payload(stored);
    } else if (stored.erased_by <= line.number || stored.kind_of_erased_by != erasure_kind) {
      why_ = "its payload is missing, and no line says that it was erased";
    } else {
      ++erased_;
      return take_rows(stored, {});
    }
    keep(line);
    return {};
  }

  // After the last line.
  void take_end(const AuditEnd& end) {
    if (end.number > end_.number) {
      why_ = "the line is missing; the end of the audit was line " + std::to_string(end.number);
    } else if (anchor_ && anchor_->number > end_.number) {
      why_ = "the line is missing; the anchor is line " + std::to_string(anchor_->number);
    } else if (end.number != end_.number || end.hash != end_.hash) {
      why_ = "the end of the audit is not this line; it was sealed at line " +
             std::to_string(end.number);
    }
  }

  const std::string& why() const { return why_; }
  std::int64_t last() const { return end_.number; }  // the last line that is well
  std::int64_t erased() const { return erased_; }

 private:
  Result<void> take_payload(const StoredLine& stored) {
    const auto key = unwrap(keyring_, stored.wrapped_key, stored.tag);
    const auto plain = key ? decrypt(*key, *stored.box, about_line(stored.line)) : std::nullopt;
    const auto salted = plain ? read_salted(*plain) : std::nullopt;
    if (!salted) {
      why_ = "its payload cannot be decrypted";
    } else if (stored.erased_by != 0) {
      why_ = "it was erased and has a payload";
    } else if (hexadecimal(sha256(*plain)) != stored.line.payload_hash) {
      why_ = "the hash of its payload is another";
    } else if (stored.line.kind == erasure_kind) {
      const auto expected = erased_by(connection_, stored.line.number);
      if (!expected) {
        return fail(expected.error());
      }
      if (salted->payload != *expected) {
        why_ = "other lines than it says are marked as erased by it";
      }
    }
    return take_rows(stored, salted ? salted->attached : std::string());
  }

  // The row of a call beside a line, which is as it says: `attached`, or none.
  Result<void> take_rows(const StoredLine& stored, const std::string& attached) {
    if (why_.empty() && attached.empty() && stored.has_row) {
      why_ = "a row of a call says that it is its line, and it is not";
    } else if (why_.empty() && !attached.empty()) {
      const auto rows = rows_beside(connection_, stored.line.number);
      if (!rows) {
        return fail(rows.error());
      }
      if (!is_only(*rows, attached)) {
        why_ = "what it says of a call was changed, or is missing";
      }
    }
    keep(stored.line);
    return {};
  }

  bool is_only(const std::vector<RowBeside>& rows, const std::string& attached) const {
    return rows.size() == 1 && hash_of(connection_, keyring_, rows.front()) == attached;
  }

  void keep(const AuditLine& line) {
    if (why_.empty()) {
      end_ = {line.number, line.hash};
    }
  }

  const Connection& connection_;
  const Keyring& keyring_;
  const std::optional<Anchor>& anchor_;
  AuditEnd end_;
  std::int64_t erased_ = 0;
  std::string why_;
};

Result<void> walk_all(Walk& walk, const Connection& connection) {
  auto statement = connection.prepare(select_all_lines);
  if (!statement) {
    return fail(statement.error());
  }
  while (walk.why().empty()) {
    const auto row = statement->step();
    if (!row) {
      return fail(row.error());
    }
    if (!*row) {
      return {};
    }
    auto taken = walk.take(stored_line(*statement));
    if (!taken) {
      return taken;
    }
  }
  return {};
}

// The number of lines and the hash of the last one, as they stand.
Result<ChainState> counted(const Connection& connection) {
  auto statement = connection.prepare(
      "SELECT (SELECT count(*) FROM audit), "
      "(SELECT hash FROM audit ORDER BY number DESC LIMIT 1)");
  const auto row = statement ? statement->step() : fail(statement.error());
  if (!row) {
    return fail(row.error());
  }
  return ChainState{.lines = statement->integer(0),
                    .erased = 0,
                    .first_broken = {},
                    .why = {},
                    .head = statement->text(1)};
}

void mark_broken(ChainState& state, std::int64_t number, std::string why) {
  state.first_broken = number;
  state.why = "line " + std::to_string(number) + ": " + std::move(why);
}

// In one read transaction of a connection.
Result<ChainState> checked(const Connection& connection, const Keyring& keyring,
                           const std::optional<Anchor>& anchor) {
  auto state = counted(connection);
  Walk walk(connection, keyring, anchor);
  const auto walked = state ? walk_all(walk, connection) : fail(state.error());
  if (!walked) {
    return fail(walked.error());
  }
  state->erased = walk.erased();
  const auto end = read_end(connection, keyring);
  if (walk.why().empty() && end) {
    walk.take_end(end->value_or(AuditEnd{}));
  }
  const auto stray = number_of(connection, first_stray);
  const auto other = stray ? number_of(connection, first_call_of_another_state) : stray;
  if (!other) {
    return fail(other.error());
  }
  if (!walk.why().empty()) {
    mark_broken(*state, walk.last() + 1, walk.why());
  } else if (!end) {
    mark_broken(*state, walk.last() + 1, end.error().message);
  } else if (*stray != 0) {
    mark_broken(*state, *stray,
                "there is no such line, but a payload, an erasure or a row of a call of it");
  } else if (*other != 0) {
    mark_broken(*state, *other, "the call that it opened is not as its events left it");
  }
  return state;
}

}  // namespace

// A connection of its own: in a write-ahead log a reader keeps what it began with, and others
// write.
Result<ChainState> Records::verify(const std::optional<Anchor>& anchor) const {
  const auto connection = Connection::open_or_create(store_->name());
  if (!connection) {
    return fail(connection.error());
  }
  const auto begun = connection->execute("BEGIN");
  return begun ? checked(*connection, store_->keyring, anchor) : fail(begun.error());
}

}  // namespace paraspinal::records
