#include "knowledge/base/solved_links.h"

#include <span>
#include <string>

#include "knowledge/base/content_rows.h"
#include "knowledge/base/rows.h"

namespace paraspinal::knowledge {
namespace {

using engine::Result;

// Steps an insert once for each of `count` rows, after `bind` has bound it; `bind` says whether
// there is such a row.
template <typename Bind>
Result<void> insert_rows(const Connection& database, const std::string& sql, std::size_t count,
                         const Bind& bind) {
  auto insert = database.prepare(sql);
  if (!insert) {
    return engine::fail(insert.error());
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!bind(*insert, i)) {
      continue;
    }
    if (const auto done = insert->step(); !done) {
      return engine::fail(done.error());
    }
  }
  return {};
}

Result<void> store_routes(const Connection& database, const KnowledgeBase& knowledge,
                          const Solved& solved) {
  for (std::size_t m = 0; m < knowledge.mechanisms.size(); ++m) {
    const Mechanism& mechanism = knowledge.mechanisms[m];
    auto done = insert_rows(
        database, "INSERT INTO solved_route VALUES (?, ?, ?)", mechanism.findings.size(),
        [&](Statement& row, std::size_t view) {
          row.bind(1, std::string_view(mechanism.id));
          row.bind(2, std::string_view(knowledge.findings[mechanism.findings[view]].id));
          row.bind(3, solved.route[m][view]);
          return true;
        });
    if (!done) {
      return done;
    }
  }
  return {};
}

std::string misplaced(const std::string& key, const std::string& id, const std::string& table) {
  std::string words = key;
  words += " '";
  words += id;
  words += "' is not the one at this place in table ";
  words += table;
  return words;
}

// Reads one number a row; the n-th row is about the n-th of `ids`.
Result<std::vector<double>> read_numbers(const Connection& database, const std::string& table,
                                         const std::string& key, const std::string& value,
                                         const std::vector<std::string>& ids) {
  std::vector<double> numbers;
  Rows rows(database, table, {key, value});
  while (rows.next()) {
    const std::string id = rows.text();
    if (numbers.size() == ids.size() || ids[numbers.size()] != id) {
      rows.fail(misplaced(key, id, key));
      break;
    }
    numbers.push_back(rows.real());
  }
  if (numbers.size() < ids.size()) {
    rows.fail("no row for " + key + " '" + ids[numbers.size()] + "'");
  }
  const auto result = rows.result();
  return result ? Result<std::vector<double>>(std::move(numbers)) : engine::fail(result.error());
}

Result<void> read_routes(const Connection& database, const KnowledgeBase& knowledge,
                         Solved& solved) {
  for (const Mechanism& mechanism : knowledge.mechanisms) {
    solved.route.emplace_back(mechanism.findings.size());
  }
  std::size_t m = 0;
  std::size_t view = 0;
  Rows rows(database, "solved_route", {"mechanism", "finding", "strength"});
  while (rows.next()) {
    const std::string mechanism = rows.text();
    const std::string finding = rows.text();
    while (m < solved.route.size() && view == solved.route[m].size()) {
      ++m;
      view = 0;
    }
    if (m == solved.route.size() || knowledge.mechanisms[m].id != mechanism ||
        knowledge.findings[knowledge.mechanisms[m].findings[view]].id != finding) {
      rows.fail(misplaced("finding", finding, "mechanism_finding of " + mechanism));
      break;
    }
    solved.route[m][view++] = rows.real();
  }
  return rows.result();
}

Result<void> read_prevalences(const Connection& database, const KnowledgeBase& knowledge,
                              Solved& solved) {
  constexpr std::size_t columns = all_settings.size() * all_sexes.size();
  solved.prevalence.resize(knowledge.findings.size());
  Rows rows(database, "solved_prevalence", {"finding", "shares"});
  while (rows.next()) {
    const FindingId finding = finding_in(rows, knowledge.findings);
    std::vector<double> shares = rows.reals();
    if (shares.size() != columns) {
      rows.fail(std::to_string(shares.size()) + " shares; expected " + std::to_string(columns));
      break;
    }
    solved.prevalence[finding.index] = std::move(shares);
  }
  return rows.result();
}

}  // namespace

Result<void> store_solved_links(const Connection& database, const KnowledgeBase& knowledge,
                                const Solved& solved) {
  auto done = insert_rows(database, "INSERT INTO solved_link VALUES (?, ?)", knowledge.links.size(),
                          [&](Statement& row, std::size_t i) {
                            row.bind(1, std::string_view(knowledge.links[i].id));
                            row.bind(2, solved.strength[i]);
                            return true;
                          });
  if (!done) {
    return done;
  }
  done = insert_rows(database, "INSERT INTO solved_leak VALUES (?, ?)", knowledge.findings.size(),
                     [&](Statement& row, std::size_t f) {
                       row.bind(1, std::string_view(knowledge.findings[FindingId{f}].id));
                       row.bind(2, solved.leak[f]);
                       return true;
                     });
  if (!done) {
    return done;
  }
  done = insert_rows(database, "INSERT INTO solved_prevalence VALUES (?, ?)",
                     knowledge.findings.size(), [&](Statement& row, std::size_t f) {
                       row.bind(1, std::string_view(knowledge.findings[FindingId{f}].id));
                       row.bind(2, std::span<const double>(solved.prevalence[f]));
                       return !solved.prevalence[f].empty();
                     });
  return done ? store_routes(database, knowledge, solved) : done;
}

Result<void> read_solved_links(const Connection& database, const KnowledgeBase& knowledge,
                               Solved& solved) {
  std::vector<std::string> links;
  links.reserve(knowledge.links.size());
  for (const Link& link : knowledge.links) {
    links.push_back(link.id);
  }
  std::vector<std::string> findings;
  findings.reserve(knowledge.findings.size());
  for (const Finding& finding : knowledge.findings.all()) {
    findings.push_back(finding.id);
  }
  auto strength = read_numbers(database, "solved_link", "link", "strength", links);
  if (!strength) {
    return engine::fail(strength.error());
  }
  solved.strength = std::move(*strength);
  auto leak = read_numbers(database, "solved_leak", "finding", "leak", findings);
  if (!leak) {
    return engine::fail(leak.error());
  }
  solved.leak = std::move(*leak);
  if (auto done = read_routes(database, knowledge, solved); !done) {
    return done;
  }
  return read_prevalences(database, knowledge, solved);
}

}  // namespace paraspinal::knowledge
