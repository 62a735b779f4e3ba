#include "fhir/newest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <variant>

namespace paraspinal::fhir {

namespace {

bool says_absent(const Statement& statement) {
  const auto* const answer = std::get_if<knowledge::AnswerValue>(&statement.reading);
  return answer != nullptr && *answer == knowledge::AnswerValue(knowledge::Presence::absent);
}

bool cannot_be_used(const Statement& statement) {
  return std::holds_alternative<Unusable>(statement.reading);
}

// Those that no other is certainly newer than: by when they hold, and of the same moment by when
// they were issued. Undated ones may be the newest.
Statements newest(const Statements& statements) {
  const Statement* latest = nullptr;
  for (const Statement* const statement : statements) {
    if (statement->when && (latest == nullptr || statement->when->first > latest->when->first)) {
      latest = statement;
    }
  }
  if (latest == nullptr) {
    return statements;
  }
  Statements front;
  for (const Statement* const statement : statements) {
    if (!statement->when || order(*statement->when, *latest->when) != Order::before) {
      front.push_back(statement);
    }
  }
  std::optional<Instant> last_issued;
  for (const Statement* const statement : front) {
    if (statement->when != latest->when || !statement->issued) {
      return front;
    }
    last_issued =
        std::max(last_issued.value_or(statement->issued->first), statement->issued->first);
  }
  std::erase_if(
      front, [&](const Statement* statement) { return statement->issued->first < *last_issued; });
  return front;
}

// Of the same moment someone's word that a medicine is taken, or is not, outweighs its supply.
Statements without_outweighed(Statements statements) {
  const bool use = std::any_of(statements.begin(), statements.end(),
                               [](const Statement* s) { return s->basis == Basis::use; });
  if (use) {
    std::erase_if(statements, [](const Statement* s) { return s->basis == Basis::supply; });
  }
  return statements;
}

}  // namespace

Statements newest_of_topics(const Statements& statements) {
  std::map<std::string_view, Statements> topics;
  for (const Statement* const statement : statements) {
    topics[statement->topic].push_back(statement);
  }
  Statements front;
  Statements coded;
  bool any_other = false;
  std::map<std::string_view, Statements> giving_way;
  for (const auto& [topic, said] : topics) {
    const Statements latest = without_outweighed(newest(said));
    if (topic.empty()) {
      front = latest;
      continue;
    }
    if (std::all_of(latest.begin(), latest.end(),
                    [](const Statement* s) { return says_absent(*s) || cannot_be_used(*s); })) {
      giving_way[topic] = latest;
      continue;
    }
    any_other = true;
    coded.insert(coded.end(), latest.begin(), latest.end());
  }
  if (!any_other) {
    for (const auto& [topic, latest] : giving_way) {
      coded.insert(coded.end(), latest.begin(), latest.end());
    }
  }
  front.insert(front.end(), coded.begin(), coded.end());
  return newest(front);
}

}  // namespace paraspinal::fhir
