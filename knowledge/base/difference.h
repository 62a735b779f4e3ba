#pragma once

// What a clinician must review between two knowledge bases: which rows of the content came, went or
// changed, in the order of what can do harm.
//
//   const auto difference = content_difference(*before, *after);
//   difference->front().topic == Topic::red_flags;
//
// Not for: what the changes do to the network; see solved_difference.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/database.h"

namespace paraspinal::knowledge {

// In the order of review.
enum class Topic {
  red_flags,  // gates, and what they suspect
  urgency,    // conditions, how soon they need help, and the harm of being slow
  priors,     // frequencies of conditions, findings and people
  links,      // what findings say about conditions
  questions,  // findings, how and when they are asked, what follows from them
  actions,    // advice, and what stands against it
  codings,    // codes and units
  wording,    // names, notes, bases and sign-off
  sources     // works, and how far they were read
};

enum class Change { added, removed, changed };

// A column that is not the same; empty where there is no value.
struct ColumnChange {
  std::string column;
  std::string before;
  std::string after;

  bool operator==(const ColumnChange&) const = default;
};

struct RowChange {
  Topic topic = Topic::wording;
  Change change = Change::changed;
  std::string table;
  std::string key;                    // "renal_colic telephone": its primary key
  std::vector<ColumnChange> columns;  // all that have a value, of a row added or removed
  std::string source_before;          // id of the source cited, if any
  std::string source_after;

  bool operator==(const RowChange&) const = default;
};

// Every change of the content, by topic, then by table and row in the order of the newer content. A
// row whose columns belong to several topics is there once for each. Numbers are compared to 15
// digits. Errors: those of the connections; `corrupt` when a table is in one of them only.
engine::Result<std::vector<RowChange>> content_difference(const Connection& before,
                                                          const Connection& after);

// What a table of the content is about; nothing for a table that this has not been told of, whose
// changes are then under wording.
std::optional<Topic> topic_of_table(std::string_view table);

std::string_view name(Topic topic);
std::string_view name(Change change);

}  // namespace paraspinal::knowledge
