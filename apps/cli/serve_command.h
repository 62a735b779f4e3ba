#pragma once

// `paraspinal serve`: answers over HTTP until SIGTERM or SIGINT; SIGHUP takes the knowledge anew.
//
//   ServeOptions options{.listen = "127.0.0.1:8420", .clock = now, .version = "0.2.0"};
//   return serve_command(options, {std::cin, std::cout, std::cerr});
//
// One line on `output` says where it listens; each request is a line of JSON on `errors`. What it
// answers stands in apps/SERVICE.md.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/command.h"

namespace paraspinal::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8420";      // port 0: any that is free
  std::optional<std::string> knowledge = {};  // a file; the embedded knowledge when empty
  std::string base_url = {};                  // as clients reach it; made of `listen` when empty
  std::string tls_certificate = {};
  std::string tls_key = {};
  std::string trusted_clients = {};             // a file (service/authentication.h); none is asked
                                                // for a token when empty
  std::string records = {};                     // a file that is made when there is none
  std::string master_key = {};                  // of the records; another file, likewise
  std::vector<std::string> fhir_servers = {};   // bases that may be asked for what a call lacks
  bool behind_proxy = false;                    // what is asked of strangers, a proxy asks
  std::vector<std::string> allow_origins = {};  // of pages that may ask; "*" for all
  std::size_t threads = 16;                     // requests answered at one time
  std::size_t connections = 256;
  std::string form_key = {};  // a file as the master key; one for this run when empty
  std::string random = {};    // 32 bytes of chance, for that
  std::function<std::int64_t()> clock = {};  // seconds since 1970
  std::string version = {};
};

// Gives answered once it was told to stop, wrong_usage (an address, a certificate or a combination
// of options that cannot be), unusable_input (clients or records) or unusable_knowledge.
Outcome serve_command(const ServeOptions& options, Streams streams);

}  // namespace paraspinal::cli
