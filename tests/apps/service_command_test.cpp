// `paraspinal serve` as a process: signals, refusals at the start, what it logs.

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/service/listen_address.h"
#include "tests/apps/program.h"
#include "tests/apps/raw_client.h"

namespace paraspinal::apps_tests {
namespace {

using testing::HasSubstr;
using testing::Not;

// A service that runs while this lives; its output and log are files.
class Served {
 public:
  explicit Served(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), {PARASPINAL_PROGRAM, "serve", "--listen", "127.0.0.1:0"});
    process_ = ::fork();
    if (process_ == 0) {
      start(arguments);
    }
    const std::string words = "paraspinal listens on http://127.0.0.1:";
    for (int i = 0; i < 1500; ++i) {
      const std::string output = text_of(folder_.path() / "output");
      if (output.ends_with('\n') && output.starts_with(words)) {
        port_ = std::stoi(output.substr(words.size()));
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("the service did not start: " + log());
  }
  ~Served() {
    if (process_ > 0) {
      signal(SIGKILL);
      ended();
    }
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  int port() const { return port_; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string log() const { return text_of(folder_.path() / "errors"); }
  void signal(int number) const { ::kill(process_, number); }
  // What the process ended with.
  int ended() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::string get(const std::string& path) const {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
  }
  std::string post(const std::string& path, const std::string& body) const {
    return "POST " + path + " HTTP/1.1\r\nHost: " + host() +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }

 private:
  [[noreturn]] void start(const std::vector<std::string>& arguments) const {
    std::vector<char*> pointers;
    for (const std::string& argument : arguments) {
      pointers.push_back(const_cast<char*>(argument.c_str()));
    }
    pointers.push_back(nullptr);
    const bool redirected =
        std::freopen((folder_.path() / "output").c_str(), "w", stdout) != nullptr &&
        std::freopen((folder_.path() / "errors").c_str(), "w", stderr) != nullptr;
    if (redirected) {
      ::execv(pointers.front(), pointers.data());
    }
    ::_exit(127);
  }

  TemporaryFolder folder_;
  pid_t process_ = -1;
  int port_ = 0;
};

TEST(ServeCommand, AnswersAndEndsWithZeroWhenToldToStop) {
  Served served;
  RawClient client(served.port());
  client.send(served.post("/score/rula", R"({"neck": 2})"));
  const RawAnswer answer = client.answer();

  served.signal(SIGTERM);

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(served.ended(), 0);
}

TEST(ServeCommand, InterruptEndsItToo) {
  Served served;
  served.signal(SIGINT);
  EXPECT_EQ(served.ended(), 0);
}

TEST(ServeCommand, StopDrainsWhatRuns) {
  Served served;
  RawClient client(served.port());
  client.send(served.post("/assess?draws=100", text_of(sample("lifting_strain.json"))));
  RawClient other(served.port());
  while (true) {  // until the first is being answered
    other.send(served.get("/metrics"));
    if (other.answer().body.find("paraspinal_requests_running 2") != std::string::npos) {
      break;
    }
  }

  served.signal(SIGTERM);

  EXPECT_EQ(client.answer().status, 200);
  EXPECT_EQ(served.ended(), 0);
}

TEST(ServeCommand, ReloadUnderLoadDropsNoRequest) {
  const Served served({"--knowledge", PARASPINAL_KNOWLEDGE_FILE});
  std::atomic<bool> done = false;
  std::atomic<int> failed = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      RawClient client(served.port());
      while (!done) {
        client.send(served.get("/knowledge/condition/cauda_equina_syndrome"));
        (client.answer().status == 200 ? answered : failed) += 1;
      }
    });
  }

