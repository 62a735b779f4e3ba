#include "apps/cli/audit_command.h"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/database.h"
#include "tests/apps/records_commands.h"
#include "tests/apps/records_file.h"

namespace paraspinal::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// Records of five lines (records_file.h).
class AuditCommand : public ::testing::Test {
 protected:
  AuditCommand() { records::append_five(*folder.open()); }

  Said verify(std::optional<records::Anchor> anchor = {}) const {
    return say([&](Streams streams) {
      return verify_audit({.files = folder.files(), .anchor = std::move(anchor)}, streams);
    });
  }
  Said list(ListAuditOptions options = {}) const {
    options.files = folder.files();
    return say([&](Streams streams) { return list_audit(options, streams); });
  }

  const RecordsFolder folder;
};

TEST_F(AuditCommand, AChainThatHoldsIsSaidWithItsHead) {
  const Said said = verify();
  const std::string head = folder.open()->lines(5, 1)->front().hash;

  EXPECT_EQ(said.outcome, Outcome::answered);
  EXPECT_EQ(said.output, "lines   5\nerased  0\nhead    5:" + head + "\nThe chain holds.\n");
  EXPECT_THAT(said.errors, IsEmpty());
}

TEST_F(AuditCommand, AnAnchorThatIsInTheChainIsSaid) {
  const std::string hash = folder.open()->lines(3, 1)->front().hash;

  EXPECT_THAT(verify(records::Anchor{3, hash}).output,
              HasSubstr("The chain holds, and the anchor is in it.\n"));
}

TEST_F(AuditCommand, AnAnchorThatIsNotBreaksIt) {
  const Said said = verify(records::Anchor{3, std::string(64, 'a')});

  EXPECT_EQ(said.outcome, Outcome::failed);
  EXPECT_THAT(said.output, HasSubstr("BROKEN  line 3: its hash is not that of the anchor\n"));
}

TEST_F(AuditCommand, AChangedLineIsSaidWithItsNumberAndWhy) {
  records::Tampering(folder.files().records).run("UPDATE audit SET user = 'x' WHERE number = 4");
  const Said said = verify();

  EXPECT_EQ(said.outcome, Outcome::failed);
  EXPECT_EQ(said.output,
            "lines   5\nerased  0\nBROKEN  line 4: its hash is not that of its "
            "words and of the line before\n");
}

TEST_F(AuditCommand, ErasedLinesAreCounted) {
  ASSERT_TRUE(folder.open()->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());

  EXPECT_THAT(verify().output, StartsWith("lines   6\nerased  2\nhead    6:"));
}

TEST_F(AuditCommand, LinesAreListedWithNumberTimeKindAndUser) {
  const Said said = list();

  EXPECT_EQ(said.outcome, Outcome::answered);
  EXPECT_THAT(said.output,
              StartsWith("      1  2026-11-26T10:11:00Z  assessment            nurse-7\n"
                         "      2  2026-11-26T10:12:00Z  assessment            nurse-7\n"));
  EXPECT_EQ(std::ranges::count(said.output, '\n'), 5);
}

TEST_F(AuditCommand, LinesAreListedFromANumberAndAtMostSoMany) {
  EXPECT_EQ(list({.from = 4, .most = 1}).output,
            "      4  2026-11-26T10:14:00Z  assessment            nurse-7\n");
  EXPECT_THAT(list({.from = 6}).output, IsEmpty());
}

TEST_F(AuditCommand, MoreLinesThanAreReadAtOnceAreAllListed) {
  const auto records = folder.open();
  records::Tampering(folder.files().records)
      .run(
          "WITH RECURSIVE n(i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 2501) "
          "INSERT INTO audit SELECT i, 'then', 'k', 'u', '', hash, hash FROM n, audit "
          "WHERE number = 1");

  EXPECT_EQ(std::ranges::count(list().output, '\n'), 2'501);
}

TEST_F(AuditCommand, APayloadIsWrittenAsItIs) {
  EXPECT_EQ(list({.payload = 2}).output, records::event_of("Patient/2", 2).payload + "\n");
}

TEST_F(AuditCommand, WhoReadsAPayloadIsALineThatSaysNoneOfIt) {
  list({.payload = 2, .at = "2026-11-26T12:00:00Z", .by = "officer"});
  const auto records = folder.open();
  const records::AuditLine line = records->lines(6, 9)->front();

  EXPECT_EQ(line.kind, "line read");
  EXPECT_EQ(line.user, "officer");
  EXPECT_EQ(line.at, "2026-11-26T12:00:00Z");
  EXPECT_EQ(records->payload(6).value(), R"({"line":2})");
  EXPECT_THAT(verify().output, HasSubstr("The chain holds."));
}

TEST_F(AuditCommand, AnErasedPayloadIsAnError) {
  ASSERT_TRUE(folder.open()->erase("Patient/2", "officer", "2026-11-26T11:00:00Z").value());
  const Said said = list({.payload = 2});

  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.errors,
            "paraspinal: records: line 2 of the audit: its payload was erased with its person\n");
}

TEST_F(AuditCommand, APayloadOfNoLineIsAnError) {
  const Said said = list({.payload = 9});

  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, HasSubstr("line 9 of the audit: there is none"));
}

TEST(AuditCommandFiles, OnesThatAreNotThereAreAnErrorAndAreNotMade) {
  const RecordsFolder folder;
  const Said said = say([&](Streams streams) { return verify_audit({folder.files()}, streams); });

  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_EQ(said.errors, "paraspinal: records: " + folder.files().records +
                             ": there is no such file; expected one that `paraspinal serve` or "
                             "`user add` made\n");
  EXPECT_FALSE(std::ifstream(folder.files().records));
  EXPECT_FALSE(std::ifstream(folder.files().master_key));
}

TEST(AuditCommandFiles, AnotherMasterKeyIsAnError) {
  const RecordsFolder folder;
  folder.open();
  const RecordsFolder other;
  other.open();
  const Said said = say([&](Streams streams) {
    return list_audit({.files = {folder.files().records, other.files().master_key}}, streams);
  });

  EXPECT_EQ(said.outcome, Outcome::unusable_input);
  EXPECT_THAT(said.errors, HasSubstr("the master key is not the one that the file was made with"));
}

TEST(AuditAnchor, IsANumberAColonAndAHash) {
  const std::string hash(64, 'a');

  EXPECT_EQ(anchor_from("12:" + hash)->number, 12);
  EXPECT_EQ(anchor_from("12:" + hash)->hash, hash);
  for (const std::string& text :
       {"12" + hash, "0:" + hash, "-1:" + hash, ":" + hash, "12:" + hash + "a",
        "12:" + std::string(64, 'A'), std::string("12:"), std::string()}) {
    EXPECT_EQ(anchor_from(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace paraspinal::cli
