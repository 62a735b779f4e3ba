// The server over real sockets of loopback, on ports that are free.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/service/http_refusal.h"
#include "apps/service/http_server.h"
#include "tests/apps/raw_client.h"

namespace paraspinal::service {
namespace {

using apps_tests::RawAnswer;
using apps_tests::RawClient;
using testing::HasSubstr;

// What a request was, as a line of text.
HttpAnswer echo(const HttpRequest& request) {
  std::string text = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) {
    text += " " + name + "=" + value;
  }
  return {.content_type = "text/plain", .body = text + " [" + request.body + "]"};
}

HttpServerOptions quick() {
  HttpServerOptions options;
  options.port = 0;
  options.most_body = 1000;
  options.idle_seconds = 5;
  options.receive_seconds = 5;
  options.drain_seconds = 0.2;
  return options;
}

// A server that runs while this lives.
class Running {
 public:
  explicit Running(HttpServerOptions options = quick(),
                   std::function<HttpAnswer(const HttpRequest&)> answer = echo)
      : server_(std::move(*HttpServer::open(
            std::move(options),
            {.answer = std::move(answer),
             .refused =
                 [this](const HttpRequest& request, int status, const std::string& words) {
                   refused_ = status;
                   HttpAnswer refused =
                       refusal_of({status, words + " of " + request.method + " " + request.path});
                   refused.headers.emplace_back("X-Asked-By", request.header("origin"));
                   return refused;
                 }}))),
        thread_([this] { server_->run(); }) {}
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  int port() const { return server_->port(); }
  int refused() const { return refused_; }
  HttpServer& server() { return *server_; }
  void stop() {
    server_->stop();
    if (thread_.joinable()) {
      thread_.join();
    }
  }

