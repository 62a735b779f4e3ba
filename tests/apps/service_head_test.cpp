// HTTP/1.1 heads: RFC 9112 (message syntax) and RFC 9110 (fields).

#include <gtest/gtest.h>

#include "apps/service/request_head.h"

namespace paraspinal::service {
namespace {

HeadState state_of(const std::string& bytes, const HeadLimits& limits = {}) {
  HeadScan scan(limits);
  scan.feed(bytes);
  return scan.state();
}

std::string head(const std::string& line, const std::string& fields) {
  return line + "\r\nHost: a\r\n" + fields + "\r\n";
}

HeadFault fault(const std::string& fields, const std::string& line = "POST / HTTP/1.1") {
  const auto framing = framing_of(head(line, fields), {.most_body = 100});
  return framing ? HeadFault{0, "no fault"} : framing.error();
}

TEST(HeadScan, IsCompleteAtTheEmptyLineAndTakesNothingAfterIt) {
  HeadScan scan({});

  const std::size_t taken = scan.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody");

  EXPECT_EQ(scan.state(), HeadState::complete);
  EXPECT_EQ(taken, 27U);
}

TEST(HeadScan, GivesTheSameByteByByte) {
  const std::string bytes = "POST /a HTTP/1.1\r\nHost: a\r\nX-B:\tc\r\n\r\n";
  HeadScan scan({});
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    scan.feed(bytes.substr(i, 1));
    ASSERT_EQ(scan.state(), HeadState::incomplete) << i;
  }

  scan.feed("\n");

  EXPECT_EQ(scan.state(), HeadState::complete);
}

TEST(HeadScan, BareLineFeedIsMalformed) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\nHost: a\n\n"), HeadState::malformed);
}

TEST(HeadScan, BareCarriageReturnIsMalformed) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n"), HeadState::malformed);
}

TEST(HeadScan, FoldedFieldIsMalformed) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"), HeadState::malformed);
}

TEST(HeadScan, SpaceBeforeAColonIsMalformed) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n"), HeadState::malformed);
}

TEST(HeadScan, FieldWithoutColonIsMalformed) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nHost\r\n\r\n"), HeadState::malformed);
}

TEST(HeadScan, ControlCharacterIsMalformed) {
  EXPECT_EQ(state_of(std::string("GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", 27)), HeadState::malformed);
}

TEST(HeadScan, EmptyFirstLineIsMalformed) {
  EXPECT_EQ(state_of("\r\nGET / HTTP/1.1\r\n\r\n"), HeadState::malformed);
}

TEST(HeadScan, TlsHandshakeOnAPlainPortIsMalformed) {
  EXPECT_EQ(state_of("\x16\x03\x01\x02"), HeadState::malformed);
}

TEST(HeadScan, LongRequestLineIsToldBeforeItEnds) {
  EXPECT_EQ(state_of("GET /" + std::string(100, 'a'), {.line = 50}), HeadState::line_too_long);
}

TEST(HeadScan, ManyFieldsAreTooLarge) {
  std::string bytes = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 11; ++i) {
    bytes += "A: b\r\n";
  }

  EXPECT_EQ(state_of(bytes, {.fields = 10}), HeadState::fields_too_large);
}

TEST(HeadScan, ManyBytesOfFieldsAreTooLarge) {
  EXPECT_EQ(state_of("GET / HTTP/1.1\r\nA: " + std::string(200, 'b'), {.bytes = 100}),
            HeadState::fields_too_large);
}

TEST(FramingOf, LengthIsThatOfTheField) {
  EXPECT_EQ(framing_of(head("POST / HTTP/1.1", "Content-Length: 42\r\n"), {}),
            (Framing{.length = 42}));
}

TEST(FramingOf, ChunkedInAnyCaseIsChunked) {
  EXPECT_EQ(framing_of(head("POST / HTTP/1.1", "Transfer-Encoding: Chunked\r\n"), {}),
            (Framing{.chunked = true, .closes = true}));
}

TEST(FramingOf, GetWithoutLengthHasNoBody) {
  EXPECT_EQ(framing_of(head("GET / HTTP/1.1", ""), {}), Framing{});
}

TEST(FramingOf, ConnectionClosesWhenOneOfItsWordsSaysSo) {
  const auto framing = framing_of(head("GET / HTTP/1.1", "Connection: te, Close\r\n"), {});
  EXPECT_TRUE(framing->closes);
}

TEST(FramingOf, OldVersionClosesUnlessItAsksNotTo) {
  EXPECT_TRUE(framing_of("GET / HTTP/1.0\r\n\r\n", {})->closes);
  EXPECT_FALSE(framing_of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {})->closes);
}

TEST(FramingOf, BodyThatNoMethodReadsClosesTheConnection) {
  EXPECT_TRUE(framing_of(head("GET / HTTP/1.1", "Content-Length: 4\r\n"), {})->closes);
}

TEST(FramingOf, PostWithoutLengthIs411) {
  EXPECT_EQ(fault(""), (HeadFault{411, "Content-Length: is missing: expected one"}));
}

TEST(FramingOf, LongerThanTheLimitIs413) {
  EXPECT_EQ(fault("Content-Length: 101\r\n"),
            (HeadFault{413, "body: 101 bytes: expected at most 100"}));
}

// Each way in which two readers of the same bytes could see two messages.
TEST(FramingOf, AmbiguousLengthsAre400) {
  for (const char* fields :
       {"Content-Length: 4\r\nContent-Length: 5\r\n", "Content-Length: 4\r\nContent-Length: 4\r\n",
        "Content-Length: 4, 4\r\n", "Content-Length: +4\r\n", "Content-Length: -4\r\n",
        "Content-Length: 0x4\r\n", "Content-Length: %34\r\n", "Content-Length: \r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: identity\r\n"}) {
    EXPECT_EQ(fault(fields).status, 400) << fields;
  }
}

TEST(FramingOf, ChunkedInTheOldVersionIs400) {
  EXPECT_EQ(fault("Transfer-Encoding: chunked\r\n", "POST / HTTP/1.0").status, 400);
}

TEST(FramingOf, CompressedBodyIs415) {
  EXPECT_EQ(fault("Content-Length: 4\r\nContent-Encoding: gzip\r\n"),
            (HeadFault{415, "Content-Encoding: expected none; bodies are not decompressed"}));
}

TEST(FramingOf, NoHostOrTwoAre400) {
  EXPECT_EQ(framing_of("GET / HTTP/1.1\r\n\r\n", {}).error().words, "Host: expected exactly one");
  EXPECT_EQ(fault("Host: b\r\n").words, "Host: expected exactly one");
}

}  // namespace
}  // namespace paraspinal::service