  RawClient client(served.port());
  for (int reloads = 2; reloads <= 4; ++reloads) {
    served.signal(SIGHUP);
    const std::string wanted =
        "paraspinal_knowledge_loads_total{outcome=\"loaded\"} " + std::to_string(reloads);
    for (int i = 0; i < 1000; ++i) {
      client.send(served.get("/metrics"));
      if (client.answer().body.find(wanted) != std::string::npos) {
        break;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  done = true;
  for (std::thread& thread : clients) {
    thread.join();
  }

  EXPECT_THAT(served.log(), HasSubstr("\"reloaded\""));
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 0);
}

TEST(ServeCommand, LogIsJsonLinesAndHoldsNothingAboutAPerson) {
  Served served;
  RawClient client(served.port());
  client.send(
      served.post("/assess?draws=0",
                  R"({"id": "Anna Example", "age_years": 40, "sex": "female", "findings": {}})"));
  client.answer();
  client.send(served.get("/Patient/anna-1950"));
  client.answer();
  served.signal(SIGTERM);
  served.ended();

  const std::string log = served.log();

  EXPECT_THAT(log,
              HasSubstr(R"("event":"request","method":"POST","route":"/assess","status":200)"));
  EXPECT_THAT(log, Not(HasSubstr("Anna")));
  EXPECT_THAT(log, Not(HasSubstr("anna")));
  EXPECT_THAT(log, Not(HasSubstr("1950")));
}

TEST(ServeCommand, ForeignHostIsRefusedOnLoopback) {
  const Served served;
  RawClient client(served.port());

  client.send("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n");

  EXPECT_EQ(client.answer().status, 421);
}

TEST(ServeCommand, BindBeyondLoopbackIsRefusedWithoutAuthenticationAndTls) {
  for (const char* address : {"0.0.0.0:0", "[::]:0", "192.0.2.1:8420", "example.org:80"}) {
    const Ran ran = run({"serve", "--listen", address});
    EXPECT_EQ(ran.status, 2) << address;
    EXPECT_THAT(ran.errors, HasSubstr("is reached from beyond this machine: expected "
                                      "--trusted-clients with --tls-certificate and --tls-key, or "
                                      "--behind-proxy"));
  }
}

TEST(ServeCommand, AListOfTrustedClientsWithoutAnyDoesNotOpenTheService) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "clients.json";
  std::ofstream(file) << R"({"clients": []})";
  const Ran ran = run({"serve", "--listen", "127.0.0.1:0", "--trusted-clients", file.string()});
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.errors, HasSubstr("clients: expected an array of one client or more"));
}

TEST(ServeCommand, WrongOptionsAreToldAtTheStart) {
  EXPECT_THAT(run({"serve", "--listen", "8420"}).errors,
              HasSubstr("listen: 8420: expected an address and a port"));
  EXPECT_THAT(run({"serve", "--tls-key", "a.pem"}).errors,
              HasSubstr("--tls-certificate and --tls-key: expected both or none"));
  EXPECT_THAT(run({"serve", "--records", "a.sqlite"}).errors,
              HasSubstr("--records and --master-key: expected both or none"));
  EXPECT_THAT(run({"serve", "--base-url", "ehr"}).errors,
              HasSubstr("--base-url ehr: expected http:// or https:// before it"));
  EXPECT_THAT(run({"serve", "--fhir-server", "ehr"}).errors,
              HasSubstr("--fhir-server ehr: expected http:// or https:// before it"));
  EXPECT_EQ(run({"serve", "--listen", "127.0.0.1:0", "--knowledge", "/nowhere"}).status, 4);
  EXPECT_EQ(run({"serve", "--listen", "127.0.0.1:0", "--trusted-clients", "/nowhere"}).status, 3);
}

TEST(ListenAddress, IsReadWithItsPort) {
  EXPECT_EQ(service::read_listen_address("127.0.0.1:8420")->text(), "127.0.0.1:8420");
  EXPECT_EQ(service::read_listen_address("[::1]:0")->host, "::1");
  EXPECT_EQ(service::read_listen_address("[::1]:0")->text(), "[::1]:0");
}

TEST(ListenAddress, LoopbackIsThisMachineOnly) {
  for (const char* text : {"127.0.0.1:1", "127.1.2.3:1", "localhost:1", "[::1]:1"}) {
    EXPECT_TRUE(service::read_listen_address(text)->is_loopback()) << text;
  }
  for (const char* text : {"0.0.0.0:1", "[::]:1", "127.0.0.1.example:1", "10.0.0.1:1"}) {
    EXPECT_FALSE(service::read_listen_address(text)->is_loopback()) << text;
  }
}

TEST(ListenAddress, OtherTextIsAnError) {
  for (const char* text : {"", ":80", "a", "a:", "a:b", "a:70000", "a:-1", "::1:80", "a:80x"}) {
    EXPECT_FALSE(service::read_listen_address(text)) << text;
  }
}

// Who signs in and every call stand in the records.
TEST(ServeCommand, ServesTheScreensRoutesWhereThereAreRecords) {
  const TemporaryFolder folder;
  Served without;
  Served with({"--records", (folder.path() / "records.sqlite").string(), "--master-key",
               (folder.path() / "master.key").string()});
  RawClient asks_without(without.port());
  RawClient asks_with(with.port());

  asks_without.send(without.get("/desk/session"));
  asks_with.send(with.get("/desk/session"));

  EXPECT_EQ(asks_without.answer().status, 404);
  EXPECT_EQ(asks_with.answer().status, 401);
}

}  // namespace
}  // namespace paraspinal::apps_tests