 private:
  std::atomic<int> refused_ = 0;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

std::string raw_get(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

std::string raw_post(const std::string& target, const std::string& body,
                     const std::string& fields = "") {
  return "POST " + target +
         " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         fields + "\r\n" + body;
}

double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(HttpServer, ReadsPathAndQueryDecoded) {
  const Running running;
  RawClient client(running.port());

  client.send(raw_get("/a%20b?q=numb%20saddle&as_of=2026-01-31T10%3A00%3A00Z"));

  EXPECT_EQ(client.answer().body, "GET /a b as_of=2026-01-31T10:00:00Z q=numb saddle []");
}

TEST(HttpServer, KeepsTheConnectionForMoreThanTheLibrarysFiveRequests) {
  const Running running;
  RawClient client(running.port());
  for (int i = 0; i < 50; ++i) {
    client.send(raw_post("/a", std::to_string(i)));
    ASSERT_EQ(client.answer().body, "POST /a [" + std::to_string(i) + "]");
  }
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  const Running running;
  RawClient client(running.port());

  client.send(raw_post("/1", "a") + raw_get("/2") + raw_post("/3", "c"));

  EXPECT_EQ(client.answer().body, "POST /1 [a]");
  EXPECT_EQ(client.answer().body, "GET /2 []");
  EXPECT_EQ(client.answer().body, "POST /3 [c]");
}

TEST(HttpServer, AnswersAClientThatHasEndedSending) {
  const Running running;
  RawClient client(running.port());

  client.send(raw_post("/a", "b"));
  client.end_sending();

  EXPECT_EQ(client.answer().body, "POST /a [b]");
  EXPECT_TRUE(client.is_ended());
}

// The library reads chunks leniently: what comes after them is never taken for a request.
TEST(HttpServer, ReadsAChunkedBodyAndClosesTheConnection) {
  const Running running;
  RawClient client(running.port());

  client.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n");
  EXPECT_EQ(client.answer().body, "POST /a [abc0123456789]");
  EXPECT_TRUE(client.is_ended());
}

TEST(HttpServer, ARequestHiddenBehindABrokenChunkIsNotAnswered) {
  const Running running;
  RawClient client(running.port());

  client.send(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\n{}XX\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n");
  client.answer();
  EXPECT_TRUE(client.is_ended());
}

TEST(HttpServer, HeadHasTheLengthOfGetAndNoBody) {
  const Running running;
  RawClient client(running.port());

  client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
  const RawAnswer answer = client.answer(true);
  client.send(raw_get("/b"));

  EXPECT_EQ(answer.headers.at("content-length"), "10");
  EXPECT_EQ(client.answer().body, "GET /b []");
}

TEST(HttpServer, ContinuesWhenTheClientWaitsForIt) {
  const Running running;
  RawClient client(running.port());

  client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer().status, 100);
  client.send("b");

  EXPECT_EQ(client.answer().body, "POST /a [b]");
}

TEST(HttpServer, AnswerIsNeitherCompressedNorCutIntoRanges) {
  const Running running;
  RawClient client(running.port());

  client.send(raw_get("/a", "Accept-Encoding: gzip, br\r\nRange: bytes=0-0,0-0\r\n"));
  const RawAnswer answer = client.answer();

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.count("content-encoding"), 0U);
  EXPECT_EQ(answer.body, "GET /a []");
}

TEST(HttpServer, OldClientIsAnsweredAndTheConnectionEnds) {
  const Running running;
  RawClient client(running.port());

  client.send("GET /a HTTP/1.0\r\n\r\n");

  EXPECT_EQ(client.answer().body, "GET /a []");
  EXPECT_TRUE(client.is_ended());
}

TEST(HttpServer, BodyOfAGetIsNotTakenForTheNextRequest) {
  const Running running;
  RawClient client(running.port());
  const std::string hidden = raw_get("/hidden");

  client.send(raw_get("/a", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") + hidden);

  EXPECT_EQ(client.answer().headers.at("connection"), "close");
  EXPECT_TRUE(client.is_ended());
}

// What is refused, with what status; each ends the connection.
struct Refusal {
  const char* name;
  std::string bytes;
  int status;
};

class HttpServerRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(HttpServerRefusal, HasItsStatusAndEndsTheConnection) {
  const Running running;
  RawClient client(running.port());

  client.send(GetParam().bytes);

  EXPECT_EQ(client.answer().status, GetParam().status);
  EXPECT_TRUE(client.is_ended());
  EXPECT_EQ(running.refused(), GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    All, HttpServerRefusal,
    testing::Values(
        Refusal{"noise", "\x16\x03\x01hello\r\n\r\n", 400},
        Refusal{"not_http", "hello world\r\nHost: a\r\n\r\n", 400},
        Refusal{"two_words", "GET /\r\nHost: a\r\n\r\n", 400},
        Refusal{"version_2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400},
        Refusal{"unknown_method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n" + raw_get("/hidden"), 400},
        Refusal{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
        Refusal{"two_lengths",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                400},
        Refusal{"broken_chunk",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        Refusal{"no_length", "POST / HTTP/1.1\r\nHost: a\r\n\r\n", 411},
        Refusal{"too_long", raw_post("/", std::string(1001, 'a')), 413},
        Refusal{"chunks_too_long",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                    std::string(1001, 'a') + "\r\n0\r\n\r\n",
                413},
        Refusal{"long_line", raw_get("/" + std::string(9000, 'a')), 414},
        Refusal{"compressed", raw_post("/", "a", "Content-Encoding: gzip\r\n"), 415},
        Refusal{"form_of_parts",
                raw_post("/", "a", "Content-Type: multipart/form-data; boundary=b\r\n"), 415},
        Refusal{"large_field", raw_get("/", "A: " + std::string(40'000, 'b') + "\r\n"), 431}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(HttpServer, AnnouncedBodyThatIsTooLargeIsRefusedBeforeItIsSent) {
  const Running running;
  RawClient client(running.port());

  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000000\r\n\r\n");

  EXPECT_EQ(client.answer().status, 413);
}

TEST(HttpServer, ClientThatSeesTheRefusalThoughItStillSends) {
  HttpServerOptions options = quick();
  options.most_body = 1U << 20U;
  const Running running(options);
  RawClient client(running.port());

  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n" +
              std::string(8'000'000, 'a'));

  EXPECT_EQ(client.answer().status, 413);
}

// Slowloris: a byte now and then keeps no connection beyond the limit of the whole.
TEST(HttpServer, HeadThatDripsIs408WhenItsTimeIsOver) {
  HttpServerOptions options = quick();
  options.receive_seconds = 0.3;
  const Running running(options);
  RawClient client(running.port());
  const double took = seconds_of([&] {
    client.send("GET / HTTP/1.1\r\nHost: a\r\nA: ");
    for (int i = 0; i < 100 && client.send("b"); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (running.refused() != 0) {
        break;
      }
    }
  });

  EXPECT_EQ(client.answer().status, 408);
  EXPECT_LT(took, 1.5);
}

TEST(HttpServer, BodyThatStopsIs408) {
  HttpServerOptions options = quick();
  options.receive_seconds = 0.2;
  const Running running(options);
  RawClient client(running.port());

  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");

  EXPECT_EQ(client.answer().status, 408);
}

TEST(HttpServer, IdleConnectionEndsWithoutAWord) {
  HttpServerOptions options = quick();
  options.idle_seconds = 0.1;
  const Running running(options);
  RawClient client(running.port());

  EXPECT_TRUE(client.is_ended());
  EXPECT_EQ(running.refused(), 0);
}

TEST(HttpServer, ServesOthersWhileManyAreIdleOrSlow) {
  const Running running;
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 100; ++i) {
    slow.push_back(std::make_unique<RawClient>(running.port()));
    slow.back()->send(i % 2 == 0 ? "" : "GET / HT");
  }

  RawClient client(running.port());
  client.send(raw_get("/a"));

  EXPECT_EQ(client.answer().body, "GET /a []");
}

TEST(HttpServer, HundredConnectionsAtOnceAreAllAnswered) {
  const Running running;
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 100; ++i) {
    clients.emplace_back([&, i] {
      RawClient client(running.port());
      client.send(raw_post("/a", std::to_string(i)));
      answered += client.answer().body == "POST /a [" + std::to_string(i) + "]" ? 1 : 0;
    });
  }
  for (std::thread& client : clients) {
    client.join();
  }

  EXPECT_EQ(answered, 100);
}

TEST(HttpServer, ConnectionBeyondTheLimitIs503WithRetryAfter) {
  HttpServerOptions options = quick();
  options.most_connections = 1;
  const Running running(options);
  RawClient first(running.port());
  first.send(raw_get("/a"));
  ASSERT_EQ(first.answer().status, 200);

  RawClient second(running.port());
  const RawAnswer answer = second.answer();

  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
}

TEST(HttpServer, BodiesBeyondTheirCommonLimitAre503) {
  HttpServerOptions options = quick();
  options.most_bodies = 10;
  const Running running(options);
  RawClient client(running.port());

  client.send(raw_post("/", std::string(11, 'a')));

  EXPECT_EQ(client.answer().status, 503);
}

// A gate that requests wait at until the test lets them on.
class Gate {
 public:
  HttpAnswer wait(const HttpRequest& request) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    wake_.notify_all();
    wake_.wait(lock, [this] { return open_; });
    return echo(request);
  }
  void until_waiting(int count) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return waiting_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    wake_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  int waiting_ = 0;
  bool open_ = false;
};

TEST(HttpServer, StopAnswersWhatHasBegunAndEndsWhatIsIdle) {
  Gate gate;
  Running running(quick(), [&gate](const HttpRequest& request) {
    return request.path == "/slow" ? gate.wait(request) : echo(request);
  });
  RawClient idle(running.port());
  idle.send(raw_get("/a"));
  idle.answer();
  RawClient busy(running.port());
  busy.send(raw_get("/slow"));
  gate.until_waiting(1);

  running.server().stop();

  EXPECT_TRUE(idle.is_ended());
  gate.open();
  EXPECT_EQ(busy.answer().body, "GET /slow []");
  EXPECT_TRUE(busy.is_ended());
  running.stop();
}

TEST(HttpServer, StopDoesNotWaitLongForARequestThatDoesNotCome) {
  Running running;
  RawClient client(running.port());
  client.send("GET / HTTP/1.1\r\nHo");

  EXPECT_LT(seconds_of([&] { running.stop(); }), 4);
}

TEST(HttpServer, StopBeforeRunIsNotForgotten) {
  auto server = HttpServer::open(quick(), {.answer = echo});
  ASSERT_TRUE(server);

  (*server)->stop();
  (*server)->run();
}

TEST(HttpServer, PortThatIsTakenIsAnError) {
  const Running running;
  HttpServerOptions options = quick();
  options.port = running.port();

  const auto second = HttpServer::open(options, {.answer = echo});

  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message,
              HasSubstr("listen: 127.0.0.1:" + std::to_string(running.port()) + ": cannot be had"));
}

TEST(HttpServer, MissingCertificateIsAnError) {
  HttpServerOptions options = quick();
  options.tls_certificate = "/nowhere.pem";
  options.tls_key = "/nowhere.key";

  const auto server = HttpServer::open(options, {.answer = echo});

  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().message, "/nowhere.pem: expected a readable certificate chain in PEM");
}

TEST(HttpServer, ARefusalIsMadeOfWhatIsKnownOfTheRequest) {
  const Running running;
  RawClient large(running.port());
  large.send(
      "POST /cds-services/a?b=1 HTTP/1.1\r\nHost: a\r\norigin: https://ehr.example\r\n"
      "Content-Length: 1001\r\n\r\n");
  const RawAnswer refused = large.answer();
  EXPECT_EQ(refused.status, 413);
  EXPECT_THAT(refused.body, HasSubstr(" of POST /cds-services/a"));
  EXPECT_EQ(refused.headers.at("x-asked-by"), "https://ehr.example");
}

TEST(HttpServer, AHeadThatIsTooLongIsRefusedInTheFormOfItsPath) {
  const Running running;
  RawClient client(running.port());
  client.send("GET /fhir/metadata HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'x') +
              "\r\n\r\n");
  const RawAnswer refused = client.answer();
  EXPECT_EQ(refused.status, 431);
  EXPECT_THAT(refused.body, HasSubstr(" of GET /fhir/metadata"));
}

TEST(HttpServer, AnOriginOfARefusedHeadCannotAddAHeader) {
  EXPECT_EQ(as_far_as_known("GET / HTTP/1.1\r\nOrigin: https://a\nSet-Cookie: b\r\n\r\n")
                .header("origin"),
            "https://aSet-Cookie:b");
}

}  // namespace
}  // namespace paraspinal::service
