// What the network is checked with: excuses of evidence rows, and the benign pattern.

#include <map>
#include <string>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

constexpr std::array<Word<Excuse>, 3> excuses = {
    {{"capped", Excuse::capped},
     {"referral_population", Excuse::referral_population},
     {"conflicts_with", Excuse::conflicts_with}}};
constexpr std::array<Word<Presence>, 2> presences = {
    {{"present", Presence::present}, {"absent", Presence::absent}}};

}  // namespace

engine::Result<void> read_link_excuses(Reading& reading) {
  std::map<std::string, std::size_t> links;
  for (const Link& link : reading.knowledge.links) {
    links.emplace(link.id, links.size());
  }
  Rows rows(reading.database, "link_excuse", {"link", "excuse", "other", "basis"});
  while (rows.next()) {
    const auto link = links.find(rows.text());
    if (link == links.end()) {
      rows.fail("column link: expected the id of a link");
      break;
    }
    LinkExcuse excuse{link->second, one_of(rows, excuses), std::nullopt, ""};
    const std::string other = rows.optional_text();
    if (!other.empty()) {
      const auto found = links.find(other);
      if (found == links.end()) {
        rows.reject(other, "the id of a link");
        break;
      }
      excuse.other = found->second;
    }
    excuse.basis = rows.text();
    reading.knowledge.link_excuses.push_back(std::move(excuse));
  }
  return rows.result();
}

engine::Result<void> read_benign_pattern(Reading& reading) {
  Rows rows(reading.database, "benign_pattern",
            {"finding", "answer", "basis", "source", "NULL", "verified", "NULL", "sign_off"});
  while (rows.next()) {
    reading.knowledge.benign_pattern.push_back(
        {.finding = finding_in(rows, reading.knowledge.findings),
         .answer = one_of(rows, presences),
         .basis = rows.text(),
         .citation = citation_in(rows)});
  }
  return rows.result();
}

}  // namespace paraspinal::knowledge
